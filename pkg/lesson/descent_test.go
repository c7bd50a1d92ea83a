package lesson

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestDescent(t *testing.T) {
	nan := math.NaN()
	outcomes(t, Descent1, solutions.Descent1, func(realFunc, float64, float64) float64 { return nan },
		solutions.Descent1OneSided,
		func(l realFunc, b, h float64) float64 { return l(b+h) - l(b-h) },
		func(l realFunc, b, h float64) float64 { return (l(b-h) - l(b+h)) / (2 * h) },
		func(l realFunc, b, h float64) float64 { return (l(b+h) - l(b-h)) / 2 * h },
		func(l realFunc, b, h float64) float64 { return (l(b+h) + l(b-h)) / (2 * h) },
		func(l realFunc, b, h float64) float64 { return (l(b+1e-6) - l(b-1e-6)) / 2e-6 },
		func(l realFunc, b, h float64) float64 { return (l(b) - l(b-h)) / h })
	j := func(z, b, h float64) float64 { return math.Floor(z*(b+h)) - math.Floor(z*(b-h)) }
	outcomes(t, Descent2, solutions.Descent2, func(z, y, b, h float64) float64 { return nan },
		solutions.Descent2OnAverage,
		func(z, y, b, h float64) float64 { return j(z, b, h) * 2 * (z - y) / (h * z) },
		func(z, y, b, h float64) float64 { return j(z, b, h) * 2 * (z - y) / z },
		func(z, y, b, h float64) float64 { return j(z, b, h) * (y - z) / (h * z) },
		func(z, y, b, h float64) float64 { return (j(z, b, h) + 1) * (z - y) / (h * z) },
		func(z, y, b, h float64) float64 { return math.Floor(2*h*z) * (z - y) / (h * z) },
		func(z, y, b, h float64) float64 { return j(z, b, h) * (z - y) / h })
}

func TestDescentMistakesAreNamed(t *testing.T) {
	named(t, map[string]Verdict{
		"from one side only":      Descent1(solutions.Descent1OneSided),
		"parentheses around 2*h":  Descent1(func(l realFunc, b, h float64) float64 { return (l(b+h) - l(b-h)) / 2 * h }),
		"their number on average": Descent2(solutions.Descent2OnAverage),
		"It counts two jumps":     Descent2(func(z, y, b, h float64) float64 { return math.Floor(2*h*z) * (z - y) / (h * z) }),
		"That is the integral":    Descent2(func(z, y, b, h float64) float64 { return 6 * (z - y) / z }),
		"each jump brings":        Descent2(func(z, y, b, h float64) float64 { return 3 * (z - y) / h }),
	})
}
