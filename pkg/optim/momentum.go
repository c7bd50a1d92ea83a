package optim

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
	Gamma       float64
	RateOutside bool
	Dampening   float64
	DampenFirst bool

	T int       // memory: steps made
	V []float64 // memory: velocity

	g          []float64
	gain, move float64
}

// NewMomentum returns the lecture's form with γ = 0.9.
func NewMomentum() *Momentum { return &Momentum{Gamma: 0.9} }

// Step implements Rule.
func (r *Momentum) Step(x []float64, grad func(dst, x []float64), rate float64) {
	if len(r.g) != len(x) {
		fit("Momentum", len(x), &r.V, &r.g)
	}
	grad(r.g, x)
	r.gain, r.move = rate, 1
	if r.RateOutside {
		r.gain, r.move = 1, rate
	}
	if r.T > 0 || r.DampenFirst {
		r.gain *= 1 - r.Dampening
	}
	r.T++
	sweep(r, x)
}

func (r *Momentum) span(x []float64, lo, hi int) {
	x = x[lo:hi]
	g, v := r.g[lo:hi], r.V[lo:hi]
	g, v = g[:len(x)], v[:len(x)]
	gamma, gain, move := r.Gamma, r.gain, r.move
	for i := range x {
		vi := gamma*v[i] + gain*g[i]
		v[i] = vi
		x[i] -= move * vi
	}
}

// Reset implements Rule.
func (r *Momentum) Reset() { r.T, r.V, r.g = 0, nil, nil }

func (r *Momentum) memory() [][]float64 { return [][]float64{r.V} }
