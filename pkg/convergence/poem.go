package convergence

import (
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/steklov"
)

// POEM returns a rule and a gradient source of values of f that leave nothing to choose: no rate, no radius, no
// Lipschitz constant, no diameter and no number of steps.
//
//	g_t = (n/2μ_t)(f(x + μ_t y) - f(x - μ_t y)) y,   μ_t = r_t √(n/t),   y uniform on the sphere
//	x ← x - (r_t/√Σ‖g‖²) g_t
//
// r_t is the largest distance from the start so far. The rule is optim.DoG, its rate Constant(1). A step costs two
// evaluations of f. The pair serves one run. A nil f or generator panics.
//
// Source: K. Ren and L. Luo, A parameter-free and near-optimal zeroth-order algorithm for stochastic convex
// optimization, ICML 2025.
func POEM(f func(x []float64) float64, rng *rand.Rand) (rule *optim.DoG, grad func(dst, x []float64)) {
	if f == nil || rng == nil {
		panic("convergence: POEM: nil function or generator")
	}
	rule = optim.NewDoG()
	e := &steklov.Estimator{Directions: 1, Kind: steklov.Sphere, Rand: rng}
	t := 0.0
	return rule, func(dst, x []float64) {
		t++
		far := max(rule.Distance(), rule.First*(1+length(x)))
		e.Radius = far * math.Sqrt(float64(len(x))/t)
		e.Gradient(dst, f, x)
	}
}
