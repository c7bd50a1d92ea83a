package solutions

import "math"

// Files1 says whether a saved pixel allows b.
func Files1(x, y, tau, b float64) float64 {
	d := (math.Floor(x*b)+0.5)/b - y
	if -tau <= d && (d <= tau || y >= 1) {
		return 1
	}
	return 0
}

// Files1Plain is wrong: a white pixel says "1 or more".
func Files1Plain(x, y, tau, b float64) float64 {
	if math.Abs((math.Floor(x*b)+0.5)/b-y) <= tau {
		return 1
	}
	return 0
}

// Files2 is the b that the first and the last grey tell.
func Files2(levels []float64) float64 {
	last := len(levels) - 1
	return 255 * float64(last) / (levels[last] - levels[0])
}

// Files2FirstGap is wrong: a single gap is off by up to a level.
func Files2FirstGap(levels []float64) float64 { return 255 / (levels[1] - levels[0]) }
