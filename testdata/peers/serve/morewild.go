package main

import (
	"fmt"
	"math"
	"strconv"

	"github.com/gradstep/gradstep/pkg/rivals"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

type moreWild struct {
	m *rivals.Meter
	t task
}

func openMoreWild(args []string) run {
	if len(args) != 3 && len(args) != 4 {
		fail("usage: morewild ROW FORM SEED [ENOUGH]")
	}
	row, err1 := strconv.Atoi(args[0])
	seed, err2 := strconv.Atoi(args[2])
	all := testfunc.MoreWildProblems()
	if err1 != nil || err2 != nil || row < 1 || row > len(all) {
		fail(fmt.Sprintf("no problem %v", args))
	}
	for _, form := range testfunc.Forms {
		if form.String() == args[1] {
			m := rivals.NewMeter(all[row-1], form, seed)
			if len(args) == 4 {
				m.StopAt(numbers(args[3:], 1)[0])
			}
			return &moreWild{m, task{N: m.Problem.N, Budget: rivals.Budget(m.Problem.N), Start: m.Start(), Size: m.Size()}}
		}
	}
	fail(fmt.Sprintf("no form %q", args[1]))
	return nil
}

func (r *moreWild) task() task                { return r.t }
func (r *moreWild) value(x []float64) float64 { return r.m.Func(x) }
func (r *moreWild) over() bool                { return r.m.Over() }

// result is evaluations and best values, in turn; JSON has no infinity.
func (r *moreWild) result() any {
	var flat []float64
	for _, rec := range r.m.Records {
		flat = append(flat, float64(rec.Evals), min(rec.Best, math.MaxFloat64))
	}
	return flat
}
