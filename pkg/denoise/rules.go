package denoise

import (
	"context"
	"errors"
	"fmt"
	"math"
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

const (
	tuningSeeds = 3    // of a rate, from firstTuning on: none of them is in the race
	firstTuning = 1000 // the race has the seeds 0, …, Seeds-1
)

// RulesTrial is a training of the race on the network.
func RulesTrial(c Contender, cosine bool, rate float64, seed uint64) Training {
	return Training{Patches: 256, Batch: 16, Steps: 160, Rate: rate, Rule: c.New, Cosine: cosine, Seed: seed}
}

// RulesStudy is the race of the contenders on the network, for the engine of package study. Each has, with a
// constant rate and with one that falls to 0 along half a cosine, a rate of its own: the one of the best mean
// PSNR over the trained patches on three seeds, from a grid of half powers of ten that is widened until the
// best rate is inside. Then it trains with five other seeds.
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
	seeds := study.Pick(m.size, Seeds, 1)
	var jobs []study.Job
	for _, c := range Contenders() {
		for cosine := range 2 {
			train := func(ctx context.Context, rate float64, seed int) (study.Result, error) {
				return m.contest(ctx, RulesTrial(c, cosine == 1, rate, uint64(seed)))
			}
			tuning := key(c, cosine, -1)
			jobs = append(jobs, study.Job{Key: tuning, Cost: 12e6, Run: func(ctx context.Context, _ study.Results) (study.Result, error) {
				return m.tune(ctx, c.Rate, train)
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
			{Name: "rates", Digits: digits, Columns: []string{"rule", "cosine", "rate", "decibels"}},
		},
		Fill: func(done study.Results, t []*study.Table) {
			for i, c := range Contenders() {
				for cosine := range 2 {
					tuned := done[key(c, cosine, -1)]
					for seed := range seeds {
						r := done[key(c, cosine, seed)]
						t[0].Add(i, cosine, tuned["rate"], seed, r["train"], r["held"])
					}
					score := tuned.Vector("decibels")
					for k, rate := range tuned.Vector("rates") {
						t[1].Add(i, cosine, rate, score[k])
					}
				}
			}
		},
	}
}

// contest makes a training of the race. One that diverges has the risk 1, a hundred times that of the noise.
func (m maker) contest(ctx context.Context, t Training) (study.Result, error) {
	if m.size.Small {
		t.Steps = max(1, t.Steps/50)
	}
	p, err := m.photos()
	if err != nil {
		return nil, err
	}
	o, err := t.Run(ctx, p)
	if errors.Is(err, optim.ErrDiverged) || errors.Is(err, optim.ErrNotFinite) {
		return study.Result{"train": 1, "held": 1}, nil
	}
	if err != nil {
		return nil, err
	}
	return study.Result{"train": least(o.Train), "held": least(o.Held)}, nil
}

// least is a risk, or 1 where that is larger or not a number.
func least(risk float64) float64 {
	if risk < 1 {
		return risk
	}
	return 1
}

// tune tries the rates middle·10^(k/2), k = -1, 0, 1, and further ones until the best is not the first or the last.
func (m maker) tune(ctx context.Context, middle float64, train func(context.Context, float64, int) (study.Result, error)) (study.Result, error) {
	var rates, decibels []float64
	lo, hi, best := -1, -2, 0
	try := func(k int) (float64, float64, error) {
		rate, mean := middle*math.Pow(10, float64(k)/2), 0.0
		for s := range study.Pick(m.size, tuningSeeds, 1) {
			r, err := train(ctx, rate, firstTuning+s)
			if err != nil {
				return 0, 0, err
			}
			mean -= 10 * math.Log10(r["train"]) / float64(study.Pick(m.size, tuningSeeds, 1))
		}
		return rate, mean, nil
	}
	for hi < 1 || best == len(rates)-1 {
		hi++
		rate, db, err := try(hi)
		if err != nil {
			return nil, err
		}
		if rates, decibels = append(rates, rate), append(decibels, db); db > decibels[best] {
			best = len(rates) - 1
		}
		if m.size.Small && hi == 1 {
			break
		}
	}
	for best == 0 && !m.size.Small {
		lo--
		rate, db, err := try(lo)
		if err != nil {
			return nil, err
		}
		rates, decibels = append([]float64{rate}, rates...), append([]float64{db}, decibels...)
		if db < decibels[1] {
			best = 1
		}
	}
	r := study.Result{"rate": rates[best]}
	r.SetVector("rates", rates)
	r.SetVector("decibels", decibels)
	return r, nil
}
