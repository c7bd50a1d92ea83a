package steklov

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Goldstein returns how far a point is from being stationary for a Lipschitz function, smooth or not, from
// values of f alone: an upper bound of the distance of 0 from Goldstein's δ-subdifferential, and the norm of
// the mean of the same gradients.
//
//	stationary = min ‖Σ_k w_k g_k‖  over  w_k >= 0, Σ_k w_k = 1
//	mean       = ‖(1/K) Σ_k g_k‖ ≈ ‖∇F_δ(x)‖,   g_k ≈ ∇f(u_k), u_k uniform in the ball of radius δ around x
//
// A point is (δ, ε)-stationary when the first is at most ε: within δ of it there are gradients that cancel but
// for ε. The gradient of the Steklov mean over the ball is one of their averages, so ‖∇F_δ(x)‖ <= ε is enough,
// and more than is asked. At a kink such as that of |x| the gradient is ±1 on either side however near, and the
// first is 0.
//
// The gradients are central differences over 2⁻¹⁵·δ, exact but for the points beside a kink, and the bound
// falls as the number of points grows; in n dimensions it takes some n of them, and 2n evaluations a point. The
// minimum is found by Frank and Wolfe's method with pairwise steps, to a thousandth. x is not modified. It
// panics when δ is not positive and finite, points is not from 1 to 2²⁸, or rng is nil.
//
// Source: J. Zhang, H. Lin, S. Jegelka, S. Sra and A. Jadbabaie, Complexity of finding stationary points of
// nonconvex nonsmooth functions, ICML 2020; A. Goldstein, Optimization of Lipschitz continuous functions, Math.
// Program. 13 (1977).
func Goldstein(f func([]float64) float64, x []float64, delta float64, points int, rng *rand.Rand) (stationary, mean float64) {
	mustBePositive(delta)
	const most = 1 << 28 // numbers of all gradients together
	if f == nil || points < 1 || points > most/max(1, len(x)) || rng == nil {
		panic(fmt.Sprintf("steklov: Goldstein: %d points, f given: %v, Rand given: %v", points, f != nil, rng != nil))
	}
	gradients, sum := make([][]float64, points), make([]float64, len(x))
	u := make([]float64, len(x))
	for k := range gradients {
		inBall(u, delta, rng)
		for i := range u {
			u[i] += x[i]
		}
		gradients[k] = make([]float64, len(x))
		slopes(gradients[k], f, u, 0x1p-15*delta)
		for i, v := range gradients[k] {
			sum[i] += v / float64(points)
		}
	}
	if mean = math.Sqrt(square(sum)); math.IsNaN(mean) {
		return mean, mean
	}
	return shortest(gradients), mean
}

// slopes writes central differences of f at u over ±d to dst; 0 where float64 beside u is coarser than d.
func slopes(dst []float64, f func([]float64) float64, u []float64, d float64) {
	for i, v := range u {
		u[i] = v + d
		right, up := u[i], f(u)
		u[i] = v - d
		left, down := u[i], f(u)
		if u[i] = v; right > left {
			dst[i] = (up - down) / (right - left)
		}
	}
}

// shortest is the length of the shortest vector in the convex hull of g, to a thousandth: by pairwise steps of
// Frank and Wolfe, each from the vertex in use that points the most along the vector to the one that points the
// least.
func shortest(g [][]float64) float64 {
	weight := make([]float64, len(g))
	weight[0] = 1
	v := append([]float64(nil), g[0]...)
	for range 100 * (len(g) + len(v)) {
		toward, away, low, high := 0, 0, math.Inf(1), math.Inf(-1)
		for k, a := range g {
			p := 0.0
			for i := range v {
				p += a[i] * v[i]
			}
			if p < low {
				toward, low = k, p
			}
			if weight[k] > 0 && p > high {
				away, high = k, p
			}
		}
		length := square(v)
		if !(length-low > 1e-3*length) { // the hull lies beyond: ‖w‖ >= low/‖v‖ for all of it
			break
		}
		slope, curvature := 0.0, 0.0
		for i := range v {
			d := g[toward][i] - g[away][i]
			slope, curvature = slope+v[i]*d, curvature+d*d
		}
		step := min(-slope/curvature, weight[away])
		if !(step > 0) {
			break
		}
		weight[toward] += step
		weight[away] -= step
		for i := range v {
			v[i] += step * (g[toward][i] - g[away][i])
		}
	}
	return math.Sqrt(square(v))
}
