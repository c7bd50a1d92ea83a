package lesson

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/testdata/solutions"
)

// through is the straight-through gradient with other parts: residual and slope of one pixel, and what
// stands before the sum.
func through(residual, slope func(x, y, b float64) float64, factor func(m int) float64) func(x, y []float64, b float64) float64 {
	return func(x, y []float64, b float64) (sum float64) {
		for i := range x {
			sum += residual(x[i], y[i], b) * slope(x[i], y[i], b)
		}
		return factor(len(x)) * sum
	}
}

func residual(x, y, b float64) float64 { return stair.Quantize(x, b) - y }

func slope(x, _, b float64) float64 { u := x * b; return (u - math.Floor(u) - 0.5) / (b * b) }

func twoOver(m int) float64 { return 2 / float64(m) }

func TestSurrogates(t *testing.T) {
	nan := math.NaN()
	outcomes(t, Surrogates1, solutions.Surrogates1, func(u float64, n int) (value, slope float64) { return nan, nan },
		solutions.Surrogates1Rounds, solutions.Surrogates1Late, solutions.Surrogates1Once,
		func(u float64, n int) (value, slope float64) { v, _ := solutions.Surrogates1(u, n); return v, 1 },
		func(u float64, n int) (value, slope float64) { return math.Floor(u), 0 },
		func(u float64, n int) (value, slope float64) {
			value = u - 0.5
			for range n {
				slope += 1 - math.Cos(2*math.Pi*value)
				value -= math.Sin(2*math.Pi*value) / (2 * math.Pi)
			}
			return value, slope
		})
	outcomes(t, Surrogates2, solutions.Surrogates2, func(u, t float64) float64 { return nan },
		solutions.Surrogates2Unscaled, solutions.Surrogates2Below, solutions.Surrogates2Beyond,
		func(u, t float64) float64 { return 1 / t }, func(u, t float64) float64 { return 0 })
	outcomes(t, Surrogates3, solutions.Surrogates3, func(x, y []float64, b float64) float64 { return nan },
		solutions.Surrogates3Replaced, solutions.Surrogates3Mixed, solutions.Surrogates3Sum,
		through(residual, slope, func(m int) float64 { return 1 / float64(m) }),
		through(residual, slope, func(m int) float64 { return -2 / float64(m) }),
		through(residual, func(x, y, b float64) float64 { return slope(x, y, b) + 0.5/(b*b) }, twoOver),
		through(residual, func(x, y, b float64) float64 { return slope(x, y, b) * b }, twoOver),
		through(residual, func(x, y, b float64) float64 { return -stair.Quantize(x, b) / b }, twoOver),
		func(x, y []float64, b float64) float64 { return 0 })
	type fn = func(float64) float64
	step := func(b, g float64) float64 { return math.Min(0.1, math.Max(-0.1, 6*b*b*b*0.1*g)) }
	outcomes(t, Surrogates4, solutions.Surrogates4, func(g, loss fn, lo float64, steps int) float64 { return nan },
		solutions.Surrogates4Last,
		func(g, loss fn, lo float64, steps int) float64 { return lo },
		func(g, loss fn, lo float64, steps int) float64 { // the other direction
			b, best := lo, lo
			for range steps {
				if b = math.Max(1, b+step(b, g(b))); loss(b) < loss(best) {
					best = b
				}
			}
			return best
		},
		func(g, loss fn, lo float64, steps int) float64 { // no scale
			b, best := lo, lo
			for range steps {
				if b -= math.Min(0.1, math.Max(-0.1, 0.1*g(b))); loss(b) < loss(best) {
					best = b
				}
			}
			return best
		},
		func(g, loss fn, lo float64, steps int) float64 { // no bound
			b := lo
			for range steps {
				b -= 6 * b * b * b * 0.1 * g(b)
			}
			return b
		},
		func(g, loss fn, lo float64, steps int) float64 { // the greatest loss
			b, best := lo, lo
			for range steps {
				if b -= step(b, g(b)); loss(b) > loss(best) {
					best = b
				}
			}
			return best
		})
}

func TestSurrogatesMistakesAreNamed(t *testing.T) {
	named(t, map[string]Verdict{
		"It rounds":                  Surrogates1(solutions.Surrogates1Rounds),
		"after the application":      Surrogates1(solutions.Surrogates1Late),
		"last application alone":     Surrogates1(solutions.Surrogates1Once),
		"replaced forward as well":   Surrogates3(solutions.Surrogates3Replaced),
		"that of replacing floor":    Surrogates3(solutions.Surrogates3Mixed),
		"divide by their number":     Surrogates3(solutions.Surrogates3Sum),
		"brings a factor 2":          Surrogates3(through(residual, slope, func(m int) float64 { return 1 / float64(m) })),
		"The sign is turned":         Surrogates3(through(residual, slope, func(m int) float64 { return -2 / float64(m) })),
		"a step is at most 0.1 long": Surrogates4(func(g, _ func(float64) float64, lo float64, n int) float64 { return g(lo - g(lo)) }),
	})
}
