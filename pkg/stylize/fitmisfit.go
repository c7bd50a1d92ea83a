package stylize

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
)

// misfit is what the samples that disagree say about the chain.
type misfit struct {
	share float64 // of the samples that agree
	near  float64 // [Fitted.Near]

	// Of the samples that are one step of the last staircase off, so many come out of the half of their step that lies
	// towards the stored one, and so many out of the other half. Replaced ones come out of both alike. Of a chain that
	// is not quite the right one those change steps that lie beside the step's end.
	hither, beyond int
}

// oneOff is the share of samples that may be one step off because a search ends beside the truth: on crops of
// astronaut.png and retina.jpg it was six samples of 6,912 at most.
const oneOff = 0.001

// beside says that more samples are one step off than replaced ones would be and a search leaves.
func (m misfit) beside(total int) bool {
	fair := float64(m.beyond)
	return float64(m.hither) > fair+4*math.Sqrt(fair+1)+oneOff*float64(total)
}

// misfits looks at the samples that disagree.
func (f *fitter) misfits(agree int) misfit {
	f.output()
	m := misfit{share: float64(agree) / float64(f.total), near: 1}
	var ys, zs []float64
	inputs := f.inputs()
	at := 0
	for _, pair := range f.pairs {
		for _, y := range pair.Target {
			if z := f.base[at]; !f.mute[at] && !f.agrees(z, y) {
				ys, zs = append(ys, y), append(zs, z)
				if f.stepOff(z, y) {
					m.place(inputs[at]*f.p[f.tailAt], y > z)
				}
			}
			at++
		}
	}
	own, other := 0.0, 0.0
	for i, y := range ys {
		own += math.Abs(y - zs[i])
		for k := 1; k <= 4; k++ {
			other += math.Abs(y-zs[(i+k*len(zs)/5)%len(zs)]) / 4
		}
	}
	if other > 0 {
		m.near = own / other
	}
	return m
}

// place counts a sample that is one step off, from where it is in its own.
func (m *misfit) place(steps float64, up bool) {
	if in := steps - math.Floor(steps); (in >= 0.5) == up {
		m.hither++
	} else {
		m.beyond++
	}
}

// inputs returns those of the last staircase; nil where the chain ends without one.
func (f *fitter) inputs() []float64 {
	if !f.tail {
		return nil
	}
	boxed := f.boxed
	f.boxed = true
	in := make([]float64, len(f.base))
	f.run(in, 0)
	f.boxed = boxed
	for i, z := range in {
		in[i] = max(0, z)
	}
	return in
}

// agrees says whether an output is the stored sample.
func (f *fitter) agrees(z, y float64) bool {
	return stair.MaxLevel*math.Abs(z-y) <= f.tol+1e-6
}

// stepOff says whether a stored sample is a level of the last staircase beside the one that the chain makes. Steps that
// are as narrow as the noise have no neighbours.
func (f *fitter) stepOff(z, y float64) bool {
	if !f.tail {
		return false
	}
	step, slack := stair.MaxLevel/f.p[f.tailAt], f.tol+0.5
	return step > 4*slack && math.Abs(stair.MaxLevel*math.Abs(z-y)-step) <= slack
}

// tails widens the tolerance, where the stored samples are noisy, to twice: nineteen of twenty lie within it, and all
// but a few within twice that. The greatest one stands for more noise, too, and is widened to three times. It stays far
// below a step of the last staircase.
func (f *fitter) tails() {
	if !f.tail || f.tol == tolerances[0] {
		return
	}
	wide := 2 * f.tol
	if f.tol == tolerances[len(tolerances)-1] {
		wide = 3 * f.tol
	}
	f.tol = max(f.tol, min(wide, 0.4*stair.MaxLevel/f.p[f.tailAt]))
}

// verdict says whether the chain is the one that made the images, and what speaks against it.
func (f *fitter) verdict(m misfit) (explained bool, notes []string) {
	note := func(format string, args ...any) { notes = append(notes, fmt.Sprintf(format, args...)) }
	rest := 100 * (1 - m.share)
	switch {
	case m.share < ExplainedLimit:
		note("the chain explains %.3g %% of the samples: it is another one, or the search has not found it", 100*m.share)
	case m.share < 1-littleOff && m.near < NearLimit:
		note("the samples that disagree, %.3g %%, lie near what the chain makes: a filter is missing, or a known value is wrong", rest)
	case m.beside(f.total):
		note("%d samples come out one step off, most of them from beside the end of theirs: a filter is missing, a known value is wrong, or the search has not arrived", m.hither+m.beyond)
	case f.inner() && f.varied() < littleOff:
		note("the image is nearly flat: all but %.2g %% of the samples have the level that is most frequent in their channel, and nearly every staircase inside makes such an image", 100*f.varied())
	case f.inner() && f.tol > tolerances[0]:
		note("the samples are noisy, or the search has not arrived: where a staircase of unknown b stands inside, they have to agree as they are stored to be sure")
	case m.share < innerLimit && f.inner():
		note("%.3g %% of the samples agree, too few to be sure where a staircase of unknown b stands inside", 100*m.share)
	default:
		explained = true
		if m.share < 1-littleOff {
			note("%.3g %% of the samples disagree, and lie anywhere: replaced or painted over", rest)
		}
	}
	return explained, notes
}
