package convergence

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/study"
)

// Published is the gradient estimate of the paper's public code. It is biased, and
// here to be compared with: use steklov.Estimator for anything else.
//
//	g_i = (1/K) Σ_k (F(x + h y_ki e_i) - F(x - h y_ki e_i)) / 2h,   y_k = u/‖u‖, u uniform on (0, 1)^n
//
// It departs from (23) three times: the directions lie in the positive orthant, each
// coordinate is moved alone, and the last factor n·y is missing. So E g_i tends
// to E[y_1]·∂F/∂x_i with E[y_1] < 1 for n > 1 (see Shrink), the estimate is a
// central difference in every coordinate, randomly shortened, and it costs 2nK
// evaluations where the stated one costs 2K.
type Published struct {
	Radius     float64 // h
	Directions int     // K
	Rand       *rand.Rand

	evals    int
	point, y []float64
}

// Grad writes the estimate at x to dst; f is evaluated at 2nK points.
func (p *Published) Grad(dst []float64, f func([]float64) float64, x []float64) {
	if len(dst) != len(x) {
		panic(fmt.Sprintf("convergence: dst has length %d, x %d", len(dst), len(x)))
	}
	if len(p.point) != len(x) {
		p.point, p.y = make([]float64, len(x)), make([]float64, len(x))
	}
	copy(p.point, x)
	clear(dst)
	for range p.Directions {
		Orthant(p.y, p.Rand)
		for i, y := range p.y {
			p.point[i] = x[i] + p.Radius*y
			up := f(p.point)
			p.point[i] = x[i] - p.Radius*y
			dst[i] += (up - f(p.point)) / (2 * p.Radius) / float64(p.Directions)
			p.point[i] = x[i]
		}
	}
	p.evals += 2 * len(x) * p.Directions
}

// Evals is the number of evaluations so far.
func (p *Published) Evals() int { return p.evals }

// Orthant draws the published code's directions: numbers uniform on (0, 1), divided
// by their norm.
func Orthant(y []float64, rng *rand.Rand) {
	if len(y) == 0 || rng == nil {
		panic(fmt.Sprintf("convergence: Orthant: a direction of %d coordinates, or a nil generator", len(y)))
	}
	sum := 0.0
	for sum == 0 {
		for i := range y {
			y[i] = rng.Float64()
			sum += y[i] * y[i]
		}
	}
	for i := range y {
		y[i] /= math.Sqrt(sum)
	}
}

// Shrink is E[y_1] of the published directions, the share of a gradient that their
// estimate keeps.
//
//	n = 1: 1;   n = 2: (√2 + asinh 1 - 1)/2 = 0.6478;   n → ∞: √3/(2√n)
//
// For other n it is the mean of 1,000,000 draws with a fixed seed, right to about
// three digits.
func Shrink(n int) float64 {
	if n < 1 || n > 1_000_000 {
		panic(fmt.Sprintf("convergence: Shrink: dimension %d, want 1 to 1,000,000", n))
	}
	switch n {
	case 1:
		return 1
	case 2:
		return (math.Sqrt2 + math.Asinh(1) - 1) / 2
	}
	rng, y, sum := study.Generator("shrink", n), make([]float64, n), 0.0
	const draws = 1_000_000
	for i := 0; i < draws; i += n {
		Orthant(y, rng)
		for _, v := range y {
			sum += v
		}
	}
	return sum / float64((draws+n-1)/n*n)
}
