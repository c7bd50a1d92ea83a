package trials

import (
	"math/rand/v2"

	"gonum.org/v1/gonum/optimize"

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

// Population is CMA-ES, as gonum has it, on the misfit: 15 b's at a time.
func Population(passes int) Method {
	return Method{"population (CMA-ES)", func(t Trial) (float64, int, error) {
		f := t.Objective
		best, least, spent := t.Start, 2.0, 0
		value := func(x []float64) float64 {
			b := min(stair.DefaultHi, max(stair.DefaultLo, x[0]))
			m := f.Misfit(b)
			if spent++; m < least {
				best, least = b, m
			}
			return m + max(b-x[0], x[0]-b) // outside the domain it is drawn back
		}
		const members = 15
		_, err := optimize.Minimize(optimize.Problem{Func: value}, []float64{t.Start}, &optimize.Settings{
			FuncEvaluations: passes / members * members, Converger: optimize.NeverTerminate{},
		}, &optimize.CmaEsChol{InitStepSize: 8, Population: members, Src: rand.NewPCG(t.Seed, 9)})
		return best, spent, err
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
