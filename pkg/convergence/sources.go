package convergence

import (
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/steklov"
)

// Source is a gradient made of values.
type Source struct {
	Name   string
	Random bool            // it draws directions
	Cost   func(n int) int // the values that a gradient in n dimensions takes

	// Grad returns the gradient of f in n dimensions, of differences of size h.
	Grad func(f func(x []float64) float64, n int, h float64, rng *rand.Rand) func(dst, x []float64)
}

// Sources are those that are compared. Sphere, Gaussian and orthogonal directions are half as many as there
// are coordinates; SPSA is Spall's one pair of points along signs.
func Sources() []Source {
	differences := func(name string, s fd.Stencil, cost func(n int) int) Source {
		return Source{name, false, cost, func(f func(x []float64) float64, n int, h float64, _ *rand.Rand) func(dst, x []float64) {
			return fd.NewSource(f, n, fd.Settings{Stencil: s, Step: h}).Grad
		}}
	}
	directions := func(name string, kind steklov.Kind, count func(n int) int) Source {
		cost := func(n int) int { return 2 * count(n) }
		return Source{name, true, cost, func(f func(x []float64) float64, n int, h float64, rng *rand.Rand) func(dst, x []float64) {
			e := &steklov.Estimator{Radius: h, Directions: count(n), Kind: kind, Rand: rng}
			return e.Source(f)
		}}
	}
	half := func(n int) int { return (n + 1) / 2 }
	return []Source{
		differences("forward", fd.Forward, func(n int) int { return n + 1 }),
		differences("central", fd.Central, func(n int) int { return 2 * n }),
		differences("extrapolated", fd.Central.Extrapolate(2), func(n int) int { return 4 * n }),
		directions("sphere", steklov.Sphere, half),
		directions("Gaussian", steklov.Gaussian, half),
		directions("orthogonal", steklov.Orthogonal, half),
		directions("SPSA", steklov.Rademacher, func(int) int { return 1 }),
	}
}

// GradCost is what an analytic gradient is charged, in values: in reverse mode it takes at most four times the
// operations of its function (Griewank and Walther, Evaluating derivatives, 2008, section 4.6).
const GradCost = 4

// source is a gradient source of the race: it returns the gradient of what a run
// sees, and what one costs in evaluations; a nil gradient where it does not apply.
type source struct {
	name   string
	random bool
	make   func(c course, rng *rand.Rand) (grad func(dst, x []float64), cost int)
}

// sources are those of the race: the analytic gradient, those made of values, and the straight-through one.
func sources() (all []source) {
	all = append(all, source{"analytic", false, func(c course, rng *rand.Rand) (func(dst, x []float64), int) {
		_, analytic, _ := c.field(rng)
		return analytic, GradCost
	}})
	for _, s := range Sources() {
		all = append(all, source{s.Name, s.Random, func(c course, rng *rand.Rand) (func(dst, x []float64), int) {
			f, _, _ := c.field(rng)
			return s.Grad(f, c.n(), c.h, rng), s.Cost(c.n())
		}})
	}
	return append(all, source{"straight-through", false, func(c course, rng *rand.Rand) (func(dst, x []float64), int) {
		_, _, through := c.field(rng)
		return through, GradCost
	}})
}
