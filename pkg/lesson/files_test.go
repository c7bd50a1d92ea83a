package lesson

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestFiles(t *testing.T) {
	nan := math.NaN()
	allowed := func(holds func(d, tau, y float64) bool) func(x, y, tau, b float64) float64 {
		return func(x, y, tau, b float64) float64 { return truth(holds(stair.Quantize(x, b)-y, tau, y)) }
	}
	outcomes(t, Files1, solutions.Files1, func(x, y, tau, b float64) float64 { return nan },
		solutions.Files1Plain,
		allowed(func(d, tau, y float64) bool { return d <= tau || y >= 1 }),
		allowed(func(d, tau, y float64) bool { return d >= -tau || y >= 1 }),
		allowed(func(d, tau, y float64) bool { return math.Abs(d) <= tau || y >= 1 }),
		allowed(func(d, tau, y float64) bool { return math.Abs(d) < tau/2 || y >= 1 && d > 0 }),
		func(x, y, tau, b float64) float64 { return 1 },
		func(x, y, tau, b float64) float64 { return 0 })
	outcomes(t, Files2, solutions.Files2, func([]float64) float64 { return nan },
		solutions.Files2FirstGap,
		func(l []float64) float64 { return 255 * float64(len(l)) / (l[len(l)-1] - l[0]) },
		func(l []float64) float64 { return (l[len(l)-1] - l[0]) / float64(len(l)-1) },
		func(l []float64) float64 { return (l[len(l)-1] - l[0]) / float64(len(l)-1) / 255 },
		func(l []float64) float64 { return float64(len(l)-1) / (l[len(l)-1] - l[0]) },
		func(l []float64) float64 { return float64(len(l)) },
		func(l []float64) float64 { return 127.5 / l[0] })
}

func TestFilesMistakesAreNamed(t *testing.T) {
	named(t, map[string]Verdict{
		"A y of 1 means 1 or more": Files1(solutions.Files1Plain),
		"math.Abs":                 Files1(func(x, y, tau, b float64) float64 { return truth(stair.Quantize(x, b)-y <= tau) }),
		"five greys have four":     Files2(func(l []float64) float64 { return 255 * float64(len(l)) / (l[len(l)-1] - l[0]) }),
		"the gap in levels":        Files2(func(l []float64) float64 { return (l[len(l)-1] - l[0]) / float64(len(l)-1) }),
		"which is 1/b":             Files2(func(l []float64) float64 { return (l[1] - l[0]) / 255 }),
	})
}
