package lesson

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

// outcomes asserts that a check accepts the reference answer, rejects the
// typical wrong ones and tells a function that was not completed from both.
func outcomes[F any](t *testing.T, check func(F) Verdict, reference, untouched F, mistakes ...F) {
	t.Helper()
	if v := check(reference); v.Outcome != Right {
		t.Errorf("the reference answer: %v", v)
	}
	if v := check(untouched); v.Outcome != Unanswered {
		t.Errorf("the cell as the notebook has it: %v", v)
	}
	if len(mistakes) == 0 {
		t.Error("no wrong answer is tried")
	}
	for i, m := range mistakes {
		if v := check(m); v.Outcome != Wrong {
			t.Errorf("wrong answer %d: %v", i+1, v)
		}
	}
}

func TestStart(t *testing.T) {
	nan := math.NaN()
	constant := func(v float64) func() float64 { return func() float64 { return v } }
	outcomes(t, Start1, solutions.Start1, constant(nan), constant(25), constant(10))
	outcomes(t, Start2, solutions.Start2, func(x, b float64) float64 { return nan },
		solutions.Start2WithoutHalf, func(x, b float64) float64 { return math.Round(x*b) / b }, func(x, b float64) float64 { panic("oops") })
	outcomes(t, Start3, solutions.Start3, func(b float64) float64 { return nan },
		solutions.Start3AsTheTextSays, func(b float64) float64 { return math.Ceil(b) })
}
