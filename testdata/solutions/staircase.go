package solutions

import "math"

// Staircase1 is the limit of y at the jump n/x from the left.
func Staircase1(x float64, n int) float64 { return x - x/(2*float64(n)) }

// Staircase1AtTheJump is wrong: it is the value at the jump, the local maximum.
func Staircase1AtTheJump(x float64, n int) float64 { return x + x/(2*float64(n)) }

// Staircase2 is the first jump right of lo.
func Staircase2(x, lo float64) float64 { return (math.Floor(lo*x) + 1) / x }

// Staircase2AsTheTextSays is wrong where lo·x is whole: it gives lo itself.
func Staircase2AsTheTextSays(x, lo float64) float64 { return math.Ceil(lo*x) / x }

// Staircase3 is the maximum of y over b in [lo, hi].
func Staircase3(x, lo, hi float64) float64 {
	best := (math.Floor(lo*x) + 0.5) / lo
	if n := math.Floor(lo*x) + 1; x > 0 && n/x <= hi {
		best = math.Max(best, (n+0.5)/(n/x))
	}
	return best
}

// Staircase3LeftEndOnly is wrong: it forgets the jumps.
func Staircase3LeftEndOnly(x, lo, hi float64) float64 { return (math.Floor(lo*x) + 0.5) / lo }
