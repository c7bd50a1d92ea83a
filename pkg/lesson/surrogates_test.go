package lesson

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestSurrogates(t *testing.T) {
	nan := math.NaN()
	outcomes(t, Surrogates1, solutions.Surrogates1, func(u float64, n int) (value, slope float64) { return nan, nan },
		solutions.Surrogates1Rounds, solutions.Surrogates1Late, solutions.Surrogates1Once)
	outcomes(t, Surrogates2, solutions.Surrogates2, func(u, t float64) float64 { return nan },
		solutions.Surrogates2Unscaled, solutions.Surrogates2Below, solutions.Surrogates2Beyond)
	outcomes(t, Surrogates3, solutions.Surrogates3, func(x, y []float64, b float64) float64 { return nan },
		solutions.Surrogates3Replaced, solutions.Surrogates3Mixed, solutions.Surrogates3Sum)
}
