package lesson

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestMomentum(t *testing.T) {
	nan := math.NaN()
	outcomes(t, Momentum1, solutions.Momentum1, func(lambda1, lambdaN, beta float64) float64 { return nan },
		solutions.Momentum1Plain, solutions.Momentum1Flat)
	type slope = func(float64) float64
	outcomes(t, Momentum2, solutions.Momentum2,
		func(theta, v, eta, gamma float64, grad slope) (float64, float64) { return nan, nan },
		solutions.Momentum2Heavy, solutions.Momentum2WholeJump)
	outcomes(t, Momentum3, solutions.Momentum3, func(t int, beta1, beta2 float64) float64 { return nan },
		solutions.Momentum3Corrected, solutions.Momentum3NoRoot)
}
