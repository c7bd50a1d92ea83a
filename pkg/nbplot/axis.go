package nbplot

import (
	"cmp"
	"fmt"
	"math"
)

// An Axis says what one direction of a figure shows.
type Axis struct {
	Label string // with its unit; Unicode signs are welcome: "η", "‖∇f‖²"
	Log   bool   // logarithmic: every value must be positive

	// Min and Max fix the range, when they differ; what lies outside is cut off.
	// Both zero: the data's range and a margin of 4 %.
	Min, Max float64

	// Names replace the numbers: Names[i] stands at i, as a Bars figure wants it.
	Names []string

	// Ticks fixes where the numbers stand; nil lets the figure choose.
	Ticks []float64
}

// A scale maps data values to pixels along one axis.
type scale struct {
	lo, hi   float64 // data range, lo < hi
	from, to float64 // pixels of lo and hi
	log      bool
}

// decades is the length of a logarithmic scale; hi/lo may overflow.
func (s scale) decades() float64 { return math.Log10(s.hi) - math.Log10(s.lo) }

func (s scale) unit(v float64) float64 {
	if s.log {
		return (math.Log10(v) - math.Log10(s.lo)) / s.decades()
	}
	return (v - s.lo) / (s.hi - s.lo)
}

// at is the pixel of v. Far outside it is held within a few screens, so that
// no canvas meets a huge coordinate.
func (s scale) at(v float64) float64 {
	u := s.unit(v)
	return s.from + math.Max(-50, math.Min(50, u))*(s.to-s.from)
}

// value is the data value at fraction u of the axis.
func (s scale) value(u float64) float64 {
	if s.log {
		return math.Pow(10, math.Log10(s.lo)+u*s.decades())
	}
	return s.lo + u*(s.hi-s.lo)
}

// extent gathers the range of data along one axis.
type extent struct {
	lo, hi float64
	some   bool
}

func (e *extent) add(v float64) {
	if !e.some {
		e.lo, e.hi, e.some = v, v, true
		return
	}
	e.lo, e.hi = math.Min(e.lo, v), math.Max(e.hi, v)
}

// makeScale decides the axis's range. tight leaves no margin, for fields.
func (a Axis) makeScale(name string, e extent, tight bool) (scale, error) {
	s := scale{log: a.Log}
	for _, v := range append([]float64{a.Min, a.Max}, a.Ticks...) {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return s, fmt.Errorf("nbplot: the %s axis has a limit or tick %v: give a finite one", name, v)
		}
	}
	switch {
	case a.Min != 0 || a.Max != 0:
		s.lo, s.hi = a.Min, a.Max
		if !(s.lo < s.hi) {
			return s, fmt.Errorf("nbplot: the %s axis runs from %v to %v: Min must be below Max", name, a.Min, a.Max)
		}
	case len(a.Names) > 0:
		s.lo, s.hi = -0.6, float64(len(a.Names))-0.4
	case !e.some:
		s.lo, s.hi = 0, 1
		if a.Log {
			s.lo = 0.1
		}
	default:
		s.lo, s.hi = e.lo, e.hi
		if a.Log && s.lo <= 0 {
			return s, fmt.Errorf("nbplot: the %s axis is logarithmic and a value is %v: only positive ones have a place on it", name, s.lo)
		}
		s.widen(tight)
	}
	if a.Log && s.lo <= 0 {
		return s, fmt.Errorf("nbplot: the %s axis is logarithmic from %v: Min must be positive", name, s.lo)
	}
	return s, nil
}

// widen adds the margin, and room around a range of no width.
func (s *scale) widen(tight bool) {
	const margin = 0.04
	if s.log {
		if s.hi/s.lo < 1+1e-12 {
			s.lo, s.hi = s.lo/2, s.hi*2
			return
		}
		if !tight {
			f := math.Pow(10, s.decades()*margin)
			s.lo, s.hi = math.Max(s.lo/f, math.SmallestNonzeroFloat64), math.Min(s.hi*f, math.MaxFloat64)
		}
		return
	}
	size := math.Max(math.Abs(s.lo), math.Abs(s.hi))
	if s.hi-s.lo <= 1e-12*size {
		d := size / 2
		d = cmp.Or(d, 1)
		s.lo, s.hi = s.lo-d, s.hi+d
		return
	}
	if !tight {
		d := margin * (s.hi - s.lo)
		s.lo, s.hi = s.lo-d, s.hi+d
	}
}
