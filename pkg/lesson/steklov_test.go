package lesson

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestSteklov(t *testing.T) {
	nan := math.NaN()
	outcomes(t, Steklov1, solutions.Steklov1, func(a, b []float64, x float64) (float64, float64) { return nan, nan },
		solutions.Steklov1AllLines, solutions.Steklov1AboveZero)
	outcomes(t, Steklov2, solutions.Steklov2, func(n int, r float64) (float64, float64) { return nan, nan },
		solutions.Steklov2NotSquared, solutions.Steklov2NoDirection)
	outcomes(t, Steklov3, solutions.Steklov3, func(x, target, b, h float64) float64 { return nan },
		solutions.Steklov3MeanOfSlopes, solutions.Steklov3Forward)
}
