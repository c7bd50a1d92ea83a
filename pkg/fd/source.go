package fd

// Source is a gradient by finite differences, made once and used many times, as an optimizer does: Grad has
// the type that every rule takes, and allocates nothing.
//
// With Workers > 1 the coordinates are shared out among goroutines, so the function must be safe for
// concurrent calls; every coordinate is computed alone, from its own copy of x, so the result has the same
// bits at any number of workers. A Source itself serves one caller at a time.
//
// With Adaptive, the first gradient takes twice the evaluations, and more where a coordinate's step has to be
// searched for; a twentieth of the evaluations of the later ones goes into checks of one coordinate after the
// other. docs/finite-differences.md has the counts on NIST's problems.
type Source struct {
	engine *engine
	before func() // draws the sample that all points of one gradient share
}

// NewSource returns a gradient source for a function of n variables.
func NewSource(f func([]float64) float64, n int, set Settings) *Source {
	if f == nil {
		panic("fd: NewSource: the function is nil")
	}
	set.Sparsity = nil
	s := &Source{engine: newEngine(func(dst, x []float64) { dst[0] = f(x) }, n, 1, set)}
	s.engine.scalar = f
	return s
}

// NewSumSource returns a gradient source for a sum of m terms, each of which depends on few of the n variables.
//
//	F(x) = Σ_j terms_j(x);   set.Sparsity[j] lists the variables of term j
//
// terms writes the m values to dst. Variables that no two share a term are moved at once: the gradient of
// Rosenbrock's function in 1,000 variables takes 4 evaluations of all terms, not 2,000.
//
// Source: Curtis, Powell and Reid, "On the estimation of sparse Jacobian matrices", J. Inst. Math. Appl. 13 (1974).
func NewSumSource(terms func(dst, x []float64), m, n int, set Settings) *Source {
	e := newEngine(terms, n, m, set)
	e.sum = true
	return &Source{engine: e}
}

// NewSampled returns a gradient source for a random objective F(x, ξ).
//
// draw is called once for each gradient, and all points of that gradient see the same ξ: the difference of
// two values then estimates a difference of F, not of two samples. F must not modify ξ, since workers share
// it.
func NewSampled[S any](f func(x []float64, xi S) float64, draw func() S, n int, set Settings) *Source {
	var xi S
	s := NewSource(func(x []float64) float64 { return f(x, xi) }, n, set)
	s.before = func() { xi = draw() }
	return s
}

// Grad writes the gradient at x to dst, which may be x itself. It panics when a length is not the source's
// dimension, when x lies outside the bounds, when the function writes into its argument, and with the
// function's own panic.
func (s *Source) Grad(dst, x []float64) {
	s.engine.mustMatch(dst, x)
	if s.before != nil {
		s.before()
	}
	s.engine.differentiate(dst, x, false)
}

// GradAt is Grad where the value fx = f(x) is known, as it is after most steps of an optimizer: a one-sided
// stencil then costs one evaluation less. It panics for a sampled source, whose next ξ no value can know, and for
// a sum of terms.
func (s *Source) GradAt(dst, x []float64, fx float64) {
	if s.before != nil {
		panic("fd: GradAt with a value of another sample")
	}
	if s.engine.sum {
		panic("fd: GradAt needs the values of all terms")
	}
	s.engine.mustMatch(dst, x)
	s.engine.base[0] = fx
	s.engine.differentiate(dst, x, true)
}

// Evals is the number of evaluations of the function so far, also those of a gradient that a panic of the
// function ended.
func (s *Source) Evals() int { return s.engine.evals }
