package optim

import "math"

// Adadelta scales each coordinate by the ratio of the usual move to the usual
// gradient, so that the move has the units of x and needs no rate.
//
//	v ← ρ v + (1-ρ) g²
//	d = g √(w + ε)/√(v + ε)
//	w ← ρ w + (1-ρ) d²
//	x ← x - η d
//
// ε stands inside both roots, and sets the size of the first moves. Defaults: ρ = 0.95,
// ε = 1e-6 and η = 1, as in the source; PyTorch and optax have ρ = 0.9.
// Source: M. Zeiler, Adadelta: an adaptive learning rate method, 2012, Algorithm 1.
type Adadelta struct {
	Rho     float64 `in:"[0,1)"`
	Epsilon float64 `in:"(0,inf)"`

	V []float64 // memory: mean square of g
	W []float64 // memory: mean square of d
	memory
}

// NewAdadelta returns the source's form; its rate is Constant(1).
func NewAdadelta() *Adadelta { return &Adadelta{Rho: 0.95, Epsilon: 1e-6} }

// Step implements Rule.
func (r *Adadelta) Step(x []float64, grad func(dst, x []float64), rate float64) {
	step(r, x, grad, rate)
}

// Reset implements Rule.
func (r *Adadelta) Reset() { reset(r) }

func (r *Adadelta) slots() []slot { return []slot{squares(&r.V), squares(&r.W)} }

func (r *Adadelta) update(x, g []float64, lo int) {
	g, v, w := g[:len(x)], r.V[lo:][:len(x)], r.W[lo:][:len(x)]
	rho, rest, eps, rate := r.Rho, 1-r.Rho, r.Epsilon, r.rate
	for i := range x {
		gi := g[i]
		vi := float64(rho*v[i]) + float64(rest*(gi*gi))
		d := gi * math.Sqrt((w[i]+eps)/(vi+eps))
		v[i] = vi
		w[i] = float64(rho*w[i]) + float64(rest*(d*d))
		x[i] -= float64(rate * d)
	}
}
