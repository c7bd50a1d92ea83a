package blackbox

import (
	"fmt"
	"math"
)

// Box maps the variables x to u, in which descent and diagnosis work, so that all have one size.
//
//	x_i = Base_i + Scale_i·u_i, clipped to [Lo_i, Hi_i]
//
// Without bounds u_i is the distance from the start in units of Scale_i; with bounds on both sides it
// goes from 0 to 1. Equal bounds hold a variable.
type Box struct {
	Base, Scale []float64
	Lo, Hi      []float64 // of x; -Inf, +Inf: none
}

// NewBox returns the box of n variables: lo and hi bound them (nil: nothing does), scale is the length
// that counts as one unit (nil: the width of the bounds; without them max(1, |start|)). The error
// wraps [ErrValue].
func NewBox(start, lo, hi, scale []float64) (*Box, error) {
	n := len(start)
	b := &Box{Base: make([]float64, n), Scale: make([]float64, n), Lo: make([]float64, n), Hi: make([]float64, n)}
	for _, s := range []struct {
		name string
		v    []float64
	}{{"lower bounds", lo}, {"upper bounds", hi}, {"scales", scale}} {
		if s.v != nil && len(s.v) != n {
			return nil, fmt.Errorf("%w: %d %s for %d variables", ErrValue, len(s.v), s.name, n)
		}
	}
	for i, x := range start {
		b.Lo[i], b.Hi[i] = math.Inf(-1), math.Inf(1)
		if lo != nil {
			b.Lo[i] = lo[i]
		}
		if hi != nil {
			b.Hi[i] = hi[i]
		}
		switch {
		case math.IsNaN(x) || math.IsInf(x, 0):
			return nil, fmt.Errorf("%w: x%d starts at %v", ErrValue, i, x)
		case !(b.Lo[i] <= b.Hi[i]):
			return nil, fmt.Errorf("%w: the bounds of x%d are %v and %v; the lower one must not be above", ErrValue, i, b.Lo[i], b.Hi[i])
		case x < b.Lo[i] || x > b.Hi[i]:
			return nil, fmt.Errorf("%w: x%d starts at %v, outside its bounds, %v to %v", ErrValue, i, x, b.Lo[i], b.Hi[i])
		}
		b.Base[i], b.Scale[i] = x, max(1, math.Abs(x))
		if width := b.Hi[i] - b.Lo[i]; width > 0 && !math.IsInf(width, 0) {
			b.Base[i], b.Scale[i] = b.Lo[i], width
		}
		if scale != nil {
			b.Scale[i] = scale[i]
		}
		if !(b.Scale[i] > 0) || math.IsInf(b.Scale[i], 0) {
			return nil, fmt.Errorf("%w: the scale of x%d is %v", ErrValue, i, b.Scale[i])
		}
	}
	return b, nil
}

// X returns the variables at u.
func (b *Box) X(u []float64) []float64 {
	b.fits(u)
	x := make([]float64, len(u))
	for i := range u {
		x[i] = min(max(b.Base[i]+b.Scale[i]*u[i], b.Lo[i]), b.Hi[i])
	}
	return x
}

// U returns u at the variables.
func (b *Box) U(x []float64) []float64 {
	b.fits(x)
	u := make([]float64, len(x))
	for i := range x {
		u[i] = (x[i] - b.Base[i]) / b.Scale[i]
	}
	return u
}

// Project moves u to the nearest point whose variables are within the bounds.
func (b *Box) Project(u []float64) {
	b.fits(u)
	for i := range u {
		lo, hi := b.interval(i)
		u[i] = min(max(u[i], lo), hi)
	}
}

// free is the number of variables that are not held.
func (b *Box) free() int {
	n := 0
	for i := range b.Lo {
		if b.Lo[i] < b.Hi[i] {
			n++
		}
	}
	return n
}

// fits panics unless v has a value for each variable.
func (b *Box) fits(v []float64) {
	n := len(v)
	if len(b.Base) != n || len(b.Scale) != n || len(b.Lo) != n || len(b.Hi) != n {
		panic(fmt.Sprintf("blackbox: %d values for a box of %d variables (scales %d, bounds %d and %d)",
			n, len(b.Base), len(b.Scale), len(b.Lo), len(b.Hi)))
	}
}

// interval is where u_i is within the bounds.
func (b *Box) interval(i int) (lo, hi float64) {
	return (b.Lo[i] - b.Base[i]) / b.Scale[i], (b.Hi[i] - b.Base[i]) / b.Scale[i]
}
