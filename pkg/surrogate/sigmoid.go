package surrogate

import "math"

// Sigmoid is a staircase of logistic steps, one at every whole number:
//
//	v = ⌊u⌋ + Σ_{n > ⌊u⌋} σ((u - n)/t) - Σ_{n <= ⌊u⌋} σ((n - u)/t),   σ(z) = 1/(1 + e^-z),
//	s = (1/t) Σ_n σ′((u - n)/t).
//
// It is also the expectation of floor under logistic noise of the scale t. The
// sums end where a term no longer counts; from t = 2 on v is u - ½ to the last digit.
type Sigmoid struct{}

// At implements Surrogate.
func (Sigmoid) At(u, t float64) (value, slope float64) {
	if v, d, is := frozen(u, t); is {
		return v, d
	}
	if t >= 2 {
		return u - 0.5, 1
	}
	whole, r := split(u)
	q := math.Exp(-1 / t)
	value = whole
	up, down := math.Exp((r-1)/t), math.Exp(-r/t)
	for up+down > 1e-18 {
		value += up/(1+up) - down/(1+down)
		slope += up/((1+up)*(1+up)) + down/((1+down)*(1+down))
		up, down = up*q, down*q
	}
	return value, slope / t
}
