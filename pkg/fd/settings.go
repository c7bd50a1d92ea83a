package fd

import (
	"fmt"
	"math"
)

// Settings say how a function of several variables is differentiated. The zero value is ready to use.
type Settings struct {
	Stencil Stencil // formula for each coordinate; the zero Stencil means [Central]

	// Step is h for all coordinates. 0 lets the package choose: what differentiates once finds each coordinate's step
	// from f itself; a source that is not Adaptive takes [Stencil.Step] for the size of the coordinate.
	Step float64
	// Adaptive makes a source find the step of each coordinate from a few more evaluations at its first gradient, keep
	// it, check it now and then, and find it anew when the check fails. It has no effect beside a Step.
	Adaptive bool
	// Noise is the standard deviation of the error of one value, as NoiseLevel.Level of MeasureNoise has it. 0:
	// rounding, and where values show more than that it is measured. A source that is told is Adaptive.
	Noise float64
	// Scale has the typical sizes of the coordinates, where they are not of the size 1: the lengths on which f
	// changes, before it is known better. nil: 1 for all. A coordinate that is larger than that counts as it is.
	Scale []float64

	// Lo and Hi are bounds that no evaluation leaves; nil: none, and so does an infinite one. A coordinate near its bound
	// gets a one-sided stencil. Equal bounds hold a coordinate: its derivatives are 0, and cost no evaluation.
	Lo, Hi []float64

	Workers  int     // goroutines that evaluate the function at once; 0 and 1: none but the caller's
	Sparsity [][]int // of a Jacobian or a sum: the variables of each value (see NewJacobianSource); nil: all

	precise bool // differentiate once: a better step is worth more than evaluations
}

// once are the settings where one derivative is wanted.
func (set Settings) once() Settings {
	set.Adaptive, set.precise = true, true
	return set
}

// plan holds what is computed once for a set of settings: the stencils, and how to choose one and its step.
type plan struct {
	main     Stencil
	beside   oneSided
	unit     float64 // chosen step for a coordinate of size 1
	adaptive bool
	want     float64 // relative error for which an adaptive source asks
	set      Settings
	n        int
}

func newPlan(n int, set Settings) plan {
	if len(set.Stencil.Points) == 0 {
		set.Stencil = Central
	}
	set.Stencil.mustBeUsable()
	if set.Noise < 0 || set.Noise-set.Noise != 0 {
		panic(fmt.Sprintf("fd: Settings: Noise is %g", set.Noise))
	}
	if set.Step-set.Step != 0 {
		panic(fmt.Sprintf("fd: a step of %g", set.Step))
	}
	p := plan{main: set.Stencil, set: set, n: n, adaptive: set.Step == 0 && (set.Adaptive || set.Noise > 0)}
	p.want = p.main.modest(enough)
	if set.precise {
		p.want = p.main.modest(precise)
	}
	p.unit = p.main.stepUnit(min(set.Noise, 1))
	for name, b := range map[string][]float64{"Lo": set.Lo, "Hi": set.Hi, "Scale": set.Scale} {
		if b != nil && len(b) != n {
			panic(fmt.Sprintf("fd: Settings: %s has length %d, want %d", name, len(b), n))
		}
	}
	for i, v := range set.Scale {
		if !(v > 0) || math.IsInf(v, 0) {
			panic(fmt.Sprintf("fd: Settings: Scale[%d] is %g, want a positive size", i, v))
		}
	}
	if p.bounded() {
		p.beside = newOneSided(p.main, min(set.Noise, 1))
	}
	return p
}

// size is the length on which f is taken to change along coordinate i.
func (p *plan) size(i int, x float64) float64 {
	if p.set.Scale != nil {
		return max(p.set.Scale[i], math.Abs(x))
	}
	return max(1, math.Abs(x))
}

// points is the largest number of points of the stencils that may be used.
func (p *plan) points() int {
	return max(len(p.main.Points), len(p.beside.forward.Points), len(p.beside.backward.Points))
}

func (p *plan) bounded() bool { return p.set.Lo != nil || p.set.Hi != nil }

// bounds of one coordinate; infinite where there are none.
func (p *plan) bounds(i int) (lo, hi float64) {
	lo, hi = math.Inf(-1), math.Inf(1)
	if p.set.Lo != nil {
		lo = p.set.Lo[i]
	}
	if p.set.Hi != nil {
		hi = p.set.Hi[i]
	}
	return lo, hi
}

// held reports whether equal bounds hold coordinate i.
func (p *plan) held(i int) bool {
	lo, hi := p.bounds(i)
	return lo == hi
}

// mustContain panics where a coordinate of x lies outside its bounds.
func (p *plan) mustContain(x []float64) {
	if !p.bounded() {
		return
	}
	for i, v := range x {
		lo, hi := p.bounds(i)
		mustContain(i, v, lo, hi)
	}
}

// at is the stencil and the step for coordinate i of value x, which is not held.
func (p *plan) at(i int, x float64) (*Stencil, float64) {
	h := p.set.Step
	if h == 0 {
		h = rounded(x, p.unit*p.size(i, x))
	} else {
		h = representable(x, h)
	}
	if p.bounded() {
		return p.within(i, x, h)
	}
	return &p.main, h
}

// within is at inside the bounds, where h is the step that the main stencil would take.
func (p *plan) within(i int, x, h float64) (*Stencil, float64) {
	lo, hi := p.bounds(i)
	if p.main.fits(x, h, lo, hi) {
		return &p.main, h
	}
	if h = p.set.Step; h == 0 {
		h = rounded(x, p.beside.unit*p.size(i, x))
	}
	return p.beside.choose(x, h, lo, hi)
}

// mustMatch panics when slices do not have the plan's dimension.
func (p *plan) mustMatch(vs ...[]float64) {
	for _, v := range vs {
		if len(v) != p.n {
			panic(fmt.Sprintf("fd: a vector of length %d where the dimension is %d", len(v), p.n))
		}
	}
}
