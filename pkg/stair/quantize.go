package stair

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/internal/sized"
)

// Quantize returns the value of the step function
//
//	y(x; b) = (⌊x·b⌋ + ½) / b
//
// for 0 <= x <= 1 and b > 0. It is computed as written, each operation rounded
// to float64; no two of them can be fused, so every processor gives the same bits.
//
// Special cases are:
//
//	Quantize(NaN, b) = Quantize(x, NaN) = NaN
//	Quantize(x, 0) = +Inf
//
// y exceeds 1 for x near 1 when b - ⌊b⌋ < ½: it is not clipped.
func Quantize(x, b float64) float64 {
	return (math.Floor(x*b) + 0.5) / b
}

// QuantizeTo writes Quantize(x[i], b) to dst[i] and returns dst. A nil dst is
// allocated; dst may be x itself. It panics if the lengths differ.
func QuantizeTo(dst, x []float64, b float64) []float64 {
	dst = sized.To("stair: QuantizeTo", dst, len(x))
	for i, v := range x {
		dst[i] = Quantize(v, b)
	}
	return dst
}

// Derivative returns the derivative of y in b,
//
//	∂y/∂b = -(⌊x·b⌋ + ½) / b² = -y/b,
//
// and whether y has one at b. At a jump it has none: there the value is the
// derivative from the right and ok is false.
func Derivative(x, b float64) (dydb float64, ok bool) {
	return -Quantize(x, b) / b, !isJump(x, b)
}

// Limits returns the limits of y at b from the left and from the right,
//
//	left = (n - ½)/b,   right = (n + ½)/b = Quantize(x, b)   at the jump b = n/x,
//
// which are x - x/(2n) and x + x/(2n). Between jumps both are Quantize(x, b).
func Limits(x, b float64) (left, right float64) {
	k := math.Floor(x * math.Nextafter(b, 0))
	return (k + 0.5) / b, Quantize(x, b)
}

// Jumps writes to dst, from its start, the jumps of y in b that lie in [lo, hi],
//
//	b = n/x,   n = 1, 2, …,
//
// in ascending order, and returns the filled part of dst, which grows as needed;
// nil allocates. Each is the first float at which Quantize has the higher floor.
// x = 0 has none. It panics unless 0 <= x <= 1 and 0 < lo <= hi < 2⁵²: beyond,
// floats no longer tell one floor from the next.
func Jumps(dst []float64, x, lo, hi float64) []float64 {
	if !(x >= 0 && x <= 1 && lo > 0 && lo <= hi && hi < 1<<52) {
		panic(fmt.Sprintf("stair: Jumps(x = %v, lo = %v, hi = %v): want 0 <= x <= 1 and 0 < lo <= hi < 2⁵²", x, lo, hi))
	}
	dst = dst[:0]
	if isJump(x, lo) {
		dst = append(dst, lo)
	}
	last := math.Floor(x * hi)
	for n := math.Floor(x*lo) + 1; n <= last; n++ {
		dst = append(dst, firstAbove(x, n))
	}
	return dst
}

// isJump reports whether the computed floor changes between b and the float
// below it.
func isJump(x, b float64) bool {
	return math.Floor(x*b) != math.Floor(x*math.Nextafter(b, 0))
}

// firstAbove returns the smallest float b with x·b >= n after rounding, +Inf if
// there is none, for x >= 0 and n > 0.
//
// The quotient n/x misses it by a float or two at most: the product's rounding
// moves the threshold by half a unit in the last place of n.
func firstAbove(x, n float64) float64 {
	b := n / x
	if math.IsInf(b, 1) {
		if x*math.MaxFloat64 < n {
			return b
		}
		b = math.MaxFloat64
	}
	for x*b < n {
		b = math.Nextafter(b, math.Inf(1))
	}
	for {
		below := math.Nextafter(b, 0)
		if x*below < n {
			return b
		}
		b = below
	}
}
