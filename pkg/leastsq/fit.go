package leastsq

import (
	"context"
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/blas/blas64"
)

// fit is the state of a run. Its slices are made once.
type fit struct {
	p      Problem
	s      Settings
	m, n   int
	lo, hi []float64 // with infinities where there are no bounds

	x, r  []float64 // the point, and its residuals
	jac   []float64 // the Jacobian there, its rows weighed by the loss
	f     []float64 // the residuals, weighed
	norms []float64 // of the columns of jac
	grad  []float64 // jacᵀf
	scale []float64 // Moré's D: the largest norm so far of each column
	free  []int     // the coordinates that no bound holds
	lin   *linear
	diff  *differences // nil: the caller's Jacobian

	total    []float64 // the step
	next, rn []float64 // where it leads, and the residuals there
	jn       []float64
	radius   float64 // ‖D·step‖ at most
	last     float64 // change of the step before, where that was a whole Gauss–Newton step; else NaN

	pure, purer []float64 // the Gauss–Newton step, and the one before, where last is a number
	move        []float64 // what the run made of that one
	mixed       bool      // the trial is one of mix
	left        float64   // change of the part of the step that mix did not foresee
	trend       float64   // mean factor by which the steps before shrank; 0: far from the end
	turned      bool      // a trial failed since the last step
	plain       bool      // mix's trial was no good

	delta, rhs, argument []float64 // scratch; the last is what the caller's functions see
	part                 []int

	steps, evals, jacobians, blind int
}

func newFit(p Problem, x0 []float64, s Settings) *fit {
	f := &fit{p: p, s: s, m: p.M, n: len(x0), last: math.NaN()}
	for _, v := range []*[]float64{&f.x, &f.norms, &f.grad, &f.next, &f.argument, &f.scale, &f.delta, &f.total, &f.lo, &f.hi, &f.pure, &f.purer, &f.move} {
		*v = make([]float64, f.n)
	}
	for _, v := range []*[]float64{&f.r, &f.f, &f.rn, &f.rhs} {
		*v = make([]float64, f.m)
	}
	f.jac, f.jn = make([]float64, f.m*f.n), make([]float64, f.m*f.n)
	f.lin = newLinear(f.m, f.n)
	f.free, f.part = make([]int, 0, f.n), make([]int, 0, f.n)
	copy(f.x, x0)
	for j := range f.x {
		f.lo[j], f.hi[j] = bound(p.Lo, j, -1), bound(p.Hi, j, 1)
	}
	if p.Jacobian == nil {
		f.diff = newDifferences(f.residuals, f.m, f.x, f.lo, f.hi)
	}
	return f
}

// stopped is the error of a context that ended.
type stopped struct{ cause error }

func (s stopped) Error() string { return fmt.Sprintf("leastsq: %v", s.cause) }
func (s stopped) Unwrap() error { return s.cause }

func isStop(err error) bool {
	if err == nil {
		return false // before errors.As, which allocates
	}
	var s stopped
	return errors.As(err, &s)
}

// ended is the error of the context, nil while it goes on.
func (f *fit) ended() error {
	if f.s.Context.Err() != nil {
		return stopped{context.Cause(f.s.Context)}
	}
	return nil
}

// tooLarge is where squares and their sums come near to overflow.
const tooLarge = 1e150

// residuals evaluates the caller's function at x.
func (f *fit) residuals(dst, x []float64) error {
	if err := f.ended(); err != nil {
		return err
	}
	copy(f.argument, x)
	f.evals++
	f.p.Residuals(dst, f.argument)
	if err := f.ended(); err != nil {
		return err
	}
	for i, v := range dst {
		if !(math.Abs(v) < tooLarge) {
			return fmt.Errorf("%w: residual %d is %v at x = %v", ErrNotFinite, i, v, x)
		}
	}
	return nil
}

// jacobian evaluates the derivatives at x, where the residuals are r.
func (f *fit) jacobian(dst, x, r []float64) error {
	f.jacobians++
	if f.diff != nil {
		if f.jacobians > 1 {
			f.diff.need = f.s.Tolerance / f.bias(f.diff.level) * levels[f.diff.level].err
		}
		copy(f.delta, x)
		if err := f.diff.jacobian(dst, f.delta, r); err != nil {
			return err
		}
	} else {
		copy(f.argument, x)
		f.p.Jacobian(dst, f.argument)
		if err := f.ended(); err != nil {
			return err
		}
	}
	for i, v := range dst {
		if !(math.Abs(v) < tooLarge) {
			return fmt.Errorf("%w: the derivative of residual %d by x[%d] is %v at x = %v", ErrNotFinite, i/f.n, i%f.n, v, x)
		}
	}
	return nil
}

// again makes the Jacobian at x once more, as after a change of the differences' accuracy.
func (f *fit) again() error {
	if err := f.jacobian(f.jn, f.x, f.r); err != nil {
		return err
	}
	f.jac, f.jn = f.jn, f.jac
	f.prepare()
	return nil
}

// accept moves to the trial, whose Jacobian is in jn.
func (f *fit) accept() {
	f.steps++
	f.x, f.next = f.next, f.x
	f.r, f.rn = f.rn, f.r
	f.jac, f.jn = f.jn, f.jac
	f.pure, f.purer = f.purer, f.pure
	f.total, f.move = f.move, f.total
	f.plain = false
	f.prepare()
}

// prepare makes the linear problem at x from the Jacobian there.
func (f *fit) prepare() {
	f.s.Loss.weigh(f.f, f.jac, f.r)
	clear(f.grad)
	for i, r := range f.f {
		for j, v := range f.jac[i*f.n : (i+1)*f.n] {
			f.grad[j] += v * r
		}
	}
	f.free = f.free[:0]
	for j := range f.norms {
		f.norms[j] = blas64.Nrm2(blas64.Vector{N: f.m, Inc: f.n, Data: f.jac[j:]})
		f.scale[j] = max(f.scale[j], f.norms[j])
		if !(f.lo[j] == f.hi[j] || f.x[j] <= f.lo[j] && f.grad[j] >= 0 || f.x[j] >= f.hi[j] && f.grad[j] <= 0) {
			f.free = append(f.free, j)
		}
	}
	if f.diff != nil {
		f.diff.size = f.magnitude()
	}
	f.factor()
}

// factor makes the linear problem of the free coordinates.
func (f *fit) factor() {
	f.lin.factor(f.jac, f.f, f.scale, f.free, f.resolution())
}

// resolution is the relative size below which a singular value of the Jacobian says nothing.
func (f *fit) resolution() float64 {
	if f.diff != nil {
		return levels[f.diff.level].resolution
	}
	return 0x1p-50
}

// size is ‖Dx‖.
func (f *fit) size() float64 {
	sum := 0.0
	for j, v := range f.x {
		sum = math.Hypot(sum, f.scale[j]*v)
	}
	return sum
}

func norm(v []float64) float64 {
	return blas64.Nrm2(blas64.Vector{N: len(v), Inc: 1, Data: v})
}
