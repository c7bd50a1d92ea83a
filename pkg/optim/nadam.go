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
	Beta1, Beta2  float64 `in:"[0,1)"`
	Epsilon       float64 `in:"(0,inf)"`
	MomentumDecay float64 `in:"[0,inf)"`

	Product float64   // memory: μ₁···μ_t
	M       []float64 // memory: mean
	V       []float64 // memory: mean square
	memory
	now, next float64
}

// NewNadam returns Dozat's scheduled form.
func NewNadam() *Nadam { return &Nadam{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, MomentumDecay: 0.004} }

// Step implements Rule.
func (r *Nadam) Step(x []float64, grad func(dst, x []float64), rate float64) { step(r, x, grad, rate) }

// Reset implements Rule.
func (r *Nadam) Reset() { r.Product = 0; reset(r) }

func (r *Nadam) slots() []slot { return []slot{plain(&r.M), squares(&r.V)} }

// mu is the momentum of step t.
func (r *Nadam) mu(t int) float64 {
	if r.MomentumDecay == 0 {
		return r.Beta1
	}
	return r.Beta1 * (1 - float64(0.5*math.Pow(0.96, float64(t)*r.MomentumDecay)))
}

// prepare multiplies the momenta.
func (r *Nadam) prepare(_, _ []float64) {
	if r.T == 1 {
		r.Product = 1
	}
	r.now, r.next = r.mu(r.T), r.mu(r.T+1)
	r.Product *= r.now
}

func (r *Nadam) update(x, g []float64, lo int) {
	g, m, v := g[:len(x)], r.M[lo:][:len(x)], r.V[lo:][:len(x)]
	beta1, beta2, rest1, rest2, eps := r.Beta1, r.Beta2, 1-r.Beta1, 1-r.Beta2, r.Epsilon
	alongM := r.rate * r.next / (1 - float64(r.Product*r.next))
	alongG := r.rate * (1 - r.now) / (1 - r.Product)
	unscale := 1 / correction(beta2, r.T)
	for i := range x {
		gi := g[i]
		mi := float64(beta1*m[i]) + float64(rest1*gi)
		vi := float64(beta2*v[i]) + float64(rest2*(gi*gi))
		m[i], v[i] = mi, vi
		x[i] -= (float64(alongM*mi) + float64(alongG*gi)) / (math.Sqrt(unscale*vi) + eps)
	}
}
