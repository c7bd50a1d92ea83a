package fd

import (
	"fmt"
	"math"
)

// Runge returns a derivative by a stencil, and Runge's estimate of its error from the same stencil with the step r·h.
//
//	f⁽ᵈ⁾(x) - s(h) ≈ missing = (s(h) - s(r·h)) / (rᵖ - 1)
//
// (14) of Norkin and Kozyriev, with p = Order. The sum of both is the extrapolated value of [Stencil.Extrapolate]. The
// estimate holds while the truncation rules: below the step where rounding shows it is noise, and it sees no
// kink; [Certify] looks for both. It panics when h is 0 or not finite, and when r is 0, 1 or not finite, or -1
// for an even order.
func Runge(f func(float64) float64, x float64, s Stencil, h, r float64) (value, missing float64) {
	s.mustBeUsable()
	if h == 0 || h-h != 0 {
		panic(fmt.Sprintf("fd: Runge: a step of %g", h))
	}
	rp := math.Pow(r, float64(s.Order))
	if r == 0 || r-r != 0 || rp == 1 {
		panic(fmt.Sprintf("fd: Runge: the ratio of two steps cannot be %g", r))
	}
	value = Derivative(f, x, s, h)
	return value, (value - Derivative(f, x, s, r*h)) / (rp - 1)
}
