package optim

// Adam moves along a running mean of the gradient, divided by the root of a running
// mean of its square.
//
//	m ← β₁ m + (1-β₁) g
//	v ← β₂ v + (1-β₂) g²
//	m̂ = m/(1-β₁ᵗ),  v̂ = v/(1-β₂ᵗ)          Corrected; otherwise m̂ = m, v̂ = v
//	x ← x - η m̂ / (√v̂ + ε)                OutsideRoot: the paper's Algorithm 1, PyTorch, optax
//	x ← x - η m̂ / √(v̂ + ε)                InsideRoot: the lecture, optax's eps_root
//	x ← x - η √(1-β₂ᵗ)/(1-β₁ᵗ) m / (√v + ε)   EpsilonHat: the paper's section 2, last form
//
// Both means start at 0 and are therefore too small at first; the correction undoes
// that. Without it (the lecture's first form) the first step is (1-β₁)/√(1-β₂) =
// 3.16 times as long as with it. EpsilonHat without correction is OutsideRoot.
//
// Defaults, all of the paper [1]: β₁ = 0.9, β₂ = 0.999, ε = 1e-8, outside, corrected.
// The paper's rate is 0.001.
type Adam struct {
	Beta1, Beta2 float64
	Epsilon      float64
	Root         Root
	Corrected    bool

	T int       // memory: steps made
	M []float64 // memory: mean
	V []float64 // memory: mean square

	g []float64
	k adamKernel
}

// NewAdam returns the paper's Algorithm 1.
func NewAdam() *Adam {
	return &Adam{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Root: OutsideRoot, Corrected: true}
}

// Step implements Rule.
func (r *Adam) Step(x []float64, grad func(dst, x []float64), rate float64) {
	if len(r.g) != len(x) {
		fit("Adam", len(x), &r.M, &r.V, &r.g)
	}
	grad(r.g, x)
	r.T++
	r.k = newAdamKernel(r.Beta1, r.Beta2, r.Epsilon, r.Root, r.Corrected, r.T, rate)
	sweep(r, x)
}

func (r *Adam) span(x []float64, lo, hi int) {
	r.k.run(x[lo:hi], r.g[lo:hi], r.M[lo:hi], r.V[lo:hi])
}

// Reset implements Rule.
func (r *Adam) Reset() { r.T, r.M, r.V, r.g = 0, nil, nil, nil }

func (r *Adam) memory() [][]float64 { return [][]float64{r.M, r.V} }
