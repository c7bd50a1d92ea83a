package race

import (
	"context"
	"math"

	"github.com/gradstep/gradstep/pkg/study"
)

// digits is the network that reads digits. Rates are chosen by the loss on the validation images.
func digits(size study.Size) study.Part {
	all, tries, seeds := entrants(size, Contenders(), "digits"), study.Pick(size, 3, 1), study.Pick(size, 15, 2)
	epochs := study.Pick(size, Epochs, 1)
	var jobs []study.Job
	for _, e := range all {
		jobs = append(jobs, study.Job{Key: e.key(), Cost: 4e6, Run: func(ctx context.Context, _ study.Results) (study.Result, error) {
			var failed error
			tuned := coarse(0.03, 0.1, func(rate float64) (s float64) {
				for k := range tries {
					c, err := ReadDigits(ctx, e.rule, e.fall, rate, epochs, epochs, firstTuning+uint64(k))
					if err != nil {
						failed = err
						return math.Inf(1)
					}
					s += math.Log10(c.Validation[0]) / float64(tries)
				}
				return s
			})
			if failed != nil {
				return nil, failed
			}
			r := study.Result{"rate": tuned.Rate, "score": tuned.Score, "tried": float64(tuned.Tried), "near": float64(tuned.Near)}
			for seed := range seeds {
				c, err := ReadDigits(ctx, e.rule, e.fall, tuned.Rate, epochs, 1, uint64(seed))
				if err != nil {
					return nil, err
				}
				r.SetVector(vector("train", seed), c.Train)
				r.SetVector(vector("held", seed), c.Held)
				r.SetVector(vector("wrong", seed), c.Wrong)
			}
			return r, nil
		}})
	}
	last := func(r study.Result, name string) (v []float64) {
		for seed := range seeds {
			v = append(v, r.Vector(vector(name, seed))[epochs-1])
		}
		return v
	}
	return study.Part{
		Name: "digits", About: "a network that reads digits: 20 epochs", Jobs: jobs,
		Tables: []study.Table{
			{Name: "digits", Columns: []string{"rule", "falls", "rate", "tried", "near", "score", "seed", "train", "held", "wrong"}},
			{Name: "curves", Columns: []string{"rule", "falls", "epoch", "train", "held", "wrong"}},
			{Name: "digit-duels", Columns: duelTable.Columns},
		},
		Fill: func(done study.Results, t []*study.Table) {
			for _, e := range all {
				r := done[e.key()]
				for seed := range seeds {
					t[0].Add(e.rule.Name, e.fall, r["rate"], r["tried"], r["near"], r["score"], seed,
						last(r, "train")[seed], last(r, "held")[seed], last(r, "wrong")[seed])
				}
				for epoch := range epochs {
					row := []any{e.rule.Name, e.fall, epoch + 1}
					for _, name := range []string{"train", "held", "wrong"} {
						var v []float64
						for seed := range seeds {
							v = append(v, r.Vector(vector(name, seed))[epoch])
						}
						row = append(row, study.Summarize(v).Mean)
					}
					t[1].Add(row...)
				}
			}
			addDuels(t[2], size, "digits", func(e entrant) []float64 { return last(done[e.key()], "held") },
				func(e entrant) (float64, bool) { score, ok := done[e.key()]["score"]; return score, ok })
		},
	}
}

func vector(name string, seed int) string { return name + string(rune('a'+seed)) }
