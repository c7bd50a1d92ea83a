package rivals

import (
	"maps"
	"slices"

	"github.com/gradstep/gradstep/pkg/study"
)

// Share is a share with its 95 % interval.
type Share struct{ Value, Lo, Hi float64 }

// Profile returns the data profile of a solver at α: the share of runs that solve their problem to Taus[tau] within
// α(n+1) evaluations (Moré and Wild 2009, (2.9)).
//
// The interval is the bootstrap's over functions, since the problems of one function resemble each other: as many
// functions as there are, are drawn with replacement, each with all its runs. The draws are the same for all solvers.
func Profile(runs []Run, tau int, alpha float64) Share { return lead(tau, alpha, runs) }

// lead is the share of the first side, less that of the second, with the interval of the difference.
func lead(tau int, alpha float64, sides ...[]Run) Share {
	type tally struct{ solved, runs [2]float64 }
	of := map[int]tally{} // by function
	for side, runs := range sides {
		for _, r := range runs {
			t := of[r.Problem.Function]
			t.solved[side] += number(r.within(tau, alpha))
			t.runs[side]++
			of[r.Problem.Function] = t
		}
	}
	functions := slices.Sorted(maps.Keys(of))
	difference := func(draw func(i int) int) float64 {
		var all tally
		for i := range functions {
			t := of[functions[draw(i)]]
			for side := range sides {
				all.solved[side] += t.solved[side]
				all.runs[side] += t.runs[side]
			}
		}
		return all.solved[0]/max(1, all.runs[0]) - all.solved[1]/max(1, all.runs[1])
	}
	lo, hi := study.Bootstrap("rivals", len(functions), difference)
	return Share{difference(func(i int) int { return i }), lo, hi}
}
