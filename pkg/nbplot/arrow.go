package nbplot

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// An ArrowMark is an arrow between two points; Arrow makes one.
type ArrowMark struct {
	base
	x0, y0, x1, y1 float64
	dx, dy         float64
}

// Arrow draws an arrow from (x0, y0) to (x1, y1).
func Arrow(label string, x0, y0, x1, y1 float64) *ArrowMark {
	return &ArrowMark{base: base{label: label}, x0: x0, y0: y0, x1: x1, y1: y1}
}

// Spread adds error bars at the tip: ±dx along x and ±dy along y.
func (a *ArrowMark) Spread(dx, dy float64) *ArrowMark { a.dx, a.dy = dx, dy; return a }

// Color sets the palette's slot.
func (a *ArrowMark) Color(i int) *ArrowMark { a.slot, a.fixed = i, true; return a }

func (a *ArrowMark) resolve(x, y Axis) (Mark, error) {
	for i, v := range []float64{a.x0, a.y0, a.x1, a.y1, a.x1 - a.dx, a.y1 - a.dy, a.x1 + a.dx, a.y1 + a.dy} {
		axis, name := x, "x"
		if i%2 == 1 {
			axis, name = y, "y"
		}
		if err := checkValue("Arrow", a.label, name, i/2, v, axis.Log); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func (a *ArrowMark) extent(x, y *extent) {
	x.add(a.x0)
	y.add(a.y0)
	x.add(a.x1 - a.dx)
	x.add(a.x1 + a.dx)
	y.add(a.y1 - a.dy)
	y.add(a.y1 + a.dy)
}

func (a *ArrowMark) draw(c canvas, f *frame, slot int) {
	col := curveColor(slot)
	from, to := pt(f.x.at(a.x0), f.y.at(a.y0)), pt(f.x.at(a.x1), f.y.at(a.y1))
	var bars vg.Path
	add := func(x0, y0, x1, y1 float64) {
		if p, q, ok := clipSegment(pt(f.x.at(x0), f.y.at(y0)), pt(f.x.at(x1), f.y.at(y1)), f.area); ok {
			bars = append(bars, polyline([]vg.Point{p, q})...)
		}
	}
	if a.dx != 0 {
		add(a.x1-a.dx, a.y1, a.x1+a.dx, a.y1)
	}
	if a.dy != 0 {
		add(a.x1, a.y1-a.dy, a.x1, a.y1+a.dy)
	}
	c.stroke(bars, pen{color: withAlpha(col, 0.65), width: 1.5})
	p, q, ok := clipSegment(from, to, f.area)
	if !ok {
		return
	}
	drawArrow(c, p, q, col, q == to)
}

// drawArrow draws the shaft and, when the tip is visible, the head; a short
// arrow has a smaller head, one of no length is a dot.
func drawArrow(c canvas, from, to vg.Point, col color.NRGBA, head bool) {
	dx, dy := float64(to.X-from.X), float64(to.Y-from.Y)
	l := math.Hypot(dx, dy)
	if l < 1 {
		c.dots([]vg.Point{to}, 2, col)
		return
	}
	if !head {
		c.stroke(polyline([]vg.Point{from, to}), pen{color: col, width: curveWidth})
		return
	}
	size := math.Min(10, 0.6*l)
	ux, uy := dx/l, dy/l
	bx, by := float64(to.X)-ux*size, float64(to.Y)-uy*size
	c.stroke(lineBetween(float64(from.X), float64(from.Y), bx+ux, by+uy), pen{color: col, width: curveWidth})
	c.fill(polygon([]vg.Point{to, pt(bx-uy*size*0.42, by+ux*size*0.42), pt(bx+uy*size*0.42, by-ux*size*0.42)}), col)
}

func (a *ArrowMark) keys(slot int) []key {
	if a.label == "" {
		return nil
	}
	return []key{{a.label, func(c canvas, x, y float64) {
		drawArrow(c, pt(x, y), pt(x+keyWidth, y), curveColor(slot), true)
	}}}
}
