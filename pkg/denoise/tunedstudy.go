package denoise

import (
	"context"
	"fmt"

	"github.com/gradstep/gradstep/pkg/study"
)

// studyTuning is by how many seeds a rate of the tables batches and strategies is chosen.
const studyTuning = 5

// tuning is the job that chooses a training's rate, by other patches of the photographs that it trains on, alone
// or with its neighbours, as search says.
func (m maker) tuning(key string, t Training, neighbours bool) study.Job {
	cost := 4 * studyTuning * 220 * float64(t.Steps*min(t.Batch, t.Patches)) // about four rates
	return study.Job{Key: key, Cost: cost, Run: func(ctx context.Context, _ study.Results) (study.Result, error) {
		return m.search(ctx, t.Rate, studyTuning, neighbours, func(ctx context.Context, rate float64, seed int) (float64, error) {
			t := t
			t.Rate, t.Seed = rate, uint64(seed)
			o, err := m.outcome(ctx, t)
			return o.Fresh, err
		})
	}}
}

// variants are the trainings among which the best is taken: one for each size of the noise where there is some.
func variants(t Training) []Training {
	if t.GradientNoise == 0 {
		return []Training{t}
	}
	var all []Training
	for _, t.GradientNoise = range NoiseSizes {
		all = append(all, t)
	}
	return all
}

// training is the key of a training of the strategies, whatever its rate and seed.
func training(t Training) string {
	return fmt.Sprintf("patches=%d order=%t curriculum=%t normalize=%t noise=%g patience=%d",
		t.Patches, t.InOrder, t.Curriculum, t.Normalize, t.GradientNoise, t.Patience)
}

// chosen is the variant whose best rate is best, with that rate.
func chosen(done study.Results, t Training) Training {
	all := variants(t)
	best := all[0]
	for _, v := range all {
		if done[training(v)]["best"] > done[training(best)]["best"] {
			best = v
		}
	}
	best.Rate = done[training(best)]["rate"]
	return best
}

// strategies has each training with its own rate, chosen by patches that are neither trained on nor shown.
func (m maker) strategies() study.Part {
	key := func(i, on, seed int) string { return fmt.Sprintf("%s on=%d seed=%d", Strategies()[i].Name, on, seed) }
	seeds := study.Pick(m.size, Seeds, 1)
	each := func(f func(i, on int, t Training)) {
		for i, s := range Strategies() {
			f(i, 0, s.Without)
			f(i, 1, s.With)
		}
	}
	var jobs []study.Job
	tuned := map[string]bool{}
	each(func(i, on int, t Training) {
		var needs []string
		for _, v := range variants(t) {
			if needs = append(needs, training(v)); !tuned[training(v)] {
				tuned[training(v)] = true
				jobs = append(jobs, m.tuning(training(v), v, false))
			}
		}
		for seed := range seeds {
			jobs = append(jobs, study.Job{
				Key: key(i, on, seed), Cost: 220 * float64(t.Steps*min(t.Batch, t.Patches)), Needs: needs,
				Run: func(ctx context.Context, done study.Results) (study.Result, error) {
					t := chosen(done, t)
					t.Seed = uint64(seed)
					o, err := m.outcome(ctx, t)
					return risks(o), err
				},
			})
		}
	})
	return study.Part{
		Name: "strategies", About: "each strategy switched on alone, five seeds", Jobs: jobs,
		Tables: []study.Table{
			{Name: "strategies", Digits: digits, Columns: []string{"strategy", "on", "rate", "noise", "seed", "steps", "train", "held"}},
			{Name: "strategy-rates", Digits: digits, Columns: []string{"strategy", "on", "noise", "rate", "decibels"}},
		},
		Fill: func(done study.Results, t []*study.Table) {
			each(func(i, on int, c Training) {
				with := chosen(done, c)
				for seed := range seeds {
					r := done[key(i, on, seed)]
					t[0].Add(i, on, with.Rate, with.GradientNoise, seed, r["steps"], r["train"], r["held"])
				}
				for _, v := range variants(c) {
					score := done[training(v)].Vector("decibels")
					for k, rate := range done[training(v)].Vector("rates") {
						t[1].Add(i, on, v.GradientNoise, rate, score[k])
					}
				}
			})
		},
	}
}
