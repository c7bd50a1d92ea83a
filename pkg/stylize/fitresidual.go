package stylize

import (
	"math"
	"slices"

	"github.com/gradstep/gradstep/pkg/stair"
)

// run writes the output of all chains at f.p to dst: the input of the last staircase, where residuals are behind it.
func (f *fitter) run(dst []float64, from int) {
	at := 0
	for i, c := range f.chains {
		var out []float64
		if from == 0 {
			out = c.Forward(f.pairs[i].Src, f.p)
		} else {
			out = c.rerun(from, f.p)
		}
		if f.boxed && f.tail {
			out = c.images[len(c.images)-2]
		}
		at += copy(dst[at:], out)
	}
	f.passes++
}

// foreign marks a sample that no step explains.
const foreign = math.MaxFloat64

// box returns between which outputs a sample lay that is stored as y, with the slopes of the two ends in b. Behind
// the last staircase that is the step whose level y is, and for a y that is none, ok is false.
func (f *fitter) box(y float64) (lo, hi, byLo, byHi float64, ok bool) {
	lo, hi = math.Inf(-1), math.Inf(1)
	switch {
	case !f.boxed:
		return y, y, 0, 0, true
	case !f.tail:
		if y > 0 {
			lo = y - f.tol/stair.MaxLevel
		}
		if y < 1 {
			hi = y + f.tol/stair.MaxLevel
		}
		return lo, hi, 0, 0, true
	}
	b, slack := f.p[f.tailAt], (f.tol+0.5)/stair.MaxLevel
	n := math.Floor(y * b) // the step whose middle is nearest: round(yb - ½)
	if y >= 1 {
		n = max(0, math.Ceil((1-slack)*b-0.5))
	} else {
		if math.Abs((n+0.5)/b-y) > slack {
			return 0, 0, 0, 0, false
		}
		hi, byHi = (n+1)/b, (n+1)/(b*b)
	}
	if n > 0 {
		lo, byLo = n/b, n/(b*b)
	}
	return lo, hi, byLo, byHi, true
}

// residuals fills f.r from the output in f.base, and returns F: how far the output lies outside of its box, made
// smaller by the margin on each side. Foreign samples count c² each.
func (f *fitter) residuals(c float64) float64 {
	at, sum := 0, 0.0
	for _, pair := range f.pairs {
		for _, y := range pair.Target {
			if f.mute[at] {
				f.r[at], f.byB[at] = 0, 0
				at++
				continue
			}
			z := f.base[at]
			lo, hi, byLo, byHi, ok := f.box(y)
			if f.boxed {
				lo, hi = lo+f.margin, hi-f.margin
			}
			f.r[at], f.byB[at] = 0, 0
			switch {
			case !ok:
				f.r[at] = foreign
				sum += c * c
				at++
				continue
			case z < lo && !(y <= 0 && z <= 0):
				f.r[at], f.byB[at] = z-lo, byLo
			case z > hi && !(y >= 1 && z >= 1):
				f.r[at], f.byB[at] = z-hi, byHi
			}
			q := f.r[at] * f.r[at]
			sum += q / (1 + q/(c*c))
			at++
		}
	}
	return sum
}

// value runs the chain and returns F.
func (f *fitter) value(c float64) float64 {
	f.run(f.base, 0)
	return f.residuals(c)
}

// median is that of the sizes of the residuals.
func (f *fitter) median() float64 {
	sizes := f.w[:0]
	for i, v := range f.r {
		if !f.mute[i] {
			sizes = append(sizes, math.Abs(v))
		}
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2]
}
