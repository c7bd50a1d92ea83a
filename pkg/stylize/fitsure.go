package stylize

import (
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
)

// attempt is where one descent ended.
type attempt struct {
	p     []float64
	agree int
	tol   float64
	score float64
}

// NearLimit is the share below which [Fitted.Near] says that the chain is not the one that made the images.
const NearLimit = 0.6

// ExplainedLimit is the least share of samples that a chain must explain.
const ExplainedLimit = 0.4

// littleOff is a share of disagreeing samples that speaks against no chain.
const littleOff = 0.01

// innerLimit is the least share of samples that a chain must explain which has a staircase of unknown b before its last
// filter: a wrong one may explain nine tenths.
const innerLimit = 0.98

// inner says whether it has one.
func (f *fitter) inner() bool {
	for _, i := range f.qs {
		if s := f.style[f.stage[i]].Set[0]; s.Free && !(f.tail && i == f.tailAt) {
			return true
		}
	}
	return false
}

// varied is the share of the samples whose level is not the most frequent one of their channel: few tell the parameters
// apart where it is small.
func (f *fitter) varied() float64 {
	at, off := 0, 0
	for _, pair := range f.pairs {
		plane := pair.Size.Plane()
		for c := range pair.Size.Channels {
			var counts [stair.MaxLevel + 1]int
			n, most := 0, 0
			for _, y := range pair.Target[c*plane : (c+1)*plane] {
				if !f.mute[at] {
					k := int(stair.MaxLevel*y + 0.5)
					counts[k]++
					n, most = n+1, max(most, counts[k])
				}
				at++
			}
			off += n - most
		}
	}
	return float64(off) / float64(f.total)
}

// measure counts how many samples agree, with exact staircases.
func (f *fitter) measure() attempt {
	f.sharpen(0)
	if !f.tail {
		f.choose()
	}
	a := attempt{p: append([]float64(nil), f.p...), agree: f.agreement(), tol: f.tol}
	a.score = beyondChance(a.agree, f.total, f.chance())
	return a
}

// choose sets the tolerance, where no staircase ends the chain, to the one with the most agreement beyond chance.
func (f *fitter) choose() {
	best, tol := math.Inf(-1), f.tol
	for _, t := range tolerances {
		f.tol = t
		if s := beyondChance(f.agreement(), f.total, f.chance()); s > best {
			best, tol = s, t
		}
	}
	f.tol = tol
}

func (f *fitter) chance() float64 {
	if f.tail {
		return chance(f.p[f.tailAt], f.tol)
	}
	return (2*f.tol + 1) / stair.MaxLevel
}

// output fills f.base with what the chain makes, clipped.
func (f *fitter) output() {
	boxed := f.boxed
	f.boxed = false
	f.run(f.base, 0)
	f.boxed = boxed
	for i, z := range f.base {
		f.base[i] = min(1, max(0, z))
	}
}

// agreement counts the samples that come out as stored.
func (f *fitter) agreement() (agree int) {
	f.output()
	at := 0
	for _, pair := range f.pairs {
		for _, y := range pair.Target {
			if !f.mute[at] && f.agrees(f.base[at], y) {
				agree++
			}
			at++
		}
	}
	return agree
}

// adopt goes to an attempt.
func (f *fitter) adopt(a attempt) {
	copy(f.p, a.p)
	f.tol = a.tol
	f.sharpen(0)
}

// fitted returns the answer.
func (f *fitter) fitted(a attempt) (Fitted, error) {
	f.tails()
	agree := f.agreement()
	m := f.misfits(agree)
	out := Fitted{
		Style: f.style.With(f.p), Params: append([]float64(nil), f.p...),
		Agree: agree, Total: f.total, Tol: f.tol, Near: m.near, Passes: f.passes,
	}
	if f.tail {
		out.Chance = f.chance()
	}
	f.tol = a.tol
	out.Explained, out.Notes = f.verdict(m)
	var err error
	out.Intervals, err = f.intervals(a, out.Explained)
	return out, err
}
