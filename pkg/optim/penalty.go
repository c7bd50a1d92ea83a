package optim

import (
	"fmt"
	"math"
)

// Constraint is c(x) <= 0, with the gradient of c.
type Constraint struct {
	Value func(x []float64) float64
	Grad  func(dst, x []float64)
}

// Penalty turns a constrained problem into an unconstrained one by an exact penalty,
// as the paper's introduction suggests.
//
//	f(x) + μ Σ_j max(0, c_j(x))
//
// The term is not squared, and so the new problem has the very minimizer of the
// constrained one as soon as μ exceeds the largest Lagrange multiplier (for a
// convex problem with a feasible interior); a squared term would reach it only as
// μ → ∞. The price is a kink along every c_j = 0: just outside, the slope is larger by
// μ‖∇c_j‖ than just inside, however close the two points are. The minimizer mostly lies
// on such a kink, where the gradient never gets small: a fixed rate η ends in a zigzag of
// size η μ‖∇c_j‖, stops on ‖g‖ never fire, and a falling rate or a smoothed gradient is
// needed.
//
// On the kink itself the gradient is that of the inside, a subgradient. Constraints
// are added in order. The error is ErrValue when μ is not positive and finite, or
// a function is missing. The returned Grad keeps scratch space: one run at a time.
func Penalty(p Problem, mu float64, constraints ...Constraint) (Problem, error) {
	if !(mu > 0) || math.IsInf(mu, 0) {
		return Problem{}, fmt.Errorf("%w: Penalty: μ = %v: use a positive number", ErrValue, mu)
	}
	if p.Func == nil || p.Grad == nil {
		return Problem{}, fmt.Errorf("%w: Penalty: the problem's Func or Grad is nil", ErrValue)
	}
	for i, c := range constraints {
		if c.Value == nil || c.Grad == nil {
			return Problem{}, fmt.Errorf("%w: Penalty: constraint %d lacks Value or Grad", ErrValue, i)
		}
	}
	constraints = append([]Constraint(nil), constraints...)
	var scratch []float64
	return Problem{
		Func: func(x []float64) float64 {
			sum := p.Func(x)
			for _, c := range constraints {
				if v := c.Value(x); !(v <= 0) {
					sum += mu * v
				}
			}
			return sum
		},
		Grad: func(dst, x []float64) {
			p.Grad(dst, x)
			if len(scratch) != len(x) {
				scratch = make([]float64, len(x))
			}
			for _, c := range constraints {
				if c.Value(x) <= 0 {
					continue
				}
				c.Grad(scratch, x)
				for i, v := range scratch {
					dst[i] += mu * v
				}
			}
		},
	}, nil
}
