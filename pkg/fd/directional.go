package fd

import "math"

// DirectionalDerivative returns the derivative of f at x along v, d/dt f(x + t·v) at t = 0.
//
// v need not have length 1: the derivative is linear in it, and 0 for v = 0. The step h is taken along v/‖v‖;
// h = 0 chooses it from the size of x. The cost is that of one coordinate, whatever the dimension. With bounds
// it panics where they leave no room along v on either side, as at a corner that v passes by.
func DirectionalDerivative(f func([]float64) float64, x, v []float64, s Stencil, h float64) float64 {
	return Settings{Stencil: s, Step: h}.DirectionalDerivative(f, x, v)
}

// DirectionalDerivative is the function DirectionalDerivative with all settings; Workers is not used.
func (set Settings) DirectionalDerivative(f func([]float64) float64, x, v []float64) float64 {
	p := newPlan(len(x), set)
	p.mustMatch(v, x)
	size, norm := 0.0, 0.0
	for i := range x {
		size, norm = math.Hypot(size, x[i]), math.Hypot(norm, v[i])
	}
	if norm == 0 {
		return 0
	}
	lo, hi := math.Inf(-1), math.Inf(1)
	for i := range x {
		a, b := p.bounds(i)
		u := v[i] / norm
		if u < 0 {
			a, b = b, a
		}
		if u != 0 {
			lo, hi = max(lo, (a-x[i])/u), min(hi, (b-x[i])/u)
		}
	}
	point := make([]float64, len(x))
	along := func(t float64) float64 {
		for i := range x {
			a, b := p.bounds(i)
			point[i] = min(max(x[i]+t*(v[i]/norm), a), b)
		}
		return f(point)
	}
	s, h := p.main, set.Step
	if h == 0 {
		h = stepAt(p.unit, size)
	}
	return norm * DerivativeIn(along, 0, lo, hi, s, h)
}
