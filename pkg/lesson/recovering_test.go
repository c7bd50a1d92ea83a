package lesson

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestRecovering(t *testing.T) {
	nan := math.NaN()
	outcomes(t, Recovering1, solutions.Recovering1, func(x, y, tau float64, n int) (lo, hi float64) { return nan, nan },
		solutions.Recovering1WithoutStep, solutions.Recovering1StepOnly, solutions.Recovering1TurnedRound)
	outcomes(t, Recovering2, solutions.Recovering2, func(alpha, beta, lo, hi float64) float64 { return nan },
		solutions.Recovering2Vertex, solutions.Recovering2InT)
	outcomes(t, Recovering3, solutions.Recovering3, func(agree, runnerUp, total int) float64 { return nan },
		solutions.Recovering3Majority, solutions.Recovering3AnyLead, solutions.Recovering3Unanimous)
	outcomes(t, Recovering4, solutions.Recovering4, func(v, tau float64) float64 { return nan },
		solutions.Recovering4WithoutRounding, solutions.Recovering4WholeWidth)
}

// The cases of Recovering3 hold right and wrong answers of both kinds, so that
// no rule passes that always gives the same.
func TestRecovering3Cases(t *testing.T) {
	fates := map[string]int{}
	for _, c := range recoveringCases() {
		v, err := c.vote()
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		fates[c.fate(v)]++
		t.Logf("%s: b = %.4f, %d of %d, runner-up %d: %s", c.name, v.B, v.Agree, v.Total, v.RunnerUp.Agree, c.fate(v))
	}
	for _, fate := range []string{"the right one", "one of several as good", "a wrong one"} {
		if fates[fate] == 0 {
			t.Errorf("no case with %s", fate)
		}
	}
}
