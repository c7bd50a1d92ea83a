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

// Gradient writes the gradient of f at x to dst (nil allocates) and returns it.
//
//	dst[i] ≈ ∂f/∂x_i
//
// s is a stencil of the first derivative; h = 0 chooses a step for each coordinate. x is not modified, and f
// sees a copy of it. For repeated calls without allocation use a Source. It panics when the lengths differ.
func Gradient(dst []float64, f func([]float64) float64, x []float64, s Stencil, h float64) []float64 {
	return Settings{Stencil: s, Step: h}.Gradient(dst, f, x)
}

// Gradient is the function Gradient with all settings: bounds, noise and workers.
func (set Settings) Gradient(dst []float64, f func([]float64) float64, x []float64) []float64 {
	dst = allocate(dst, len(x))
	NewSource(f, len(x), set).Grad(dst, x)
	return dst
}

// DirectionalDerivative returns the derivative of f at x along v, d/dt f(x + t·v) at t = 0.
//
// v need not have length 1: the derivative is linear in it, and 0 for v = 0. The step h is taken along v/‖v‖;
// h = 0 chooses it from the size of x. The cost is that of one coordinate, whatever the dimension. With bounds
// it panics where they leave no room along v on either side, as at a corner that v passes by.
func DirectionalDerivative(f func([]float64) float64, x, v []float64, s Stencil, h float64) float64 {
	return Settings{Stencil: s, Step: h}.DirectionalDerivative(f, x, v)
}

// DirectionalDerivative is the function DirectionalDerivative with all settings; Workers is not used.
func (set Settings) DirectionalDerivative(f func([]float64) float64, x, v []float64) float64 {
	p := newPlan(len(x), set)
	p.mustMatch(v, x)
	size, norm := 0.0, 0.0
	for i := range x {
		size, norm = math.Hypot(size, x[i]), math.Hypot(norm, v[i])
	}
	if norm == 0 {
		return 0
	}
	lo, hi := math.Inf(-1), math.Inf(1)
	for i := range x {
		a, b := p.bounds(i)
		u := v[i] / norm
		if u < 0 {
			a, b = b, a
		}
		if u != 0 {
			lo, hi = max(lo, (a-x[i])/u), min(hi, (b-x[i])/u)
		}
	}
	point := make([]float64, len(x))
	along := func(t float64) float64 {
		for i := range x {
			a, b := p.bounds(i)
			point[i] = min(max(x[i]+t*(v[i]/norm), a), b)
		}
		return f(point)
	}
	s, h := p.main, set.Step
	if h == 0 {
		h = stepAt(p.unit, size)
	}
	return norm * DerivativeIn(along, 0, lo, hi, s, h)
}

// plan holds what is computed once for a set of settings: the stencils, and how to choose one and its step.
type plan struct {
	main   Stencil
	beside sides
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
		p.beside = newSides(p.main, set.Noise)
	}
	return p
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
	if !p.bounded() {
		return &p.main, h
	}
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

// allocate returns dst, or a new slice for nil.
func allocate(dst []float64, n int) []float64 {
	if dst == nil {
		return make([]float64, n)
	}
	if len(dst) != n {
		panic(fmt.Sprintf("fd: dst has length %d, want %d", len(dst), n))
	}
	return dst
}
