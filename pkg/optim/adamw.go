package optim

// AdamW is Adam with decoupled weight decay: x shrinks by itself, and the decay is
// not divided by the root of the squared gradients, as a decay within the gradient
// (WeightDecay before Adam) would be.
//
//	x ← (1 - ηλ) x - η m̂ / (√v̂ + ε)
//
// with Adam's m̂, v̂ and places of ε. λ is Decay; the decay is scaled by the whole rate
// η, as in PyTorch and optax (the paper scales it by the schedule's multiplier only,
// so that its λ is this one times the base rate).
//
// Defaults: Adam's, and λ = 0.01, which is PyTorch's (optax has 0.0001; the paper leaves
// it open). Source: I. Loshchilov and F. Hutter, Decoupled weight decay
// regularization, ICLR 2019, Algorithm 2.
type AdamW struct {
	Beta1, Beta2 float64
	Epsilon      float64
	Root         Root
	Corrected    bool
	Decay        float64

	T int       // memory: steps made
	M []float64 // memory: mean
	V []float64 // memory: mean square

	g []float64
	k adamKernel
}

// NewAdamW returns AdamW with λ = 0.01.
func NewAdamW() *AdamW {
	return &AdamW{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Root: OutsideRoot, Corrected: true, Decay: 0.01}
}

// Step implements Rule.
func (r *AdamW) Step(x []float64, grad func(dst, x []float64), rate float64) {
	if len(r.g) != len(x) {
		fit("AdamW", len(x), &r.M, &r.V, &r.g)
	}
	grad(r.g, x)
	r.T++
	r.k = newAdamKernel(r.Beta1, r.Beta2, r.Epsilon, r.Root, r.Corrected, r.T, rate)
	r.k.keep = 1 - rate*r.Decay
	sweep(r, x)
}

func (r *AdamW) span(x []float64, lo, hi int) {
	r.k.run(x[lo:hi], r.g[lo:hi], r.M[lo:hi], r.V[lo:hi])
}

// Reset implements Rule.
func (r *AdamW) Reset() { r.T, r.M, r.V, r.g = 0, nil, nil, nil }

func (r *AdamW) memory() [][]float64 { return [][]float64{r.M, r.V} }
