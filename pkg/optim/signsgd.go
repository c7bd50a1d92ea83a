package optim

import "math"

// SignSGD moves every coordinate by η against the sign of its derivative.
//
//	x ← x - η sign g,  sign 0 = 0
//
// The size of the gradient plays no role, so at a constant rate the end is a
// cycle of that size around the minimum. No hyperparameters, no memory, no ε. Source:
// J. Bernstein et al., signSGD: compressed optimisation for non-convex problems,
// ICML 2018, Algorithm 1.
type SignSGD struct{ memory }

// NewSignSGD returns signSGD.
func NewSignSGD() *SignSGD { return &SignSGD{} }

// Step implements Rule.
func (r *SignSGD) Step(x []float64, grad func(dst, x []float64), rate float64) {
	step(r, x, grad, rate)
}

// Reset implements Rule.
func (r *SignSGD) Reset() { reset(r) }

func (r *SignSGD) slots() []slot { return nil }

func (r *SignSGD) update(x, g []float64, _ int) {
	g = g[:len(x)]
	rate := r.rate
	for i := range x {
		x[i] -= float64(rate * sign(g[i]))
	}
}

// sign returns -1, 0 or 1. It has no branch that a random sign would mispredict.
func sign(v float64) float64 {
	if v == 0 {
		return 0
	}
	return math.Copysign(1, v)
}
