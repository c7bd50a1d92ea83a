package optim

import "math"

// AMSGrad is Adam whose denominator never falls, which repairs Adam's proof.
//
//	m ← β₁ m + (1-β₁) g,  v ← β₂ v + (1-β₂) g²,  u ← max(u, v)
//	x ← x - η m / (√u + ε)
//
// Form says whether, and where, m and v are corrected for their start at 0; m̂ = m/(1-β₁ᵗ)
// in both corrected forms.
//
// Defaults: β₁ = 0.9, β₂ = 0.999, uncorrected as in the source; the source has no ε,
// 1e-8 outside is that of the libraries. Source: S. Reddi, S. Kale and S. Kumar, On the
// convergence of Adam and beyond, ICLR 2018, Algorithm 2.
type AMSGrad struct {
	Beta1, Beta2 float64 `in:"[0,1)"`
	Epsilon      float64 `in:"(0,inf)"`
	Form         MaxForm `in:"uncorrected,max then correct,correct then max"`

	M []float64 // memory: mean
	V []float64 // memory: mean square
	U []float64 // memory: its maximum
	memory
}

// NewAMSGrad returns the source's form.
func NewAMSGrad() *AMSGrad { return &AMSGrad{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8} }

// Step implements Rule.
func (r *AMSGrad) Step(x []float64, grad func(dst, x []float64), rate float64) {
	step(r, x, grad, rate)
}

// Reset implements Rule.
func (r *AMSGrad) Reset() { reset(r) }

func (r *AMSGrad) slots() []slot { return []slot{plain(&r.M), squares(&r.V), squares(&r.U)} }

func (r *AMSGrad) update(x, g []float64, lo int) {
	g, m, v, u := g[:len(x)], r.M[lo:][:len(x)], r.V[lo:][:len(x)], r.U[lo:][:len(x)]
	beta1, beta2, rest1, rest2, eps := r.Beta1, r.Beta2, 1-r.Beta1, 1-r.Beta2, r.Epsilon
	move, scale, widen := r.rate, 1.0, 1.0
	if r.Form != MaxUncorrected {
		move = r.rate / correction(beta1, r.T)
		widen = 1 / correction(beta2, r.T)
	}
	if r.Form == CorrectThenMax {
		scale, widen = widen, 1
	}
	for i := range x {
		gi := g[i]
		mi := float64(beta1*m[i]) + float64(rest1*gi)
		vi := float64(beta2*v[i]) + float64(rest2*(gi*gi))
		ui := max(u[i], scale*vi)
		m[i], v[i], u[i] = mi, vi, ui
		x[i] -= move * mi / (math.Sqrt(widen*ui) + eps)
	}
}
