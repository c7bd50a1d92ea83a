package lesson

import (
	"math"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestSteklov(t *testing.T) {
	nan := math.NaN()
	loss := func(x, target, b float64) float64 { e := solutions.Start2(x, b) - target; return e * e }
	outcomes(t, Steklov1, solutions.Steklov1, func(a, b []float64, x float64) (float64, float64) { return nan, nan },
		solutions.Steklov1AllLines, solutions.Steklov1AboveZero,
		func(a, b []float64, x float64) (float64, float64) {
			least, greatest := solutions.Steklov1(a, b, x)
			return greatest, least
		},
		func(a, b []float64, x float64) (float64, float64) {
			least, _ := solutions.Steklov1(a, b, x)
			return least, least
		},
		func(a, b []float64, x float64) (float64, float64) {
			least, greatest := solutions.Steklov1(a, b, x)
			return math.Min(0, least), greatest
		})
	outcomes(t, Steklov2, solutions.Steklov2, func(x, target, b, h float64) float64 { return nan },
		solutions.Steklov2MeanOfSlopes, solutions.Steklov2Forward,
		func(x, target, b, h float64) float64 { return (loss(x, target, b+h) - loss(x, target, b-h)) / h },
		func(x, target, b, h float64) float64 { return (loss(x, target, b-h) - loss(x, target, b+h)) / (2 * h) },
		func(x, target, b, h float64) float64 { return loss(x, target, b+h) - loss(x, target, b-h) },
		func(x, target, b, h float64) float64 { return (loss(x, target, b+h) - loss(x, target, b-h)) / 2 * h },
		func(x, target, b, h float64) float64 {
			return (solutions.Start2(x, b+h) - solutions.Start2(x, b-h)) / (2 * h)
		})
	outcomes(t, Steklov3, solutions.Steklov3, func(n int, r float64) (float64, float64) { return nan, nan },
		solutions.Steklov3NotSquared, solutions.Steklov3NoDirection,
		func(n int, r float64) (float64, float64) { return math.Ceil(float64(n) / (r * r)), float64(n) },
		func(n int, r float64) (float64, float64) {
			sphere, orthogonal := solutions.Steklov3(n, r)
			return sphere, orthogonal - 1
		},
		func(n int, r float64) (float64, float64) { s, _ := solutions.Steklov3(n, r); return s, s },
		func(n int, r float64) (float64, float64) {
			return float64(n-1) / (r * r), float64(n) / (1 + r*r)
		})
}

// A mistake in the formula is told by its name.
func TestSteklovNamesTheMistake(t *testing.T) {
	loss := func(x, target, b float64) float64 { e := solutions.Start2(x, b) - target; return e * e }
	for want, v := range map[string]Verdict{
		"lower there":   Steklov1(solutions.Steklov1AllLines),
		"divided by h.": Steklov2(func(x, target, b, h float64) float64 { return (loss(x, target, b+h) - loss(x, target, b-h)) / h }),
		"a / (2*h)":     Steklov2(func(x, target, b, h float64) float64 { return (loss(x, target, b+h) - loss(x, target, b-h)) / 2 * h }),
		"the square of": Steklov3(func(n int, r float64) (float64, float64) { return math.Ceil(float64(n-1) / r), float64(n) }),
		"round up":      Steklov3(func(n int, r float64) (float64, float64) { s, o := solutions.Steklov3(n, r); return s, o - 1 }),
	} {
		if v.Outcome != Wrong || !strings.Contains(v.Reason, want) {
			t.Errorf("want a verdict with %q, got %v", want, v)
		}
	}
}
