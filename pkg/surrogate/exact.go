package surrogate

import "math"

// Exact is floor itself, with the derivative that it has almost everywhere:
//
//	v = ⌊u⌋,   s = 0,   so that ∂y/∂b = -y/b.
//
// It is what automatic differentiation makes of the staircase. It has no
// temperature.
type Exact struct{}

// At implements Surrogate.
func (Exact) At(u, _ float64) (value, slope float64) {
	if math.IsNaN(u) {
		return u, u
	}
	return math.Floor(u), 0
}
