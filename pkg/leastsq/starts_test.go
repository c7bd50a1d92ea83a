package leastsq_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/leastsq"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// TestOtherStarts: NIST's sets from 432 starts that nobody chose. Most end with 8 certified digits; of the others most are in
// other valleys.
func TestOtherStarts(t *testing.T) {
	if testing.Short() {
		t.Skip("864 fits")
	}
	for _, exact := range []bool{true, false} {
		rng := rand.New(rand.NewPCG(11, 13))
		right, runs := 0, 0
		for _, set := range testfunc.NIST() {
			for _, start := range set.Starts {
				for i := range 8 {
					x0 := slices.Clone(start)
					for j := range x0 {
						if i < 4 {
							x0[j] *= 1 + 0.1*rng.NormFloat64()
						} else {
							x0[j] = set.Starts[0][j] + 1.2*rng.Float64()*(set.Starts[1][j]-set.Starts[0][j])
						}
					}
					p := leastsq.Problem{M: set.M(), Residuals: set.Residuals}
					if exact {
						p.Jacobian = set.Jacobian
					}
					r, err := leastsq.Minimize(p, x0, leastsq.Settings{})
					runs++
					if err == nil && r.Status.Converged() && digits(r.X, set.Certified) >= 8 {
						right++
					}
				}
			}
		}
		if runs != 432 || right <= 380 {
			t.Errorf("exact %t: %d of %d runs have 8 digits", exact, right, runs)
		}
	}
}
