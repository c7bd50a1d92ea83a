package nbplot

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// openDots are circles with an empty inside, which covers what is below.
func openDots(c canvas, at []vg.Point, r float64, col color.NRGBA) {
	c.dots(at, r+0.6, col)
	c.dots(at, r-1, background)
}

// drawMarkers draws the shape of the slot at each point: circle, square,
// triangle, diamond, triangle downwards, pentagon, cross.
func drawMarkers(c canvas, at []vg.Point, slot int, open bool) {
	col := curveColor(slot)
	if slot < 0 {
		slot = 0
	}
	sides := [...]int{0, 4, 3, 4, 3, 5, 4}[slot%7]
	turn := [...]float64{0, math.Pi / 4, -math.Pi / 2, 0, math.Pi / 2, -math.Pi / 2, 0}[slot%7]
	if sides == 0 {
		if open {
			openDots(c, at, dotRadius, col)
		} else {
			c.dots(at, dotRadius, col)
		}
		return
	}
	var p vg.Path
	for _, q := range at {
		if slot%7 == 6 {
			for _, s := range []float64{-1, 1} {
				p = append(p, lineBetween(float64(q.X)-3.5, float64(q.Y)-3.5*s, float64(q.X)+3.5, float64(q.Y)+3.5*s)...)
			}
			continue
		}
		var corners []vg.Point
		for k := range sides {
			a := turn + 2*math.Pi*float64(k)/float64(sides)
			corners = append(corners, pt(float64(q.X)+4.4*math.Cos(a), float64(q.Y)+4.4*math.Sin(a)))
		}
		p = append(p, polygon(corners)...)
	}
	switch {
	case slot%7 == 6:
		c.stroke(p, pen{color: col, width: 2})
	case open:
		c.fill(p, background)
		c.stroke(p, pen{color: col, width: 1.5})
	default:
		c.fill(p, col)
	}
}
