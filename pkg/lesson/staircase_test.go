package lesson

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestStaircase(t *testing.T) {
	nan := math.NaN()
	outcomes(t, Staircase1, solutions.Staircase1, func(x float64, n int) float64 { return nan },
		solutions.Staircase1AtTheJump)
	outcomes(t, Staircase2, solutions.Staircase2, func(x, lo float64) float64 { return nan },
		solutions.Staircase2AsTheTextSays, func(x, lo float64) float64 { return 30 })
	outcomes(t, Staircase3, solutions.Staircase3, func(x, lo, hi float64) float64 { return nan },
		solutions.Staircase3LeftEndOnly, func(x, lo, hi float64) float64 { return x })
}
