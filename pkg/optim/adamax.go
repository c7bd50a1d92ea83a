package optim

import "math"

// Adamax is Adam with a decaying maximum in place of the mean square.
//
//	m ← β₁ m + (1-β₁) g
//	u ← max(β₂ u, |g| + ε)
//	x ← x - η/(1-β₁ᵗ) · m/u
//
// u needs no correction. A coordinate with u = 0 has seen no gradient, and stays.
//
// Defaults: β₁ = 0.9, β₂ = 0.999 and no ε, as in the source [1], section 7.1, Algorithm
// 2, whose rate is 0.002. PyTorch has ε = 1e-8, in the place shown.
type Adamax struct {
	Beta1, Beta2 float64 `in:"[0,1)"`
	Epsilon      float64 `in:"[0,inf)"`

	M []float64 // memory: mean
	U []float64 // memory: decaying maximum
	memory
}

// NewAdamax returns the source's form.
func NewAdamax() *Adamax { return &Adamax{Beta1: 0.9, Beta2: 0.999} }

// Step implements Rule.
func (r *Adamax) Step(x []float64, grad func(dst, x []float64), rate float64) { step(r, x, grad, rate) }

// Reset implements Rule.
func (r *Adamax) Reset() { reset(r) }

func (r *Adamax) slots() []slot { return []slot{plain(&r.M), plain(&r.U)} }

func (r *Adamax) update(x, g []float64, lo int) {
	g, m, u := g[:len(x)], r.M[lo:][:len(x)], r.U[lo:][:len(x)]
	beta1, beta2, rest1, eps := r.Beta1, r.Beta2, 1-r.Beta1, r.Epsilon
	move := r.rate / correction(beta1, r.T)
	for i := range x {
		gi := g[i]
		mi := float64(beta1*m[i]) + float64(rest1*gi)
		ui := max(beta2*u[i], math.Abs(gi)+eps)
		m[i], u[i] = mi, ui
		if ui != 0 {
			x[i] -= move * mi / ui
		}
	}
}
