package optim

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack/lapack64"
)

// Newton divides the gradient by the Hessian: the H⁻¹ in the paper's (2).
//
//	x ← x - η H⁻¹ g
//
// Hess writes the n×n Hessian at x into dst, row by row; Diag its n diagonal
// entries. One of the two is set. Both may be finite differences; they are called
// where the gradient is, once in each step.
//
// Far from a minimum H need not be positive definite, and H⁻¹g may point uphill. A
// full H is then replaced by H + τI with the smallest τ of Damping, 4·Damping,
// 16·Damping, … (times the largest |H_ii|) that has a Cholesky factor; a diagonal entry d by max(|d|, Damping·max|d|).
// Default: Damping = 1e-3. If no τ helps, as when H is not finite, x becomes NaN, which
// Minimize reports. A full step costs n³/3 multiplications and n² memory.
// Sources: the paper, (2); J. Nocedal and S. Wright, Numerical optimization, 2nd
// ed., Algorithm 3.3.
type Newton struct {
	Hess    func(dst, x []float64) `json:"-"`
	Diag    func(dst, x []float64) `json:"-"`
	Damping float64                `in:"(0,inf)"`

	Damped int // memory: steps in which H was not positive definite

	g, h, factor []float64
}

// NewNewton returns Newton's rule with the full Hessian.
func NewNewton(hess func(dst, x []float64)) *Newton { return &Newton{Hess: hess, Damping: 1e-3} }

// NewDiagonalNewton returns Newton's rule with the diagonal of the Hessian.
func NewDiagonalNewton(diag func(dst, x []float64)) *Newton {
	return &Newton{Diag: diag, Damping: 1e-3}
}

// Check implements Checker: one of Hess and Diag is set.
func (r *Newton) Check(int) error {
	if (r.Hess == nil) == (r.Diag == nil) {
		return badValue("Newton: set either Hess or Diag")
	}
	return nil
}

// Step implements Rule.
func (r *Newton) Step(x []float64, grad func(dst, x []float64), rate float64) {
	n := len(x)
	if grad == nil {
		panic("optim: Newton: nil gradient")
	}
	switch {
	case (r.Hess == nil) == (r.Diag == nil):
		panic("optim: Newton: set either Hess or Diag")
	case len(r.g) != n && r.Diag != nil:
		fitBuffer("Newton", n, 1, 0, &r.g)
		fitBuffer("Newton", n, 2, 0, &r.h)
	case len(r.g) != n:
		fitBuffer("Newton", n, 1, 0, &r.g)
		fitBuffer("Newton", n*n, 1, 0, &r.h)
		fitBuffer("Newton", n*n, 2, 0, &r.factor)
	}
	grad(r.g, x)
	if r.Diag != nil {
		r.Diag(r.h, x)
		r.divideByDiagonal()
	} else {
		r.Hess(r.h, x)
		r.solve()
	}
	for i, d := range r.g {
		x[i] -= float64(rate * d)
	}
}

func (r *Newton) divideByDiagonal() {
	largest := 0.0
	for _, d := range r.h {
		largest = max(largest, math.Abs(d))
	}
	floor := r.Damping * largest
	damped := false
	for i, d := range r.h {
		if d < floor {
			damped = true
			d = max(math.Abs(d), floor)
		}
		r.g[i] /= d
	}
	if damped {
		r.Damped++
	}
}

// solve replaces g by (H + τI)⁻¹ g.
func (r *Newton) solve() {
	n := len(r.g)
	largest := 0.0
	for i := range n {
		largest = max(largest, math.Abs(r.h[i*n+i]))
	}
	if !(largest > 0) || math.IsInf(largest, 0) {
		largest = 1
	}
	a := blas64.Symmetric{N: n, Stride: n, Data: r.factor, Uplo: blas.Upper}
	tau := 0.0
	for try := range 40 {
		copy(r.factor, r.h)
		for i := range n {
			r.factor[i*n+i] += tau
		}
		factor, ok := lapack64.Potrf(a)
		if ok {
			lapack64.Potrs(factor, blas64.General{Rows: n, Cols: 1, Stride: 1, Data: r.g})
			return
		}
		if try == 0 {
			r.Damped++
			tau = r.Damping * largest
			continue
		}
		tau *= 4
	}
	for i := range r.g {
		r.g[i] = math.NaN()
	}
}

// Reset implements Rule.
func (r *Newton) Reset() { r.Damped, r.g, r.h, r.factor = 0, nil, nil, nil }
