package convergence

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/study"
)

// race is every source times every rule on twelve problems, at the same number of
// evaluations, tuned by the same budget on other seeds.
func race(size study.Size) study.Part {
	all, choices := runners(size), settings(size)
	numbers := make([]float64, len(choices)) // what a plan tunes is a number
	for i := range numbers {
		numbers[i] = float64(i)
	}
	plan := study.Plan[runner]{
		Configs: all, Key: runner.key, Seeds: func(runner) int { return max(size.Seeds/5, 2) }, // each seed has a start of its own
		Cost: func(r runner) float64 { return 0.35 * float64(raceBudget(r.course.n())) },
		Run: func(r runner, number float64, seed int) (study.Result, error) {
			return r.run(choices[int(number)], seed), nil
		},
		Rates: func(runner) []float64 { return numbers }, Tries: []int{-2, -3, -4, -5, -6},
		Score: func(runs study.Runs) (sum float64) {
			for _, score := range runs.Values("score") {
				sum += score / float64(len(runs))
			}
			return sum
		},
	}
	head := []string{"problem", "class", "n", "source", "rule", "rate", "falls"}
	for _, tau := range taus {
		head = append(head, fmt.Sprintf("solved_%g", tau), fmt.Sprintf("evals_%g", tau))
	}
	return study.Part{
		Name: "race", About: "every gradient source with every rule on twelve problems at equal cost", Jobs: plan.Jobs(),
		Tables: []study.Table{
			{Name: "race", Columns: append(head, "left_q25", "left", "left_q75")},
			{Name: "profiles", Columns: []string{"set", "solver", "with", "kind", "tau", "alpha", "share"}},
			{Name: "classes", Columns: []string{"class", "source", "rule", "solved_0.1", "solved_0.001", "lo_0.001", "hi_0.001", "evals_per_n_0.001"}},
		},
		Fill: func(done study.Results, t []*study.Table) {
			for _, r := range all {
				r.row(t[0], choices[int(plan.Rate(done, r))], plan.Runs(done, r))
			}
			profiles(t[1], t[2], all, func(r runner) [][]float64 { return plan.Runs(done, r).Vectors("evals") },
				func(r runner) float64 { return plan.Tuned(done, r) })
		},
	}
}

func (r runner) row(t *study.Table, s setting, runs study.Runs) {
	falls := 0
	if s.falls {
		falls = 1
	}
	cells := []any{r.course.name, r.course.class, r.course.n(), r.source, r.rule, s.rate, falls}
	for i := range taus {
		var evals []float64
		share := 0.0
		for _, run := range runs.Vectors("evals") {
			evals = append(evals, run[i])
			if !math.IsInf(run[i], 1) {
				share += 1 / float64(len(runs))
			}
		}
		cells = append(cells, math.Round(share*1e6)/1e6, study.Summarize(evals).Median)
	}
	q := study.Summarize(runs.Values("left"))
	t.Add(append(cells, q.Q25, q.Median, q.Q75)...)
}
