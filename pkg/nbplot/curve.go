package nbplot

import "fmt"

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
