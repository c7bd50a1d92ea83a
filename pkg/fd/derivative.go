package fd

import (
	"fmt"
	"math"
)

// Derivative returns the derivative of f at x by a stencil.
//
//	f⁽ᵈ⁾(x) ≈ Σ Coeff·f(x + Offset·h) / (Divisor·hᵈ)
//
// h = 0 finds the step from f itself (see [Tune]), with at least twice the evaluations of a given one; any other h
// is replaced by its neighbour with x+h-x = h, so that the points are where the formula takes them to be. A
// negative h mirrors the stencil. The result is not finite where a value of f is not; [Certify] returns an error
// there, and a bound of the error elsewhere. It panics when h is not finite.
func Derivative(f func(float64) float64, x float64, s Stencil, h float64) float64 {
	s.mustBeUsable()
	if h == 0 {
		return derive(newLine(f, x, s))
	}
	return s.apply(f, x, stepFor(x, h), math.Inf(-1), math.Inf(1))
}

// DerivativeIn is [Derivative] for an f that may be evaluated in [lo, hi] only.
//
// Where the stencil would leave the interval, a one-sided stencil of the same order takes its place, on the
// side with more room, with a step that fits. Equal bounds hold x, and the derivative is 0. It panics unless
// lo <= x <= hi.
func DerivativeIn(f func(float64) float64, x, lo, hi float64, s Stencil, h float64) float64 {
	s.mustBeUsable()
	mustContain(-1, x, lo, hi)
	if f == nil {
		panic("fd: DerivativeIn: the function is nil")
	}
	if lo == hi {
		return 0
	}
	beside := newOneSided(s, 0)
	if h == 0 {
		l := newLine(f, x, s)
		l.lo, l.hi, l.beside = lo, hi, &beside
		return derive(l)
	}
	st, hh := &s, stepFor(x, h)
	if !s.fits(x, hh, lo, hi) {
		st, hh = beside.choose(x, h, lo, hi)
	}
	return st.apply(f, x, hh, lo, hi)
}

// derive is the derivative at the step that the search finds.
func derive(l *line) float64 {
	l.hunt.want = l.main.modest(precise)
	l.search()
	return l.value
}

// stepFor is the step used for a requested one.
func stepFor(x, h float64) float64 {
	if math.IsNaN(h) || math.IsInf(h, 0) {
		panic(fmt.Sprintf("fd: a step of %g", h))
	}
	return representable(x, h)
}

// apply evaluates the formula in [lo, hi].
func (s *Stencil) apply(f func(float64) float64, x, h, lo, hi float64) float64 {
	if f == nil {
		panic("fd: the function is nil")
	}
	var buffer [16]float64
	values := buffer[:0]
	for _, p := range s.Points {
		values = append(values, f(place(x, p.Offset, h, lo, hi)))
	}
	return s.sum(values) / s.scale(h)
}

// place is a point of the stencil; the interval cuts off what rounding may add.
func place(x, offset, h, lo, hi float64) float64 {
	return min(max(x+offset*h, lo), hi)
}
