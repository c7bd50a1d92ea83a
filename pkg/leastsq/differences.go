package leastsq

import (
	"math"

	"github.com/gradstep/gradstep/pkg/fd"
)

// A level is an accuracy of the differences, with its cost in evaluations a coordinate.
type level struct {
	inside, above, below fd.Stencil // the last two where a bound is near
	step                 float64    // in spans, where truncation and rounding balance
	err                  float64    // relative error of a derivative there
	resolution           float64    // singular values below this part of the largest are its noise
}

var levels = [...]level{
	{fd.Forward, fd.Forward, fd.Backward, 0x1p-26, 0x1p-25, 0x1p-26},
	{fd.Central, fd.Forward2, fd.Backward2, 0x1p-17, 0x1p-40, 0x1p-36},
	{fd.Central4, fd.NewForward(1, 4), fd.NewBackward(1, 4), 0x1p-10, 0x1p-43, 0x1p-42},
}

// differences approximates the Jacobian, with a step of its own for each coordinate, in proportion to the
// length over which the residuals are seen to bend.
type differences struct {
	eval   func(dst, x []float64) error // the residuals; an error where one is not finite
	level  int
	span   []float64 // that length, a coordinate each: the larger of the next two
	part   []float64 // of |x|, at most 1
	least  []float64
	lo, hi []float64
	value  []float64 // residuals beside x
	bend   []float64
	blind  []bool // no step showed a change
	tails  tails
	need   float64 // relative error of a derivative that serves
	size   float64 // of the numbers that make the residuals: their rounding is that of the differences
}

func newDifferences(eval func(dst, x []float64) error, m int, x, lo, hi []float64) *differences {
	d := &differences{eval: eval, lo: lo, hi: hi, value: make([]float64, m), bend: make([]float64, m), blind: make([]bool, len(x))}
	d.span, d.part, d.least = make([]float64, len(x)), make([]float64, len(x)), make([]float64, len(x))
	for j, v := range x {
		d.part[j] = 1
		if v == 0 {
			d.least[j] = min(1, hi[j]-lo[j])
		}
	}
	return d
}

// error is that of column j, beside which its norm is given.
func (d *differences) error(level, j int, norm float64) float64 {
	return levels[level].err * max(norm, d.size/d.span[j])
}

// jacobian writes the derivatives at x, where the residuals are r. It puts x back where it moves it.
func (d *differences) jacobian(jac []float64, x, r []float64) error {
	n := len(x)
	d.size = max(d.size, norm(r))
	few := d.few(x)
	d.tails.making = few == 0
	if few == 0 {
		d.tails.begin(d.level, len(r), x)
	}
	for j, at := range x {
		if d.lo[j] == d.hi[j] {
			for i := range r {
				jac[i*n+j] = 0
			}
			continue
		}
		if s := max(d.part[j]*math.Abs(at), d.least[j]); s > 0 {
			d.span[j] = s
		}
		done, err := d.short(few, jac, x, r, j)
		x[j] = at
		if !done && err == nil {
			err = d.column(jac, x, r, j)
			x[j] = at
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// column does one coordinate: again with another step where the first one turns out too long or too short.
func (d *differences) column(jac []float64, x, r []float64, j int) error {
	n, at, l := len(x), x[j], &levels[d.level]
	var err error
	for attempt := range 12 {
		if attempt > 0 {
			l = &levels[max(d.level, 1)] // which sees whether the new step is one
		}
		s, h := d.choose(l, j, at)
		for i := range r {
			jac[i*n+j], d.bend[i] = 0, 0
		}
		err = nil
		keep := d.tails.making && s == &levels[d.level].inside && d.level > 0
		for _, p := range s.Points {
			if p.Offset == 0 {
				continue
			}
			x[j] = min(max(at+p.Offset*h, d.lo[j]), d.hi[j])
			if err = d.eval(d.value, x); err != nil {
				break
			}
			second := 0.0 // weight in h² times the second derivative
			switch {
			case l.inside.Order > 1 && s.Points[0].Offset*s.Points[len(s.Points)-1].Offset < 0:
				if math.Abs(p.Offset) == 1 {
					second = 1
				}
			case l.inside.Order > 1 && math.Abs(p.Offset) == 1:
				second = -2
			case l.inside.Order > 1 && math.Abs(p.Offset) == 2:
				second = 1
			}
			if keep {
				d.tails.keep(p.Offset, h, d.value, r, j)
			}
			for i, v := range d.value {
				jac[i*n+j] += p.Coeff * (v - r[i])
				d.bend[i] += second * (v - r[i])
			}
		}
		switch {
		case isStop(err):
			return err
		case err != nil:
			d.shorten(j, at, d.span[j]/1000)
			continue
		}
		slope, bend := 0.0, norm(d.bend)/(2*h*h)
		for i := range r {
			jac[i*n+j] /= s.Divisor * h
			slope = math.Hypot(slope, jac[i*n+j])
		}
		h = math.Abs(h)
		rounding := 0x1p-52 * d.size / h // of the slope
		blind := slope < 0x1p5*rounding
		if blind && !d.blind[j] && attempt < 6 && d.span[j] < 0x1p20*max(1, math.Abs(at)) {
			d.span[j] *= 1024 // too short to see a change
			d.least[j] = d.span[j]
			continue
		}
		if bend > 0 {
			if bent := bend * h; bent > 2*rounding || bent > 1e-3*slope {
				serves := attempt == 0 && d.level > 0 && h*bend/slope*h*bend/slope <= d.need // as it is
				if span := slope / bend; h > 8*l.step*span && !serves {
					d.shorten(j, at, max(span, d.span[j]*1e-3))
					continue
				}
			}
		}
		d.blind[j] = blind
		if keep {
			d.tails.end(jac, h, slope, j)
		}
		return nil
	}
	return err
}

// shorten sets the span of coordinate j, which is at x, from here on.
func (d *differences) shorten(j int, at, span float64) {
	d.span[j], d.least[j] = span, min(d.least[j], span)
	if at != 0 {
		d.part[j] = min(1, span/math.Abs(at))
	}
}

// choose returns the stencil for coordinate j and its step, inside the bounds.
func (d *differences) choose(l *level, j int, at float64) (*fd.Stencil, float64) {
	h := l.step * max(d.span[j], 0x1p-40*math.Abs(at), 0x1p-1000)
	up, down := d.hi[j]-at, at-d.lo[j]
	reach := float64(l.inside.Order/2) * h
	if l.inside.Order > 1 && reach <= up && reach <= down {
		return &l.inside, h
	}
	reach = float64(l.inside.Order)
	if reach*h <= up || up >= down {
		h = min(h, up/reach)
		return &l.above, (at + h) - at
	}
	h = min(h, down/reach)
	return &l.below, at - (at - h)
}
