package lesson

import (
	"math"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestNext(t *testing.T) {
	nan := math.NaN()
	outcomes(t, Next1, solutions.Next1, func(a float64) float64 { return nan },
		solutions.Next1KinkIsEnough, solutions.Next1NeverStrict,
		func(a float64) float64 { return solutions.Next1(-a) },
		func(a float64) float64 { return solutions.Next1(math.Abs(a)) },
		func(a float64) float64 { return solutions.Next1(a + 0.5) },
		func(a float64) float64 { return solutions.Next1(math.Round(100*a) / 100) },
		func(a float64) float64 { return math.Copysign(1, a) + 1 })
	outcomes(t, Next2, solutions.Next2, func(c, b float64) (float64, float64) { return nan, nan },
		solutions.Next2AlwaysActive, solutions.Next2Sign,
		func(c, b float64) (float64, float64) { return c, 0 },
		func(c, b float64) (float64, float64) { return min(c, b), math.Abs(c - b) },
		func(c, b float64) (float64, float64) { return min(c, b), 2 * max(c-b, 0) },
		func(c, b float64) (float64, float64) { return max(c, b), max(c-b, 0) },
		func(c, b float64) (float64, float64) { return (c + b) / 2, max(c-b, 0) / 2 },
		func(c, b float64) (float64, float64) { return min(c, b), max(c-b, 0) * (c - b) / 2 })
	outcomes(t, Next3, solutions.Next3, func(v, c, t float64) float64 { return nan },
		solutions.Next3NoZero, solutions.Next3NoFactor,
		func(v, c, t float64) float64 { return solutions.Next3(v, c/t, 1) },
		func(v, c, t float64) float64 { return solutions.Next3(v, t/c, 1) },
		func(v, c, t float64) float64 { return solutions.Next3(v, c, 1) },
		func(v, c, t float64) float64 { return solutions.Next3(v, c/2, t) },
		func(v, c, t float64) float64 { return solutions.Next3(v, 2*c, t) },
		func(v, c, t float64) float64 { return max(v-c*t, 0) },
		func(v, c, t float64) float64 { return math.Abs(solutions.Next3(v, c, t)) },
		func(v, c, t float64) float64 { return v / (1 + c*t) })
	outcomes(t, Next4, solutions.Next4, func(a, b, lambda float64) (float64, float64) { return nan, nan },
		solutions.Next4Unbounded, solutions.Next4Slope, solutions.Next4HalfThreshold,
		func(a, b, lambda float64) (float64, float64) { return min(1, lambda*(b-a)), max(0, b-a-1/lambda) },
		func(a, b, lambda float64) (float64, float64) { return min(1, lambda*(b-a)/2), b - a - 2/lambda },
		func(a, b, lambda float64) (float64, float64) { return 1, max(0, b-a-2/lambda) },
		func(a, b, lambda float64) (float64, float64) { return min(1, lambda*(b-a)/2), 0 })
}

// A mistake is told by its name.
func TestNextNameTheMistake(t *testing.T) {
	for want, v := range map[string]Verdict{
		"chord can lie on it":     Next1(solutions.Next1KinkIsEnough),
		"bends everywhere":        Next1(solutions.Next1NeverStrict),
		"does not matter here":    Next2(solutions.Next2AlwaysActive),
		"not negative":            Next2(solutions.Next2Sign),
		"factor ½":                Next2(func(c, b float64) (float64, float64) { return min(c, b), 2 * max(c-b, 0) }),
		"steps over 0":            Next3(solutions.Next3NoZero),
		"by t alone":              Next3(solutions.Next3NoFactor),
		"shrinks by c/t":          Next3(func(v, c, t float64) float64 { return solutions.Next3(v, c/t, 1) }),
		"half of what it should":  Next3(func(v, c, t float64) float64 { return solutions.Next3(v, c/2, t) }),
		"must not leave":          Next4(solutions.Next4Unbounded),
		"1/λ is how far each":     Next4(solutions.Next4HalfThreshold),
		"slope of D has a second": Next4(solutions.Next4Slope),
	} {
		if v.Outcome != Wrong || !strings.Contains(v.Reason, want) {
			t.Errorf("want a verdict with %q, got %v", want, v)
		}
	}
}
