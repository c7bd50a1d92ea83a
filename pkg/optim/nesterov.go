package optim

// Nesterov is accelerated gradient: it jumps along the old velocity first and
// corrects by the gradient at the end of the jump.
//
//	v ← γ v + η ∇f(x - γ v)
//	x ← x - v
//
// This is the lecture's form, with look-ahead. With Reformulated it is the
// libraries' form (PyTorch, optax), which asks for the gradient at x itself:
//
//	v ← γ v + g
//	x ← x - η (g + γ v)
//
// Its x is the look-ahead point x - γv of the other form: at a constant rate the
// two make the same run, seen from these two points. They differ as soon as the
// rate changes or x is projected. With a projection, the look-ahead point is projected, too.
//
// Default: γ = 0.9, the usual value in the survey that the lecture follows. The
// look-ahead costs a pass over memory before the gradient, besides the one after it.
// Sources: [6]; the lecture, "Nesterov Accelerated Gradient".
type Nesterov struct {
	Gamma        float64 `in:"(-1,1)"`
	Reformulated bool

	V []float64 // memory: velocity
	memory
	jump []float64
}

// NewNesterov returns the lecture's look-ahead form with γ = 0.9.
func NewNesterov() *Nesterov { return &Nesterov{Gamma: 0.9} }

// Step implements Rule.
func (r *Nesterov) Step(x []float64, grad func(dst, x []float64), rate float64) {
	step(r, x, grad, rate)
}

// Reset implements Rule.
func (r *Nesterov) Reset() { reset(r) }

func (r *Nesterov) slots() []slot { return []slot{plain(&r.V), plain(&r.jump)} }

// ahead is where the jump along the old velocity ends.
func (r *Nesterov) ahead(x []float64) []float64 {
	if r.Reformulated {
		return x
	}
	gamma, v, jump := r.Gamma, r.V[:len(x)], r.jump[:len(x)]
	for i, xi := range x {
		jump[i] = xi - float64(gamma*v[i])
	}
	return jump
}

func (r *Nesterov) update(x, g []float64, lo int) {
	g, v := g[:len(x)], r.V[lo:][:len(x)]
	gamma, rate := r.Gamma, r.rate
	if r.Reformulated {
		for i := range x {
			vi := float64(gamma*v[i]) + g[i]
			v[i] = vi
			x[i] -= float64(rate * (g[i] + float64(gamma*vi)))
		}
		return
	}
	for i := range x {
		vi := float64(gamma*v[i]) + float64(rate*g[i])
		v[i] = vi
		x[i] -= vi
	}
}
