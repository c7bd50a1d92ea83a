package restore

import (
	"errors"
	"fmt"
	"math"
)

// ErrValue is wrapped by every error about a value that a function cannot
// work with; the error says which value it was.
var ErrValue = errors.New("restore: value out of range")

func bad(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrValue, fmt.Sprintf(format, args...))
}

// mostSamples is more than an image has, and within what can be counted.
const mostSamples = 1 << 34

// checkSize panics unless w and h are sides of an image.
func checkSize(w, h int) {
	if w <= 0 || h <= 0 || w > mostSamples/h {
		panic(fmt.Sprintf("restore: an image of %d×%d samples", w, h))
	}
}

// checkLen panics unless the slice called name has n elements.
func checkLen(name string, got, n int) {
	if got != n {
		panic(fmt.Sprintf("restore: %s has %d elements, want %d", name, got, n))
	}
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// checkFinite returns an error for the first sample that is NaN or infinite.
func checkFinite(f []float64) error {
	for i, v := range f {
		if !finite(v) {
			return bad("sample %d is %v; replace it, or mark it as missing", i, v)
		}
	}
	return nil
}

// checkLambda returns an error unless the weight can be minimized with.
func checkLambda(lambda float64) error {
	if !(lambda > 0) || math.IsInf(lambda, 1) {
		return bad("lambda %v is not positive and finite", lambda)
	}
	return nil
}
