package leastsq_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/pagetest"
	"github.com/gradstep/gradstep/pkg/leastsq"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// digits is the number of right digits of the worst value, at most the 11 that are certified.
func digits(got, certified []float64) float64 {
	least := 11.0
	for i, c := range certified {
		if e := math.Abs(got[i]-c) / math.Abs(c); !(e <= 1e-11) {
			least = min(least, max(0, -math.Log10(e)))
		}
		if math.IsNaN(got[i]) {
			return 0
		}
	}
	return least
}

// TestNIST: 8 certified digits of every parameter and 6 of every standard error, from both starts. The
// standard errors of Lanczos1 are those of residuals of 1e-13 beside values of 1, of which float64 has three
// digits. By differences two runs may end between 7 and 8 digits, and with 5 of the errors: from the far starts of Lanczos's,
// MGH17 and Bennett5 the way is long, and each rounding takes another one.
func TestNIST(t *testing.T) {
	for _, mode := range []string{"analytic", "differences"} {
		looked, close := 0, 0
		for _, p := range testfunc.NIST() {
			for k, x0 := range p.Starts {
				problem := leastsq.Problem{M: p.M(), Residuals: p.Residuals, Jacobian: p.Jacobian}
				if mode == "differences" {
					problem.Jacobian = nil
				}
				r, err := leastsq.Minimize(problem, x0, leastsq.Settings{})
				d, e := 0.0, 0.0
				if err == nil && r.Status.Converged() {
					d, e = digits(r.X, p.Certified), digits(r.StdErr, p.StdErr)
				}
				looked++
				if mode == "differences" && (d < 8 && d > 7 || e < 6 && e > 5) {
					close++
					d, e = max(d, 8), max(e, 6)
				}
				if d < 8 || e < 6 && (p.Name != "Lanczos1" || e < 2.5) {
					t.Errorf("%s: %s from start %d: %.1f digits, %.1f of the errors, %v, %v", mode, p.Name, k+1, d, e, r.Status, err)
				}
			}
		}
		if looked != 54 {
			t.Errorf("%s: %d runs, want 54", mode, looked)
		}
		if close > 2 {
			t.Errorf("%d runs by differences are close", close)
		}
	}
}

// A term of the model that came not to act on the data, as an exponential that decays before the first of them, is found
// again: it is not taken for the end that its column has become small beside what it was at the start. (From MGH17's first
// start the sum is 0.0245 where the second exponential has vanished.)
func TestTermsThatVanishComeBack(t *testing.T) {
	p, err := testfunc.NISTByName("MGH17")
	if err != nil {
		t.Fatal(err)
	}
	open := 0
	for _, factor := range []float64{0.9, 0.95, 0.99, 0.999, 1, 1.001, 1.01} {
		x0 := slices.Clone(p.Starts[0])
		for i := range x0 {
			x0[i] *= factor
		}
		r, err := leastsq.Minimize(leastsq.Problem{M: p.M(), Residuals: p.Residuals}, x0, leastsq.Settings{})
		if err != nil || !(r.SumSquares < 1.0001*p.SumSquares) {
			// Where nothing of it can be seen, not even by the longest step, the end says which one is open.
			// Another processor rounds its way to a place where the sum falls no longer, by chance.
			if !errors.Is(err, leastsq.ErrSingular) && pagetest.Reference() {
				t.Errorf("from %v times the start: %v, %v, %v", factor, r.SumSquares, r.Status, err)
			}
			open++
		}
	}
	most := 2 // one on amd64
	if !pagetest.Reference() {
		most = 3
	}
	if open > most {
		t.Errorf("%d runs end with an open coordinate", open)
	}
}
