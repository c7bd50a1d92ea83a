package solutions

import "math"

// Differences1 is the central difference.
func Differences1(f func(float64) float64, x, h float64) float64 { return (f(x+h) - f(x-h)) / (2 * h) }

// Differences1OverH is wrong: its points are 2h apart.
func Differences1OverH(f func(float64) float64, x, h float64) float64 { return (f(x+h) - f(x-h)) / h }

// Differences1TimesH is wrong: Go reads it from the left.
func Differences1TimesH(f func(float64) float64, x, h float64) float64 {
	return (f(x+h) - f(x-h)) / 2 * h
}

// Differences3 is Runge–Romberg's rule.
func Differences3(zh, zrh, r float64, p int) float64 {
	rp := math.Pow(r, float64(p))
	return (rp*zh - zrh) / (rp - 1)
}

// Differences3Swapped is wrong: it gives the finer value the weight of the coarser one.
func Differences3Swapped(zh, zrh, r float64, p int) float64 {
	rp := math.Pow(r, float64(p))
	return (rp*zrh - zh) / (rp - 1)
}

// Differences3ErrorOnly is wrong: it is the error of ζ(h), (14), without ζ(h).
func Differences3ErrorOnly(zh, zrh, r float64, p int) float64 {
	return (zh - zrh) / (math.Pow(r, float64(p)) - 1)
}

// Differences3FirstOrder is wrong for p > 1.
func Differences3FirstOrder(zh, zrh, r float64, _ int) float64 { return (r*zh - zrh) / (r - 1) }

// Differences2 minimizes m·h/2 + 2a/h.
func Differences2(a, m float64) float64 { return 2 * math.Sqrt(a/m) }

// Differences2OneValue is wrong: it counts the noise of one value of the two.
func Differences2OneValue(a, m float64) float64 { return math.Sqrt(2 * a / m) }

// Differences2NoiseOnly is wrong: it forgets the size of f″.
func Differences2NoiseOnly(a, _ float64) float64 { return 2 * math.Sqrt(a) }

// Differences4 is the derivative of the parabola through the three points.
func Differences4(f func(float64) float64, x, h float64) float64 {
	return (-8*f(x) + 9*f(x+h) - f(x+3*h)) / (6 * h)
}

// Differences4Secant is wrong: it is of order 1.
func Differences4Secant(f func(float64) float64, x, h float64) float64 {
	return (f(x+3*h) - f(x)) / (3 * h)
}

// Differences4Even is wrong: these are the coefficients for the points x, x+h and x+2h.
func Differences4Even(f func(float64) float64, x, h float64) float64 {
	return (-3*f(x) + 4*f(x+h) - f(x+3*h)) / (2 * h)
}

// Differences4OtherPoint is wrong: it looks at x-h.
func Differences4OtherPoint(f func(float64) float64, x, h float64) float64 {
	return (f(x+h) - f(x-h)) / (2 * h)
}
