package leastsq

import "math"

// change is the largest step of a coordinate, relative to the coordinate and to its standard error if the others were
// known.
//
//	max |δ_j| / (|x_j| + s/‖J_j‖),  s² = ‖f‖²/(M-n)
func (f *fit) change(delta []float64) float64 {
	largest, size := 0.0, norm(f.f)/math.Sqrt(max(1, float64(f.m-f.n)))
	for j, d := range delta {
		if d != 0 {
			largest = max(largest, math.Abs(d)/(math.Abs(f.x[j])+size/f.norms[j]))
		}
	}
	return largest
}

// shrinking is the factor by which Gauss–Newton steps shrink: of what the last one was to leave, as much is left.
// NaN where it is not known. step is the one from here.
//
//	‖d + s - s₀‖/‖d‖
func (f *fit) shrinking(step []float64) float64 {
	if math.IsNaN(f.last) {
		return f.last
	}
	for j, d := range f.move {
		f.argument[j] = d + step[j] - f.purer[j]
	}
	return f.change(f.argument) / f.change(f.move)
}

// settled is the relative offset (see converged) at which the sum of squares, from which the errors come, is that
// of the minimum. Where the fit is nearly exact, coordinates are right to many digits long before.
const settled = 1e-4

// converged looks at the Gauss–Newton step from x; Unfinished means that it is worth making.
//
// When the steps shrink by a factor k, what remains after a step of size c is c/(1-k) in all.
func (f *fit) converged() Status {
	if len(f.free) == 0 {
		return Orthogonal
	}
	l := f.lin
	l.solve(f.delta, f.scale, math.Inf(1))
	for j, d := range f.delta {
		if v := f.x[j] + d; v < f.lo[j] || v > f.hi[j] {
			return Unfinished
		}
	}
	change, offset := f.change(f.delta), norm(l.b[:l.k-l.truncated])
	if k := f.shrinking(f.delta); k < 1 {
		change /= 1 - k
		offset /= 1 - k
	}
	switch {
	case change <= f.s.Tolerance && (offset <= settled*norm(f.f) || offset*offset <= f.noise()):
		return Converged
	case offset*math.Sqrt(max(1, float64(f.m-l.k)/float64(l.k))) <= f.s.Tolerance*norm(f.f):
		// Bates and Watts' relative offset: the error is this part of a standard error.
		return Orthogonal
	}
	return Unfinished
}

// forget starts the scales anew where a column has become so small beside its largest norm that its coordinate
// no longer counts: a term of the model that came not to act on the data, and may yet. It reports whether there
// was one.
func (f *fit) forget() bool {
	hidden := false
	for _, j := range f.free {
		hidden = hidden || f.norms[j] > 0 && f.norms[j] < 0x1p-20*f.scale[j]
	}
	if hidden {
		copy(f.scale, f.norms)
		f.radius = f.size()
		f.factor()
	}
	return hidden
}

// coarse reports whether finer differences would serve the tolerance better.
func (f *fit) coarse() bool {
	return f.diff != nil && f.diff.level < len(levels)-1 && (f.lin.truncated > 0 || f.bias(f.diff.level) > f.s.Tolerance)
}

// refine goes to the lowest level of differences that serves the tolerance, above the one before. It reports
// whether there is one.
func (f *fit) refine() bool {
	if f.diff == nil || f.diff.level == len(levels)-1 {
		return false
	}
	f.diff.level++
	for f.coarse() {
		f.diff.level++
	}
	return true
}

// bias estimates how far, as change measures it, the errors of the differences hold the run from the minimum:
//
//	(JᵀJ)⁻¹ δJᵀ f
//
// with errors of the derivatives of one measurement that are independent of those of another.
func (f *fit) bias(level int) float64 {
	l, largest := f.lin, 0.0
	for _, j := range l.columns {
		largest = max(largest, f.diff.error(level, j, f.norms[j])/f.scale[j])
	}
	largest *= norm(f.f) / math.Sqrt(float64(f.m))
	clear(f.delta)
	for c, j := range l.columns {
		sum := 0.0
		for i := range l.k - l.truncated {
			sum = math.Hypot(sum, l.vt[i*l.k+c]*largest/(l.sigma[i]*l.sigma[i]))
		}
		f.delta[j] = sum / f.scale[j]
	}
	return f.change(f.delta)
}

// noise is how far rounding may move the difference of two sums of squares.
func (f *fit) noise() float64 {
	return 0x1p-46 * f.magnitude() * norm(f.f)
}

// magnitude is that of the numbers that make the residuals, whose rounding is theirs.
func (f *fit) magnitude() float64 {
	size := norm(f.r)
	for j, v := range f.norms {
		size = max(size, v*math.Abs(f.x[j]))
	}
	return size
}
