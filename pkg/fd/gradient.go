package fd

import "github.com/gradstep/gradstep/pkg/internal/sized"

// Gradient writes the gradient of f at x to dst (nil allocates) and returns it.
//
//	dst[i] ≈ ∂f/∂x_i
//
// s is a stencil of the first derivative; h = 0 finds a step for each coordinate from f itself, which takes twice
// the evaluations of a given step, and more where f's scale is unusual. x is not modified, and f sees a copy of
// it. For repeated calls without allocation use a [Source]. It panics when the lengths differ.
func Gradient(dst []float64, f func([]float64) float64, x []float64, s Stencil, h float64) []float64 {
	return Settings{Stencil: s, Step: h}.Gradient(dst, f, x)
}

// Gradient is the function [Gradient] with all settings: bounds, noise, scale and workers.
func (set Settings) Gradient(dst []float64, f func([]float64) float64, x []float64) []float64 {
	s := NewSource(f, len(x), set.once())
	dst = sized.To("fd: Gradient", dst, len(x))
	s.Grad(dst, x)
	return dst
}
