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
	Beta1, Beta2 float64
	Epsilon      float64
	EpsilonSum   float64

	T int       // memory: steps made
	M []float64 // memory: mean
	S []float64 // memory: mean square of g - m

	g             []float64
	move, unscale float64
}

// NewAdaBelief returns the source's form.
func NewAdaBelief() *AdaBelief {
	return &AdaBelief{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, EpsilonSum: 1e-8}
}

// Step implements Rule.
func (r *AdaBelief) Step(x []float64, grad func(dst, x []float64), rate float64) {
	if len(r.g) != len(x) {
		fit("AdaBelief", len(x), &r.M, &r.S, &r.g)
	}
	grad(r.g, x)
	r.T++
	r.move = rate / correction(r.Beta1, r.T)
	r.unscale = 1 / correction(r.Beta2, r.T)
	sweep(r, x)
}

func (r *AdaBelief) span(x []float64, lo, hi int) {
	x = x[lo:hi]
	g, m, s := r.g[lo:hi], r.M[lo:hi], r.S[lo:hi]
	g, m, s = g[:len(x)], m[:len(x)], s[:len(x)]
	beta1, beta2, rest1, rest2 := r.Beta1, r.Beta2, 1-r.Beta1, 1-r.Beta2
	move, unscale, eps, epsSum := r.move, r.unscale, r.Epsilon, r.EpsilonSum
	for i := range x {
		gi := g[i]
		mi := beta1*m[i] + rest1*gi
		d := gi - mi
		si := beta2*s[i] + rest2*(d*d) + epsSum
		m[i], s[i] = mi, si
		x[i] -= move * mi / (math.Sqrt(unscale*si) + eps)
	}
}

// Reset implements Rule.
func (r *AdaBelief) Reset() { r.T, r.M, r.S, r.g = 0, nil, nil, nil }

func (r *AdaBelief) memory() [][]float64 { return [][]float64{r.M, r.S} }
