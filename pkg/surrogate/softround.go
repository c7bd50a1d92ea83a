package surrogate

import "math"

// SoftRound joins arcs of tanh, half a step back so that it tends to floor:
//
//	v = n - ½ + ½ tanh(α (u - n)) / tanh(α/2),   n = ⌊u + ½⌋, the whole number nearest to u,
//	s = ½ α / (tanh(α/2) cosh²(α (u - n))).
//
// The temperature is t = 1/α; as it grows v tends to the line u - ½. At the
// middles of the steps, where arcs meet, v is floor at every temperature.
//
// Source: E. Agustsson and L. Theis, Universally quantized neural compression,
// NeurIPS 2020, section 4.1, s_α(u - ½).
type SoftRound struct{}

// At implements Surrogate.
func (SoftRound) At(u, t float64) (value, slope float64) {
	if v, d, is := frozen(u, t); is {
		return v, d
	}
	jump := math.Floor(u + 0.5)
	if t > 1e6 { // tanh is linear to the last digit
		return u - 0.5, 1
	}
	alpha := 1 / t
	arc, whole := math.Tanh(alpha*(u-jump)), math.Tanh(alpha/2)
	cosh := math.Cosh(min(alpha*math.Abs(u-jump), 700))
	return jump - 0.5 + 0.5*arc/whole, 0.5 * alpha / (whole * cosh * cosh)
}
