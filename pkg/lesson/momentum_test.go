package lesson

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

type slopeOf = func(float64) float64

// moving makes a step of a velocity.
func moving(velocity func(theta, v, a, b float64, grad slopeOf) float64) func(theta, v, a, b float64, grad slopeOf) (float64, float64) {
	return func(theta, v, a, b float64, grad slopeOf) (float64, float64) {
		v = velocity(theta, v, a, b, grad)
		return theta - v, v
	}
}

func TestMomentum(t *testing.T) {
	nan := math.NaN()
	none := func(theta, v, a, b float64, grad slopeOf) (float64, float64) { return nan, nan }
	outcomes(t, Momentum1, solutions.Momentum1, none,
		solutions.Momentum1Plain, solutions.Momentum1Old, solutions.Momentum3,
		moving(func(theta, v, a, b float64, grad slopeOf) float64 { return v + a*grad(theta) }),
		moving(func(theta, v, a, b float64, grad slopeOf) float64 { return b*v + (1-b)*a*grad(theta) }),
		moving(func(theta, v, a, b float64, grad slopeOf) float64 { return a * (b*v + grad(theta)) }),
		moving(func(theta, v, a, b float64, grad slopeOf) float64 { return b*v - a*grad(theta) }),
		func(theta, v, a, b float64, grad slopeOf) (float64, float64) {
			v = b*v + a*grad(theta)
			return theta + v, v
		})
	outcomes(t, Momentum2, solutions.Momentum2, func(lambda1, lambdaN, beta float64) float64 { return nan },
		solutions.Momentum2Plain, solutions.Momentum2Flat,
		func(lambda1, lambdaN, beta float64) float64 { return (2 + 2*beta) / (lambda1 + lambdaN) },
		func(lambda1, lambdaN, beta float64) float64 { return (1 + beta) / lambdaN },
		func(lambda1, lambdaN, beta float64) float64 { return (2 - 2*beta) / lambdaN },
		func(lambda1, lambdaN, beta float64) float64 { return 2 + 2*beta },
		func(lambda1, lambdaN, beta float64) float64 { return (2 + 2*beta) / (1 + 2*beta) / lambdaN })
	outcomes(t, Momentum3, solutions.Momentum3, none,
		solutions.Momentum3Heavy, solutions.Momentum3WholeJump,
		moving(func(theta, v, a, b float64, grad slopeOf) float64 { return b*v + a*grad(theta+b*v) }),
		moving(func(theta, v, a, b float64, grad slopeOf) float64 { return a * grad(theta-b*v) }),
		moving(func(theta, v, a, b float64, grad slopeOf) float64 { return 2*b*v + a*grad(theta-b*v) }),
		func(theta, v, a, b float64, grad slopeOf) (float64, float64) {
			v = b*v + a*grad(theta-b*v)
			return theta + v, v
		})
}

func TestMomentumNamesTheMistake(t *testing.T) {
	named(t, map[string]Verdict{
		"plain descent":      Momentum1(solutions.Momentum1Plain),
		"by the old v":       Momentum1(solutions.Momentum1Old),
		"Nesterov's":         Momentum1(solutions.Momentum3),
		"without momentum":   Momentum2(solutions.Momentum2Plain),
		"flattest direction": Momentum2(solutions.Momentum2Flat),
		"plain momentum":     Momentum3(solutions.Momentum3Heavy),
		"the jump is γv":     Momentum3(solutions.Momentum3WholeJump),
	})
}
