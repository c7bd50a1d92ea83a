package nbplot

import (
	"math"

	"gonum.org/v1/plot/vg"
)

func (c *Curve) extent(x, y *extent) {
	for _, v := range c.xs {
		x.add(v)
	}
	for _, v := range c.ys {
		if !math.IsNaN(v) {
			y.add(v)
		}
	}
}

func (c *Curve) pen(slot int) pen {
	p := pen{color: curveColor(slot), width: c.width, dash: curveDash(slot)}
	if c.dashed {
		p.dash = c.dash
	}
	if c.path || (c.steps && !c.risers) {
		p.dash = nil // a dash would look like a jump, or hide between dots
	}
	return p
}

// runs are the stretches of the curve between gaps, in pixels.
func (c *Curve) runs(f *frame) [][]vg.Point {
	var runs [][]vg.Point
	if c.steps {
		for i, v := range c.ys {
			if math.IsNaN(v) {
				continue
			}
			y := f.y.at(v)
			piece := []vg.Point{pt(f.x.at(c.xs[i]), y), pt(f.x.at(c.xs[i+1]), y)}
			if c.risers && i > 0 && !math.IsNaN(c.ys[i-1]) {
				runs[len(runs)-1] = append(runs[len(runs)-1], piece...)
				continue
			}
			runs = append(runs, piece)
		}
		return runs
	}
	var run []vg.Point
	for i, v := range c.ys {
		if math.IsNaN(v) {
			runs = append(runs, run)
			run = nil
			continue
		}
		run = append(run, pt(f.x.at(c.xs[i]), f.y.at(v)))
	}
	return append(runs, run)
}

func (c *Curve) draw(cv canvas, f *frame, slot int) {
	p := c.pen(slot)
	if c.joined {
		var path vg.Path
		for _, run := range c.runs(f) {
			for _, piece := range clipLine(simplify(run), f.area) {
				path = append(path, polyline(piece)...)
			}
		}
		cv.stroke(path, p)
	}
}

// drawOver puts dots above lines and axes, where an axis cannot cut them.
func (c *Curve) drawOver(cv canvas, f *frame, slot int) {
	col := curveColor(slot)
	var all, left, right []vg.Point
	for _, run := range c.runs(f) {
		for i, q := range run {
			if !f.area.contains(q) {
				continue
			}
			all = append(all, q)
			if c.steps && i%2 == 0 {
				left = append(left, q)
			} else if c.steps {
				right = append(right, q)
			}
		}
	}
	switch {
	case c.ends:
		cv.dots(left, dotRadius, col)
		openDots(cv, right, dotRadius, col)
	case c.path && len(all) > 0:
		cv.dots(thin(all, 3), 2, col)
		openDots(cv, all[:1], dotRadius+1, col)
		cv.dots(all[len(all)-1:], dotRadius+1.2, background)
		cv.dots(all[len(all)-1:], dotRadius+0.6, col)
	case c.marker == 0 && c.open:
		openDots(cv, thin(all, 0.3), dotRadius, col)
	case c.marker == 0:
		cv.dots(thin(all, 0.3), dotRadius, col)
	case c.marker == 1 && c.steps:
		drawMarkers(cv, left, slot, c.open)
	case c.marker == 1:
		drawMarkers(cv, thin(all, 0.3), slot, c.open)
	}
}

// busy are small boxes along the curve.
func (c *Curve) busy(f *frame) []box {
	var out []box
	put := func(x, y float64) { out = append(out, box{x - 2, y - 2, x + 2, y + 2}) }
	for _, run := range c.runs(f) {
		run = simplify(run)
		for i, q := range run {
			put(float64(q.X), float64(q.Y))
			if i == 0 || !c.joined {
				continue
			}
			dx, dy := float64(q.X-run[i-1].X), float64(q.Y-run[i-1].Y)
			n := min(int(math.Hypot(dx, dy)/8), 100)
			for k := 1; k < n; k++ {
				t := float64(k) / float64(n)
				put(float64(q.X)-t*dx, float64(q.Y)-t*dy)
			}
		}
	}
	return out
}

func (c *Curve) keys(slot int) []key {
	if c.label == "" {
		return nil
	}
	return []key{{c.label, func(cv canvas, x, y float64) {
		p := c.pen(slot)
		col := curveColor(slot)
		if c.joined {
			cv.stroke(lineBetween(x, y, x+keyWidth, y), p)
		}
		mid := []vg.Point{pt(x+keyWidth/2, y)}
		switch {
		case c.marker == 0 && c.open:
			openDots(cv, mid, dotRadius, col)
		case c.marker == 0:
			cv.dots(mid, dotRadius, col)
		case c.marker == 1:
			drawMarkers(cv, mid, slot, c.open)
		case c.path:
			openDots(cv, []vg.Point{pt(x+4, y)}, dotRadius, col)
			cv.dots(mid, 2, col)
			cv.dots([]vg.Point{pt(x+keyWidth-4, y)}, dotRadius+0.4, col)
		}
	}}}
}

// endNote names the curve beside its last point, for LegendAtEnds.
func (c *Curve) endNote(f *frame, slot int) {
	if c.label == "" {
		return
	}
	y := math.NaN()
	for i := range c.ys {
		if x := f.x.at(c.xs[i]); !math.IsNaN(c.ys[i]) && x >= f.area.x0 && x <= f.area.x1+0.01 {
			y = f.y.at(c.ys[i])
		}
	}
	if !math.IsNaN(y) {
		y = math.Max(f.area.y0, math.Min(f.area.y1, y))
		f.right = append(f.right, sideNote{text: c.label, at: y, slot: slot})
	}
}
