package fd

import (
	"math"
	"math/bits"
)

// What the search costs, where it starts, and the factors of the bound. docs/finite-differences.md says which
// functions they were set on, and what they give on others.
const (
	maxEvals   = 200
	probeStep  = 0x1.6ap-26 // the finest grid, in units of the scale of x; no round number, lest f have it as a period
	firstStep  = 0x1.27p-7  // the first coarse one
	zoom       = 0x1p-7     // from one finest grid to the next, where f is not smooth
	wanted     = 0x1p-38    // relative bound at which no more is asked
	safety     = 6.0        // amplitude of the noise, in standard deviations
	margin     = 2.0        // of the reported bound over the one that the search goes by
	unexplored = 4. / 113   // the same for the last difference alone: √C(16,8) = 113
	coherent   = 0x1p-60    // part of |x| by which rounding inside f may move x alike at all points
	quantized  = 0x1p-18    // relative noise up to which equal values are taken for rounding, not for a plateau
	suspicious = 0x1p-20    // relative noise from which a finer grid must confirm that it is noise
)

// search is the state of one Certify.
type search struct {
	f           func(float64) float64
	x, fx       float64
	wide, small float64 // scales: of 1 or |x|, whichever is larger; of |x|
	evals       int
	noise       float64 // amplitude of the noise from other sources than a grid's own table
	edge        bool    // such an edge of rounded values lies at x (see findProbe)
	probe       grid    // the finest grid
	best        grid
	rough       []grid // grids that no smooth function with noise explains, in the order of the search
}

// grid evaluates f on the grid of spacing d.
func (c *search) grid(d float64) grid {
	var g grid
	g.read(func(t float64) float64 { c.evals++; return c.f(t) }, c.x, c.fx, short(d))
	return g
}

// affords reports whether the budget allows another grid.
func (c *search) affords() bool { return c.evals+4*reach <= maxEvals }

// amplitude bounds the error of one value on grid g.
func (c *search) amplitude(g *grid) float64 {
	a := max(g.ulp+g.slope*math.Abs(c.x)*coherent, c.noise, safety*c.probe.level)
	if c.probe.ties >= reach {
		// The fine grid lies on a plateau of rounded values and saw no noise.
		a = max(a, c.lattice(g)/2)
	}
	own := safety * g.level
	if g.d <= c.probe.d || (g.flat || c.probe.ties >= reach) && own <= max(c.rounding(g), 16*safety*c.probe.level) {
		a = max(a, own)
	}
	return a
}

// parts are those of the bound on grid g.
func (c *search) parts(g *grid) (trunc, noise float64) {
	a := c.amplitude(g)
	rest := max(0, unexplored*g.top[2*reach]-a) // f's own, or noise that the fine grid has not
	return g.trunc + (g.slope*g.shift+rest/g.d)*centralNorm, a * centralNorm / g.d
}

func (c *search) bound(g *grid) float64 {
	t, n := c.parts(g)
	return t + n
}

// smooth reports whether the grid shows a differentiable function plus noise.
func (c *search) smooth(g *grid) bool {
	if g.bad {
		return false
	}
	t, n := c.parts(g)
	return t <= g.slope/128+3*n && !c.kinked(g) && !c.jumps(g)
}

// kinked reports whether the one-sided derivatives differ by more than table, rounding and the roughness of
// each side explain. The level of the noise does not count: a kink at x looks like noise to the difference
// table.
func (c *search) kinked(g *grid) bool {
	return math.Abs(g.kink) > 4*(g.kinkT+(g.ulp+c.noise)*kinkNorm/g.d)+8*g.fourth/g.d
}

// jumps reports whether the value at x is not the limit from both sides.
func (c *search) jumps(g *grid) bool {
	return max(math.Abs(g.right), math.Abs(g.left)) > 20*g.limitT+2*limitNorm*(g.ulp+c.noise)
}

