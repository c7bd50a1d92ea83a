package surrogate

import "math"

// Surrogate is a stand-in for floor.
//
// At returns, at u and the temperature t, the value that goes forward and the
// slope that goes backward. For most the slope is the derivative of the value;
// [StraightThrough] is the exception. u is x·b, so not negative, and t >= 0; a NaN
// in either gives NaN.
type Surrogate interface {
	At(u, t float64) (value, slope float64)
}

// frozen says whether t leaves nothing but floor: t = 0, or a value that is no
// temperature. It then returns what At is to return.
func frozen(u, t float64) (value, slope float64, is bool) {
	switch {
	case t > 0 && !math.IsNaN(u):
		return 0, 0, false
	case math.IsNaN(u) || math.IsNaN(t):
		return math.NaN(), math.NaN(), true
	}
	return math.Floor(u), 0, true
}

// split returns floor of u and what is left of u, in [0, 1).
func split(u float64) (whole, rest float64) {
	whole = math.Floor(u)
	return whole, u - whole
}
