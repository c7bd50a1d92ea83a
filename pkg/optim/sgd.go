package optim

// SGD is gradient descent: batch, stochastic or mini-batch, as the gradient is.
//
//	x ← x - η g
//
// It has no hyperparameters and no memory. Source: the lecture, "Gradient descent".
type SGD struct {
	g    []float64
	rate float64
}

// NewSGD returns gradient descent.
func NewSGD() *SGD { return &SGD{} }

// Step implements Rule.
func (r *SGD) Step(x []float64, grad func(dst, x []float64), rate float64) {
	if len(r.g) != len(x) {
		fit("SGD", len(x), &r.g)
	}
	grad(r.g, x)
	r.rate = rate
	sweep(r, x)
}

func (r *SGD) span(x []float64, lo, hi int) {
	x = x[lo:hi]
	g := r.g[lo:hi]
	g = g[:len(x)]
	rate := r.rate
	for i, gi := range g {
		x[i] -= rate * gi
	}
}

// Reset implements Rule.
func (r *SGD) Reset() { r.g = nil }
