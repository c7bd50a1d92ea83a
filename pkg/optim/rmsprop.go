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
	Beta     float64
	Epsilon  float64
	Root     Root
	Centered bool
	Momentum float64

	V []float64 // memory: mean square
	M []float64 // memory: mean, when Centered
	B []float64 // memory: velocity, when Momentum is not 0

	g    []float64
	rate float64
}

// NewRMSprop returns the lecture's form: β = 0.9, ε = 1e-8 inside the root.
func NewRMSprop() *RMSprop { return &RMSprop{Beta: 0.9, Epsilon: 1e-8, Root: InsideRoot} }

// Step implements Rule.
func (r *RMSprop) Step(x []float64, grad func(dst, x []float64), rate float64) {
	n := len(x)
	if len(r.g) != n {
		fit("RMSprop", n, &r.V, &r.g)
	}
	if r.Centered && len(r.M) != n {
		fit("RMSprop", n, &r.M)
	}
	if r.Momentum != 0 && len(r.B) != n {
		fit("RMSprop", n, &r.B)
	}
	grad(r.g, x)
	r.rate = rate
	sweep(r, x)
}

func (r *RMSprop) span(x []float64, lo, hi int) {
	x = x[lo:hi]
	g, v := r.g[lo:hi], r.V[lo:hi]
	g, v = g[:len(x)], v[:len(x)]
	inside, outside := r.Root.split(r.Epsilon)
	beta, rest, rate := r.Beta, 1-r.Beta, r.rate
	if !r.Centered && r.Momentum == 0 {
		for i := range x {
			gi := g[i]
			vi := beta*v[i] + rest*(gi*gi)
			v[i] = vi
			x[i] -= rate * gi / (math.Sqrt(vi+inside) + outside)
		}
		return
	}
	var m, b []float64
	if r.Centered {
		m = r.M[lo:hi]
	}
	if r.Momentum != 0 {
		b = r.B[lo:hi]
	}
	for i := range x {
		gi := g[i]
		vi := beta*v[i] + rest*(gi*gi)
		v[i] = vi
		if m != nil {
			mi := beta*m[i] + rest*gi
			m[i] = mi
			vi = max(vi-mi*mi, 0)
		}
		d := gi / (math.Sqrt(vi+inside) + outside)
		if b != nil {
			d += r.Momentum * b[i]
			b[i] = d
		}
		x[i] -= rate * d
	}
}

// Reset implements Rule.
func (r *RMSprop) Reset() { r.V, r.M, r.B, r.g = nil, nil, nil, nil }

func (r *RMSprop) memory() [][]float64 { return [][]float64{r.V, r.M, r.B} }
