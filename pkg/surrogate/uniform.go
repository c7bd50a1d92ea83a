package surrogate

import "github.com/gradstep/gradstep/pkg/steklov"

// Uniform is the expectation of floor under noise that is uniform on [-t, t],
// which is its Steklov mean of the radius t:
//
//	v = (1/2t) ∫ ⌊w⌋ dw from u-t to u+t,   s = (⌊u+t⌋ - ⌊u-t⌋)/(2t).
//
// Ramps of the width 2t stand where floor jumps. At t = ½ they touch, and v is the
// line u - ½: the noise of half a step that hides the quantizer altogether. The
// slope given at the two ends of a ramp is that on the right.
type Uniform struct{}

// At implements Surrogate.
func (Uniform) At(u, t float64) (value, slope float64) {
	if v, d, is := frozen(u, t); is {
		return v, d
	}
	if t > 1e8 { // the ramps overlap so often that the mean is the line to all digits that are left
		return u - 0.5, 1
	}
	return steklov.Floor(u, t)
}
