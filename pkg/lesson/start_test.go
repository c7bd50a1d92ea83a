package lesson

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

// leastMistakes is how many wrong answers each exercise must refuse.
const leastMistakes = 5

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
	if len(mistakes) < leastMistakes {
		t.Errorf("%d wrong answers are tried, want %d", len(mistakes), leastMistakes)
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
	outcomes(t, Start1, solutions.Start1, constant(nan),
		constant(25), constant(10), constant(20), constant(5), constant(0), func() float64 { panic("oops") })
	outcomes(t, Start2, solutions.Start2, func(x, b float64) float64 { return nan },
		solutions.Start2WithoutHalf,
		func(x, b float64) float64 { return math.Round(x*b) / b },
		func(x, b float64) float64 { return math.Ceil(x*b) / b },
		func(x, b float64) float64 { return math.Floor(x*b) + 0.5 },
		func(x, b float64) float64 { return math.Floor(x*b) + 0.5/b },
		func(x, b float64) float64 { return (math.Floor(x*b) + 0.5) / math.Floor(b) },
		func(x, b float64) float64 { return (math.Trunc(x*math.Floor(b)) + 0.5) / b },
		func(x, b float64) float64 { return min(1, (math.Floor(x*b)+0.5)/b) },
		func(x, b float64) float64 { panic("oops") })
	outcomes(t, Start3, solutions.Start3, func(b float64) float64 { return nan },
		solutions.Start3AsTheTextSays,
		func(b float64) float64 { return math.Ceil(b) },
		func(b float64) float64 { return math.Ceil(b) + 1 },
		func(b float64) float64 { return math.Floor(b) },
		func(b float64) float64 { return math.Round(b) + 1 },
		func(b float64) float64 { return b + 1 },
		func(b float64) float64 { return 6 })
}

// A mistake is told by its name, and not by the right number.
func TestStartNamesTheMistake(t *testing.T) {
	named(t, map[string]Verdict{
		"kept its value":    Start1(func() float64 { return 25 }),
		"starts from the":   Start1(func() float64 { return 20 }),
		"write 0.5":         Start2(solutions.Start2WithoutHalf),
		"nearest edge":      Start2(func(x, b float64) float64 { return math.Round(x*b) / b }),
		"Divide by b":       Start2(func(x, b float64) float64 { return math.Floor(x*b) + 0.5 }),
		"parentheses":       Start2(func(x, b float64) float64 { return math.Floor(x*b) + 0.5/b }),
		"leaves out x = 1":  Start3(func(b float64) float64 { return math.Ceil(b) }),
		"number of colours": Start3(func(b float64) float64 { return b + 1 }),
	})
}
