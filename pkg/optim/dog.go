package optim

import "math"

// DoG, distance over gradients, is gradient descent that finds its rate: it needs no Lipschitz
// constant, no distance to the minimum, and no number of steps.
//
//	r ← max(r, ‖x - x₀‖),  G ← G + ‖g‖²
//	x ← x - η r/√G · g
//
// The numerator grows to about the distance from the start to the minimum, and the quotient is
// then the rate that theory gives for convex Lipschitz functions, up to a logarithm. The size of f has no
// influence. η is 1 in the source; other values move more or less boldly. The bounds hold for a mean of
// the iterates (Average).
//
// With gradients by differences over a radius, let the radius follow the distance too, as POEM does:
// in proportion to Distance()·√(n/t), t = 1, 2, …; then neither the rate nor the radius is chosen.
//
// Default: the first r is 1e-6 (1 + ‖x₀‖), as in the source; only its logarithm matters. Sources:
// M. Ivgi, O. Hinder and Y. Carmon, DoG is SGD's best friend: a parameter-free dynamic step
// size schedule, ICML 2023, Algorithm 1; K. Ren and L. Luo, A parameter-free and near-optimal
// zeroth-order algorithm for stochastic convex optimization, ICML 2025 (POEM).
type DoG struct {
	First float64 `in:"(0,inf)"` // the first r is First·(1 + ‖x₀‖)

	X0 []float64 // memory: the start
	R  float64   // memory: r
	G  float64   // memory: sum of ‖g‖²
	memory
}

// NewDoG returns the source's form; its rate is Constant(1).
func NewDoG() *DoG { return &DoG{First: 1e-6} }

// Step implements Rule.
func (r *DoG) Step(x []float64, grad func(dst, x []float64), rate float64) { step(r, x, grad, rate) }

// Reset implements Rule.
func (r *DoG) Reset() { r.R, r.G = 0, 0; reset(r) }

// Distance is r, the largest distance from the start so far; 0 before the first step.
func (r *DoG) Distance() float64 { return r.R }

func (r *DoG) slots() []slot { return []slot{squares(&r.X0)} }

// prepare measures the step.
func (r *DoG) prepare(x, g []float64) {
	if r.T == 1 {
		copy(r.X0, x)
		r.R = r.First * (1 + norm(x))
	}
	r.R = max(r.R, distance(x, r.X0))
	tame(g)
	length := norm(g)
	r.G += float64(length * length)
}

func (r *DoG) update(x, g []float64, _ int) {
	if r.G == 0 {
		return // nothing but zeros yet
	}
	g = g[:len(x)]
	move := r.rate * (r.R / math.Sqrt(r.G))
	for i := range x {
		x[i] -= float64(move * g[i])
	}
}
