package solutions

import "math"

// Next1 is the proximal step of c·|x|.
func Next1(v, c, t float64) float64 {
	return math.Copysign(max(math.Abs(v)-c*t, 0), v)
}

// Next1NoZero is wrong: it steps over 0.
func Next1NoZero(v, c, t float64) float64 { return v - math.Copysign(c*t, v) }

// Next1NoFactor is wrong: it shrinks by t alone.
func Next1NoFactor(v, _, t float64) float64 { return Next1(v, 1, t) }

// Next2 is the minimizer of ½(x - c)² under x ≤ b, and its multiplier.
func Next2(c, b float64) (x, mu float64) { return min(c, b), max(c-b, 0) }

// Next2AlwaysActive is wrong: the constraint does not always matter.
func Next2AlwaysActive(c, b float64) (x, mu float64) { return b, c - b }

// Next2Sign is wrong: a multiplier is not negative.
func Next2Sign(c, b float64) (x, mu float64) { return min(c, b), min(b-c, 0) }

// Next3 is 2, 1 or 0 for strictly convex, convex and not convex.
func Next3(a float64) float64 {
	switch {
	case a > 0:
		return 2
	case a == 0:
		return 1
	}
	return 0
}

// Next3KinkIsEnough is wrong: a kink does not make a function strictly convex.
func Next3KinkIsEnough(a float64) float64 {
	if a >= 0 {
		return 2
	}
	return 0
}

// Next3NeverStrict is wrong: ax² is strictly convex for a > 0.
func Next3NeverStrict(a float64) float64 {
	if a >= 0 {
		return 1
	}
	return 0
}

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
