package denoise

import (
	"context"
	"fmt"
	"sync"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/study"
)

// Contender is a rule in the race on the network.
type Contender struct {
	optim.Named
	Rate float64 // the middle of the rates that are tried first
}

// Contenders are the rules of the race, each with the constants of its source; what is tuned is the rate.
func Contenders() (all []Contender) {
	for _, c := range []struct {
		name string
		rate float64
	}{
		{"SGD", 0.3},
		{"Momentum", 0.03},
		{"Nesterov", 0.03},
		{"Adagrad", 0.03},
		{"RMSprop", 0.003},
		{"Adadelta", 10},
		{"Adam", 0.01},
		{"Adam, uncorrected", 0.003},
		{"Nadam", 0.01},
	} {
		all = append(all, Contender{optim.RulesNamed(c.name)[0], c.rate})
	}
	return all
}

const tuningSeeds = 5 // of a rate

// RulesSeeds is how many runs of each rule and schedule the table rules shows: more than elsewhere, as some come to
// nothing.
const RulesSeeds = 10

// RulesTrial is a training of the race on the network.
func RulesTrial(c Contender, cosine bool, rate float64, seed uint64) Training {
	return Training{Patches: 256, Batch: 16, Steps: 160, Rate: rate, Rule: c.New, Cosine: cosine, Seed: seed}
}

// RulesStudy is the race of the contenders on the network, for the engine of package study. Each has, with a
// constant rate and with one that falls to 0 along half a cosine, a rate of its own: the one that has, with both its
// neighbours, the best mean PSNR over the trained patches on five seeds, from a grid of half powers of ten that is
// widened until the best rate is inside; a rate that diverges, and a neighbour of one, is not taken. Then it trains
// with ten other seeds.
func RulesStudy(size study.Size, folder string) study.Study {
	m := maker{size: size, photos: sync.OnceValues(func() (Photos, error) { return LoadPhotos(folder) })}
	return study.Study{
		Name: "rules", About: "every rule with a tuned rate on the network of lesson 13, constant and along a cosine",
		Package: "pkg/denoise", Page: "notebooks/13-training-a-denoiser.ipynb", Inputs: study.Photographs(folder),
		Parts: []study.Part{m.rules()},
	}
}

func (m maker) rules() study.Part {
	key := func(c Contender, cosine, seed int) string {
		return fmt.Sprintf("%s cosine=%d seed=%d", c.Name, cosine, seed)
	}
	seeds := study.Pick(m.size, RulesSeeds, 1)
	var jobs []study.Job
	for _, c := range Contenders() {
		for cosine := range 2 {
			train := func(ctx context.Context, rate float64, seed int) (study.Result, error) {
				return m.contest(ctx, RulesTrial(c, cosine == 1, rate, uint64(seed)))
			}
			tuning := key(c, cosine, -1)
			jobs = append(jobs, study.Job{Key: tuning, Cost: 4e6 * tuningSeeds, Run: func(ctx context.Context, _ study.Results) (study.Result, error) {
				return m.search(ctx, c.Rate, tuningSeeds, true, func(ctx context.Context, rate float64, seed int) (float64, error) {
					r, err := train(ctx, rate, seed)
					return r["train"], err
				})
			}})
			for seed := range seeds {
				jobs = append(jobs, study.Job{
					Key: key(c, cosine, seed), Cost: 1e6, Needs: []string{tuning},
					Run: func(ctx context.Context, done study.Results) (study.Result, error) {
						return train(ctx, done[tuning]["rate"], seed)
					},
				})
			}
		}
	}
	return study.Part{
		Name: "rules", About: "the race, and the rates that were tried", Jobs: jobs,
		Tables: []study.Table{
			{Name: "rules", Digits: digits, Columns: []string{"rule", "cosine", "rate", "seed", "train", "held"}},
			{Name: "rates", Digits: digits, Columns: []string{"rule", "cosine", "rate", "diverged", "decibels"}},
		},
		Fill: func(done study.Results, t []*study.Table) {
			for i, c := range Contenders() {
				for cosine := range 2 {
					tuned := done[key(c, cosine, -1)]
					for seed := range seeds {
						r := done[key(c, cosine, seed)]
						t[0].Add(i, cosine, tuned["rate"], seed, r["train"], r["held"])
					}
					score, diverged := tuned.Vector("decibels"), tuned.Vector("diverged")
					for k, rate := range tuned.Vector("rates") {
						t[1].Add(i, cosine, rate, diverged[k], score[k])
					}
				}
			}
		},
	}
}

// contest makes a training of the race.
func (m maker) contest(ctx context.Context, t Training) (study.Result, error) {
	o, err := m.outcome(ctx, t)
	return study.Result{"train": o.Train, "held": o.Held}, err
}
