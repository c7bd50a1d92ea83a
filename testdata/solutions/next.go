package solutions

import "math"

// Next1 is 2, 1 or 0 for strictly convex, convex and not convex.
func Next1(a float64) float64 {
	switch {
	case a > 0:
		return 2
	case a == 0:
		return 1
	}
	return 0
}

// Next1KinkIsEnough is wrong: a kink does not make a function strictly convex.
func Next1KinkIsEnough(a float64) float64 {
	if a >= 0 {
		return 2
	}
	return 0
}

// Next1NeverStrict is wrong: ax² is strictly convex for a > 0.
func Next1NeverStrict(a float64) float64 {
	if a >= 0 {
		return 1
	}
	return 0
}

// Next2 is the minimizer of ½(x - c)² under x ≤ b, and its multiplier.
func Next2(c, b float64) (x, mu float64) { return min(c, b), max(c-b, 0) }

// Next2AlwaysActive is wrong: the constraint does not always matter.
func Next2AlwaysActive(c, b float64) (x, mu float64) { return b, c - b }

// Next2Sign is wrong: a multiplier is not negative.
func Next2Sign(c, b float64) (x, mu float64) { return min(c, b), min(b-c, 0) }

// Next3 is the proximal step of c·|x|.
func Next3(v, c, t float64) float64 {
	return math.Copysign(max(math.Abs(v)-c*t, 0), v)
}

// Next3NoZero is wrong: it steps over 0.
func Next3NoZero(v, c, t float64) float64 { return v - math.Copysign(c*t, v) }

// Next3NoFactor is wrong: it shrinks by t alone.
func Next3NoFactor(v, _, t float64) float64 { return Next3(v, 1, t) }

// Next4 is the highest point of the dual of two pixels, and its multiplier.
func Next4(a, b, lambda float64) (p, multiplier float64) {
	return min(1, lambda*(b-a)/2), max(0, b-a-2/lambda)
}

// Next4Unbounded is wrong: it leaves the interval.
func Next4Unbounded(a, b, lambda float64) (p, multiplier float64) { return lambda * (b - a) / 2, 0 }

// Next4Slope is wrong: it forgets the square.
func Next4Slope(a, b, lambda float64) (p, multiplier float64) {
	return min(1, lambda*(b-a)/2), b - a
}

// Next4HalfThreshold is wrong: the edge that is left is as if each pixel moved by half of what it does.
func Next4HalfThreshold(a, b, lambda float64) (p, multiplier float64) {
	return min(1, lambda*(b-a)/2), max(0, b-a-1/lambda)
}
