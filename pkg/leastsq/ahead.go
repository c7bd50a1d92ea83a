package leastsq

import "math"

// contraction is the factor by which Gauss–Newton steps shrink, as the last ones did. Mixed steps leave the directions
// in which they hardly shrink for later, so that the last factor alone may be too small.
func (f *fit) contraction() float64 {
	k := f.shrinking(f.pure)
	if f.trend > 0 {
		return max(k, math.Sqrt(k*f.trend))
	}
	return k
}

// ahead is the change that is to be expected of the step after this one of that change: of what mix does not foresee,
// as much is left as of other steps.
func (f *fit) ahead(change float64) float64 {
	if f.mixed {
		change = min(change, max(f.left, 0.25*change))
	}
	if k := f.contraction(); k < 1 {
		change *= k
	}
	return change
}

// foresee makes the differences finer in time: when the next step will be below what they can tell. One step earlier,
// where their tails (see there) then serve at the next point, since the step before would be known too badly.
func (f *fit) foresee(newton bool, change float64) {
	k := f.contraction()
	if f.coarse() && newton {
		ahead, next := f.ahead(change), f.diff.level+1
		if needed := f.s.Tolerance / f.bias(next) * levels[next].err; k < 1 && ahead <= 0x1p17*needed {
			ahead *= k
		}
		if ahead <= min(f.bias(f.diff.level), 1e-5) {
			f.refine()
		}
	}
	switch {
	case !newton || !(change < 0.01 && k > 0):
		f.trend = 0
	case f.trend > 0:
		f.trend = math.Sqrt(f.trend * f.shrinking(f.pure))
	default:
		f.trend = k
	}
}

// finishes reports whether the step, of that change, leads so near to the minimum that the next one would be
// below the tolerance, and a Jacobian there hardly another.
func (f *fit) finishes(change float64) bool {
	k := f.contraction()
	if !(change < 1e-6 && k < 0.2 && f.ahead(change)/(1-k) <= f.s.Tolerance) || f.coarse() {
		return false
	}
	if k/(1-k)*norm(f.lin.b[:f.lin.k-f.lin.truncated]) > settled*norm(f.rn) {
		return false
	}
	f.s.Loss.unweigh(f.jac, f.r)
	misfit, length := f.misfit()
	f.s.Loss.weigh(f.f, f.jac, f.r)
	return misfit <= 1e-5*length
}

// misfit writes to rhs by how much the residuals at next differ from those that the linear model has there, and returns
// its norm and that of the change in the model. argument becomes the step s.
//
//	r(next) - r(x) - Js
func (f *fit) misfit() (misfit, length float64) {
	for j, v := range f.next {
		f.argument[j] = v - f.x[j]
	}
	for i := range f.rhs {
		change := 0.0
		for j, s := range f.argument {
			change += f.jac[i*f.n+j] * s
		}
		f.rhs[i] = f.rn[i] - f.r[i] - change
		misfit, length = math.Hypot(misfit, f.rhs[i]), math.Hypot(length, change)
	}
	return misfit, length
}

// finish makes the last step, without a Jacobian at its end. The errors come from the one before it, changed along the
// step s by what the residuals show: they have the mean of the change, which is half of it.
//
//	J + 2 (r(next) - r(x) - Js) vᵀ/vᵀs,  v = D²s
func (f *fit) finish() {
	f.s.Loss.unweigh(f.jac, f.r)
	misfit, _ := f.misfit()
	square := 0.0
	for j, d := range f.scale {
		f.delta[j] = d * d * f.argument[j]
		square += f.delta[j] * f.argument[j]
	}
	if misfit > 100*0x1p-52*f.magnitude() { // else it is rounding
		for i, v := range f.rhs {
			for j, d := range f.delta {
				f.jac[i*f.n+j] += 2 * v / square * d
			}
		}
	}
	f.steps++
	f.x, f.r = f.next, f.rn
	f.s.Loss.weigh(f.f, f.jac, f.r)
}
