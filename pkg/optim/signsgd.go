package optim

// SignSGD moves every coordinate by η against the sign of its derivative.
//
//	x ← x - η sign g,  sign 0 = 0
//
// The size of the gradient plays no role, so at a constant rate the end is a
// cycle of that size around the minimum. No hyperparameters, no memory, no ε. Source:
// J. Bernstein et al., signSGD: compressed optimisation for non-convex problems,
// ICML 2018, Algorithm 1.
type SignSGD struct {
	g    []float64
	rate float64
}

// NewSignSGD returns signSGD.
func NewSignSGD() *SignSGD { return &SignSGD{} }

// Step implements Rule.
func (r *SignSGD) Step(x []float64, grad func(dst, x []float64), rate float64) {
	if len(r.g) != len(x) {
		fit("SignSGD", len(x), &r.g)
	}
	grad(r.g, x)
	r.rate = rate
	sweep(r, x)
}

func (r *SignSGD) span(x []float64, lo, hi int) {
	x = x[lo:hi]
	g := r.g[lo:hi]
	g = g[:len(x)]
	rate := r.rate
	for i, gi := range g {
		x[i] -= rate * sign(gi)
	}
}

// Reset implements Rule.
func (r *SignSGD) Reset() { r.g = nil }
