package optim

import "math"

// DAdaptation is dual averaging that finds its rate: a lower bound d of the distance from the
// start to the minimum grows as gradients show that it is too small.
//
//	s ← s + d g,  G ← G + ‖g‖²,  w ← w + γ d²‖g‖²,  γ ← 1/√G
//	x ← x₀ - η γ s
//	d ← max(d, (γ‖s‖² - w)/(2‖s‖))
//
// γ within w is that before the step, 1/‖g₀‖ in the first. For a convex Lipschitz function the mean of the
// iterates, weighted with d, reaches the best rate of convergence without a logarithm, and d
// never exceeds the distance. The size of f has no influence; η is 1 in the source.
//
// Default: the first d is 1e-6, as in the source, and must be below the true distance. Source: A.
// Defazio and K. Mishchenko, Learning-rate-free learning by D-Adaptation, ICML 2023, Algorithm 1.
type DAdaptation struct {
	First float64 `in:"(0,inf)"` // the first d

	X0      []float64 // memory: the start
	S       []float64 // memory: weighted sum of the gradients
	D, G, W float64   // memory: d, the sum of ‖g‖², w
	memory
	gamma float64
}

// NewDAdaptation returns the source's form; its rate is Constant(1).
func NewDAdaptation() *DAdaptation { return &DAdaptation{First: 1e-6} }

// Step implements Rule.
func (r *DAdaptation) Step(x []float64, grad func(dst, x []float64), rate float64) {
	step(r, x, grad, rate)
}

// Reset implements Rule.
func (r *DAdaptation) Reset() { r.D, r.G, r.W = 0, 0, 0; reset(r) }

func (r *DAdaptation) slots() []slot { return []slot{plain(&r.X0), squares(&r.S)} }

// prepare adds the gradient up, finds the step and the new d.
func (r *DAdaptation) prepare(x, g []float64) {
	if r.T == 1 {
		copy(r.X0, x)
		r.D = r.First
	}
	tame(g)
	length := norm(g)
	square := float64(length * length)
	before := r.G
	if before == 0 {
		before = square
	}
	if r.gamma = 0; before == 0 {
		return // nothing but zeros yet
	}
	r.G += square
	r.W += r.D * r.D * square / math.Sqrt(before)
	r.gamma = 1 / math.Sqrt(r.G)
	s := r.S[:len(g)]
	for i, gi := range g {
		s[i] += float64(r.D * gi)
	}
	if far := norm(s); far > 0 {
		r.D = max(r.D, (float64(r.gamma*far*far)-r.W)/(2*far))
	}
}

func (r *DAdaptation) update(x, _ []float64, lo int) {
	start, s := r.X0[lo:][:len(x)], r.S[lo:][:len(x)]
	move := r.rate * r.gamma
	for i := range x {
		x[i] = start[i] - float64(move*s[i])
	}
}
