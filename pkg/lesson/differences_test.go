package lesson

import (
	"math"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestDifferences(t *testing.T) {
	nan := math.NaN()
	outcomes(t, Differences1, solutions.Differences1, func(zh, zrh, r float64, p int) float64 { return nan },
		solutions.Differences1Swapped, solutions.Differences1ErrorOnly, solutions.Differences1FirstOrder)
	outcomes(t, Differences2, solutions.Differences2, func(a, m float64) float64 { return nan },
		solutions.Differences2OneValue, solutions.Differences2NoiseOnly)
	outcomes(t, Differences3, solutions.Differences3, func(f func(float64) float64, x, h float64) float64 { return nan },
		solutions.Differences3Secant, solutions.Differences3Even, solutions.Differences3OtherPoint)
}

// A point that is not allowed is named, since the value alone would not tell the student what is wrong.
func TestDifferencesNameThePoint(t *testing.T) {
	if v := Differences3(solutions.Differences3OtherPoint); !strings.Contains(v.Reason, "f(0.5)") {
		t.Errorf("the reason does not name the point: %s", v.Reason)
	}
}
