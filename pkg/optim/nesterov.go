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
// rate changes or x is projected. The look-ahead point itself may lie outside a
// feasible set.
//
// Default: γ = 0.9, the usual value in the survey that the lecture follows. The
// look-ahead costs a pass over memory before the gradient, besides the one after it.
// Sources: [6]; the lecture, "Nesterov Accelerated Gradient".
type Nesterov struct {
	Gamma        float64
	Reformulated bool

	V []float64 // memory: velocity

	g, ahead []float64
	rate     float64
}

// NewNesterov returns the lecture's look-ahead form with γ = 0.9.
func NewNesterov() *Nesterov { return &Nesterov{Gamma: 0.9} }

// Step implements Rule.
func (r *Nesterov) Step(x []float64, grad func(dst, x []float64), rate float64) {
	if len(r.g) != len(x) {
		fit("Nesterov", len(x), &r.V, &r.g, &r.ahead)
	}
	r.rate = rate
	if r.Reformulated {
		grad(r.g, x)
		sweep(r, x)
		return
	}
	gamma, v := r.Gamma, r.V[:len(x)]
	ahead := r.ahead[:len(x)]
	for i, xi := range x {
		ahead[i] = xi - gamma*v[i]
	}
	grad(r.g, r.ahead)
	sweep(r, x)
}

func (r *Nesterov) span(x []float64, lo, hi int) {
	x = x[lo:hi]
	g, v := r.g[lo:hi], r.V[lo:hi]
	g, v = g[:len(x)], v[:len(x)]
	gamma, rate := r.Gamma, r.rate
	if r.Reformulated {
		for i := range x {
			vi := gamma*v[i] + g[i]
			v[i] = vi
			x[i] -= rate * (g[i] + gamma*vi)
		}
		return
	}
	for i := range x {
		vi := gamma*v[i] + rate*g[i]
		v[i] = vi
		x[i] -= vi
	}
}

// Reset implements Rule.
func (r *Nesterov) Reset() { r.V, r.g, r.ahead = nil, nil, nil }

func (r *Nesterov) memory() [][]float64 { return [][]float64{r.V} }
