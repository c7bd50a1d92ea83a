package lesson

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestVariants(t *testing.T) {
	nan := math.NaN()
	outcomes(t, Variants1, solutions.Variants1, func(a, b, c float64) float64 { return nan },
		solutions.Variants1Diagonal, solutions.Variants1Smallest)
	outcomes(t, Variants2, solutions.Variants2, func(m, f float64) float64 { return nan },
		solutions.Variants2WithReplacement, solutions.Variants2RoundedDown)
	outcomes(t, Variants3, solutions.Variants3,
		func(theta float64, x, y []float64, order []int, b int, rate float64) float64 { return nan },
		solutions.Variants3FullSize, solutions.Variants3Sum, solutions.Variants3DropLast, solutions.Variants3InOrder,
		func(theta float64, x, y []float64, order []int, b int, rate float64) float64 { // no step without samples
			return solutions.Variants3(theta, x, y, order, b, rate) / float64(min(len(order), 1))
		})
}
