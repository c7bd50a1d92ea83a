package optim

import "github.com/gradstep/gradstep/pkg/internal/vec"

// Momentum is Polyak's heavy ball: a share γ of the last move is made again.
//
//	v ← γ v + η g
//	x ← x - v
//
// This is the lecture's form, with the rate inside the velocity: a change of η acts
// on new gradients only. With RateOutside it is the libraries' form (PyTorch, optax),
//
//	v ← γ v + (1-τ) g
//	x ← x - η v
//
// whose change of η also rescales the velocity built up before; at a constant rate
// the two are the same. τ is Dampening; PyTorch does not dampen the first
// step, DampenFirst does. DampenFirst with τ = γ makes v a running mean of the
// gradients. Dampening multiplies η g in the lecture's form too.
//
// Defaults: γ = 0.9, the usual value in the survey that the lecture follows; no
// dampening. On a quadratic with eigenvalue λ it converges for 0 < ηλ < 2 + 2γ, |γ| < 1.
// Sources: [5]; the lecture, "Momentum".
type Momentum struct {
	Gamma       float64 `in:"(-1,1)"`
	RateOutside bool
	Dampening   float64 `in:"[0,1]"`
	DampenFirst bool

	V []float64 // memory: velocity
	memory
}

// NewMomentum returns the lecture's form with γ = 0.9.
func NewMomentum() *Momentum { return &Momentum{Gamma: 0.9} }

// Step implements Rule.
func (r *Momentum) Step(x []float64, grad func(dst, x []float64), rate float64) {
	step(r, x, grad, rate)
}

// Reset implements Rule.
func (r *Momentum) Reset() { reset(r) }

func (r *Momentum) slots() []slot { return []slot{plain(&r.V)} }

func (r *Momentum) update(x, g []float64, lo int) {
	k := vec.Momentum{Gamma: r.Gamma, Gain: r.rate, Move: 1}
	if r.RateOutside {
		k.Gain, k.Move = 1, r.rate
	}
	if r.T > 1 || r.DampenFirst {
		k.Gain *= 1 - r.Dampening
	}
	k.Update(x, g, r.V[lo:][:len(x)])
}
