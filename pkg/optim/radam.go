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
	Beta1, Beta2 float64
	Epsilon      float64
	Root         Root

	T int       // memory: steps made
	M []float64 // memory: mean
	V []float64 // memory: mean square

	g       []float64
	k       adamKernel
	rectify bool
}

// NewRAdam returns RAdam with ε beside the corrected root.
func NewRAdam() *RAdam { return &RAdam{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8} }

// rectifyFrom is the length of the approximated mean from which its variance is
// taken to be finite.
const rectifyFrom = 5

// Step implements Rule.
func (r *RAdam) Step(x []float64, grad func(dst, x []float64), rate float64) {
	if len(r.g) != len(x) {
		fit("RAdam", len(x), &r.M, &r.V, &r.g)
	}
	grad(r.g, x)
	r.T++
	most := 2/(1-r.Beta2) - 1
	c2 := correction(r.Beta2, r.T)
	length := most - 2*float64(r.T)*(1-c2)/c2
	r.rectify = length > rectifyFrom
	if r.rectify {
		rate *= math.Sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length))
	}
	r.k = newAdamKernel(r.Beta1, r.Beta2, r.Epsilon, r.Root, true, r.T, rate)
	if !r.rectify {
		r.k.move = rate / correction(r.Beta1, r.T)
	}
	sweep(r, x)
}

func (r *RAdam) span(x []float64, lo, hi int) {
	x = x[lo:hi]
	g, m, v := r.g[lo:hi], r.M[lo:hi], r.V[lo:hi]
	if r.rectify {
		r.k.run(x, g, m, v)
		return
	}
	g, m, v = g[:len(x)], m[:len(x)], v[:len(x)]
	for i := range x {
		gi := g[i]
		mi := r.k.beta1*m[i] + (1-r.k.beta1)*gi
		m[i] = mi
		v[i] = r.k.beta2*v[i] + (1-r.k.beta2)*(gi*gi)
		x[i] -= r.k.move * mi
	}
}

// Reset implements Rule.
func (r *RAdam) Reset() { r.T, r.M, r.V, r.g = 0, nil, nil, nil }

func (r *RAdam) memory() [][]float64 { return [][]float64{r.M, r.V} }
