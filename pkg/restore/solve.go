package restore

import (
	"cmp"
	"math"
)

// Solution is an image that minimizes a [Quadratic] to within its residual.
type Solution struct {
	U        []float64
	Energy   float64
	Residual float64 // ‖∇J(U)‖ relative to ‖∇J(0)‖
	Steps    int     // steps of conjugate gradients: products with the Hessian
}

// Solve minimizes J by conjugate gradients, from u = 0, until ‖∇J(u)‖ is at most
// tol times ‖∇J(0)‖ or after maxSteps steps (0: 10,000), which is no error:
// Residual says how good U is.
//
// The preconditioner is [Plan], the exact solver for an operator that multiplies
// by a constant; without an operator the first step arrives.
//
// Data that do not see the brightness, A·1 = 0, leave the minimizer open, and
// are an error that wraps [ErrValue]; so are tol < 0, NaN and maxSteps < 0.
func (q *Quadratic) Solve(tol float64, maxSteps int) (Solution, error) {
	if !(tol >= 0) {
		return Solution{}, bad("tol %v is negative or not a number", tol)
	}
	if maxSteps < 0 {
		return Solution{}, bad("maxSteps %d is negative", maxSteps)
	}
	maxSteps = cmp.Or(maxSteps, 10_000)
	n := q.w * q.h
	share := q.brightness()
	if norm := q.norm(); !(share > 1e-20*norm*norm) {
		return Solution{}, bad("the data do not change when the whole image gets brighter: the minimizer is not unique")
	}
	plan := NewPlan(q.w, q.h)
	u, r, z, p, hp := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	q.Grad(r, u)
	for i, v := range r {
		r[i] = -v
	}
	start := math.Sqrt(inner(r, r))
	residual, old, steps := start, 0.0, 0
	for residual > tol*start && steps < maxSteps {
		plan.Solve(z, r, q.lambda*share)
		rz := inner(r, z)
		for i, v := range z {
			if steps > 0 {
				v += rz / old * p[i]
			}
			p[i] = v
		}
		q.HessVec(hp, p)
		curvature := inner(p, hp)
		if !(curvature > 0) { // below rounding: nothing is left to gain
			break
		}
		alpha := rz / curvature
		for i, v := range p {
			u[i] += alpha * v
			r[i] -= alpha * hp[i]
		}
		old, residual = rz, math.Sqrt(inner(r, r))
		steps++
	}
	q.Grad(r, u) // the residual itself, not what the recursion made of it
	s := Solution{U: u, Energy: q.Value(u), Steps: steps}
	if start > 0 {
		s.Residual = math.Sqrt(inner(r, r)) / start
	}
	return s, nil
}

func (q *Quadratic) norm() float64 {
	if q.a == nil {
		return 1
	}
	return q.a.Norm()
}

// brightness returns ‖A·1‖²/‖1‖²: the constant that AᵀA is for the whole image.
func (q *Quadratic) brightness() float64 {
	if q.a == nil {
		return 1
	}
	ones := make([]float64, q.w*q.h)
	fill(ones, 1)
	q.a.Apply(q.data, ones)
	return inner(q.data, q.data) / float64(len(ones))
}

// inner returns ⟨a, b⟩, summed in a fixed order.
func inner(a, b []float64) float64 {
	return blockwise(a, b, func(a, b []float64) float64 {
		sum := 0.0
		for i, v := range a {
			sum += v * b[i]
		}
		return sum
	})
}

// squaredDistance returns ‖a - b‖², summed in a fixed order.
func squaredDistance(a, b []float64) float64 {
	return blockwise(a, b, func(a, b []float64) float64 {
		sum := 0.0
		for i, v := range a {
			d := v - b[i]
			sum += d * d
		}
		return sum
	})
}

// blockwise adds up the sums over blocks, so that rounding grows with the length
// of a block and not with that of the image.
func blockwise(a, b []float64, sum func(a, b []float64) float64) (total float64) {
	const block = 256
	for len(a) > 0 {
		n := min(block, len(a))
		total += sum(a[:n], b[:n])
		a, b = a[n:], b[n:]
	}
	return total
}
