package surrogate

import "math"

// Steklov is the Steklov mean of the staircase over b, of the radius h = t·b: the
// v for which (v + ½)/b is the mean of y(x; ·) over [b-h, b+h],
//
//	v + ½ = (b/2h) ∫ (⌊xβ⌋ + ½)/β dβ   from b-h to b+h
//	      = ((k + ½) ln((1+t)/(1-t)) + Σ_{n=k+1}^{m} ln(u(1+t)/n)) / 2t,   k = ⌊u(1-t)⌋, m = ⌊u(1+t)⌋,
//	s     = (m - k) / (2tu).
//
// It depends on u and t alone. A bright pixel is smoothed more widely than a dark
// one, as a change of b moves it further. The radius is relative and stays
// below 1: t >= 1 counts as 0.999. It takes time in proportion to the jumps in reach.
type Steklov struct{}

// At implements Surrogate.
func (Steklov) At(u, t float64) (value, slope float64) {
	if v, d, is := frozen(u, t); is {
		return v, d
	}
	t = min(t, 0.999)
	k, m := math.Floor(u*(1-t)), math.Floor(u*(1+t))
	sum := (k + 0.5) * 2 * math.Atanh(t)
	for n := k + 1; n <= m; n++ {
		sum += math.Log1p((u*(1+t) - n) / n) // near 0 at the latest jump: no digits are lost
	}
	if m > k {
		slope = (m - k) / (2 * t * u)
	}
	return sum/(2*t) - 0.5, slope
}
