package lesson

import (
	"math"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

type epochFunc = func(theta float64, x, y []float64, order []int, b int, rate float64) float64

// allAtOnce is wrong: every gradient is taken at the first θ.
func allAtOnce(theta float64, x, y []float64, order []int, b int, rate float64) float64 {
	end := theta
	for from := 0; from < len(order); from += b {
		batch := order[from:min(from+b, len(order))]
		end += solutions.Variants3(theta, x, y, batch, len(batch), rate) - theta
	}
	return end
}

// eachSample is wrong: it steps after each sample.
func eachSample(theta float64, x, y []float64, order []int, b int, rate float64) float64 {
	return solutions.Variants3(theta, x, y, order, 1, rate/float64(b))
}

func TestVariants(t *testing.T) {
	nan := math.NaN()
	outcomes(t, Variants1, solutions.Variants1, func(a, b, c float64) float64 { return nan },
		solutions.Variants1Diagonal, solutions.Variants1Smallest,
		func(a, b, c float64) float64 { return solutions.Variants1(a, b, c) / 2 },
		func(a, b, c float64) float64 { return 2 / solutions.Variants1(a, b, c) },
		func(a, b, c float64) float64 { return 2 / (a + c) },
		func(a, b, c float64) float64 { return 2 / ((a+c)/2 + math.Hypot(a-c, b)) },
		func(a, b, c float64) float64 { return 2 / ((a+c)/2 + math.Abs(a-c)/2 + b) })
	outcomes(t, Variants2, solutions.Variants2, func(m, f float64) float64 { return nan },
		solutions.Variants2WithReplacement, solutions.Variants2RoundedDown,
		func(m, f float64) float64 { return f * m / (m - 1 + f) },
		func(m, f float64) float64 { return math.Ceil(math.Sqrt(f)) },
		func(m, f float64) float64 { return math.Ceil(m / f) },
		func(m, f float64) float64 { return m },
		func(m, f float64) float64 { return math.Ceil(f * m / (m + f)) })
	outcomes(t, Variants3, solutions.Variants3,
		func(theta float64, x, y []float64, order []int, b int, rate float64) float64 { return nan },
		solutions.Variants3FullSize, solutions.Variants3Sum, solutions.Variants3DropLast, solutions.Variants3InOrder,
		allAtOnce, eachSample,
		func(theta float64, x, y []float64, order []int, b int, rate float64) float64 { // no step without samples
			return solutions.Variants3(theta, x, y, order, b, rate) / float64(min(len(order), 1))
		})
}

// A typical mistake is told by its name.
func TestVariantsNameTheMistake(t *testing.T) {
	with := func(f func(rate float64) float64) epochFunc {
		return func(theta float64, x, y []float64, order []int, b int, rate float64) float64 {
			return solutions.Variants3(theta, x, y, order, b, f(rate))
		}
	}
	for want, v := range map[string]Verdict{
		"larger number on the diagonal": Variants1(solutions.Variants1Diagonal),
		"flat direction":                Variants1(solutions.Variants1Smallest),
		"the best rate":                 Variants1(func(a, b, c float64) float64 { return 2 / (a + c) }),
		"eigenvalue itself":             Variants1(func(a, b, c float64) float64 { return 2 / solutions.Variants1(a, b, c) }),
		"half the difference":           Variants1(func(a, b, c float64) float64 { return 2 / ((a+c)/2 + math.Hypot(a-c, b)) }),
		"independent draws":             Variants2(solutions.Variants2WithReplacement),
		"Rounded down":                  Variants2(solutions.Variants2RoundedDown),
		"whole number":                  Variants2(func(m, f float64) float64 { return f * m / (m - 1 + f) }),
		"not its root":                  Variants2(func(m, f float64) float64 { return math.Ceil(math.Sqrt(f)) }),
		"share of the data":             Variants2(func(m, f float64) float64 { return math.Ceil(m / f) }),
		"divide by how many":            Variants3(solutions.Variants3FullSize),
		"not along the sum":             Variants3(solutions.Variants3Sum),
		"was left out":                  Variants3(solutions.Variants3DropLast),
		"as order says":                 Variants3(solutions.Variants3InOrder),
		"at the first θ":                Variants3(allAtOnce),
		"Uphill":                        Variants3(with(func(rate float64) float64 { return -rate })),
		"without a 2":                   Variants3(with(func(rate float64) float64 { return 2 * rate })),
	} {
		if v.Outcome != Wrong || !strings.Contains(v.Reason, want) || !strings.Contains(v.Reason, "Hint: ") {
			t.Errorf("want a verdict with %q and a hint, got %v", want, v)
		}
	}
}
