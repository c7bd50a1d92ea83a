package lesson

import (
	"math"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestRates(t *testing.T) {
	nan := math.NaN()
	outcomes(t, Rates1, solutions.Rates1, func(steps, errors []float64) float64 { return nan },
		solutions.Rates1Ends, solutions.Rates1Plain,
		func(steps, errors []float64) float64 { return -solutions.Rates1(steps, errors) },
		func(steps, errors []float64) float64 { return solutions.Rates1(errors, steps) },
		func(steps, errors []float64) float64 { return solutions.Rates1(steps[:2], errors[:2]) },
		func(steps, errors []float64) float64 { return solutions.Rates1(steps, errors) / math.Ln10 })
	outcomes(t, Rates2, solutions.Rates2, func(l, d, eps float64, n, k int) float64 { return nan },
		solutions.Rates2Steps, solutions.Rates2NoC,
		func(l, d, eps float64, n, k int) float64 { return solutions.Rates2(l, d, eps, n, k) / 2 },
		func(l, d, eps float64, n, k int) float64 { return solutions.Rates2(1, 1, math.Sqrt(eps/l/d), n, k) },
		func(l, d, eps float64, n, k int) float64 {
			c := float64(n / (n - 1))
			return 2 * float64(k) * math.Ceil((1-1/float64(k)+c*float64(n)/float64(k))*math.Pow(l*d/eps, 2))
		})
	outcomes(t, Rates3, solutions.Rates3, func(slope, tol float64) float64 { return nan },
		solutions.Rates3NoFactor, solutions.Rates3Small,
		func(slope, tol float64) float64 { return math.Asin(min(1, tol/(2*slope))) / math.Pi },
		func(slope, tol float64) float64 { return 2 / math.Pi * math.Acos(min(1, tol/(2*slope))) },
		func(slope, tol float64) float64 { return min(1, tol/(2*slope)) },
		func(slope, tol float64) float64 { return 2 / math.Pi * math.Asin(tol/(2*slope)) })
}

// A mistake in the formula is told by its name.
func TestRatesNameTheMistake(t *testing.T) {
	for want, v := range map[string]Verdict{
		"Take the logarithms": Rates1(solutions.Rates1Plain),
		"Let all of them":     Rates1(func(s, e []float64) float64 { return solutions.Rates1(s[:2], e[:2]) }),
		"takes 2K values":     Rates2(solutions.Rates2Steps),
		"C is missing":        Rates2(solutions.Rates2NoC),
		"whole numbers": Rates2(func(l, d, eps float64, n, k int) float64 {
			return 2 * float64(k) * math.Ceil((1-1/float64(k)+float64(n/(n-1))*float64(n)/float64(k))*math.Pow(l*d/eps, 2))
		}),
		"factor 2":          Rates3(solutions.Rates3NoFactor),
		"sine for the angl": Rates3(solutions.Rates3Small),
	} {
		if v.Outcome != Wrong || !strings.Contains(v.Reason, want) {
			t.Errorf("want a verdict with %q, got %v", want, v)
		}
	}
}
