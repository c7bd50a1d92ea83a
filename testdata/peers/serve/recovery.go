package main

import (
	"fmt"
	"strconv"
	"sync"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/recovery/trials"
	"github.com/gradstep/gradstep/pkg/stair"
)

// recoveryRun is a trial of docs/recovering-b.md: the misfit as a function of b.
type recoveryRun struct {
	trial trials.Trial
	evals int
	best  []found
}

// found is a b that was better than those before.
type found struct {
	evals     int
	b, misfit float64
}

var photos = sync.OnceValues(func() ([]*picture.Image, error) { return trials.Photos("testdata/photos") })

func openRecovery(args []string) run {
	if len(args) != 2 {
		fail("usage: recovery SCENARIO SEED")
	}
	s, err1 := strconv.Atoi(args[0])
	seed, err2 := strconv.ParseUint(args[1], 10, 64)
	all := trials.Scenarios()
	if err1 != nil || err2 != nil || s < 0 || s >= len(all) {
		fail(fmt.Sprintf("no trial %v", args))
	}
	images, err := photos()
	if err != nil {
		fail(err.Error())
	}
	t, err := all[s].Trial(seed, images)
	if err != nil {
		fail(err.Error())
	}
	return &recoveryRun{trial: t}
}

// task asks for a population of 15, which finds more on other seeds than the 4 that cma takes in one dimension.
func (r *recoveryRun) task() task {
	return task{
		N: 1, Budget: trials.Passes, Start: []float64{r.trial.Start}, Size: 1,
		Lo: []float64{stair.DefaultLo}, Hi: []float64{stair.DefaultHi}, Tolerance: trials.Tolerance, Share: trials.Passes / 10, Population: 15,
	}
}

func (r *recoveryRun) value(x []float64) float64 {
	b := min(stair.DefaultHi, max(stair.DefaultLo, x[0]))
	m := r.trial.Objective.Misfit(b)
	if r.evals++; len(r.best) == 0 || m < r.best[len(r.best)-1].misfit {
		r.best = append(r.best, found{r.evals, b, m})
	}
	return m
}

func (r *recoveryRun) over() bool { return r.evals >= trials.Passes }

// result is the target, and then evaluations and best b's in turn.
func (r *recoveryRun) result() any {
	flat := []float64{r.trial.Target}
	for _, f := range r.best {
		flat = append(flat, float64(f.evals), f.b)
	}
	return flat
}
