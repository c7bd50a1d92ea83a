package standins

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/recovery/trials"
	"github.com/gradstep/gradstep/pkg/surrogate"
)

// What carries Adam past b* is its momentum: without it a third is found, with RMSprop's ε in place of its own
// hardly more than before.
func TestMomentumCarriesAdamPast(t *testing.T) {
	most := func(beta1, eps float64) (most int) {
		e := trials.Experiment{Surrogate: surrogate.StraightThrough{}, Pixels: 128}
		e.Rule = func(uint64) optim.Rule {
			adam := optim.NewAdam()
			adam.Beta1, adam.Epsilon = beta1, eps
			return adam
		}
		for _, rate := range []float64{0.01, 0.03, 0.1, 0.3, 1} {
			e.Rate = optim.Constant(rate)
			found, err := e.Found(100)
			if err != nil {
				t.Fatal(err)
			}
			most = max(most, found)
		}
		return most
	}
	for _, c := range []struct {
		beta1, eps float64
		want       int // of 100, at the best of the five rates; 2 more or fewer where numbers are rounded otherwise
	}{{0.9, 1e-8, 11}, {0, 1e-8, 37}, {0.9, 1e-4, 13}} {
		if got := most(c.beta1, c.eps); math.Abs(float64(got-c.want)) > 2 {
			t.Errorf("β₁ = %v, ε = %v: %d, not %d", c.beta1, c.eps, got, c.want)
		}
	}
	page.Says(t, "finds 37 of 100 trials on 128 pixels at the best of five rates, as it is 11, and with RMSprop's $\\varepsilon$ and its momentum 13")
}

// Foreign pixels stop the ratchet short of b* more often than they carry it past.
func TestOutliersStopTheRatchetShort(t *testing.T) {
	short, past := 0, 0
	for seed := range 200 {
		trial, err := trials.Scenarios()[4].Trial(uint64(seed), nil)
		if err != nil {
			t.Fatal(err)
		}
		switch _, b, _ := climb(trial.Pairs, 500); {
		case b < trial.Target-trials.Tolerance:
			short++
		case b > trial.Target+trials.Tolerance:
			past++
		}
	}
	if short < 130 || past > 50 {
		t.Errorf("of 200 runs %d end short of b*, %d past it", short, past)
	}
}
