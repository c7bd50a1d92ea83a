package optim

import "math"

// Adagrad divides each coordinate's rate by the root of all its squared gradients
// so far.
//
//	G ← G + g²
//	x ← x - η g / (√G + ε)      OutsideRoot: its own paper's δ
//	x ← x - η g / √(G + ε)      InsideRoot: the lecture, optax
//
// All operations are by coordinate. G only grows, so the effective rate falls like
// 1/√t and the rule slows down for good.
//
// Defaults: ε = 1e-8 outside; the paper [2] (H = δI + diag(G)^½) leaves the value of
// δ ≥ 0 open, and 1e-8 is that of the survey the lecture follows. G starts at Initial,
// 0. PyTorch has 1e-10 outside and 0, optax 1e-7 inside and 0.1. With ε = 0, a
// coordinate whose gradient has always been 0 becomes 0/0, NaN.
type Adagrad struct {
	Epsilon float64 `in:"(0,inf)"`
	Root    Root    `in:"outside,inside"`
	Initial float64 `in:"[0,inf)"` // the first G

	G []float64 // memory: sum of squares
	memory
}

// NewAdagrad returns the paper's form: ε = 1e-8 outside the root.
func NewAdagrad() *Adagrad { return &Adagrad{Epsilon: 1e-8, Root: OutsideRoot} }

// Step implements Rule.
func (r *Adagrad) Step(x []float64, grad func(dst, x []float64), rate float64) {
	step(r, x, grad, rate)
}

// Reset implements Rule.
func (r *Adagrad) Reset() { reset(r) }

func (r *Adagrad) slots() []slot { return []slot{{&r.G, r.Initial, true}} }

func (r *Adagrad) update(x, g []float64, lo int) {
	g, sum := g[:len(x)], r.G[lo:][:len(x)]
	inside, outside := r.Root.split(r.Epsilon)
	rate := r.rate
	for i := range x {
		gi := g[i]
		s := sum[i] + float64(gi*gi)
		sum[i] = s
		x[i] -= rate * gi / (math.Sqrt(s+inside) + outside)
	}
}
