package optim

import "math"

// AdaBelief is Adam whose denominator measures how far the gradient is from its own
// running mean, instead of from 0.
//
//	m ← β₁ m + (1-β₁) g
//	s ← β₂ s + (1-β₂) (g-m)² + ε_s
//	x ← x - η m̂ / (√ŝ + ε),  m̂ = m/(1-β₁ᵗ),  ŝ = s/(1-β₂ᵗ)
//
// ε_s is EpsilonSum: added in every step, it builds up to ε_s/(1-β₂).
//
// Defaults: β₁ = 0.9, β₂ = 0.999, ε = ε_s = 1e-8, the source's Algorithm 2; optax has 1e-16
// for both. Source: J. Zhuang et al., AdaBelief optimizer, NeurIPS 2020.
type AdaBelief struct {
	Beta1, Beta2 float64 `in:"[0,1)"`
	Epsilon      float64 `in:"(0,inf)"`
	EpsilonSum   float64 `in:"[0,inf)"`

	M []float64 // memory: mean
	S []float64 // memory: mean square of g - m
	memory
}

// NewAdaBelief returns the source's form.
func NewAdaBelief() *AdaBelief {
	return &AdaBelief{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, EpsilonSum: 1e-8}
}

// Step implements Rule.
func (r *AdaBelief) Step(x []float64, grad func(dst, x []float64), rate float64) {
	step(r, x, grad, rate)
}

// Reset implements Rule.
func (r *AdaBelief) Reset() { reset(r) }

func (r *AdaBelief) slots() []slot { return []slot{plain(&r.M), squares(&r.S)} }

func (r *AdaBelief) update(x, g []float64, lo int) {
	g, m, s := g[:len(x)], r.M[lo:][:len(x)], r.S[lo:][:len(x)]
	beta1, beta2, rest1, rest2, eps, epsSum := r.Beta1, r.Beta2, 1-r.Beta1, 1-r.Beta2, r.Epsilon, r.EpsilonSum
	move, unscale := r.rate/correction(beta1, r.T), 1/correction(beta2, r.T)
	for i := range x {
		gi := g[i]
		mi := float64(beta1*m[i]) + float64(rest1*gi)
		d := gi - mi
		si := float64(beta2*s[i]) + float64(rest2*(d*d)) + epsSum
		m[i], s[i] = mi, si
		x[i] -= move * mi / (math.Sqrt(unscale*si) + eps)
	}
}
