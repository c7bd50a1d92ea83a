package race

import (
	"context"
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/study"
)

// horizons are the lengths among which a cosine's is chosen: after it the rate is 0.
var horizons = []int{500, 2000}

// noises are those of the rare features: with the small one a single sighting tells a weight to 0.05, half of what
// is asked, with the large one it takes 36.
var noises = []float64{0.05, 0.3}

// lectured are the rules of the lecture.
var lectured = optim.RulesNamed("SGD", "Momentum", "Nesterov", "Adagrad", "RMSprop", "Adam", uncorrected)

// rare asks when the weights of rare features are found for good.
func rare(size study.Size) study.Part {
	name := func(noise float64) string { return fmt.Sprintf("rare features, noise %g", noise) }
	var names []string
	noiseOf := map[string]float64{}
	for _, v := range study.Pick(size, noises, noises[:1]) {
		names, noiseOf[name(v)] = append(names, name(v)), v
	}
	all, tries, seeds := entrants(size, lectured, names...), study.Pick(size, 5, 1), study.Pick(size, 51, 3)
	var jobs []study.Job
	for _, e := range all {
		p := Sparse{noiseOf[e.task]}
		jobs = append(jobs, study.Job{Key: e.key(), Cost: 3e6, Run: func(context.Context, study.Results) (study.Result, error) {
			rule, r := e.rule.New(), study.Result{"score": math.Inf(1)}
			ends := horizons
			if e.fall != "cosine" {
				ends = []int{0}
			}
			for _, end := range ends {
				tuned := Tune(0.1, 0.1, func(rate float64) (s float64) {
					for k := range tries {
						s += p.score(p.Stays(rule, schedule(e.fall, rate, end), firstTuning+uint64(k))) / float64(tries)
					}
					return s
				})
				if tuned.Score < r["score"] {
					r = study.Result{"rate": tuned.Rate, "score": tuned.Score, "tried": float64(tuned.Tried), "near": float64(tuned.Near), "horizon": float64(end)}
				}
			}
			out := make([]float64, seeds)
			for seed := range out {
				out[seed], _ = p.Stays(rule, schedule(e.fall, r["rate"], int(r["horizon"])), uint64(seed))
			}
			r.SetVector("steps", out)
			return r, nil
		}})
	}
	return study.Part{
		Name: "rare", About: "features of unequal frequency: steps until all weights are found for good", Jobs: jobs,
		Tables: []study.Table{
			{Name: "rare", Columns: []string{"task", "rule", "falls", "horizon", "rate", "tried", "near", "score", "found", "steps_q25", "steps", "steps_q75", "lo", "hi"}},
			{Name: "rare-duels", Columns: duelTable.Columns},
		},
		Fill: func(done study.Results, t []*study.Table) {
			for _, e := range all {
				r, found := done[e.key()], 0.0
				steps := r.Vector("steps")
				for _, s := range steps {
					if !math.IsInf(s, 1) {
						found += 1 / float64(len(steps))
					}
				}
				t[0].Add(append([]any{e.task, e.rule.Name, e.fall, r["horizon"], r["rate"], r["tried"], r["near"], r["score"], math.Round(found*1e6) / 1e6},
					spreadOf(e.key(), steps)...)...)
			}
			for _, n := range names {
				addDuels(t[1], size, n, func(e entrant) []float64 {
					steps := done[e.key()].Vector("steps")
					for i := range steps { // one that failed took longer than any
						steps[i] = min(steps[i], longest)
					}
					return steps
				}, func(e entrant) (float64, bool) { score, ok := done[e.key()]["score"]; return score, ok })
			}
		},
	}
}
