package convergence

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/study"
)

var classColumns = []string{"class", "source", "rule", "solved_0.1", "solved_0.001", "lo_0.001", "hi_0.001", "evals_per_n_0.001"}

// solvedFirst weighs the share of the tuning runs that are solved above any score, which lies in [-12, 0]; a
// share is a multiple of a fifth over at most five problems.
const solvedFirst = 1000

// race is every source times every rule on twelve problems, at the same number of
// evaluations, tuned by the same budget on other seeds; and times the rules that find their rate, which are not
// tuned at all.
func race(size study.Size) study.Part {
	all, choices := runners(size), settings(size)
	numbers := make([]float64, len(choices)) // what a plan tunes is a number
	for i := range numbers {
		numbers[i] = float64(i)
	}
	plan := study.Plan[runner]{
		Configs: all, Key: runner.key, Seeds: func(runner) int { return size.Seeds }, // each seed has a start of its own
		Cost: func(r runner) float64 { return 0.35 * float64(raceBudget(r.course.n())) },
		Run: func(r runner, number float64, seed int) (study.Result, error) {
			return r.run(choices[int(number)], seed), nil
		},
		Rates: func(r runner) []float64 {
			if r.rateless() {
				return numbers[:1] // which is not looked at
			}
			return numbers
		},
		Tries: []int{-2, -3, -4, -5, -6}, Keep: []string{"solved"},
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
			{Name: "classes", Columns: classColumns},
			{Name: "rateless", Columns: classColumns},
		},
		Fill: func(done study.Results, t []*study.Table) {
			results := func(r runner) [][]float64 { return plan.Runs(done, r).Vectors("evals") }
			var tuned, untuned []runner
			for _, r := range all {
				if r.rateless() {
					r.row(t[0], setting{rate: 1}, plan.Runs(done, r))
					untuned = append(untuned, r)
					continue
				}
				r.row(t[0], choices[int(plan.Rate(done, r))], plan.Runs(done, r))
				tuned = append(tuned, r)
			}
			profiles(t[1], t[2], tuned, results, func(r runner) float64 {
				return plan.Tuned(done, r) - solvedFirst*plan.Kept(done, r, "solved")
			})
			ratelessRows(t[3], untuned, results)
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
