package lesson

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestNext(t *testing.T) {
	nan := math.NaN()
	outcomes(t, Next1, solutions.Next1, func(v, c, t float64) float64 { return nan }, solutions.Next1NoZero, solutions.Next1NoFactor)
	outcomes(t, Next2, solutions.Next2, func(c, b float64) (float64, float64) { return nan, nan },
		solutions.Next2AlwaysActive, solutions.Next2Sign)
	outcomes(t, Next3, solutions.Next3, func(a float64) float64 { return nan }, solutions.Next3KinkIsEnough, solutions.Next3NeverStrict)
	outcomes(t, Next4, solutions.Next4, func(a, b, lambda float64) (float64, float64) { return nan, nan },
		solutions.Next4Unbounded, solutions.Next4Slope)
}
