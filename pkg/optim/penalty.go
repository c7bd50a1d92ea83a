package optim

import "math"

// Constraint is c(x) <= 0, or c(x) = 0 where Equal, with the gradient of c. Grad may be nil
// where the penalty's gradient is estimated from values.
type Constraint struct {
	Value func(x []float64) float64
	Grad  func(dst, x []float64)
	Equal bool
}

// violation returns how far c(x) is from what it should be, and the sign of its change with c.
func (c Constraint) violation(x []float64) (far, sign float64) {
	v := c.Value(x)
	switch {
	case v <= 0 && !c.Equal:
		return 0, 0
	case v == 0:
		return 0, 0
	case v < 0:
		return -v, -1
	}
	return v, 1 // NaN too
}

// Penalty turns a constrained problem into an unconstrained one by an exact penalty,
// as the paper's introduction suggests.
//
//	f(x) + μ Σ_j max(0, c_j(x))  over the inequalities  + μ Σ_j |c_j(x)|  over the equalities
//
// The terms are not squared, and so the new problem has the very minimizer of the
// constrained one as soon as μ exceeds the largest Lagrange multiplier (for a
// convex problem with a feasible interior); a squared term would reach it only as
// μ → ∞. The price is a kink along every c_j = 0: just outside, the slope is larger by
// μ‖∇c_j‖ than just inside, however close the two points are. The minimizer mostly lies
// on such a kink, where the gradient never gets small: a fixed rate η ends in a zigzag of
// size η μ‖∇c_j‖, stops on ‖g‖ never fire, and a falling rate or a smoothed gradient is
// needed.
//
// On the kink itself the gradient is that of f alone, a subgradient. Constraints
// are added in order. Where the problem's Grad or one of the constraints' is nil, so is the
// result's: give it finite differences, or a smoothed gradient, of its Func. The error is ErrValue
// when μ is not positive and finite, or a function's values are missing. The returned Grad keeps
// scratch space: one run at a time. ExactPenalty needs no μ.
func Penalty(p Problem, mu float64, constraints ...Constraint) (Problem, error) {
	if !(mu > 0) || math.IsInf(mu, 0) {
		return Problem{}, badValue("Penalty: μ = %v: use a positive number", mu)
	}
	if p.Func == nil {
		return Problem{}, badValue("Penalty: the problem's Func is nil")
	}
	gradients := p.Grad != nil
	for i, c := range constraints {
		if c.Value == nil {
			return Problem{}, badValue("Penalty: constraint %d lacks Value", i)
		}
		gradients = gradients && c.Grad != nil
	}
	constraints = append([]Constraint(nil), constraints...)
	sum := Problem{Func: func(x []float64) float64 {
		f := p.Func(x)
		for _, c := range constraints {
			if far, _ := c.violation(x); far != 0 {
				f += mu * far
			}
		}
		return f
	}}
	if !gradients {
		return sum, nil
	}
	var scratch []float64
	sum.Grad = func(dst, x []float64) {
		p.Grad(dst, x)
		if len(scratch) != len(x) {
			scratch = make([]float64, len(x))
		}
		for _, c := range constraints {
			far, sign := c.violation(x)
			if far == 0 {
				continue
			}
			c.Grad(scratch, x)
			for i, v := range scratch {
				dst[i] += sign * mu * v
			}
		}
	}
	return sum, nil
}
