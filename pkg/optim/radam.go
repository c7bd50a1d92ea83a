package optim

import "math"

// RAdam is Adam that trusts its denominator only once enough gradients are in it.
//
//	ρ∞ = 2/(1-β₂) - 1,  ρ_t = ρ∞ - 2t β₂ᵗ/(1-β₂ᵗ)
//	ρ_t > 5:  r = √((ρ_t-4)(ρ_t-2)ρ∞ / ((ρ∞-4)(ρ∞-2)ρ_t)),  x ← x - η r m̂ / (√v̂ + ε)
//	else:     x ← x - η m̂
//
// with Adam's m̂ and v̂. The threshold is 5 in the libraries, 4 in the source. EpsilonHat
// puts ε before the correction, √(1-β₂ᵗ)/(√v + ε): PyTorch.
//
// Defaults: β₁ = 0.9, β₂ = 0.999, ε = 1e-8 after the correction (optax; the source has no
// ε). Source: L. Liu et al., On the variance of the adaptive learning rate and
// beyond, ICLR 2020, Algorithm 2.
type RAdam struct {
	Beta1, Beta2 float64 `in:"[0,1)"`
	Epsilon      float64 `in:"(0,inf)"`
	Root         Root    `in:"outside,inside,hat"`

	M []float64 // memory: mean
	V []float64 // memory: mean square
	memory
}

// NewRAdam returns RAdam with ε beside the corrected root.
func NewRAdam() *RAdam { return &RAdam{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8} }

// Step implements Rule.
func (r *RAdam) Step(x []float64, grad func(dst, x []float64), rate float64) { step(r, x, grad, rate) }

// Reset implements Rule.
func (r *RAdam) Reset() { reset(r) }

func (r *RAdam) slots() []slot { return []slot{plain(&r.M), squares(&r.V)} }

// rectifyFrom is the length of the approximated mean from which its variance is
// taken to be finite.
const rectifyFrom = 5

func (r *RAdam) update(x, g []float64, lo int) {
	g, m, v := g[:len(x)], r.M[lo:][:len(x)], r.V[lo:][:len(x)]
	rate, most := r.rate, 2/(1-r.Beta2)-1
	c2 := correction(r.Beta2, r.T)
	length := most - 2*float64(r.T)*(1-c2)/c2
	if length > rectifyFrom {
		rate *= math.Sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length))
		k := newAdamKernel(r.Beta1, r.Beta2, r.Epsilon, r.Root, true, r.T, rate)
		k.Update(x, g, m, v)
		return
	}
	beta1, beta2, rest1, rest2 := r.Beta1, r.Beta2, 1-r.Beta1, 1-r.Beta2
	move := rate / correction(beta1, r.T)
	for i := range x {
		gi := g[i]
		mi := float64(beta1*m[i]) + float64(rest1*gi)
		m[i] = mi
		v[i] = float64(beta2*v[i]) + float64(rest2*(gi*gi))
		x[i] -= float64(move * mi)
	}
}
