package convergence

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/study"
)

// raceSeeds is how many runs a solver has on a problem, each from a start of its own.
func raceSeeds(size study.Size) int { return max(size.Seeds/5, 2) }

// race is every source times every rule on twelve problems, at the same number of
// evaluations, tuned by the same budget on other seeds.
func race(size study.Size) study.Study {
	all, choices, seeds := runners(size), settings(size), raceSeeds(size)
	cost := func(r runner) float64 { return 0.35 * float64(raceBudget(r.course.n())) }
	first := func(study.Results) (jobs []study.Job) {
		for _, r := range all {
			jobs = append(jobs, study.Job{Key: r.key(-1), Cost: 2 * float64(len(choices)) * cost(r), Run: func() []float64 {
				return []float64{float64(r.tuned(choices))}
			}})
		}
		return jobs
	}
	second := func(done study.Results) (jobs []study.Job) {
		for _, r := range all {
			for seed := range seeds {
				jobs = append(jobs, study.Job{Key: r.key(seed), Cost: cost(r), Run: func() []float64 {
					return r.run(choices[int(done[r.key(-1)][0])], seed)
				}})
			}
		}
		return jobs
	}
	return study.Study{
		Name: "race", About: "every gradient source with every rule on twelve problems at equal cost",
		Stages: []study.Stage{first, second},
		Tables: func(done study.Results) []study.Table {
			t := study.Table{Name: "race", Columns: []string{"problem", "class", "n", "source", "rule", "rate", "falls"}}
			for _, tau := range taus {
				t.Columns = append(t.Columns, fmt.Sprintf("solved_%g", tau), fmt.Sprintf("evals_%g", tau))
			}
			t.Columns = append(t.Columns, "left_q25", "left", "left_q75")
			for _, r := range all {
				r.row(&t, choices[int(done[r.key(-1)][0])], r.results(done, seeds))
			}
			return append([]study.Table{t}, profiles(all, func(r runner) [][]float64 { return r.results(done, seeds) })...)
		},
	}
}

// results are those of all seeds.
func (r runner) results(done study.Results, seeds int) (out [][]float64) {
	for seed := range seeds {
		out = append(out, done[r.key(seed)])
	}
	return out
}

// tuned returns the number of the setting with the best score, over two seeds that
// serve for nothing else.
func (r runner) tuned(choices []setting) int {
	best, least := 0, math.Inf(1)
	for i, s := range choices {
		score := 0.0
		for seed := 1; seed <= 2; seed++ {
			out := r.run(s, -1-seed)
			score += out[len(out)-1]
		}
		if score < least {
			best, least = i, score
		}
	}
	return best
}

func (r runner) row(t *study.Table, s setting, runs [][]float64) {
	falls := 0
	if s.falls {
		falls = 1
	}
	cells := []any{r.course.name, r.course.class, r.course.n(), r.source, r.rule, s.rate, falls}
	for i := range taus {
		var evals []float64
		share := 0.0
		for _, run := range runs {
			evals = append(evals, run[i])
			if !math.IsInf(run[i], 1) {
				share += 1 / float64(len(runs))
			}
		}
		cells = append(cells, math.Round(share*1e6)/1e6, study.Summarize(evals).Median)
	}
	var left []float64
	for _, run := range runs {
		left = append(left, run[len(taus)])
	}
	q := study.Summarize(left)
	t.Add(append(cells, q.Q25, q.Median, q.Q75)...)
}
