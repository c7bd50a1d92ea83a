package lesson

import (
	"math"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

type realFunc = func(float64) float64

func TestGo(t *testing.T) {
	nan := math.NaN()
	outcomes(t, Go1, solutions.Go1, func(a, b int) float64 { return nan },
		solutions.Go1Whole, func(a, b int) float64 { return float64(a + b) }, func(a, b int) float64 { return float64(a + b/2) },
		func(a, b int) float64 { return 1.5 }, func(a, b int) float64 { return math.Abs(float64(a+b)) / 2 })
	outcomes(t, Go2, solutions.Go2, func([]float64) float64 { return nan },
		solutions.Go2OfIndexes,
		func(v []float64) float64 { return 14 },
		func(v []float64) (s float64) {
			for _, x := range v {
				s += x
			}
			return s
		},
		func(v []float64) (s float64) {
			for _, x := range v {
				s += x
			}
			return s * s
		},
		func(v []float64) (s float64) {
			for _, x := range v {
				s = x * x
			}
			return s
		},
		func(v []float64) float64 { return v[0]*v[0] + v[1]*v[1] + v[2]*v[2] })
	outcomes(t, Go3, solutions.Go3, func(realFunc, float64, float64) float64 { return nan },
		solutions.Go3WithoutParentheses,
		func(f realFunc, x, h float64) float64 { return f(x+h) - f(x) },
		func(f realFunc, x, h float64) float64 { return (f(x) - f(x+h)) / h },
		func(f realFunc, x, h float64) float64 { return (f(x) - f(x-h)) / h },
		func(f realFunc, x, h float64) float64 { return (f(x+h) - f(x-h)) / (2 * h) })
}

// A typical mistake is answered by its name, not by the expected value.
func TestMistakesAreNamed(t *testing.T) {
	for want, v := range map[string]Verdict{
		"float64(a+b) / 2":       Go1(solutions.Go1Whole),
		"for _, x := range v":    Go2(solutions.Go2OfIndexes),
		"without parentheses":    Go3(solutions.Go3WithoutParentheses),
		"middle of its step":     Start2(solutions.Start2WithoutHalf),
		"leaves out x = 1":       Start3(solutions.Start3AsTheTextSays),
		"rounds to the nearest":  Start2(func(x, b float64) float64 { return math.Round(x*b) / b }),
		"each run starts afresh": Start1(func() float64 { return 25 }),
	} {
		if v.Outcome != Wrong || !strings.Contains(v.Reason, want) {
			t.Errorf("want a verdict with %q, got %v", want, v)
		}
	}
}
