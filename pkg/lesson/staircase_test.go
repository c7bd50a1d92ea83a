package lesson

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestStaircase(t *testing.T) {
	nan := math.NaN()
	outcomes(t, Staircase1, solutions.Staircase1, func(x float64, n int) float64 { return nan },
		solutions.Staircase1AtTheJump,
		func(x float64, n int) float64 { return float64(n-1) / (float64(n) / x) },
		func(x float64, n int) float64 { return x },
		func(x float64, n int) float64 { return float64(n) - 0.5 },
		func(x float64, n int) float64 { return (float64(n) - 0.5) * float64(n) / x },
		func(x float64, n int) float64 { return (float64(n) - 0.5) / (float64(n) * x) },
		func(x float64, n int) float64 { return x - x/float64(n) })
	outcomes(t, Staircase2, solutions.Staircase2, func(x, lo float64) float64 { return nan },
		solutions.Staircase2AsTheTextSays, func(x, lo float64) float64 { return 30 },
		func(x, lo float64) float64 { return math.Floor(lo*x) / x },
		func(x, lo float64) float64 { return math.Floor(lo*x) + 1 },
		func(x, lo float64) float64 { return (math.Floor(lo*x) + 1.5) / x },
		func(x, lo float64) float64 { return (math.Floor(lo*x) + 1) * x },
		func(x, lo float64) float64 { return (math.Floor(lo*x)+1)/x - 1e-6 },
		func(x, lo float64) float64 { return math.Round(lo*x) / x },
		func(x, lo float64) float64 { return lo + 1 })
	outcomes(t, Staircase3, solutions.Staircase3, func(x, lo, hi float64) float64 { return nan },
		solutions.Staircase3LeftEndOnly, func(x, lo, hi float64) float64 { return x },
		func(x, lo, hi float64) float64 { return (math.Floor(hi*x) + 0.5) / hi },
		func(x, lo, hi float64) float64 { n := math.Floor(lo*x) + 1; return x - x/(2*n) },
		func(x, lo, hi float64) float64 { n := math.Floor(lo*x) + 1; return x + x/(2*n) },
		func(x, lo, hi float64) float64 {
			if lo*x == math.Floor(lo*x) { // a jump at lo, and nothing else
				return (lo*x + 0.5) / lo
			}
			return solutions.Staircase3LeftEndOnly(x, lo, hi)
		},
		func(x, lo, hi float64) float64 { return (math.Floor(lo*x) + 1) / x })
}

func TestStaircaseMistakesAreNamed(t *testing.T) {
	named(t, map[string]Verdict{
		"filled circle":           Staircase1(solutions.Staircase1AtTheJump),
		"that is 0; write 0.5":    Staircase1(func(x float64, n int) float64 { return float64(n-1) / (float64(n) / x) }),
		"A jump at lo does not":   Staircase2(solutions.Staircase2AsTheTextSays),
		"the last jump before it": Staircase2(func(x, lo float64) float64 { return math.Floor(lo*x) / x }),
		"the jump at b = 6 goes":  Staircase3(solutions.Staircase3LeftEndOnly),
		"outside of the domain":   Staircase3(func(x, lo, hi float64) float64 { return x + x/(2*(math.Floor(lo*x)+1)) }),
		"0.417, the infimum":      Staircase3(func(x, lo, hi float64) float64 { return x - x/(2*(math.Floor(lo*x)+1)) }),
		"Which number has the":    Staircase1(func(x float64, n int) float64 { return 7 }),
	})
}
