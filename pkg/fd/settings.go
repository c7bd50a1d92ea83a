package fd

import (
	"fmt"
	"math"
)

// Settings say how a function of several variables is differentiated. The zero value is ready to use.
type Settings struct {
	Stencil Stencil   // formula for each coordinate; the zero Stencil means Central
	Step    float64   // h for all coordinates; 0: chosen for each by its size and the stencil's order
	Noise   float64   // level of evaluation noise for the choice (see Stencil.Step); 0: rounding
	Lo, Hi  []float64 // bounds that no evaluation leaves; nil: none. A coordinate near one gets a one-sided stencil
	Workers int       // goroutines that evaluate the function at once; 0 and 1: none but the caller's
}

// plan holds what is computed once for a set of settings: the stencils, and how to choose one and its step.
type plan struct {
	main   Stencil
	beside oneSided
	unit   float64 // chosen step where |x| ≤ 1
	set    Settings
	n      int
}

func newPlan(n int, set Settings) plan {
	if len(set.Stencil.Points) == 0 {
		set.Stencil = Central
	}
	set.Stencil.mustBeUsable()
	p := plan{main: set.Stencil, set: set, n: n}
	p.unit = p.main.stepUnit(set.Noise)
	for _, b := range [][]float64{set.Lo, set.Hi} {
		if b != nil && len(b) != n {
			panic(fmt.Sprintf("fd: %d bounds for %d coordinates", len(b), n))
		}
	}
	if math.IsNaN(set.Step) || math.IsInf(set.Step, 0) {
		panic(fmt.Sprintf("fd: a step of %g", set.Step))
	}
	if p.bounded() {
		p.beside = newOneSided(p.main, set.Noise)
	}
	return p
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

// at is the stencil and the step for coordinate i of value x.
func (p *plan) at(i int, x float64) (*Stencil, float64) {
	h := p.set.Step
	if h == 0 {
		h = stepAt(p.unit, x)
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
	mustContain(i, x, lo, hi)
	if p.main.fits(x, h, lo, hi) {
		return &p.main, h
	}
	s, h := p.beside.choose(x, p.set.Step, lo, hi)
	if len(s.Points) > 0 && s.Points[0].Offset == 0 {
		return &p.beside.forward, h
	}
	return &p.beside.backward, h
}

// mustMatch panics when slices do not have the plan's dimension.
func (p *plan) mustMatch(vs ...[]float64) {
	for _, v := range vs {
		if len(v) != p.n {
			panic(fmt.Sprintf("fd: a vector of length %d where the dimension is %d", len(v), p.n))
		}
	}
}

// sized is dst itself, a new slice for nil; it panics when dst has another length.
func sized(dst []float64, n int) []float64 {
	if dst == nil {
		return make([]float64, n)
	}
	if len(dst) != n {
		panic(fmt.Sprintf("fd: dst has length %d, want %d", len(dst), n))
	}
	return dst
}
