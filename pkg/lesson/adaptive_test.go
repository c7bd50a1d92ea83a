package lesson

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestAdaptive(t *testing.T) {
	nan := math.NaN()
	outcomes(t, Adaptive1, solutions.Adaptive1,
		func(theta, sum, grad, eta, eps float64) (float64, float64) { return nan, nan },
		solutions.Adaptive1Old, solutions.Adaptive1NoRoot,
		func(theta, sum, grad, eta, eps float64) (float64, float64) { // uphill
			sum += grad * grad
			return theta + eta*grad/(math.Sqrt(sum)+eps), sum
		},
		func(theta, sum, grad, eta, eps float64) (float64, float64) { // ε inside
			sum += grad * grad
			return theta - eta*grad/math.Sqrt(sum+eps), sum
		},
		func(theta, sum, grad, eta, eps float64) (float64, float64) { // g, not g²
			sum += grad
			return theta - eta*grad/(math.Sqrt(sum)+eps), sum
		},
		func(theta, sum, grad, eta, eps float64) (float64, float64) { // no ε
			sum += grad * grad
			return theta - eta*grad/math.Sqrt(sum), sum
		})
	outcomes(t, Adaptive2, solutions.Adaptive2, func(t int, beta1, beta2 float64) float64 { return nan },
		solutions.Adaptive2Corrected, solutions.Adaptive2NoRoot,
		func(t int, beta1, beta2 float64) float64 { return solutions.Adaptive2(t-1, beta1, beta2) },
		func(t int, beta1, beta2 float64) float64 { return solutions.Adaptive2(t+1, beta1, beta2) },
		func(t int, beta1, beta2 float64) float64 { return 1 / solutions.Adaptive2(t, beta1, beta2) },
		func(t int, beta1, beta2 float64) float64 { return 1 - math.Pow(beta1, float64(t)) })
	outcomes(t, Adaptive3, solutions.Adaptive3, func(grad, eps float64, inside bool) float64 { return nan },
		solutions.Adaptive3Swapped, solutions.Adaptive3Signed,
		func(grad, eps float64, inside bool) float64 { return solutions.Adaptive3(grad, eps*eps, inside) },
		func(grad, eps float64, inside bool) float64 { return math.Abs(grad) / (grad*grad + eps) },
		func(grad, eps float64, inside bool) float64 { return 1 },
		func(grad, eps float64, inside bool) float64 { return 1 / solutions.Adaptive3(grad, eps, inside) })
}

func TestAdaptiveNamesTheMistake(t *testing.T) {
	named(t, map[string]Verdict{
		"the old G":           Adaptive1(solutions.Adaptive1Old),
		"Take the root":       Adaptive1(solutions.Adaptive1NoRoot),
		"corrected one":       Adaptive2(solutions.Adaptive2Corrected),
		"It divides by v":     Adaptive2(solutions.Adaptive2NoRoot),
		"ε outside":           Adaptive3(solutions.Adaptive3Swapped),
		"is not negative":     Adaptive3(solutions.Adaptive3Signed),
		"not ε²":              Adaptive3(func(g, e float64, in bool) float64 { return solutions.Adaptive3(g, e*e, in) }),
		"The root is missing": Adaptive3(func(g, e float64, in bool) float64 { return math.Abs(g) / (g*g + e) }),
	})
}
