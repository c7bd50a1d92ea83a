package stylize

import (
	"context"
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
)

// A Pair is an original and what a style made of it: samples of [0, 1], planes of one size.
type Pair struct {
	Size        Size
	Src, Target []float64

	// Edge is how many pixels from the edge on count for nothing, where the pair was cut out of larger images and a
	// blur cannot see what was beyond.
	Edge int
}

// FitSettings say how [Fit] searches. The zero value works.
type FitSettings struct {
	// Passes bounds the cost, in runs of the chain over all pairs. Searching for intervals comes on top, and so does one
	// for a known value that is wrong. Zero: 4000.
	Passes int
	// Context ends the search between two steps; nil: none.
	Context context.Context
}

// Fitted is what [Fit] finds.
type Fitted struct {
	Style  Style     // the given one with the values found
	Params []float64 // of all stages

	// Intervals are those of all parameters; known ones have no width.
	Intervals []Interval

	// Agree of Total samples come out of the chain as they are stored, within Tol levels of 1/255. Chance is the share
	// that would with a b that has nothing to do with them, and 0 without a staircase at the end.
	Agree, Total int
	Tol, Chance  float64

	// Near is how near to the chain's the disagreeing samples are, as a share of where they would be if they had been
	// replaced: 1 for replaced ones. Below [NearLimit] the chain is not quite the one that made them.
	Near float64

	// Explained says that the chain is the one that made the images, as far as they tell; Notes say why not.
	Explained bool
	Passes    int // runs of the chain
	Notes     []string

	// Instead are the fits with one known value left unknown that explain the images where the given style does not, the
	// best first.
	Instead []Instead
}

// Fit finds the unknown parameters of a style from pairs of images that it was applied to, all with the same
// parameters. Staircases may stand anywhere in it, and more than once; samples of the targets may have been replaced.
//
// It descends by damped Gauss–Newton steps along
//
//	F(p) = Σ r_i²/(1 + r_i²/c²),
//
// of which no sample counts for more than c², in three parts:
//
//   - every staircase is smoothed over a whole step, which makes it the identity: r is the distance of the chain's
//     output from the target, and c falls from 1 to three times the median;
//   - each staircase's b is set, the last one first: where the chain ends with it, to the b that the most samples
//     agree with beyond chance, the others to the least F of a grid;
//   - all parameters together, while the staircases sharpen and c falls to a tenth of a level. Behind a last staircase
//     r is how far its input lies outside of the step [n/b, (n+1)/b] that the target says.
//
// If fewer than [Enough] of the samples then agree it starts again elsewhere, as long as the budget lasts, and keeps
// the best. What the intervals mean is at [Interval]. Stored 0 and 1 are bounds: the file keeps 0 of whatever was less.
//
// The error wraps [ErrStyle], [ErrValue] or [ErrShape], or is the context's cause. Equal arguments give equal bits.
func Fit(style Style, pairs []Pair, s FitSettings) (Fitted, error) {
	f, err := newFitter(style, pairs, s)
	if err != nil {
		return Fitted{}, err
	}
	best := attempt{agree: -1}
	for k := 0; k < maxStarts; k++ {
		f.start(k)
		if err := f.descend(); err != nil {
			return Fitted{}, err
		}
		if a := f.measure(); a.score > best.score || best.agree < 0 {
			best = a
		}
		if float64(best.agree) >= Enough*float64(f.total) || len(f.free) == 0 || f.passes*(k+2)/(k+1) > f.budget {
			break
		}
	}
	f.adopt(best)
	if err := f.context(); err != nil {
		return Fitted{}, err
	}
	f.boxed, f.margin = true, 0
	found, err := f.fitted(best)
	if err != nil || found.Explained || f.style.Unknowns() == 0 {
		return found, err
	}
	if found.Instead, err = instead(style, pairs, s, found); err != nil {
		return Fitted{}, err
	}
	for _, o := range found.Instead {
		found.Passes += o.Passes
	}
	if len(found.Instead) > 0 {
		found.Notes = append(found.Notes, insteadNote(found.Instead, found))
	}
	return found, nil
}

// Enough is the share of agreeing samples from which [Fit] does not start again.
const Enough = 0.75

const maxStarts = 6

// start goes to the k-th start: the one that the style says, then others, evenly spread over the ranges by a
// sequence of golden ratios.
func (f *fitter) start(k int) {
	copy(f.p, f.origin)
	if k == 0 {
		return
	}
	for j, i := range f.free {
		u := math.Mod(0.5+float64(k)*golden(j), 1)
		lo, hi := f.params[i].Lo, f.params[i].Hi
		if f.logs[i] {
			f.p[i] = lo * math.Pow(hi/lo, u)
		} else {
			f.p[i] = lo + (hi-lo)*u
		}
	}
}

// golden is a number whose multiples fill [0, 1] evenly, another one for each j.
func golden(j int) float64 { return math.Mod(math.Sqrt(float64(2+j*(j+3))), 1) }

func (f *fitter) context() error {
	if f.ctx == nil || f.ctx.Err() == nil {
		return nil
	}
	return context.Cause(f.ctx)
}

// descend makes the three parts.
func (f *fitter) descend() error {
	f.release()
	f.boxed, f.tol = false, 0.5
	f.sharpen(0.5)
	c := 1.0
	for range 12 {
		if err := f.steps(c, 2); err != nil {
			return err
		}
		c = max(c/1.6, min(c, 3*f.median()))
	}
	if err := f.findStairs(); err != nil {
		return err
	}
	f.boxed = true
	for k, t := range ramps {
		f.sharpen(t)
		if err := f.steps(f.scale(k), stepsPerRamp); err != nil {
			return err
		}
		if k == 2 {
			if err := f.findStairs(); err != nil {
				return err
			}
		}
	}
	return f.settle()
}

// settle ends a descent: b goes to the middle of where the most samples agree, and the others to where the samples
// beside the ends of their boxes hold the balance.
func (f *fitter) settle() error {
	defer func() { f.margin = 0 }()
	for _, margin := range []float64{0, 0.05 / stair.MaxLevel} {
		f.polish()
		if err := f.refine(); err != nil {
			return err
		}
		f.margin = margin
		if err := f.steps(0.1/stair.MaxLevel, 2*stepsPerRamp); err != nil {
			return err
		}
	}
	f.margin = 0
	f.polish()
	return nil
}

const stepsPerRamp = 8

// ramps are the widths of the ramps in the third part.
var ramps = []float64{0.35, 0.25, 0.18, 0.12, 0.08, 0.05, 0.03, 0.02, 0.01}

// scale is c in the third part: it falls from half a step, or from the median of the residuals, to a tenth of a level.
func (f *fitter) scale(k int) float64 {
	first := 0.1
	if f.tail {
		first = 0.5 / f.p[f.tailAt]
	}
	const last = 0.1 / stair.MaxLevel
	return first * math.Pow(last/first, float64(k)/float64(len(ramps)-1))
}

// sharpen sets half the width of the ramps of all staircases.
func (f *fitter) sharpen(t float64) {
	f.t = t
	for _, stairs := range f.stairs {
		for _, q := range stairs {
			q.Temperature = t
		}
	}
}
