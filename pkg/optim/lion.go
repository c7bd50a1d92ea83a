package optim

// Lion moves every coordinate by the same amount, in the direction of the sign of a
// mix of the mean gradient and the new one.
//
//	c = β₁ m + (1-β₁) g
//	x ← x - η (sign c + λ x)
//	m ← β₂ m + (1-β₂) g
//
// sign 0 = 0. The mean is updated after use, with its own rate. λ is Decay, decoupled;
// there is no ε, since nothing is divided.
//
// Defaults: β₁ = 0.9, β₂ = 0.99, λ = 0, as in the source; its rates are 3 to 10 times
// smaller than Adam's. Source: X. Chen et al., Symbolic discovery of optimization
// algorithms, 2023, Algorithm 2.
type Lion struct {
	Beta1, Beta2 float64 `in:"[0,1)"`
	Decay        float64 `in:"[0,inf)"`

	M []float64 // memory: mean
	memory
}

// NewLion returns Lion without decay.
func NewLion() *Lion { return &Lion{Beta1: 0.9, Beta2: 0.99} }

// Step implements Rule.
func (r *Lion) Step(x []float64, grad func(dst, x []float64), rate float64) { step(r, x, grad, rate) }

// Reset implements Rule.
func (r *Lion) Reset() { reset(r) }

func (r *Lion) slots() []slot { return []slot{plain(&r.M)} }

func (r *Lion) update(x, g []float64, lo int) {
	g, m := g[:len(x)], r.M[lo:][:len(x)]
	beta1, beta2, rest1, rest2 := r.Beta1, r.Beta2, 1-r.Beta1, 1-r.Beta2
	rate, decay := r.rate, r.Decay
	for i := range x {
		gi, mi := g[i], m[i]
		x[i] -= float64(rate * (sign(float64(beta1*mi)+float64(rest1*gi)) + float64(decay*x[i])))
		m[i] = float64(beta2*mi) + float64(rest2*gi)
	}
}
