package rivals

import (
	"slices"

	"github.com/gradstep/gradstep/pkg/study"
)

// Share is a share with its 95 % interval.
type Share struct{ Value, Lo, Hi float64 }

// draws is how many samples the bootstrap takes.
const draws = 1000

// Profile returns the data profile of a solver at α: the share of runs that solve their problem to Taus[tau] within
// α(n+1) evaluations (Moré and Wild 2009, (2.9)).
//
// The interval is the bootstrap's over functions, since the problems of one function resemble each other: as many
// functions as there are, are drawn with replacement, each with all its runs. The draws are the same for all solvers.
func Profile(runs []Run, tau int, alpha float64) Share {
	return bootstrap(runs, func(r Run) float64 {
		if r.within(tau, alpha) {
			return 1
		}
		return 0
	})
}

// Lead returns by how much the share of a is larger than that of b, with the interval of the difference.
func Lead(a, b []Run, tau int, alpha float64) Share {
	weigh := func(runs []Run, sign float64) (all []weighed) {
		for _, r := range runs {
			w := weighed{function: r.Problem.Function, of: sign}
			if r.within(tau, alpha) {
				w.value = 1
			}
			all = append(all, w)
		}
		return all
	}
	return resample(append(weigh(a, 1), weigh(b, -1)...))
}

// weighed is a value of a run in the group of positive or of negative ones.
type weighed struct {
	function  int
	value, of float64
}

func bootstrap(runs []Run, value func(Run) float64) Share {
	var all []weighed
	for _, r := range runs {
		all = append(all, weighed{r.Problem.Function, value(r), 1})
	}
	return resample(all)
}

// resample is the mean of the positive group less that of the negative one, with its interval.
func resample(all []weighed) Share {
	type sums struct{ plus, plusCount, minus, minusCount float64 }
	var order []int
	groups := map[int]sums{}
	for _, w := range all {
		g, ok := groups[w.function]
		if !ok {
			order = append(order, w.function)
		}
		if w.of > 0 {
			g.plus, g.plusCount = g.plus+w.value, g.plusCount+1
		} else {
			g.minus, g.minusCount = g.minus+w.value, g.minusCount+1
		}
		groups[w.function] = g
	}
	slices.Sort(order)
	mean := func(pick func(i int) int) float64 {
		var t sums
		for i := range order {
			g := groups[order[pick(i)]]
			t.plus, t.plusCount, t.minus, t.minusCount = t.plus+g.plus, t.plusCount+g.plusCount, t.minus+g.minus, t.minusCount+g.minusCount
		}
		d := 0.0
		if t.plusCount > 0 {
			d = t.plus / t.plusCount
		}
		if t.minusCount > 0 {
			d -= t.minus / t.minusCount
		}
		return d
	}
	s := Share{Value: mean(func(i int) int { return i })}
	rng := study.Generator("rivals bootstrap", 0)
	sample := make([]float64, draws)
	for k := range sample {
		sample[k] = mean(func(int) int { return rng.IntN(len(order)) })
	}
	slices.Sort(sample)
	s.Lo, s.Hi = sample[draws*25/1000], sample[draws*975/1000-1]
	return s
}
