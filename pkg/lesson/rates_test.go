package lesson

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestRates(t *testing.T) {
	nan := math.NaN()
	outcomes(t, Rates1, solutions.Rates1, func([]float64, []float64) float64 { return nan },
		solutions.Rates1Ends, solutions.Rates1Plain)
	outcomes(t, Rates2, solutions.Rates2, func(l, d, eps float64, n, k int) float64 { return nan },
		solutions.Rates2Steps, solutions.Rates2NoC)
	outcomes(t, Rates3, solutions.Rates3, func(slope, tol float64) float64 { return nan },
		solutions.Rates3NoFactor, solutions.Rates3Small)
}
