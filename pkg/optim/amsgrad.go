package optim

import (
	"fmt"
	"math"
)

// MaxForm says which second moment AMSGrad keeps the maximum of.
type MaxForm int

const (
	// MaxUncorrected: no bias correction at all; the source's Algorithm 2.
	MaxUncorrected MaxForm = iota
	// MaxThenCorrect: the maximum of v, corrected afterwards; PyTorch.
	MaxThenCorrect
	// CorrectThenMax: the maximum of the corrected v̂; optax.
	CorrectThenMax
)

var maxFormNames = [...]string{"uncorrected", "max then correct", "correct then max"}

// String names the form.
func (f MaxForm) String() string {
	if f < 0 || int(f) >= len(maxFormNames) {
		return fmt.Sprintf("MaxForm(%d)", int(f))
	}
	return maxFormNames[f]
}

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
	Beta1, Beta2 float64
	Epsilon      float64
	Form         MaxForm

	T int       // memory: steps made
	M []float64 // memory: mean
	V []float64 // memory: mean square
	U []float64 // memory: its maximum

	g                  []float64
	move, scale, widen float64
}

// NewAMSGrad returns the source's form.
func NewAMSGrad() *AMSGrad { return &AMSGrad{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8} }

// Step implements Rule.
func (r *AMSGrad) Step(x []float64, grad func(dst, x []float64), rate float64) {
	if len(r.g) != len(x) {
		fit("AMSGrad", len(x), &r.M, &r.V, &r.U, &r.g)
	}
	grad(r.g, x)
	r.T++
	r.move, r.scale, r.widen = rate, 1, 1
	if r.Form != MaxUncorrected {
		r.move = rate / correction(r.Beta1, r.T)
		unbias := 1 / correction(r.Beta2, r.T)
		if r.Form == CorrectThenMax {
			r.scale = unbias
		} else {
			r.widen = unbias
		}
	}
	sweep(r, x)
}

func (r *AMSGrad) span(x []float64, lo, hi int) {
	x = x[lo:hi]
	g, m, v, u := r.g[lo:hi], r.M[lo:hi], r.V[lo:hi], r.U[lo:hi]
	g, m, v, u = g[:len(x)], m[:len(x)], v[:len(x)], u[:len(x)]
	beta1, beta2, rest1, rest2 := r.Beta1, r.Beta2, 1-r.Beta1, 1-r.Beta2
	move, scale, widen, eps := r.move, r.scale, r.widen, r.Epsilon
	for i := range x {
		gi := g[i]
		mi := beta1*m[i] + rest1*gi
		vi := beta2*v[i] + rest2*(gi*gi)
		ui := max(u[i], scale*vi)
		m[i], v[i], u[i] = mi, vi, ui
		x[i] -= move * mi / (math.Sqrt(widen*ui) + eps)
	}
}

// Reset implements Rule.
func (r *AMSGrad) Reset() { r.T, r.M, r.V, r.U, r.g = 0, nil, nil, nil, nil }

func (r *AMSGrad) memory() [][]float64 { return [][]float64{r.M, r.V, r.U} }
