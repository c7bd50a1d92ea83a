package surrogate

// Quantize returns the staircase with s in floor's place, and its derivatives as
// the chain rule has them:
//
//	y = (v + ½)/b,   ∂y/∂b = (s·u - v - ½)/b²,   ∂y/∂x = s,   u = x·b.
func Quantize(s Surrogate, x, b, t float64) (y, dydb, dydx float64) {
	if s == nil {
		panic("surrogate: the stand-in is nil")
	}
	u := x * b
	value, slope := s.At(u, t)
	return (value + 0.5) / b, (slope*u - value - 0.5) / (b * b), slope
}
