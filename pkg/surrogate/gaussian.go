package surrogate

import "math"

// Gaussian is the expectation of floor under normal noise of the standard
// deviation t:
//
//	v = E ⌊u + t·ξ⌋ = ⌊u⌋ + Σ_{n > ⌊u⌋} Φ((u - n)/t) - Σ_{n <= ⌊u⌋} Φ((n - u)/t),
//	s = (1/t) Σ_n φ((u - n)/t),
//
// with the normal distribution Φ and its density φ. As waves these are
//
//	v = u - ½ + Σ_k q^(k²) sin(2πku)/(πk),   s = 1 + 2 Σ_k q^(k²) cos(2πku),   q = e^(-2π²t²),
//
// and the form whose sum is the shorter one is taken, up to the last term that counts.
type Gaussian struct{}

// At implements Surrogate.
func (Gaussian) At(u, t float64) (value, slope float64) {
	if v, d, is := frozen(u, t); is {
		return v, d
	}
	whole, r := split(u)
	if t < 0.25 {
		value, slope = normalSteps(r, t)
		return whole + value, slope
	}
	value, slope = normalWaves(r, t)
	return whole + r - 0.5 + value, 1 + slope
}

func normalSteps(r, t float64) (value, slope float64) {
	for up, down := (1-r)/t, r/t; min(up, down) < 9; up, down = up+1/t, down+1/t {
		value += 0.5 * (math.Erfc(up/math.Sqrt2) - math.Erfc(down/math.Sqrt2))
		slope += math.Exp(-up*up/2) + math.Exp(-down*down/2)
	}
	return value, slope / (t * math.Sqrt(2*math.Pi))
}

func normalWaves(r, t float64) (value, slope float64) {
	sin1, cos1 := math.Sincos(2 * math.Pi * r)
	sin, cos := sin1, cos1
	q := math.Exp(-2 * math.Pi * math.Pi * t * t)
	damp, step := q, q*q*q
	for k := 1.0; damp > 1e-18; k++ {
		value += damp * sin / (math.Pi * k)
		slope += 2 * damp * cos
		sin, cos = sin*cos1+cos*sin1, cos*cos1-sin*sin1
		damp, step = damp*step, step*q*q // q^(k²) to q^((k+1)²)
	}
	return value, slope
}
