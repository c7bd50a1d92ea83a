package fd

import "github.com/gradstep/gradstep/pkg/internal/sized"

// Hessian writes the symmetric n×n matrix of the second derivatives of f at x to dst (row-major; nil
// allocates) and returns it.
//
//	∂²f/∂x_i∂x_j ≈ Σ_a Σ_b c_a·c_b·f(x + o_a·h_i·e_i + o_b·h_j·e_j) / (D²·h_i·h_j)   (i ≠ j)
//
// s is a stencil of the first derivative: off the diagonal it is applied along both axes, on the diagonal the
// stencil of the second derivative on its side and of its order is used ([HessianDiag]). h = 0 takes a step that
// balances rounding for second derivatives, ε^(1/(p+2)) times the size of each coordinate; where f's own scale is
// another, say so (Settings.Scale). x is not modified.
func Hessian(dst []float64, f func([]float64) float64, x []float64, s Stencil, h float64) []float64 {
	return Settings{Stencil: s, Step: h}.Hessian(dst, f, x)
}

// HessianDiag writes the n second derivatives ∂²f/∂x_i² to dst (nil allocates) and returns it.
//
// s is a stencil of the first derivative, which gives side and order, or itself one of the second.
func HessianDiag(dst []float64, f func([]float64) float64, x []float64, s Stencil, h float64) []float64 {
	return Settings{Stencil: s, Step: h}.HessianDiag(dst, f, x)
}

// Hessian is the function [Hessian] with all settings.
func (set Settings) Hessian(dst []float64, f func([]float64) float64, x []float64) []float64 {
	s := NewHessianSource(f, len(x), set)
	dst = sized.To("fd: Hessian", dst, len(x)*len(x))
	s.Hessian(dst, x)
	return dst
}

// HessianDiag is the function [HessianDiag] with all settings.
func (set Settings) HessianDiag(dst []float64, f func([]float64) float64, x []float64) []float64 {
	if f == nil {
		panic("fd: HessianDiag: the function is nil")
	}
	s := &HessianSource{f: f, second: newPlan(len(x), set.second())}
	s.first.set.Workers = set.Workers
	dst = sized.To("fd: HessianDiag", dst, len(x))
	s.Diag(dst, x)
	return dst
}

// second exchanges the stencil for that of the second derivative on the same side.
func (set Settings) second() Settings {
	s := set.Stencil
	if len(s.Points) == 0 {
		s = Central
	}
	switch lo, hi := s.span(); {
	case s.Derivative == 2:
	case s.Derivative != 1:
		panic("fd: a Hessian needs a stencil of the first derivative")
	case lo < 0 && hi > 0:
		s = NewCentral(2, s.Order+s.Order%2)
	case hi > 0:
		s = NewForward(2, s.Order)
	default:
		s = NewBackward(2, s.Order)
	}
	set.Stencil = s
	return set
}
