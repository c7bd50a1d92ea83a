package lesson

import (
	"math"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestDifferences(t *testing.T) {
	nan := math.NaN()
	outcomes(t, Differences1, solutions.Differences1, func(realFunc, float64, float64) float64 { return nan },
		solutions.Differences1OverH, solutions.Differences1TimesH,
		func(f realFunc, x, h float64) float64 { return (f(x+h) - f(x)) / h },
		func(f realFunc, x, h float64) float64 { return (f(x) - f(x-h)) / h },
		func(f realFunc, x, h float64) float64 { return f(x+h) - f(x-h)/(2*h) },
		func(f realFunc, x, h float64) float64 { return (f(x-h) - f(x+h)) / (2 * h) },
		func(f realFunc, x, h float64) float64 { return f(x+h) - f(x-h) },
		func(f realFunc, x, h float64) float64 { return 3 * x * x },
		func(f realFunc, x, h float64) float64 { return (-3*f(x) + 4*f(x+h) - f(x+2*h)) / (2 * h) },
		func(f realFunc, x, h float64) float64 { return (f(x+h/2) - f(x-h/2)) / h })
	outcomes(t, Differences2, solutions.Differences2, func(a, m float64) float64 { return nan },
		solutions.Differences2OneValue, solutions.Differences2NoiseOnly,
		func(a, m float64) float64 { return math.Sqrt(a / m) },
		func(a, m float64) float64 { return 2 * math.Pow(a/m, 0) }, // 1/2 between whole numbers
		func(a, m float64) float64 { return 2 * math.Sqrt(m/a) },
		func(a, m float64) float64 { return 4 * a / m },
		func(a, m float64) float64 { return math.Cbrt(3 * a / m) },
		func(a, m float64) float64 { return 2 * math.Sqrt(a*m) })
	outcomes(t, Differences3, solutions.Differences3, func(zh, zrh, r float64, p int) float64 { return nan },
		solutions.Differences3Swapped, solutions.Differences3ErrorOnly, solutions.Differences3FirstOrder,
		func(zh, zrh, r float64, p int) float64 { return (zh + zrh) / 2 },
		func(zh, zrh, r float64, p int) float64 { return zh - (zh-zrh)/(math.Pow(r, float64(p))-1) },
		func(zh, zrh, r float64, p int) float64 {
			rp := math.Pow(r, float64(p))
			return (rp*zh - zrh) / (rp + 1)
		},
		func(zh, zrh, r float64, p int) float64 { return (4*zh - zrh) / 3 })
	outcomes(t, Differences4, solutions.Differences4, func(f func(float64) float64, x, h float64) float64 { return nan },
		solutions.Differences4Secant, solutions.Differences4Even, solutions.Differences4OtherPoint,
		func(f realFunc, x, h float64) float64 { return (f(x+h) - f(x)) / h },
		func(f realFunc, x, h float64) float64 { return (8*f(x) - 9*f(x+h) + f(x+3*h)) / (6 * h) })
}

// A mistake in the formula is told by its name.
func TestDifferencesNameTheMistake(t *testing.T) {
	for want, v := range map[string]Verdict{
		"f(0.5)":           Differences4(solutions.Differences4OtherPoint), // the point that is not allowed
		"2h apart":         Differences1(solutions.Differences1OverH),
		"a / (2*h)":        Differences1(solutions.Differences1TimesH),
		"whole numbers":    Differences2(func(a, m float64) float64 { return 2 * math.Pow(a/m, 0) }),
		"there are two":    Differences2(solutions.Differences2OneValue),
		"finer value has":  Differences3(solutions.Differences3Swapped),
		"Add ζ(h) itself":  Differences3(solutions.Differences3ErrorOnly),
		"order is missing": Differences3(solutions.Differences3FirstOrder),
	} {
		if v.Outcome != Wrong || !strings.Contains(v.Reason, want) {
			t.Errorf("want a verdict with %q, got %v", want, v)
		}
	}
}
