package lesson

import "math"

// Staircase1 checks the would-be minima of lesson 01: the limit of y at the jump
// b = n/x from the left, x - x/(2n).
func Staircase1(limit func(x float64, n int) float64) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, x := range []float64{0.1, 0.5, 1} {
			for _, n := range []int{1, 2, 7} {
				// Just left of n/x the pixel still lies on step n-1.
				want := (float64(n) - 0.5) / (float64(n) / x)
				trials = append(trials, trial{label("x = %g, n = %d", x, n), limit(x, n), want, 1e-12})
			}
		}
		return judge("Left of the jump the pixel lies on step n-1: (n-½)/(n/x) = x - x/(2n).", trials...)
	})
}

// Staircase2 checks the first jump right of lo in lesson 01, the jump at lo
// itself not counted: (⌊lo·x⌋ + 1)/x.
func Staircase2(firstJump func(x, lo float64) float64) Verdict {
	return guarded(func() Verdict {
		return judge("Right of lo the pixel reaches step ⌊lo·x⌋ + 1 first; a jump at lo itself has no left side in the domain.",
			trial{"x = 0.5, lo = 5", firstJump(0.5, 5), 6, 1e-12},
			trial{"x = 1/30, lo = 5", firstJump(1.0/30, 5), 30, 1e-12},
			trial{"x = 0.7, lo = 5", firstJump(0.7, 5), 4 / 0.7, 1e-12},
			trial{"x = 0.4, lo = 5 (5·0.4 = 2 is whole)", firstJump(0.4, 5), 7.5, 1e-12},
			trial{"x = 1, lo = 5 (5·1 = 5 is whole)", firstJump(1, 5), 6, 1e-12},
			trial{"x = 0.25, lo = 10", firstJump(0.25, 10), 12, 1e-12},
		)
	})
}

// Staircase3 checks the maximum of y over b in [lo, hi] in lesson 01. It is
// attained: at lo, or at the first jump in the domain, where y = x + x/(2n).
func Staircase3(maximum func(x, lo, hi float64) float64) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range []struct{ x, lo, hi float64 }{
			{0.5, 5, 30}, // first jump at 6: 3.5/6
			{0.5, 6, 30}, // lo is that jump
			{0.5, 5.9, 5.95},
			{0.5, 7.9, 30}, // the jump at 8 beats lo: 4.5/8 > 3.5/7.9
			{0.02, 5, 30},  // no jump: 0.5/5
			{0, 5, 30},
			{1, 5, 30}, // lo is a jump: 5.5/5
			{0.75, 7, 9},
		} {
			best := (math.Floor(c.lo*c.x) + 0.5) / c.lo
			if n := math.Floor(c.lo*c.x) + 1; c.x > 0 && n/c.x <= c.hi {
				best = max(best, c.x+c.x/(2*n))
			}
			trials = append(trials, trial{label("x = %g on [%g, %g]", c.x, c.lo, c.hi), maximum(c.x, c.lo, c.hi), best, 1e-12})
		}
		return judge("The larger of y at lo and of x + x/(2n) at the first jump inside, and unlike the infimum it is attained.", trials...)
	})
}
