package optim

import "math"

// RMSprop divides each coordinate's rate by the root of a running mean of its
// squared gradients, so that, unlike Adagrad's, it can grow again.
//
//	v ← β v + (1-β) g²
//	x ← x - η g / √(v + ε)      InsideRoot: the lecture, optax
//	x ← x - η g / (√v + ε)      OutsideRoot: PyTorch
//
// Centered divides by the standard deviation instead: with m ← β m + (1-β) g,
// v - m² stands for v in the denominator; rounding may make it tiny or negative, so
// below 0 counts as 0. Momentum γ > 0 adds a velocity of the libraries' kind:
// b ← γ b + g/√(v+ε), x ← x - η b.
//
// Defaults: β = 0.9, as on the slide [7]; the slide has no ε, so its place and value
// are those of the lecture and of the survey it follows: 1e-8 inside the root.
// PyTorch has β = 0.99 and 1e-8 outside. Inside, the denominator's floor is √ε = 1e-4.
type RMSprop struct {
	Beta     float64 `in:"[0,1)"`
	Epsilon  float64 `in:"(0,inf)"`
	Root     Root    `in:"outside,inside"`
	Centered bool
	Momentum float64 `in:"[0,1)"`

	V []float64 // memory: mean square
	M []float64 // memory: mean, when Centered
	B []float64 // memory: velocity, when Momentum is not 0
	memory
}

// NewRMSprop returns the lecture's form: β = 0.9, ε = 1e-8 inside the root.
func NewRMSprop() *RMSprop { return &RMSprop{Beta: 0.9, Epsilon: 1e-8, Root: InsideRoot} }

// Step implements Rule.
func (r *RMSprop) Step(x []float64, grad func(dst, x []float64), rate float64) {
	step(r, x, grad, rate)
}

// Reset implements Rule.
func (r *RMSprop) Reset() { reset(r) }

func (r *RMSprop) slots() []slot {
	used := []slot{squares(&r.V)}
	if r.Centered || r.M != nil {
		used = append(used, plain(&r.M))
	}
	if r.Momentum != 0 || r.B != nil {
		used = append(used, plain(&r.B))
	}
	return used
}

// prepare makes room for what has been switched on since the first step.
func (r *RMSprop) prepare(x, _ []float64) {
	if r.Centered && r.M == nil || r.Momentum != 0 && r.B == nil {
		fit(r, len(x))
	}
}

func (r *RMSprop) update(x, g []float64, lo int) {
	g, v := g[:len(x)], r.V[lo:][:len(x)]
	inside, outside := r.Root.split(r.Epsilon)
	beta, rest, rate := r.Beta, 1-r.Beta, r.rate
	if !r.Centered && r.Momentum == 0 {
		for i := range x {
			gi := g[i]
			vi := float64(beta*v[i]) + float64(rest*(gi*gi))
			v[i] = vi
			x[i] -= rate * gi / (math.Sqrt(vi+inside) + outside)
		}
		return
	}
	var m, b []float64
	if r.Centered {
		m = r.M[lo:]
	}
	if r.Momentum != 0 {
		b = r.B[lo:]
	}
	for i := range x {
		gi := g[i]
		vi := float64(beta*v[i]) + float64(rest*(gi*gi))
		v[i] = vi
		if m != nil {
			mi := float64(beta*m[i]) + float64(rest*gi)
			m[i] = mi
			vi = max(vi-float64(mi*mi), 0)
		}
		d := gi / (math.Sqrt(vi+inside) + outside)
		if b != nil {
			d += float64(r.Momentum * b[i])
			b[i] = d
		}
		x[i] -= float64(rate * d)
	}
}
