package steklov

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Lipschitz returns an estimate of the Lipschitz constant of f on the ball of radius h around x, from values of f
// alone.
//
//	L = ess sup ‖∇f(u)‖ ≈ max over random points u of the ball of ‖(f(u + d·e_i) - f(u - d·e_i))/2d‖_i,   d = 2⁻¹⁵·h
//
// A Lipschitz function has a gradient almost everywhere, and its norm is what L bounds. The estimate is one from
// below: it misses a steep place that no point has hit, and grows with the number of points. A function that jumps
// has no L; the estimate is then of the size of the jump over 2d where a point lies beside one. Noise of the
// level σ adds about √n·σ/d. With L the bounds of the smoothed function are
//
//	|F_h - F| <= L·h·n/(n+1),   ‖∇F_h(u) - ∇F_h(v)‖ <= L·√n/h · ‖u - v‖.
//
// It takes 2n evaluations a point; the points may be as far as h + d from x. x is not modified. It panics when h is
// not positive and finite, points < 1 or rng is nil.
//
// Source: for the role of L, (19) of Norkin and Kozyriev; for the estimate from below, Wood and Zhang, "Estimation of
// the Lipschitz constant of a function", J. Global Optim. 8 (1996).
func Lipschitz(f func([]float64) float64, x []float64, h float64, points int, rng *rand.Rand) float64 {
	mustBePositive(h)
	if f == nil || points < 1 || rng == nil {
		panic(fmt.Sprintf("steklov: Lipschitz: %d points, f given: %v, Rand given: %v", points, f != nil, rng != nil))
	}
	centre, slope := make([]float64, len(x)), make([]float64, len(x))
	most := 0.0
	for range points {
		inBall(centre, h, rng)
		for i := range centre {
			centre[i] += x[i]
		}
		slopes(slope, f, centre, 0x1p-15*h)
		norm := 0.0
		for _, v := range slope {
			norm = math.Hypot(norm, v)
		}
		if math.IsNaN(norm) {
			return norm
		}
		most = max(most, norm)
	}
	return most
}
