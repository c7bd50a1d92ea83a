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
	Beta1, Beta2 float64
	Epsilon      float64

	T int       // memory: steps made
	M []float64 // memory: mean
	U []float64 // memory: decaying maximum

	g    []float64
	move float64
}

// NewAdamax returns the source's form.
func NewAdamax() *Adamax { return &Adamax{Beta1: 0.9, Beta2: 0.999} }

// Step implements Rule.
func (r *Adamax) Step(x []float64, grad func(dst, x []float64), rate float64) {
	if len(r.g) != len(x) {
		fit("Adamax", len(x), &r.M, &r.U, &r.g)
	}
	grad(r.g, x)
	r.T++
	r.move = rate / correction(r.Beta1, r.T)
	sweep(r, x)
}

func (r *Adamax) span(x []float64, lo, hi int) {
	x = x[lo:hi]
	g, m, u := r.g[lo:hi], r.M[lo:hi], r.U[lo:hi]
	g, m, u = g[:len(x)], m[:len(x)], u[:len(x)]
	beta1, beta2, rest1, move, eps := r.Beta1, r.Beta2, 1-r.Beta1, r.move, r.Epsilon
	for i := range x {
		gi := g[i]
		mi := beta1*m[i] + rest1*gi
		ui := max(beta2*u[i], math.Abs(gi)+eps)
		m[i], u[i] = mi, ui
		if ui != 0 {
			x[i] -= move * mi / ui
		}
	}
}

// Reset implements Rule.
func (r *Adamax) Reset() { r.T, r.M, r.U, r.g = 0, nil, nil, nil }

func (r *Adamax) memory() [][]float64 { return [][]float64{r.M, r.U} }
