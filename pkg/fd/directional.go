package fd

import "math"

// DirectionalDerivative returns the derivative of f at x along v, d/dt f(x + t·v) at t = 0.
//
// v need not have length 1: the derivative is linear in it, and 0 for v = 0. The step h is taken along v/‖v‖;
// h = 0 finds it from f, as in [Gradient], starting from the sizes of the coordinates that v moves. The cost is
// that of one coordinate, whatever the dimension. Coordinates that equal bounds hold are not moved, as if v were 0
// there. With bounds it panics where they leave no room along v on either side, as at a corner that v passes by.
func DirectionalDerivative(f func([]float64) float64, x, v []float64, s Stencil, h float64) float64 {
	return Settings{Stencil: s, Step: h}.DirectionalDerivative(f, x, v)
}

// DirectionalDerivative is the function [DirectionalDerivative] with all settings; Workers is not used.
func (set Settings) DirectionalDerivative(f func([]float64) float64, x, v []float64) float64 {
	if f == nil {
		panic("fd: DirectionalDerivative: the function is nil")
	}
	p := newPlan(len(x), set.once())
	p.mustMatch(v, x)
	largest, norm := 0.0, 0.0
	p.mustContain(x)
	for i, c := range v {
		if !p.held(i) {
			largest = max(largest, math.Abs(c))
		}
	}
	if largest == 0 {
		return 0
	}
	u := make([]float64, len(x))
	for i, c := range v {
		if !p.held(i) {
			u[i] = c / largest // so that no square overflows or vanishes
			norm += u[i] * u[i]
		}
	}
	norm = math.Sqrt(norm)
	lo, hi := math.Inf(-1), math.Inf(1)
	size, own, floor := math.Inf(1), math.Inf(1), 0.0 // of the coordinates that v moves
	for i := range x {
		a, b := p.bounds(i)
		if u[i] /= norm; u[i] < 0 {
			a, b = b, a
		}
		if u[i] != 0 {
			lo, hi = max(lo, (a-x[i])/u[i]), min(hi, (b-x[i])/u[i])
			part := math.Abs(u[i])
			size, floor = min(size, p.size(i, x[i])/part), max(floor, 4*spacing(x[i])/part)
			if x[i] != 0 {
				own = min(own, math.Abs(x[i])/part)
			}
		}
	}
	if !(lo < hi) {
		panic("fd: DirectionalDerivative: the bounds leave no room along v on either side of x")
	}
	point, asked := make([]float64, len(x)), make([]float64, len(x))
	along := func(t float64) float64 {
		for i := range x {
			a, b := p.bounds(i)
			point[i] = min(max(x[i]+t*u[i], a), b)
		}
		copy(asked, point)
		v := f(point)
		mustBeUntouched(point, asked)
		return v
	}
	slope := 0.0
	if set.Step != 0 {
		slope = DerivativeIn(along, 0, lo, hi, p.main, set.Step)
	} else {
		l := newLine(along, 0, p.main)
		l.lo, l.hi = lo, hi
		if p.bounded() {
			l.beside = &p.beside
		}
		l.hunt.own, l.hunt.floor = own, floor
		l.hunt.size, l.hunt.level, l.hunt.asked = size, set.Noise, set.Noise > 0
		l.hunt.h = size * p.unit
		slope = derive(l)
	}
	return norm * slope * largest
}
