package denoise

import (
	"context"
	"fmt"

	"github.com/gradstep/gradstep/pkg/study"
)

// batches has each size of a batch with its own rate, chosen together with its neighbours (see search) on five
// seeds and by patches that are neither trained on nor shown, and then ten other seeds.
func (m maker) batches() study.Part {
	tuning := func(batch int) string { return fmt.Sprintf("batch=%d", batch) }
	key := func(batch, seed int) string { return fmt.Sprintf("batch=%d seed=%d", batch, seed) }
	seeds := study.Pick(m.size, BatchSeeds, 1)
	var jobs []study.Job
	for _, b := range BatchSizes {
		first := BatchTrial(b, BatchRate[b], BatchEpochs, 0)
		jobs = append(jobs, m.tuning(tuning(b), first, true))
		for seed := range seeds {
			jobs = append(jobs, study.Job{
				Key: key(b, seed), Cost: 220 * float64(first.Steps*b), Needs: []string{tuning(b)},
				Run: func(ctx context.Context, done study.Results) (study.Result, error) {
					o, err := m.outcome(ctx, BatchTrial(b, done[tuning(b)]["rate"], BatchEpochs, uint64(seed)))
					r, risks := study.Result{}, []float64(nil)
					for _, h := range o.History {
						risks = append(risks, h.Validation)
					}
					r.SetVector("train", risks)
					return r, err
				},
			})
		}
	}
	return study.Part{
		Name: "batches", About: "batch, mini-batches and single samples", Jobs: jobs,
		Tables: []study.Table{
			{Name: "batches", Digits: digits, Columns: []string{"batch", "rate", "seed", "epoch", "train"}},
			{Name: "batch-rates", Digits: digits, Columns: []string{"batch", "rate", "diverged", "decibels"}},
		},
		Fill: func(done study.Results, t []*study.Table) {
			for _, b := range BatchSizes {
				tuned := done[tuning(b)]
				for seed := range seeds {
					for i, v := range done[key(b, seed)].Vector("train") {
						t[0].Add(b, tuned["rate"], seed, i+1, v)
					}
				}
				diverged, decibels := tuned.Vector("diverged"), tuned.Vector("decibels")
				for i, rate := range tuned.Vector("rates") {
					t[1].Add(b, rate, diverged[i], decibels[i])
				}
			}
		},
	}
}
