package nbplot

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"
)

// A Curve is a mark made of points: Line, Func, Scatter, Steps and Path make
// one, and its methods, which change it and return it, set how it looks.
type Curve struct {
	base
	kind   string
	xs, ys []float64

	f      func(float64) float64 // Func
	lo, hi float64
	n      int

	joined, steps, ends bool
	risers              bool // Steps with vertical strokes
	path                bool
	marker              int // index into markers, -1: none
	open, gaps          bool
	width               float64
	dash                []float64
	dashed              bool // dash was set
}

// Line joins the points (xs[i], ys[i]) in their order.
func Line(label string, xs, ys []float64) *Curve {
	return newCurve("Line", label, xs, ys, len(xs) == len(ys))
}

// Func draws f over [lo, hi], sampled at 401 places, evenly on the axis; Samples
// takes another number.
func Func(label string, f func(float64) float64, lo, hi float64) *Curve {
	c := newCurve("Func", label, nil, nil, true)
	c.f, c.lo, c.hi, c.n = f, lo, hi, funcSamples
	return c
}

// Scatter draws a dot at each point.
func Scatter(label string, xs, ys []float64) *Curve {
	c := newCurve("Scatter", label, xs, ys, len(xs) == len(ys))
	c.joined, c.marker = false, 0
	return c
}

// Steps draws the function that is ys[i] on [xs[i], xs[i+1]), without vertical
// strokes at its jumps: len(xs) = len(ys) + 1. Ends adds the circles.
func Steps(label string, xs, ys []float64) *Curve {
	c := newCurve("Steps", label, xs, ys, len(xs) == len(ys)+1)
	c.steps = true
	return c
}

// Path draws where an optimizer went: the points joined in order with a dot at
// each, an open circle at the start and a larger dot at the end.
func Path(label string, xs, ys []float64) *Curve {
	c := newCurve("Path", label, xs, ys, len(xs) == len(ys))
	c.path = true
	return c
}

func newCurve(kind, label string, xs, ys []float64, fit bool) *Curve {
	if !fit {
		panic(fmt.Sprintf("nbplot: %s %q: %d xs and %d ys do not fit together", kind, label, len(xs), len(ys)))
	}
	return &Curve{
		base: base{label: label}, kind: kind, joined: true, marker: -1, width: curveWidth,
		xs: append([]float64(nil), xs...), ys: append([]float64(nil), ys...),
	}
}

// Color sets the palette's slot i, counted from 0; Color(-1) is grey.
func (c *Curve) Color(i int) *Curve { c.slot, c.fixed = i, true; return c }

// Gray draws the curve in grey, as what stands behind: theory, a bound.
func (c *Curve) Gray() *Curve { return c.Color(-1) }

// Dashed draws the line dashed.
func (c *Curve) Dashed() *Curve { c.dash, c.dashed = []float64{7, 4}, true; return c }

// Solid draws the line without gaps, whatever its slot of the palette.
func (c *Curve) Solid() *Curve { c.dash, c.dashed = nil, true; return c }

// Thin draws a line half as wide.
func (c *Curve) Thin() *Curve { c.width = curveWidth / 2; return c }

// Markers sets a mark at every point, of a shape that goes with the colour.
func (c *Curve) Markers() *Curve { c.marker = 1; return c }

// Open leaves the dots of a Scatter empty: the limit that is not attained.
func (c *Curve) Open() *Curve { c.open = true; return c }

// Ends adds to Steps a filled circle where a piece starts and an open one
// where it ends, since the pieces are closed at their left.
func (c *Curve) Ends() *Curve { c.ends = true; return c }

// Risers joins the pieces of Steps by vertical strokes, where a staircase is
// easier to follow than a jump is worth showing: a performance profile.
func (c *Curve) Risers() *Curve { c.risers = true; return c }

// Gaps lets NaN interrupt the curve, which is an error otherwise.
func (c *Curve) Gaps() *Curve { c.gaps = true; return c }

// funcSamples is the number of steps between a function's samples.
const funcSamples = 400

// Samples sets how many steps a Func takes from lo to hi: more for one that
// oscillates or jumps more often than can be seen at 400.
func (c *Curve) Samples(n int) *Curve {
	if c.f == nil || n < 1 {
		panic(fmt.Sprintf("nbplot: %s %q: Samples(%d) wants a Func and n >= 1", c.kind, c.label, n))
	}
	c.n = n
	return c
}

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
