package surrogate

import "math"

// Arctan is the sawtooth's Fourier series, its k-th wave damped by γᵏ, in closed
// form:
//
//	v = u - ½ + (1/π) arctan(γ sin 2πu / (1 - γ cos 2πu)),
//	s = (1 - γ²) / (1 - 2γ cos 2πu + γ²).
//
// It tends to floor as γ → 1 from below; the temperature is t = 1 - γ, at most 1
// (the line u - ½). The slope is Poisson's kernel, so that v - u is also the
// expectation of ⌊u⌋ - u under Cauchy noise of the width -ln(γ)/(2π) (floor itself has
// none), and the tails of that noise are why v nears floor only in proportion to t.
type Arctan struct{}

// At implements Surrogate.
func (Arctan) At(u, t float64) (value, slope float64) {
	if v, d, is := frozen(u, t); is {
		return v, d
	}
	whole, r := split(u)
	t = min(t, 1)
	g := 1 - t
	sin, cos := math.Sincos(math.Pi * r)
	far := 2 * g * sin * sin // g (1 - cos 2πr), which would lose its digits near a jump
	value = whole + r - 0.5 + math.Atan2(2*g*sin*cos, t+far)/math.Pi
	return value, t * (2 - t) / (t*t + 2*far)
}
