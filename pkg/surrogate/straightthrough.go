package surrogate

import "math"

// StraightThrough keeps floor forward and takes the identity's slope backward:
//
//	v = ⌊u⌋,   s = 1,   so that ∂y/∂b = (u - ⌊u⌋ - ½)/b².
//
// The slope is not the value's derivative. It has no temperature. Source:
// Y. Bengio, N. Léonard and A. Courville, Estimating or propagating gradients
// through stochastic neurons for conditional computation, 2013.
type StraightThrough struct{}

// At implements Surrogate.
func (StraightThrough) At(u, _ float64) (value, slope float64) { return math.Floor(u), 1 + 0*u }
