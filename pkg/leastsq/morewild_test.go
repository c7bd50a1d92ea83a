package leastsq_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/gradstep/gradstep/pkg/leastsq"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// local has the minima that descent finds from starts in another valley, of Moré, Garbow and Hillstrom's collection (1981):
// Bard's third and Osborne's other ones are at infinity.
var local = map[int]float64{13: 48.98425368, 14: 48.98425368, 16: 17.42869334, 33: 6.5039548009e-3, 38: 1.78981358689}

// TestMoreWild runs the 53 problems of Moré and Wild, among them Moré's own for least squares: each ends, from exact
// derivatives and from differences, at the least sum that is known. Those whose residuals leave coordinates open say so.
func TestMoreWild(t *testing.T) {
	problems := testfunc.MoreWildProblems()
	known := map[string]float64{}
	for _, row := range readCSV(t, "../bendfo/values.csv") {
		known[row[0]] = number(t, row[1])
	}
	if len(problems) != 53 || len(known) != 53 {
		t.Fatalf("%d problems, %d values", len(problems), len(known))
	}
	for k, p := range problems {
		least := known[fmt.Sprint(k+1)]
		if v, is := local[k+1]; is {
			least = v
		}
		r0, start := make([]float64, p.M), 0.0
		p.Residuals(r0, p.Start())
		for _, v := range r0 {
			start += v * v
		}
		for _, jacobian := range []func(dst, x []float64){p.Jacobian, nil} {
			r, err := leastsq.Minimize(leastsq.Problem{M: p.M, Residuals: p.Residuals, Jacobian: jacobian}, p.Start(), leastsq.Settings{})
			open := errors.Is(err, leastsq.ErrSingular)
			if !r.Status.Converged() || err != nil && !open || open && r.Rank == p.N || r.SumSquares > least*(1+1e-6)+1e-15*start+1e-18 {
				t.Errorf("%v, exact derivatives %t: Σ r² = %v, known %v, %v, rank %d, %v", p, jacobian != nil, r.SumSquares, least, r.Status, r.Rank, err)
			}
		}
	}
}
