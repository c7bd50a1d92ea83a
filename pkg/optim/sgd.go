package optim

import "github.com/gradstep/gradstep/pkg/internal/vec"

// SGD is gradient descent: batch, stochastic or mini-batch, as the gradient is.
//
//	x ← x - η g
//
// It has no hyperparameters and no memory. Source: the lecture, "Gradient descent".
type SGD struct{ memory }

// NewSGD returns gradient descent.
func NewSGD() *SGD { return &SGD{} }

// Step implements Rule.
func (r *SGD) Step(x []float64, grad func(dst, x []float64), rate float64) { step(r, x, grad, rate) }

// Reset implements Rule.
func (r *SGD) Reset() { reset(r) }

func (r *SGD) slots() []slot { return nil }

func (r *SGD) update(x, g []float64, _ int) {
	vec.Descend(x, g, r.rate)
}
