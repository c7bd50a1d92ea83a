package figures

import (
	"math"
	"testing"
)

// With 4,000 values up to n directions a step cost little, and more of them are wasted: lesson 08 says so
// beside the sliders.
func TestPriceOfDirections(t *testing.T) {
	end := func(n, k int) (mean float64) {
		const runs = 20
		steps := 4000 / (2 * k)
		d, m := float64(n), float64(k)
		rate := 2 * d / math.Sqrt(float64(steps)*(1-1/m+d*d/(d-1)/m))
		for run := range runs {
			_, errors := walk(n, k, steps, 1e-3, 0, rate, uint64(run))
			mean += errors[len(errors)-1] / runs
		}
		return mean
	}
	for _, n := range []int{2, 10, 30, 40} {
		if r := end(n, n) / end(n, 1); math.Abs(r-1.3) > 0.25 {
			t.Errorf("n = %d: n directions are %.2f times worse than one", n, r)
		}
	}
	for _, n := range []int{2, 10} {
		if r := end(n, 40) / end(n, 1); r < 2 {
			t.Errorf("n = %d: 40 directions are only %.2f times worse than one", n, r)
		}
	}
}
