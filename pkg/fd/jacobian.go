package fd

import "github.com/gradstep/gradstep/pkg/internal/sized"

// Jacobian writes the m×n matrix of the first derivatives of f at x to dst (row-major; nil allocates) and
// returns it.
//
//	dst[j·n + i] ≈ ∂f_j/∂x_i
//
// f writes its m values to its first argument. With a step h, it is evaluated once for each point of the stencil
// and each coordinate, the value at x only once; h = 0 finds the step of each coordinate, as in [Gradient]. x is
// not modified.
func Jacobian(dst []float64, f func(dst, x []float64), x []float64, m int, s Stencil, h float64) []float64 {
	return Settings{Stencil: s, Step: h}.Jacobian(dst, f, x, m)
}

// Jacobian is the function [Jacobian] with all settings; they may say which entries are 0 (Sparsity).
func (set Settings) Jacobian(dst []float64, f func(dst, x []float64), x []float64, m int) []float64 {
	s := &JacobianSource{newEngine(f, len(x), m, set.once())}
	dst = sized.To("fd: Jacobian", dst, m*len(x))
	s.Jacobian(dst, x)
	return dst
}

// JacobianSource is a Jacobian made once and used many times, as least squares do: with the workers, the counted
// evaluations, the kept steps of a [Source].
type JacobianSource struct{ engine *engine }

// NewJacobianSource returns a Jacobian source for a function of n variables that writes m values to dst.
//
// Where set.Sparsity[j] lists the variables on which value j depends, variables that have no value in common are
// moved at once; the other entries are 0.
func NewJacobianSource(f func(dst, x []float64), m, n int, set Settings) *JacobianSource {
	return &JacobianSource{newEngine(f, n, m, set)}
}

// Jacobian writes the m×n matrix at x to dst, row-major. It panics as [Source.Grad] does.
func (s *JacobianSource) Jacobian(dst, x []float64) {
	mustBeGiven(dst, s.engine.m*s.engine.n)
	s.engine.differentiate(dst, x, false)
}

// Evals is the number of evaluations of the function so far.
func (s *JacobianSource) Evals() int { return s.engine.evals }
