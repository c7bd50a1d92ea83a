package stylize

import (
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
	"gonum.org/v1/gonum/mat"
)

// Interval says between which values a parameter lies: as though each sample told the chain's output z, before a last
// staircase, to within [Spread] levels, each by itself,
//
//	p_j ± (Spread/255) √((JᵀJ)⁻¹_jj),   J = ∂z_i/∂p_j over the samples that agree with a step.
//
// A step hides where in it z lies; one of 255/b levels has a standard deviation of 74/b. Spread was chosen so that
// nineteen of twenty intervals held the truth on crops of two photographs. The interval of a last b is where the
// stored samples are levels of its staircase.
//
// A parameter is determined if the chain explains the images, if its interval ends inside of the range where it was
// looked for, and if that is at most a tenth of its value wide. Known ones are.
type Interval struct {
	Lo, Hi     float64
	Determined bool
}

// Spread is how far, in levels, a sample may be from the output that made it, as far as intervals are concerned.
const Spread = 40.0

// wide is the share of a value up to which an interval determines it.
const wide = 0.1

// blunt is half the width of the ramps of inner staircases, where intervals ask how the output moves with a parameter.
const blunt = 0.25

// intervals returns those of all parameters; none is determined unless the chain explains the images.
func (f *fitter) intervals(a attempt, explained bool) ([]Interval, error) {
	out := make([]Interval, len(f.p))
	for i, v := range a.p {
		out[i] = Interval{v, v, true}
	}
	f.release()
	ranges := append([]Param(nil), f.params...)
	if f.tail && ranges[f.tailAt].Lo < ranges[f.tailAt].Hi {
		f.confine(f.params[f.tailAt].Lo, f.params[f.tailAt].Hi)
		copy(f.p, a.p)
	}
	f.sharpen(blunt)
	f.value(1)
	f.differentiate()
	half := f.reach()
	for j, i := range f.free {
		r, lo, hi := ranges[i], 0.0, 0.0
		switch {
		case f.tail && i == f.tailAt:
			lo, hi = min(a.p[i], f.params[i].Lo), max(a.p[i], f.params[i].Hi)
		case f.logs[i]:
			lo, hi = a.p[i]*math.Exp(-half[j]), a.p[i]*math.Exp(half[j])
		default:
			lo, hi = a.p[i]-half[j]*(f.params[i].Hi-f.params[i].Lo), a.p[i]+half[j]*(f.params[i].Hi-f.params[i].Lo)
		}
		inside := lo > r.Lo && hi < r.Hi
		out[i] = Interval{max(lo, r.Lo), min(hi, r.Hi), explained && inside && hi-lo <= wide*math.Abs(a.p[i])}
	}
	f.adopt(a)
	return out, nil
}

// reach returns how far each coordinate can move; +Inf where the output does not depend on it.
func (f *fitter) reach() []float64 {
	n, m := len(f.free), 0
	h := mat.NewSymDense(max(1, n), nil)
	for k := range f.r {
		if f.r[k] != foreign && !f.mute[k] {
			m++
		}
	}
	tailCol := -1
	for a, i := range f.free {
		if f.tail && i == f.tailAt {
			tailCol = a
		}
	}
	for a := range n {
		for b := a; b < n; b++ {
			sum := 0.0
			if a != tailCol && b != tailCol {
				for k, r := range f.r {
					if r != foreign && !f.mute[k] {
						sum += f.cols[a][k] * f.cols[b][k]
					}
				}
			}
			h.SetSym(a, b, sum)
		}
	}
	half := make([]float64, n)
	for a := range half {
		half[a] = math.Inf(1)
	}
	var scale []float64 // so that a parameter that does nothing leaves the others their intervals
	var kept []int
	for a := range n {
		if d := h.At(a, a); d > 1e-12*float64(m) {
			kept, scale = append(kept, a), append(scale, math.Sqrt(d))
		}
	}
	if len(kept) == 0 {
		return half
	}
	s := mat.NewSymDense(len(kept), nil)
	for i, a := range kept {
		for j := i; j < len(kept); j++ {
			s.SetSym(i, j, h.At(a, kept[j])/scale[i]/scale[j])
		}
		s.SetSym(i, i, 1+1e-12)
	}
	var chol mat.Cholesky
	var inverse mat.SymDense
	if !chol.Factorize(s) || chol.InverseTo(&inverse) != nil {
		return half
	}
	for i, a := range kept {
		half[a] = Spread / stair.MaxLevel * math.Sqrt(inverse.At(i, i)) / scale[i]
	}
	return half
}
