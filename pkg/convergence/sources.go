package convergence

import (
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/steklov"
)

// source is a gradient source of the race: it returns the gradient of what a run
// sees, and what one costs in evaluations; a nil gradient where it does not apply.
type source struct {
	name   string
	random bool // it draws directions
	make   func(c course, rng *rand.Rand) (grad func(dst, x []float64), cost int)
}

// analyticCost is what a gradient in reverse mode is charged: it takes at most four
// times the operations of its function (Griewank and Walther, Evaluating
// derivatives, 2008, section 4.6).
const analyticCost = 4

// stencilSource takes differences in every coordinate.
func stencilSource(name string, s fd.Stencil, cost func(n int) int) source {
	return source{name, false, func(c course, rng *rand.Rand) (func(dst, x []float64), int) {
		f, _, _ := c.field(rng)
		return fd.NewSource(f, c.n(), fd.Settings{Stencil: s, Step: c.h}).Grad, cost(c.n())
	}}
}

// directionSource takes central differences along random directions.
func directionSource(name string, kind steklov.Kind, count func(n int) int) source {
	return source{name, true, func(c course, rng *rand.Rand) (func(dst, x []float64), int) {
		f, _, _ := c.field(rng)
		k := count(c.n())
		e := &steklov.Estimator{Radius: c.h, Directions: k, Kind: kind, Rand: rng}
		return e.Source(f), 2 * k
	}}
}

// sources are those of the race. Sphere, Gaussian and orthogonal directions are half
// as many as there are coordinates; SPSA is Spall's one pair of points along signs.
func sources() []source {
	half := func(n int) int { return (n + 1) / 2 }
	return []source{
		{"analytic", false, func(c course, rng *rand.Rand) (func(dst, x []float64), int) {
			_, analytic, _ := c.field(rng)
			return analytic, analyticCost
		}},
		stencilSource("forward", fd.Forward, func(n int) int { return n + 1 }),
		stencilSource("central", fd.Central, func(n int) int { return 2 * n }),
		stencilSource("extrapolated", fd.Central.Extrapolate(2), func(n int) int { return 4 * n }),
		directionSource("sphere", steklov.Sphere, half),
		directionSource("Gaussian", steklov.Gaussian, half),
		directionSource("orthogonal", steklov.Orthogonal, half),
		directionSource("SPSA", steklov.Rademacher, func(int) int { return 1 }),
		{"straight-through", false, func(c course, rng *rand.Rand) (func(dst, x []float64), int) {
			_, _, through := c.field(rng)
			return through, analyticCost
		}},
	}
}
