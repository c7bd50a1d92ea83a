package optim

import (
	"math"

	"github.com/gradstep/gradstep/pkg/internal/vec"
)

// Adam moves along a running mean of the gradient, divided by the root of a running
// mean of its square.
//
//	m ← β₁ m + (1-β₁) g
//	v ← β₂ v + (1-β₂) g²
//	m̂ = m/(1-β₁ᵗ),  v̂ = v/(1-β₂ᵗ)          Corrected; otherwise m̂ = m, v̂ = v
//	x ← x - η m̂ / (√v̂ + ε)                OutsideRoot: the paper's Algorithm 1, PyTorch, optax
//	x ← x - η m̂ / √(v̂ + ε)                InsideRoot: the lecture, optax's eps_root
//	x ← x - η √(1-β₂ᵗ)/(1-β₁ᵗ) m / (√v + ε)   EpsilonHat: the paper's section 2, last form
//
// Both means start at 0 and are therefore too small at first; the correction undoes
// that. Without it (the lecture's first form) the first step is (1-β₁)/√(1-β₂) =
// 3.16 times as long as with it. EpsilonHat without correction is OutsideRoot.
//
// Defaults, all of the paper [1]: β₁ = 0.9, β₂ = 0.999, ε = 1e-8, outside, corrected.
// The paper's rate is 0.001.
type Adam struct {
	Beta1, Beta2 float64 `in:"[0,1)"`
	Epsilon      float64 `in:"(0,inf)"`
	Root         Root    `in:"outside,inside,hat"`
	Corrected    bool

	M []float64 // memory: mean
	V []float64 // memory: mean square
	memory
}

// NewAdam returns the paper's Algorithm 1.
func NewAdam() *Adam {
	return &Adam{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Root: OutsideRoot, Corrected: true}
}

// Step implements Rule.
func (r *Adam) Step(x []float64, grad func(dst, x []float64), rate float64) { step(r, x, grad, rate) }

// Reset implements Rule.
func (r *Adam) Reset() { reset(r) }

func (r *Adam) slots() []slot { return []slot{plain(&r.M), squares(&r.V)} }

func (r *Adam) update(x, g []float64, lo int) {
	k := newAdamKernel(r.Beta1, r.Beta2, r.Epsilon, r.Root, r.Corrected, r.T, r.rate)
	k.Update(x, g, r.M[lo:][:len(x)], r.V[lo:][:len(x)])
}

// AdamW is Adam with decoupled weight decay: x shrinks by itself, and the decay is
// not divided by the root of the squared gradients, as a decay within the gradient
// (WeightDecay before Adam) would be.
//
//	x ← (1 - ηλ) x - η m̂ / (√v̂ + ε)
//
// with Adam's m̂, v̂ and places of ε. λ is Decay; the decay is scaled by the whole rate
// η, as in PyTorch and optax (the paper scales it by the schedule's multiplier only,
// so that its λ is this one times the base rate).
//
// Defaults: Adam's, and λ = 0.01, which is PyTorch's (optax has 0.0001; the paper leaves
// it open). Source: I. Loshchilov and F. Hutter, Decoupled weight decay
// regularization, ICLR 2019, Algorithm 2.
type AdamW struct {
	Beta1, Beta2 float64 `in:"[0,1)"`
	Epsilon      float64 `in:"(0,inf)"`
	Root         Root    `in:"outside,inside,hat"`
	Corrected    bool
	Decay        float64 `in:"[0,inf)"`

	M []float64 // memory: mean
	V []float64 // memory: mean square
	memory
}

// NewAdamW returns AdamW with λ = 0.01.
func NewAdamW() *AdamW {
	return &AdamW{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Root: OutsideRoot, Corrected: true, Decay: 0.01}
}

// Step implements Rule.
func (r *AdamW) Step(x []float64, grad func(dst, x []float64), rate float64) { step(r, x, grad, rate) }

// Reset implements Rule.
func (r *AdamW) Reset() { reset(r) }

func (r *AdamW) slots() []slot { return []slot{plain(&r.M), squares(&r.V)} }

func (r *AdamW) update(x, g []float64, lo int) {
	k := newAdamKernel(r.Beta1, r.Beta2, r.Epsilon, r.Root, r.Corrected, r.T, r.rate)
	k.Keep = 1 - r.rate*r.Decay
	k.Update(x, g, r.M[lo:][:len(x)], r.V[lo:][:len(x)])
}

// newAdamKernel returns one step's constants. With them, every place of ε, with or without
// correction, is
//
//	x ← keep·x - move·m / (√(v + inside) + outside)
//
// since a correction of v can be pulled out of the root, and then out of the fraction:
// √(cv) + ε = √c (√v + ε/√c).
func newAdamKernel(beta1, beta2, eps float64, root Root, corrected bool, t int, rate float64) vec.Adam {
	k := vec.Adam{Rest1: 1 - beta1, Rest2: 1 - beta2, Move: rate, Keep: 1}
	if corrected {
		c1, c2 := correction(beta1, t), correction(beta2, t)
		k.Move = rate * math.Sqrt(c2) / c1
		switch root {
		case InsideRoot:
			eps *= c2
		case OutsideRoot:
			eps *= math.Sqrt(c2)
		}
	}
	k.Inside, k.Outside = root.split(eps)
	return k
}
