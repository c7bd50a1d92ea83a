package nbplot

import (
	"fmt"
	"math"
)

func (c *Curve) resolve(x, y Axis) (Mark, error) {
	d := *c
	if c.f != nil {
		if err := d.sample(x); err != nil {
			return nil, err
		}
	}
	if len(d.xs) == 0 {
		return nil, fmt.Errorf("nbplot: %s %q has no points", c.kind, c.label)
	}
	for i, v := range d.xs {
		if err := checkValue(c.kind, c.label, "x", i, v, x.Log); err != nil {
			return nil, err
		}
	}
	for i, v := range d.ys {
		if c.gaps && math.IsNaN(v) {
			continue
		}
		if err := checkValue(c.kind, c.label, "y", i, v, y.Log); err != nil {
			return nil, err
		}
	}
	if c.steps {
		for i := 1; i < len(d.xs); i++ {
			if d.xs[i] < d.xs[i-1] {
				return nil, fmt.Errorf("nbplot: Steps %q: x[%d] = %v lies before x[%d] = %v: the edges must ascend", c.label, i, d.xs[i], i-1, d.xs[i-1])
			}
		}
	}
	return &d, nil
}

func (c *Curve) sample(x Axis) error {
	if !(c.lo < c.hi) || math.IsInf(c.lo, 0) || math.IsInf(c.hi, 0) {
		return fmt.Errorf("nbplot: Func %q over [%v, %v]: lo must be below hi, both finite", c.label, c.lo, c.hi)
	}
	if x.Log && c.lo <= 0 {
		return fmt.Errorf("nbplot: Func %q starts at %v, but the x axis is logarithmic: start at a positive value", c.label, c.lo)
	}
	s := scale{lo: c.lo, hi: c.hi, log: x.Log}
	for i := 0; i <= c.n; i++ {
		v := s.value(float64(i) / float64(c.n))
		if i == 0 {
			v = c.lo
		}
		if i == c.n {
			v = c.hi
		}
		c.xs = append(c.xs, v)
		c.ys = append(c.ys, c.f(v))
	}
	return nil
}

// checkValue names the mark and the index of a value that has no place.
func checkValue(kind, label, axis string, i int, v float64, log bool) error {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return fmt.Errorf("nbplot: %s %q: %s[%d] is %v: leave it out, or call Gaps if NaN is to interrupt the curve", kind, label, axis, i, v)
	case log && v <= 0:
		return fmt.Errorf("nbplot: %s %q: %s[%d] is %v, but the %s axis is logarithmic: only positive values have a place on it", kind, label, axis, i, v, axis)
	}
	return nil
}
