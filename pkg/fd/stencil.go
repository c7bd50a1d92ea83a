package fd

import (
	"fmt"
	"math"
)

// Point is one term of a stencil: the value at x + Offset·h enters with the weight Coeff.
type Point struct{ Offset, Coeff float64 }

// Stencil is a finite-difference formula as data.
//
//	f⁽ᵈ⁾(x) ≈ Σ Coeff·f(x + Offset·h) / (Divisor·hᵈ)
//
// with d = Derivative, and an error that falls as h^Order. The coefficients of the standard stencils are
// whole numbers over one Divisor, so that they are exact; Divisor 0 means 1. A stencil of one's own is a
// literal: Check says whether it keeps what it claims, NewStencil computes the coefficients.
type Stencil struct {
	Points     []Point
	Divisor    float64
	Derivative int
	Order      int
}

// The stencils of the first derivative that are used most; the remainder is what is to be added to the
// formula. Forward, Backward, Forward2, Central and Backward2 are (10) and (15) of Norkin and Kozyriev,
// "Investigating convergence rate of stochastic finite-difference optimization methods" (the sign of
// Central's remainder is minus).
var (
	// Forward is (f(x+h) - f(x))/h; remainder -h/2·f″.
	Forward = Stencil{Derivative: 1, Order: 1, Divisor: 1, Points: []Point{{0, -1}, {1, 1}}}
	// Backward is (f(x) - f(x-h))/h; remainder +h/2·f″.
	Backward = Stencil{Derivative: 1, Order: 1, Divisor: 1, Points: []Point{{-1, -1}, {0, 1}}}
	// Central is (f(x+h) - f(x-h))/2h; remainder -h²/6·f‴.
	Central = Stencil{Derivative: 1, Order: 2, Divisor: 2, Points: []Point{{-1, -1}, {1, 1}}}
	// Forward2 is (-3f(x) + 4f(x+h) - f(x+2h))/2h; remainder +h²/3·f‴.
	Forward2 = Stencil{Derivative: 1, Order: 2, Divisor: 2, Points: []Point{{0, -3}, {1, 4}, {2, -1}}}
	// Backward2 is (f(x-2h) - 4f(x-h) + 3f(x))/2h; remainder +h²/3·f‴.
	Backward2 = Stencil{Derivative: 1, Order: 2, Divisor: 2, Points: []Point{{-2, 1}, {-1, -4}, {0, 3}}}
	// Central4 is (f(x-2h) - 8f(x-h) + 8f(x+h) - f(x+2h))/12h; remainder +h⁴/30·f⁽⁵⁾.
	Central4 = Stencil{Derivative: 1, Order: 4, Divisor: 12, Points: []Point{{-2, 1}, {-1, -8}, {1, 8}, {2, -1}}}
)

// Even reports whether the stencil is symmetric about x, which makes its error a series in h²: an
// extrapolation then gains two orders, not one.
func (s Stencil) Even() bool {
	sign := 1.0
	if s.Derivative%2 == 1 {
		sign = -1
	}
	for _, p := range s.Points {
		if p.Offset != 0 && s.coeffAt(-p.Offset) != sign*p.Coeff {
			return false
		}
	}
	return sign == 1 || s.coeffAt(0) == 0
}

// coeffAt is the coefficient at an offset, 0 where the stencil has no point.
func (s Stencil) coeffAt(offset float64) float64 {
	sum := 0.0
	for _, p := range s.Points {
		if p.Offset == offset {
			sum += p.Coeff
		}
	}
	return sum
}

// span is the least and the largest offset.
func (s Stencil) span() (lo, hi float64) {
	for _, p := range s.Points {
		lo, hi = math.Min(lo, p.Offset), math.Max(hi, p.Offset)
	}
	return lo, hi
}

// divisor is Divisor with its default.
func (s Stencil) divisor() float64 {
	if s.Divisor == 0 {
		return 1
	}
	return s.Divisor
}

// scale is what the sum of the terms is divided by.
func (s Stencil) scale(h float64) float64 {
	d := s.divisor()
	for range s.Derivative {
		d *= h
	}
	return d
}

// sum is Σ Coeff·(values[k] - values[0]), where values[k] is the function at point k. The coefficients sum to 0,
// so this is the formula's sum; and differences of neighbouring values are exact in floating point.
func (s *Stencil) sum(values []float64) float64 {
	first, sum := values[0], 0.0
	for k := range s.Points {
		sum += s.Points[k].Coeff * (values[k] - first)
	}
	return sum
}

// mustBeUsable panics where a stencil cannot be evaluated.
func (s Stencil) mustBeUsable() {
	if fault := s.fault(); fault != "" {
		panic("fd: " + fault)
	}
}

// fault says what keeps a stencil from being evaluated, "" where nothing does.
func (s Stencil) fault() string {
	const most = 1000 // of an order, a derivative, a number of points
	if n := len(s.Points); n < 2 || s.Derivative < 1 || s.Order < 1 || n > most || s.Derivative > most || s.Order > most {
		return fmt.Sprintf("a stencil needs two points, a derivative and an order, at most %d of each, got %d, %d and %d",
			most, len(s.Points), s.Derivative, s.Order)
	}
	for _, p := range s.Points {
		if !(math.Abs(p.Offset) <= 1e9) || p.Offset != 0 && math.Abs(p.Offset) < 1e-9 {
			return fmt.Sprintf("a stencil has a point at %g steps, want 1e-9 to 1e9 or 0", p.Offset)
		}
		if !(math.Abs(p.Coeff) <= math.MaxFloat64) {
			return fmt.Sprintf("a stencil has the coefficient %g", p.Coeff)
		}
	}
	if math.IsNaN(s.Divisor) || math.IsInf(s.Divisor, 0) {
		return fmt.Sprintf("a stencil has the divisor %g", s.Divisor)
	}
	return ""
}

// String shows the formula, as in "(-3f(x) + 4f(x+h) - f(x+2h)) / 2h".
func (s Stencil) String() string {
	text := "("
	for i, p := range s.Points {
		switch c := p.Coeff; {
		case i == 0 && c < 0:
			text += "-"
		case i > 0 && c < 0:
			text += " - "
		case i > 0:
			text += " + "
		}
		if c := math.Abs(p.Coeff); c != 1 {
			text += fmt.Sprintf("%g", c)
		}
		switch o := math.Abs(p.Offset); {
		case o == 0:
			text += "f(x)"
		case o == 1:
			text += fmt.Sprintf("f(x%ch)", "+-"[signBit(p.Offset)])
		default:
			text += fmt.Sprintf("f(x%c%gh)", "+-"[signBit(p.Offset)], o)
		}
	}
	text += ") / "
	if d := s.divisor(); d != 1 {
		text += fmt.Sprintf("%g", d)
	}
	text += "h"
	if s.Derivative > 1 {
		text += fmt.Sprintf("^%d", s.Derivative)
	}
	return text
}

// signBit is 1 for a negative number.
func signBit(v float64) int {
	if v < 0 {
		return 1
	}
	return 0
}
