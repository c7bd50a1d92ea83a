package surrogate

import "math"

// Gaussian is the expectation of floor under normal noise of the standard
// deviation t:
//
//	v = E ⌊u + t·ξ⌋ = ⌊u⌋ + Σ_{n > ⌊u⌋} Φ((u - n)/t) - Σ_{n <= ⌊u⌋} Φ((n - u)/t),
//	s = (1/t) Σ_n φ((u - n)/t),
//
// with the normal distribution Φ and its density φ. The sums end where a term no
// longer counts; from t = 1.5 on v is u - ½ to the last digit.
type Gaussian struct{}

// At implements Surrogate.
func (Gaussian) At(u, t float64) (value, slope float64) {
	if v, d, is := frozen(u, t); is {
		return v, d
	}
	if t >= 1.5 {
		return u - 0.5, 1
	}
	whole, r := split(u)
	value = whole
	for up, down := (1-r)/t, r/t; min(up, down) < 9; up, down = up+1/t, down+1/t {
		value += 0.5 * (math.Erfc(up/math.Sqrt2) - math.Erfc(down/math.Sqrt2))
		slope += math.Exp(-up*up/2) + math.Exp(-down*down/2)
	}
	return value, slope / (t * math.Sqrt(2*math.Pi))
}