// refine looks for the grid with the least bound, starting from a guess of the length on which f changes.
func (c *search) refine() {
	ceiling, judged := math.Inf(1), false
	d := c.wide * firstStep
	if s := c.probe.slope * c.wide; s > 0 {
		d *= min(max(math.Pow(c.amplitude(&c.probe)/s/0x1p-52, 1./9), 0.5), 16)
	}
	for d > 0 && !math.IsInf(d, 0) && c.affords() && len(c.rough) < maxEvals {
		g := c.grid(d)
		if !judged && d > 64*c.probe.d && c.contradicts(&g) {
			judged = true
			c.judge(&g)
		}
		if c.better(&g) {
			c.best = g
			d = c.after(ceiling)
			continue
		}
		c.rough = append(c.rough, g)
		if d < c.best.d {
			return
		}
		ceiling = d
		switch guess := c.small * firstStep; {
		case c.best.d != c.probe.d: // between a good grid and a rough one
			if d = math.Sqrt(c.best.d) * math.Sqrt(ceiling); d < 2*c.best.d {
				return
			}
		case d > 16*guess && guess > 2*c.probe.d:
			d = guess
		case d > 64*c.probe.d:
			d /= 32
		default:
			if d = c.after(ceiling); d > c.probe.d {
				return
			}
		}
	}
}

// after is the step to try after the best grid so far; 0: it is good enough.
func (c *search) after(ceiling float64) float64 {
	g := &c.best
	t, n := c.parts(g)
	switch {
	case g.slope == 0 || t+n < wanted*max(math.Abs(g.value), g.slope) && t < 8*n:
		return 0
	case t > 2*n: // t falls as d⁸, n rises as 1/d
		if d := g.d * 0.7 * math.Pow(n/t, 1./9); d < g.d/2 {
			return d
		}
		return 0
	case t > n/20:
		return 0
	}
	d := 8 * g.d
	if d >= ceiling {
		if d = math.Sqrt(g.d) * math.Sqrt(ceiling); d < 1.5*g.d {
			return 0
		}
	}
	return d
}

// better reports whether g is smooth, has the smaller bound and agrees with the best grid so far.
func (c *search) better(g *grid) bool {
	rounded := c.best.ties >= reach && c.amplitude(g) <= c.rounding(g)
	return c.smooth(g) && (rounded || c.bound(g) < c.bound(&c.best)) && c.agree(g, &c.best)
}

// agree reports whether the bounds of a grid and of a finer one overlap.
func (c *search) agree(g, fine *grid) bool {
	b := c.bound(fine)
	if a := c.amplitude(g); fine.ties >= reach && a <= c.rounding(g) {
		b = max(b, a*centralNorm/fine.d)
	}
	return math.Abs(g.value-fine.value) <= b+c.bound(g)
}

// contradicts reports whether g is a better grid than the probe but for its value.
func (c *search) contradicts(g *grid) bool {
	return c.best.d == c.probe.d && c.smooth(g) && c.bound(g) < c.bound(&c.probe) && !c.agree(g, &c.best)
}

// judge decides between g and the probe by a grid between them: either f changes on the scale of the probe,
// or the probe has errors that its own table does not show, as when f rounds all its points alike.
func (c *search) judge(g *grid) {
	between := c.grid(20 * c.probe.d)
	if c.smooth(&between) && c.agree(g, &between) {
		implied := math.Abs(g.value-c.probe.value) * c.probe.d / centralNorm
		c.noise = max(c.noise, min(implied, quantized*top(g)))
		between.ties = c.probe.ties
		c.probe, c.best = between, between
	}
}

// top is the size of the largest value of f on the grid.
func top(g *grid) float64 { return g.ulp * 0x1p52 }

// rounding is the noise up to which equal values mean that f rounds them. Where the fine grid lies on a
// plateau, values near 0 are measured against what f gains on the scale of x; and a result that is small beside
// x may be the difference of two numbers of the size of x.
func (c *search) rounding(g *grid) float64 {
	size := top(g)
	if c.probe.ties >= reach {
		size = max(size, g.slope*c.wide)
	}
	return max(quantized*size, 2*spacing(c.x))
}

// lattice is the largest power of two of which all values are multiples; 0 if that is more than rounding
// explains.
func (c *search) lattice(g *grid) float64 {
	q := math.Inf(1)
	for _, v := range g.y {
		if v != 0 {
			f, e := math.Frexp(v)
			q = min(q, math.Ldexp(1, e-53+bits.TrailingZeros64(uint64(math.Abs(f)*0x1p53))))
		}
	}
	if q > c.rounding(g) {
		return 0
	}
	return q
}

// short rounds a step to 9 bits, so that its multiples, and most points, are exact.
func short(d float64) float64 {
	f, e := math.Frexp(d)
	return math.Ldexp(math.Round(f*0x1p9), e-9)
}
