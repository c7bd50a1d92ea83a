package steklov

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Mean returns the mean of f over the ball of radius h around x by a rule of 2n points that is exact for
// polynomials up to degree 3.
//
//	F_h(x) ≈ (1/2n) Σ_i (f(x + ρ·e_i) + f(x - ρ·e_i)),   ρ = h·√(n/(n+2))
//
// Since the mean of y_i² over the ball is h²/(n+2), a quadratic f gives f(x) + h²·tr H/(2(n+2)). For other f
// the error is of the order of h⁴; where f has kinks or jumps use MonteCarlo. x is not modified. It panics
// when h is negative or not finite.
//
// Source: the rule S_n:3-1 of Stroud, Approximate Calculation of Multiple Integrals (1971).
func Mean(f func([]float64) float64, x []float64, h float64) float64 {
	if f == nil {
		panic("steklov: Mean: the function is nil")
	}
	mustBeRadius(h)
	n := len(x)
	point := append([]float64(nil), x...)
	if n == 0 {
		return f(point)
	}
	rho := h * math.Sqrt(float64(n)/float64(n+2))
	// Differences to the value at the centre lose no digits when h is small.
	centre, sum := f(point), 0.0
	for i, v := range x {
		point[i] = v + rho
		sum += f(point) - centre
		point[i] = v - rho
		sum += f(point) - centre
		point[i] = v
	}
	return centre + sum/float64(2*n)
}

// MonteCarlo returns the mean of f over the ball of radius h around x from pairs of random points x ± y, and
// its standard error.
//
// The points come in pairs of opposite ones, so that the odd part of f about x, all that is linear in it,
// adds no variance. The standard error is that of the mean of the pairs; it is NaN for one pair. It panics
// when h is negative or not finite, pairs < 1 or rng is nil.
func MonteCarlo(f func([]float64) float64, x []float64, h float64, pairs int, rng *rand.Rand) (mean, stderr float64) {
	mustBeRadius(h)
	if f == nil || pairs < 1 || rng == nil {
		panic(fmt.Sprintf("steklov: MonteCarlo: %d pairs, f given: %v, Rand given: %v", pairs, f != nil, rng != nil))
	}
	n := len(x)
	y, point := make([]float64, n), append([]float64(nil), x...)
	centre := f(point)
	sum, squares := 0.0, 0.0 // of the differences to the centre, by Welford's recurrence
	for k := 1; k <= pairs; k++ {
		inBall(y, h, rng)
		value := 0.0
		for _, sign := range [2]float64{1, -1} {
			for i := range point {
				point[i] = x[i] + sign*y[i]
			}
			value += (f(point) - centre) / 2
		}
		d := value - sum
		sum += d / float64(k)
		squares += d * (value - sum)
	}
	return centre + sum, math.Sqrt(squares / float64(pairs-1) / float64(pairs))
}

// inBall draws a point that is uniform in the ball of radius h.
func inBall(y []float64, h float64, rng *rand.Rand) {
	if len(y) == 0 {
		return
	}
	onSphere(y, rng)
	r := h * math.Pow(rng.Float64(), 1/float64(len(y)))
	for i := range y {
		y[i] *= r
	}
}

func mustBeRadius(h float64) {
	if !(h >= 0) || math.IsInf(h, 0) {
		panic(fmt.Sprintf("steklov: radius %g", h))
	}
}
