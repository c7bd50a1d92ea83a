package leastsq

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// result is the end of the run as the caller sees it. A minimum at which coordinates are not determined is an
// error.
func (f *fit) result(status Status, err error) (Result, error) {
	r := Result{
		X: f.x, Residuals: f.r, SumSquares: Loss{}.total(f.r), Cost: f.s.Loss.total(f.r), Status: status,
		Steps: f.steps, Evaluations: f.evals, Jacobians: f.jacobians,
		StdErr: make([]float64, f.n), AtBound: make([]bool, f.n), Covariance: mat.NewSymDense(f.n, nil),
	}
	for i := range f.n {
		held := f.lo[i] == f.hi[i]
		r.AtBound[i] = f.x[i] <= f.lo[i] || f.x[i] >= f.hi[i]
		for j := range i + 1 {
			switch {
			case held || f.lo[j] == f.hi[j]:
			default:
				r.Covariance.SetSym(i, j, math.NaN())
			}
		}
	}
	loose := -1
	if status.Converged() {
		loose = f.covariance(&r)
	}
	for j := range r.StdErr {
		r.StdErr[j] = math.Sqrt(r.Covariance.At(j, j))
	}
	if loose >= 0 && err == nil {
		err = fmt.Errorf("%w: the Jacobian has rank %d for %d free coordinates, and x[%d] is among those that it leaves open "+
			"(StdErr is +Inf for them); hold one by equal bounds, or fit with fewer", ErrSingular, r.Rank, len(f.free), loose)
	}
	return r, err
}

// covariance fills in that of the free coordinates, and returns one of those that are not determined, or -1.
func (f *fit) covariance(r *Result) (loose int) {
	f.s.Loss.unweigh(f.jac, f.r)
	loose = -1
	for j := range f.norms {
		f.norms[j] = 0
		for i := range f.m {
			f.norms[j] = math.Hypot(f.norms[j], f.jac[i*f.n+j])
		}
		if f.norms[j] == 0 {
			f.norms[j] = 1
		}
	}
	l := f.lin
	l.factor(f.jac, f.r, f.norms, f.free, max(f.resolution(), float64(f.m)*0x1p-52))
	r.Rank = l.k - l.truncated
	variance := 1.0
	if !f.s.UnitVariance {
		variance = f.s.Loss.variance(f.r, l.k)
	}
	open := make([]bool, l.k)
	for c, j := range l.columns {
		for i := r.Rank; i < l.k; i++ {
			if math.Abs(l.vt[i*l.k+c]) > 1e-4 {
				open[c], loose = true, j
			}
		}
	}
	for a, j := range l.columns {
		for b := range a + 1 {
			sum := 0.0
			for i := range r.Rank {
				sum += l.vt[i*l.k+a] / l.sigma[i] * (l.vt[i*l.k+b] / l.sigma[i])
			}
			switch {
			case open[a] && a == b:
				sum = math.Inf(1)
			case open[a] || open[b]:
				sum = math.NaN()
			default:
				sum *= variance / f.norms[j] / f.norms[l.columns[b]]
			}
			r.Covariance.SetSym(j, l.columns[b], sum)
		}
	}
	return loose
}
