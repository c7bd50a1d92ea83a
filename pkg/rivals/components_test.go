package rivals

import (
	"fmt"
	"testing"

	"github.com/gradstep/gradstep/pkg/leastsq"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// What docs/rivals.md says of those who know the components: package leastsq, with differences of its own and the
// same budget of evaluations, on the smooth problems.
func TestWhoKnowsTheComponents(t *testing.T) {
	least, err := LoadLeast("../../testdata/bendfo")
	if err != nil {
		t.Fatal(err)
	}
	var runs []Run
	for _, p := range testfunc.MoreWildProblems() {
		m := NewMeter(p, testfunc.SumSquares, 0)
		fit := leastsq.Problem{M: p.M, Residuals: func(dst, x []float64) {
			m.Func(x) // counts, up to the budget
			p.Residuals(dst, x)
		}}
		// A run that fails has reached what it has reached.
		_, _ = leastsq.Minimize(fit, p.Start(), leastsq.Settings{})
		runs = append(runs, Run{p, Solved(m.Records, least.Of(p, testfunc.SumSquares))})
	}
	page.Says(t, fmt.Sprintf("solves %v per cent to $10^{-3}$, %.0f of them within 20(n+1) evaluations, and %v to $10^{-7}$",
		Profile(runs, 1, 100), 100*Profile(runs, 1, 20).Value, Profile(runs, 3, 100)))
}
