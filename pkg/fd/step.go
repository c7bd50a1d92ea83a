package fd

import (
	"fmt"
	"math"
)

// Step returns the step at which truncation and rounding balance for this stencil.
//
//	h = (d·A·ε / (p·|R|))^(1/(p+d)) · max(1, |x|),  rounded to a power of two
//
// minimizes |R|·hᵖ + A·ε/hᵈ with the stencil's own constants: A = Σ |coefficients|, R the remainder's
// ([Stencil.Remainder]); it is ε^(1/(p+d)) up to a factor near 1. noise is the level ε of evaluation noise for an
// f whose values and derivatives have the size 1 on a length of max(1, |x|); 0 means the rounding of float64,
// 2⁻⁵². Where the function's own scale is another, use [Tune]. It panics when the noise is negative or not finite.
func (s Stencil) Step(x, noise float64) float64 {
	s.mustBeUsable()
	return stepAt(s.stepUnit(noise), x)
}

// stepUnit is the step for |x| ≤ 1, before it is rounded.
func (s Stencil) stepUnit(noise float64) float64 {
	if noise < 0 || math.IsNaN(noise) || math.IsInf(noise, 0) {
		panic(fmt.Sprintf("fd: noise level %g", noise))
	}
	if noise == 0 {
		noise = 0x1p-52
	}
	amplify, remainder := s.constants()
	return math.Pow(float64(s.Derivative)*amplify*noise/(float64(s.Order)*remainder), 1/float64(s.Order+s.Derivative))
}

// constants are Σ |coefficients| and the size of the remainder's constant.
func (s Stencil) constants() (amplify, remainder float64) {
	k := s.Order + s.Derivative
	for _, p := range s.Points {
		amplify += math.Abs(p.Coeff)
		term := p.Coeff
		for i := range k {
			term *= p.Offset / float64(i+1)
		}
		remainder += term
	}
	div := math.Abs(s.divisor())
	return amplify / div, math.Abs(remainder) / div
}

// stepAt is the step for x, where unit is that for |x| ≤ 1.
func stepAt(unit, x float64) float64 { return rounded(x, unit*max(1, math.Abs(x))) }

// rounded is the power of two nearest to a chosen step: dividing by it is exact, and its multiples are easily
// representable beside x.
func rounded(x, h float64) float64 {
	const exponent = 0x7ff << 52
	h = math.Float64frombits(math.Float64bits(h*math.Sqrt2) & exponent)
	if (x+h)-x == h && h != 0 {
		return h
	}
	return representable(x, h)
}

// representable is the step nearest to h for which (x + h) - x = h holds in float64, never 0.
func representable(x, h float64) float64 {
	r := (x + h) - x
	if r == h && r != 0 {
		return r
	}
	for range 3 {
		if r == 0 {
			r = math.Copysign(spacing(x), h)
		}
		next := (x + r) - x
		if next == r {
			break
		}
		r = next
	}
	return r
}

// spacing is the distance from |v| to the next float.
func spacing(v float64) float64 {
	v = math.Abs(v)
	return math.Nextafter(v, math.Inf(1)) - v
}
