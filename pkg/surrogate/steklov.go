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
// below 1: t >= 1 counts as 0.999. The time is bounded: where there are many jumps in
// reach, their sum is that of Euler and Maclaurin. v + ½ is odd in u. An infinite u is its own mean, with the slope 1.
type Steklov struct{}

// At implements Surrogate.
func (Steklov) At(u, t float64) (value, slope float64) {
	if v, d, is := frozen(u, t); is {
		return v, d
	}
	if u < 0 {
		v, d := Steklov{}.At(-u, t)
		return -1 - v, d
	}
	t = min(t, 0.999)
	k, m := math.Floor(u*(1-t)), math.Floor(u*(1+t))
	if math.IsInf(m, 1) {
		return u, 1
	}
	if m > k {
		slope = (m - k) / (2 * t * u)
	}
	if k > 0x1p100 { // floats are so far apart there that no mean moves them
		return u, slope
	}
	if m-k > manyJumps {
		return u - sawtooth(u*(1-t), u*(1+t))/(2*t) - 0.5, slope
	}
	sum := (k + 0.5) * 2 * math.Atanh(t)
	for i := 1.0; i <= m-k; i++ { // counted from k: n++ does not move a float beyond 2⁵³
		n := k + i
		sum += math.Log1p((u*(1+t) - n) / n) // near 0 at the latest jump: no digits are lost
	}
	return sum/(2*t) - 0.5, slope
}

const (
	manyJumps = 64 // from here on they are not added one by one
	farOut    = 32 // from here on the remainder of six terms is below 1e-14
)

// sawtooth is ∫ ({s} - ½)/s ds from a > 0 to b, by pieces below farOut and then by the formula of Euler and
// Maclaurin with the periodic Bernoulli polynomials:
//
//	∫ ({s} - ½)/s ds = Σ_{k≥2} B_k({s}) / (k(k-1)s^(k-1))
func sawtooth(a, b float64) float64 {
	sum := 0.0
	if a < farOut {
		k := math.Floor(a)
		sum = farOut - a - (k+0.5)*math.Log((k+1)/a)
		for n := k + 1; n < farOut; n++ {
			sum -= (n + 0.5) * math.Log1p(1/n)
		}
		a = farOut
	}
	return sum + maclaurin(b) - maclaurin(a)
}

// maclaurin is the first six terms of the series.
func maclaurin(s float64) float64 {
	x := s - math.Floor(s)
	y := x * (x - 1) // in which the even polynomials are short
	z := x - 0.5
	b := [...]float64{
		y + 1./6, z * y, y*y - 1./30, z * y * (y - 1./3), y*y*y - y*y/2 + 1./42, z * y * (y*y - y + 1./3),
	}
	sum, power := 0.0, 1.0
	for i, v := range b {
		power /= s
		k := float64(i + 2)
		sum += v * power / (k * (k - 1))
	}
	return sum
}
