package trials

import (
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/recovery"
	"github.com/gradstep/gradstep/pkg/stair"
)

// starts is how many descents ManyStarts shares its passes among.
const starts = 10

// ManyStarts follows the smoothed misfit from the trial's start and nine random
// ones, and takes the end with the least misfit. No part of it looks far, so one of
// the starts has to be near.
func ManyStarts(passes int) Method {
	return Method{"ten starts, misfit alone", func(t Trial) (float64, int, error) {
		f := t.Objective
		rng := rand.New(rand.NewPCG(t.Seed, 8))
		steps := (passes/starts - 1) / 2 // and one pass to compare the ends
		best, least, spent := 0.0, 2.0, 0
		for i := range starts {
			b0 := t.Start
			if i > 0 {
				b0 = anywhere(rng)
			}
			r, err := recovery.Descent{Steps: steps, Far: -1}.Run(f, b0)
			if err != nil {
				return 0, 0, err
			}
			if m := f.Misfit(r.B); m < least {
				best, least = r.B, m
			}
			spent += r.Passes + 1
		}
		return best, spent, nil
	}}
}

// RandomSearch asks for the misfit at so many uniform b's and takes the best.
func RandomSearch(passes int) Method {
	return Method{"random search", func(t Trial) (float64, int, error) {
		return probe(t, passes), passes, nil
	}}
}

// probe is the best of the start and of uniform b's, so many in all.
func probe(t Trial, passes int) float64 {
	rng := rand.New(rand.NewPCG(t.Seed, 9))
	best, least := t.Start, t.Objective.Misfit(t.Start)
	for range passes - 1 {
		b := anywhere(rng)
		if m := t.Objective.Misfit(b); m < least {
			best, least = b, m
		}
	}
	return best
}

// Probes spends four ninths of the passes on random search, and the rest on the descent of the smoothed misfit
// from the best that it found.
func Probes(passes int) Method {
	return Method{"random probes, then the misfit", func(t Trial) (float64, int, error) {
		probes := passes * 4 / 9
		r, err := recovery.Descent{Steps: (passes - probes) / 2, Far: -1}.Run(t.Objective, probe(t, probes))
		return r.B, probes + r.Passes, err
	}}
}

// Grid asks for the misfit at so many equidistant b's. In one dimension it covers
// everything; in n it would need the n-th power.
func Grid(passes int) Method {
	return Method{"grid", func(t Trial) (float64, int, error) {
		f := t.Objective
		best, least := 0.0, 2.0
		for i := range passes {
			b := stair.DefaultLo + (stair.DefaultHi-stair.DefaultLo)*(float64(i)+0.5)/float64(passes)
			if m := f.Misfit(b); m < least {
				best, least = b, m
			}
		}
		return best, passes, nil
	}}
}
