package optim

import (
	"fmt"
	"math"
	"slices"
)

// Projection maps x, in place, to the nearest point of a closed convex set: Π_X of the
// paper's (3). It fits Settings.Project. Those of this package keep scratch space, so
// one value serves one run at a time; after the first call they allocate nothing. An x
// of another length than the set's panics.
type Projection = func(x []float64)

// Must returns p, or panics when err is not nil: for sets written as literals,
// optim.Must(optim.Ball(nil, 1)).
func Must(p Projection, err error) Projection {
	if err != nil {
		panic(err)
	}
	return p
}

func badSet(format string, a ...any) (Projection, error) {
	return nil, badValue(format, a...)
}

// Box returns the projection onto lo <= x <= hi, by coordinate.
//
//	x_i ← min(max(x_i, lo_i), hi_i)
//
// Bounds may be infinite. A nil lo or hi is no bound on that side. The error is
// ErrValue when a lo exceeds its hi or a bound is NaN; different lengths panic.
func Box(lo, hi []float64) (Projection, error) {
	if lo != nil && hi != nil && len(lo) != len(hi) {
		panic("optim: Box: lo and hi differ in length")
	}
	lo, hi = slices.Clone(lo), slices.Clone(hi)
	for i := range max(len(lo), len(hi)) {
		low, high := math.Inf(-1), math.Inf(1)
		if lo != nil {
			low = lo[i]
		}
		if hi != nil {
			high = hi[i]
		}
		if !(low <= high) || math.IsInf(low, 1) || math.IsInf(high, -1) {
			return badSet("Box: bounds [%v, %v] of coordinate %d hold no number", low, high, i)
		}
	}
	return func(x []float64) {
		checkLength("Box", x, lo)
		checkLength("Box", x, hi)
		for i := range lo {
			x[i] = max(x[i], lo[i])
		}
		for i := range hi {
			x[i] = min(x[i], hi[i])
		}
	}, nil
}

func checkLength(set string, x, own []float64) {
	if own != nil && len(x) != len(own) {
		panic(fmt.Sprintf("optim: %s: x has length %d, the set %d", set, len(x), len(own)))
	}
}

// Ball returns the projection onto ‖x - center‖ <= radius.
//
//	x ← center + (x - center) min(1, radius/‖x - center‖)
//
// A nil center is the origin, in any dimension. The error is ErrValue for a
// radius that is negative, NaN or infinite, or a center that is not finite.
func Ball(center []float64, radius float64) (Projection, error) {
	if !(radius >= 0) || math.IsInf(radius, 0) {
		return badSet("Ball: radius %v: use a finite number from 0 on", radius)
	}
	if i := firstNonFinite(center); i >= 0 {
		return badSet("Ball: center[%d] is %v", i, center[i])
	}
	center = slices.Clone(center)
	var offset []float64
	return func(x []float64) {
		checkLength("Ball", x, center)
		if center == nil {
			shorten(x, radius)
			return
		}
		if distance(x, center) <= radius || firstNonFinite(x) >= 0 {
			return
		}
		offset = append(offset[:0], x...)
		for i, c := range center {
			offset[i] -= c
		}
		if firstNonFinite(offset) >= 0 { // x - center leaves the range, half of it doesn't
			for i, c := range center {
				offset[i] = x[i]/2 - c/2
			}
		}
		shorten(offset, radius)
		for i, c := range center {
			x[i] = c + offset[i]
		}
	}, nil
}

// HalfSpace returns the projection onto a·x <= b.
//
//	x ← x - a max(0, a·x - b)/‖a‖²
//
// Only the direction of a matters and b/‖a‖, at any magnitude of a, b and x. The error
// is ErrValue when a is zero or not finite, or b is NaN.
func HalfSpace(a []float64, b float64) (Projection, error) {
	largest := 0.0
	for _, v := range a {
		largest = max(largest, math.Abs(v))
	}
	if !(largest > 0) || firstNonFinite(a) >= 0 || math.IsNaN(b) {
		return badSet("HalfSpace: a = %v, b = %v: use a finite normal that is not zero", a, b)
	}
	// A power of two changes no digit of a and b, and lets the squares of a stay in range.
	_, exponent := math.Frexp(largest)
	a, b = slices.Clone(a), math.Ldexp(b, -exponent)
	square := 0.0
	for i, v := range a {
		a[i] = math.Ldexp(v, -exponent)
		square += a[i] * a[i]
	}
	return func(x []float64) {
		checkLength("HalfSpace", x, a)
		excess := -b
		for i, v := range a {
			excess += v * x[i]
		}
		switch {
		case isFinite(excess / square):
			if excess > 0 {
				for i, v := range a {
					x[i] -= v * (excess / square)
				}
			}
		case !math.IsInf(b, 0) && firstNonFinite(x) < 0: // a·x leaves the range, far·a·x doesn't
			excess = -b * far
			for i, v := range a {
				excess += v * (x[i] * far)
			}
			for i, v := range a {
				if excess > 0 {
					x[i] = (x[i]*far - v*(excess/square)) / far
				}
			}
		case math.IsInf(b, -1): // no point satisfies it
			for i := range x {
				x[i] = math.NaN()
			}
		}
	}, nil
}

// Simplex returns the projection onto x >= 0, Σ x_i = sum.
//
//	x_i ← max(x_i - τ, 0), with the τ for which they add up to sum
//
// sum = 1 is the probability simplex. τ is found by sorting, in n log n. The error is
// ErrValue unless sum is positive and finite. Source: J. Duchi et al., Efficient
// projections onto the l1-ball, ICML 2008, Figure 1.
func Simplex(sum float64) (Projection, error) {
	if !(sum > 0) || math.IsInf(sum, 0) {
		return badSet("Simplex: sum %v: use a positive number", sum)
	}
	var sorted []float64
	return func(x []float64) {
		if len(x) == 0 || firstNonFinite(x) >= 0 {
			return // Minimize reports it
		}
		// The projection of x and of x - c are the same. With the largest coordinate as c, those that
		// count are no longer than sum, and the others can't swallow it.
		largest := slices.Max(x)
		sorted = sorted[:0]
		for _, v := range x {
			sorted = append(sorted, v-largest)
		}
		slices.Sort(sorted)
		tau, total := 0.0, 0.0
		for i := len(sorted) - 1; i >= 0; i-- {
			total += sorted[i]
			t := (total - sum) / float64(len(sorted)-i)
			if sorted[i] <= t {
				break
			}
			tau = t
		}
		for i, v := range x {
			x[i] = max(v-largest-tau, 0)
		}
	}, nil
}
