package race

import (
	"context"
	"math"

	"github.com/gradstep/gradstep/pkg/study"
)

// tasks are the six small problems.
func tasks(size study.Size) study.Part {
	list := Tasks()
	var names []string
	for _, t := range list[:study.Pick(size, len(list), 1)] {
		names = append(names, t.Name)
	}
	all, tries, seeds := entrants(size, Contenders(), names...), study.Pick(size, 7, 2), study.Pick(size, 51, 5)
	var jobs []study.Job
	for _, e := range all {
		jobs = append(jobs, study.Job{Key: e.key(), Cost: 250e3, Run: func(context.Context, study.Results) (study.Result, error) {
			var task Task
			for _, t := range Tasks() { // a job's own: some problems have scratch space
				if t.Name == e.task {
					task = t
				}
			}
			rule := e.rule.New()
			left := func(rate float64, seed int) float64 {
				return math.Log10(task.Left(rule, schedule(e.fall, rate, gradients), uint64(seed)))
			}
			tuned := Tune(0.01, 1, func(rate float64) (s float64) {
				for k := range tries {
					s += left(rate, firstTuning+k) / float64(tries)
				}
				return s
			})
			r := study.Result{"rate": tuned.Rate, "score": tuned.Score, "tried": float64(tuned.Tried), "near": float64(tuned.Near)}
			out := make([]float64, seeds)
			for seed := range out {
				out[seed] = math.Pow(10, left(tuned.Rate, seed))
			}
			r.SetVector("left", out)
			return r, nil
		}})
	}
	return study.Part{
		Name: "tasks", About: "six small problems, 400 gradients each", Jobs: jobs,
		Tables: []study.Table{
			{Name: "tasks", Columns: []string{"task", "rule", "falls", "rate", "tried", "near", "score", "left_q25", "left", "left_q75", "lo", "hi"}},
			duelTable,
		},
		Fill: func(done study.Results, t []*study.Table) {
			for _, e := range all {
				r := done[e.key()]
				t[0].Add(append([]any{e.task, e.rule.Name, e.fall, r["rate"], r["tried"], r["near"], r["score"]}, spreadOf(e.key(), r.Vector("left"))...)...)
			}
			for _, name := range names {
				addDuels(t[1], size, name, func(e entrant) []float64 { return done[e.key()].Vector("left") },
					func(e entrant) (float64, bool) { score, ok := done[e.key()]["score"]; return score, ok })
			}
		},
	}
}
