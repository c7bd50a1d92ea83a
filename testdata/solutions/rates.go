package solutions

import "math"

// Rates1 is the least-squares slope of the logarithms.
func Rates1(steps, errors []float64) float64 {
	m, x, y, xx, xy := float64(len(steps)), 0.0, 0.0, 0.0, 0.0
	for i := range steps {
		a, b := math.Log(steps[i]), math.Log(errors[i])
		x, y, xx, xy = x+a, y+b, xx+a*a, xy+a*b
	}
	return (m*xy - x*y) / (m*xx - x*x)
}

// Rates1Ends is wrong: it uses the first and the last point only.
func Rates1Ends(steps, errors []float64) float64 {
	last := len(steps) - 1
	return math.Log(errors[last]/errors[0]) / math.Log(steps[last]/steps[0])
}

// Rates1Plain is wrong: it takes no logarithms.
func Rates1Plain(steps, errors []float64) float64 {
	last := len(steps) - 1
	return (errors[last] - errors[0]) / (steps[last] - steps[0])
}

// Rates2 is 2K times the least number of steps.
func Rates2(l, d, eps float64, n, k int) float64 {
	dim, dirs := float64(n), float64(k)
	effective := 1 - 1/dirs + dim*dim/(dim-1)/dirs
	return 2 * dirs * math.Ceil(effective*math.Pow(l*d/eps, 2)-1e-9)
}

// Rates2Steps is wrong: it counts steps.
func Rates2Steps(l, d, eps float64, n, k int) float64 {
	return Rates2(l, d, eps, n, k) / float64(2*k)
}

// Rates2NoC is wrong: it has n in place of Cn.
func Rates2NoC(l, d, eps float64, n, k int) float64 {
	dirs := float64(k)
	return 2 * dirs * math.Ceil((1-1/dirs+float64(n)/dirs)*math.Pow(l*d/eps, 2)-1e-9)
}

// Rates3 is the chance that 2‖∇F‖|cos θ| < tol for an angle that is uniform.
func Rates3(slope, tol float64) float64 {
	return 2 / math.Pi * math.Asin(min(1, tol/(2*slope)))
}

// Rates3NoFactor is wrong: it forgets the factor n = 2 of the estimate.
func Rates3NoFactor(slope, tol float64) float64 {
	return 2 / math.Pi * math.Asin(min(1, tol/slope))
}

// Rates3Small is wrong: it takes the sine for the angle, which holds for small ones.
func Rates3Small(slope, tol float64) float64 { return min(1, tol/(math.Pi*slope)) }
