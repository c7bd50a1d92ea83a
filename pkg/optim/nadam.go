package optim

import "math"

// Nadam is Adam with Nesterov's look-ahead, reformulated: the mean takes one more
// step along the new gradient before it is used.
//
//	m ← β₁ m + (1-β₁) g,  v ← β₂ v + (1-β₂) g²,  v̂ = v/(1-β₂ᵗ)
//	x ← x - η (μ_{t+1} m/(1-Π_{i≤t+1} μ_i) + (1-μ_t) g/(1-Π_{i≤t} μ_i)) / (√v̂ + ε)
//	μ_t = β₁ (1 - ½·0.96^(tψ))
//
// ψ is MomentumDecay. ψ = 0 leaves μ_t = β₁ constant: optax's form.
//
// Defaults: β₁ = 0.9, β₂ = 0.999, ε = 1e-8 outside, ψ = 0.004, which are PyTorch's; 0.004
// is the source's schedule 0.96^(t/250). Source: T. Dozat, Incorporating Nesterov
// momentum into Adam, ICLR workshop 2016, Algorithm 2.
type Nadam struct {
	Beta1, Beta2  float64
	Epsilon       float64
	MomentumDecay float64

	T       int       // memory: steps made
	Product float64   // memory: μ₁···μ_t
	M       []float64 // memory: mean
	V       []float64 // memory: mean square

	g                       []float64
	alongM, alongG, unscale float64
}

// NewNadam returns Dozat's scheduled form.
func NewNadam() *Nadam {
	return &Nadam{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, MomentumDecay: 0.004}
}

func (r *Nadam) mu(t int) float64 {
	if r.MomentumDecay == 0 {
		return r.Beta1
	}
	return r.Beta1 * (1 - 0.5*math.Pow(0.96, float64(t)*r.MomentumDecay))
}

// Step implements Rule.
func (r *Nadam) Step(x []float64, grad func(dst, x []float64), rate float64) {
	if len(r.g) != len(x) {
		fit("Nadam", len(x), &r.M, &r.V, &r.g)
	}
	grad(r.g, x)
	if r.T == 0 {
		r.Product = 1
	}
	r.T++
	now, next := r.mu(r.T), r.mu(r.T+1)
	r.Product *= now
	r.alongM = rate * next / (1 - r.Product*next)
	r.alongG = rate * (1 - now) / (1 - r.Product)
	r.unscale = 1 / correction(r.Beta2, r.T)
	sweep(r, x)
}

func (r *Nadam) span(x []float64, lo, hi int) {
	x = x[lo:hi]
	g, m, v := r.g[lo:hi], r.M[lo:hi], r.V[lo:hi]
	g, m, v = g[:len(x)], m[:len(x)], v[:len(x)]
	beta1, beta2, rest1, rest2 := r.Beta1, r.Beta2, 1-r.Beta1, 1-r.Beta2
	alongM, alongG, unscale, eps := r.alongM, r.alongG, r.unscale, r.Epsilon
	for i := range x {
		gi := g[i]
		mi := beta1*m[i] + rest1*gi
		vi := beta2*v[i] + rest2*(gi*gi)
		m[i], v[i] = mi, vi
		x[i] -= (alongM*mi + alongG*gi) / (math.Sqrt(unscale*vi) + eps)
	}
}

// Reset implements Rule.
func (r *Nadam) Reset() { r.T, r.Product, r.M, r.V, r.g = 0, 0, nil, nil, nil }

func (r *Nadam) memory() [][]float64 { return [][]float64{r.M, r.V} }
