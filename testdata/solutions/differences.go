package solutions

import "math"

// Differences1 is Runge–Romberg's rule.
func Differences1(zh, zrh, r float64, p int) float64 {
	rp := math.Pow(r, float64(p))
	return (rp*zh - zrh) / (rp - 1)
}

// Differences1Swapped is wrong: it gives the finer value the weight of the coarser one.
func Differences1Swapped(zh, zrh, r float64, p int) float64 {
	rp := math.Pow(r, float64(p))
	return (rp*zrh - zh) / (rp - 1)
}

// Differences1ErrorOnly is wrong: it is the error of ζ(h), (14), without ζ(h).
func Differences1ErrorOnly(zh, zrh, r float64, p int) float64 {
	return (zh - zrh) / (math.Pow(r, float64(p)) - 1)
}

// Differences1FirstOrder is wrong for p > 1.
func Differences1FirstOrder(zh, zrh, r float64, _ int) float64 { return (r*zh - zrh) / (r - 1) }

// Differences2 minimizes m·h/2 + 2a/h.
func Differences2(a, m float64) float64 { return 2 * math.Sqrt(a/m) }

// Differences2OneValue is wrong: it counts the noise of one value of the two.
func Differences2OneValue(a, m float64) float64 { return math.Sqrt(2 * a / m) }

// Differences2NoiseOnly is wrong: it forgets the size of f″.
func Differences2NoiseOnly(a, _ float64) float64 { return 2 * math.Sqrt(a) }

// Differences3 is the derivative of the parabola through the three points.
func Differences3(f func(float64) float64, x, h float64) float64 {
	return (-8*f(x) + 9*f(x+h) - f(x+3*h)) / (6 * h)
}

// Differences3Secant is wrong: it is of order 1.
func Differences3Secant(f func(float64) float64, x, h float64) float64 {
	return (f(x+3*h) - f(x)) / (3 * h)
}

// Differences3Even is wrong: these are the coefficients for the points x, x+h and x+2h.
func Differences3Even(f func(float64) float64, x, h float64) float64 {
	return (-3*f(x) + 4*f(x+h) - f(x+3*h)) / (2 * h)
}

// Differences3OtherPoint is wrong: it looks at x-h.
func Differences3OtherPoint(f func(float64) float64, x, h float64) float64 {
	return (f(x+h) - f(x-h)) / (2 * h)
}
