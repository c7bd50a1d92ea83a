package study

import (
	"context"
	"math"
)

// Plan makes the jobs of a part that runs each of its configurations with so many seeds. Where a
// configuration has a free number, its rate, that is chosen first, on seeds that serve for nothing
// else: the jobs of its runs need the one that chooses.
type Plan[C any] struct {
	Configs []C
	Key     func(c C, seed int) string                        // of a run; seed -1: of the job that chooses the rate
	Seeds   func(c C) int                                     // the runs have the seeds 0, …, Seeds-1
	Cost    func(c C) float64                                 // of a run; see Job
	Run     func(c C, rate float64, seed int) (Result, error) // rate is NaN without Rates

	Rates func(c C) []float64     // to choose from; one: it is taken; nil: there is no rate
	Widen float64                 // above 1: rising rates go on by this factor at either end while the best is there
	Tries []int                   // the seeds of the runs by which a rate is chosen
	Keep  []string                // numbers of those runs, with the rate that is taken, whose means Kept returns
	Score func(runs Runs) float64 // of those runs: the rate with the least is taken, of equal ones the first; NaN is never taken, but for want of another
}

// Jobs lists the jobs, those that choose first.
func (p Plan[C]) Jobs() (jobs []Job) {
	for _, c := range p.Configs {
		if rates := p.rates(c); len(rates) > 1 {
			jobs = append(jobs, Job{
				Key: p.Key(c, -1), Cost: float64(len(rates)*len(p.Tries)) * p.Cost(c),
				Run: func(context.Context, Results) (Result, error) { return p.choose(c, rates) },
			})
		}
	}
	for _, c := range p.Configs {
		var needs []string
		if len(p.rates(c)) > 1 {
			needs = []string{p.Key(c, -1)}
		}
		for seed := range p.Seeds(c) {
			jobs = append(jobs, Job{
				Key: p.Key(c, seed), Cost: p.Cost(c), Needs: needs,
				Run: func(_ context.Context, done Results) (Result, error) { return p.Run(c, p.Rate(done, c), seed) },
			})
		}
	}
	return jobs
}

func (p Plan[C]) rates(c C) []float64 {
	if p.Rates == nil {
		return nil
	}
	return p.Rates(c)
}

// widenings is how many rates may be added, where each is better than the one before.
const widenings = 24

func (p Plan[C]) choose(c C, rates []float64) (Result, error) {
	best, least, kept := rates[0], math.Inf(1), Result{}
	try := func(rate float64) error {
		var runs Runs
		for _, seed := range p.Tries {
			r, err := p.Run(c, rate, seed)
			if err != nil {
				return err
			}
			runs = append(runs, r)
		}
		if s := p.Score(runs); s < least {
			best, least = rate, s
			for _, name := range p.Keep {
				kept["kept "+name] = Summarize(runs.Values(name)).Mean
			}
		}
		return nil
	}
	for _, rate := range rates {
		if err := try(rate); err != nil {
			return nil, err
		}
	}
	lo, hi := rates[0], rates[len(rates)-1]
	for k := 0; p.Widen > 1 && !math.IsInf(least, 1) && (best == lo || best == hi) && k < widenings; k++ {
		next := hi * p.Widen
		if best == lo {
			next = lo / p.Widen
		}
		lo, hi = min(lo, next), max(hi, next)
		if err := try(next); err != nil {
			return nil, err
		}
	}
	kept["rate"], kept["score"] = best, least
	return kept, nil
}

// Rate returns the rate of a configuration, NaN when it has none.
func (p Plan[C]) Rate(done Results, c C) float64 {
	switch rates := p.rates(c); len(rates) {
	case 0:
		return math.NaN()
	case 1:
		return rates[0]
	}
	return done[p.Key(c, -1)]["rate"]
}

// Tuned returns the score of the rate that was chosen, on the seeds that serve for nothing else; NaN where
// there was nothing to choose.
func (p Plan[C]) Tuned(done Results, c C) float64 {
	if score, ok := done[p.Key(c, -1)]["score"]; ok {
		return score
	}
	return math.NaN()
}

// Kept returns the mean of a number of Keep over the runs by which the rate was chosen; NaN where there was
// nothing to choose.
func (p Plan[C]) Kept(done Results, c C, name string) float64 {
	if mean, ok := done[p.Key(c, -1)]["kept "+name]; ok {
		return mean
	}
	return math.NaN()
}

// Runs returns the runs of a configuration in the order of their seeds.
func (p Plan[C]) Runs(done Results, c C) Runs {
	runs := make(Runs, p.Seeds(c))
	for seed := range runs {
		runs[seed] = done[p.Key(c, seed)]
	}
	return runs
}
