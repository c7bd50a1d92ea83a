package stair

import (
	"fmt"
	"math"
)

// Minimum is the infimum of y(x; b) over b in a closed interval.
//
// B is where it lies and Value what it is. y falls between its jumps and is
// continuous from the right, so the infimum at a jump is a limit from the left
// that y does not attain: Attained is then false, B is the first float after the
// jump, where Quantize has its greatest value nearby, and
//
//	Value = (k + ½)/B,   k the floor just left of B.
//
// If Attained is true, Value is Quantize(x, B).
type Minimum struct {
	B, Value float64
	Attained bool
}

// Minimize returns the infimum of y(x; b) over b in [lo, hi]. With
// n = ⌊x·lo⌋ + 1, the number of the first jump right of lo,
//
//	n/x <= hi:  B = n/x, Value = x - x/(2n), not attained
//	otherwise:  B = hi,  Value = (n - ½)/hi, attained
//
// It holds for the function that Quantize computes: ⌊x·lo⌋ is the floor of the
// rounded product, B the first float with a higher one, and Value the quotient
// (n - ½)/B rounded. While x·hi <= 2²⁵, Value is a lower bound of Quantize(x, b)
// at every float b of [lo, hi]; beyond, neighbouring would-be minima differ by
// less than a rounding, and Value is the infimum within four units in the last
// place.
//
// The error wraps [ErrValue] if x is not in [0, 1] or 0 < lo <= hi < ∞ does not
// hold, or if hi is so small that y overflows.
//
// Source: docs/staircase.md, theorem 1.
func Minimize(x, lo, hi float64) (Minimum, error) {
	if !(x >= 0 && x <= 1) {
		return Minimum{}, fmt.Errorf("%w: x = %v: want 0 <= x <= 1", ErrValue, x)
	}
	if err := checkDomain(lo, hi); err != nil {
		return Minimum{}, err
	}
	k := math.Floor(x * lo)
	m := Minimum{B: hi, Value: Quantize(x, hi), Attained: true}
	// x·hi above k means a jump in (lo, hi]. From 2⁵³ on k+1 is no float, but
	// the next float above k is then the next product that has another floor.
	if next := max(k+1, math.Nextafter(k, math.Inf(1))); x*hi >= next {
		b := firstAbove(x, next)
		m = Minimum{B: b, Value: (k + 0.5) / b}
	}
	if math.IsInf(m.Value, 1) {
		return Minimum{}, fmt.Errorf("%w: hi = %v: y = ½/b overflows", ErrValue, hi)
	}
	return m, nil
}

// Near returns a b of the domain at which y is as near to the infimum as float64
// allows: B itself if the infimum is attained, otherwise the float just below B,
// where the jump has not happened yet. It lies at most eps left of B, or, when
// eps is less than the spacing of floats, that spacing.
//
// y falls up to B, so of all b within eps the one nearest to B is the best, and
// it is the only one that lies in every domain; a larger eps gains nothing.
// It panics if eps is negative or NaN.
func (m Minimum) Near(eps float64) float64 {
	if !(eps >= 0) {
		panic(fmt.Sprintf("stair: Near(%v): want eps >= 0", eps))
	}
	if m.Attained {
		return m.B
	}
	return math.Nextafter(m.B, 0)
}
