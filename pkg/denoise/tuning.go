package denoise

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/internal/rategrid"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/study"
)

// firstTuning is the first seed by which a rate is chosen; those shown are 0, …, Seeds-1.
const firstTuning = 1000

// search tries the rates middle·10^(k/2), k = -1, 0, 1, and further ones until the best is not the first or the
// last. The best has the highest mean PSNR over so many seeds from firstTuning on, of the risk that a training with
// the rate and the seed leaves.
//
// With neighbours, the best is the rate whose PSNR and those of both its neighbours have the highest mean, and a
// rate with which one of the trainings diverges is not taken, nor is a neighbour of it. Which seeds diverge at a
// long step is chance, so that five that do not say little about the next ones; and a mean in which a divergence
// counts as some number of decibels would choose by that number.
func (m maker) search(ctx context.Context, middle float64, seeds int, neighbours bool, risk func(context.Context, float64, int) (float64, error)) (study.Result, error) {
	seeds = study.Pick(m.size, seeds, 1)
	decibels, diverged := map[float64]float64{}, map[float64]float64{}
	var failed error
	g := rategrid.Grid{
		Smooth: neighbours,
		At:     func(k int) float64 { return middle * math.Pow(10, float64(k)/2) },
		Score: func(rate float64) float64 {
			mean := 0.0
			for s := 0; s < seeds && failed == nil; s++ {
				r, err := risk(ctx, rate, firstTuning+s)
				if failed = err; r >= 1 {
					diverged[rate]++
				}
				mean -= 10 * math.Log10(r) / float64(seeds)
			}
			decibels[rate] = mean
			if failed != nil || neighbours && diverged[rate] > 0 {
				return math.Inf(1)
			}
			return -mean
		},
	}
	half := 1
	if neighbours {
		half = 2
	}
	g.Try(half)
	if !m.size.Small {
		g.Widen(40)
	}
	best := g.Middle()
	if failed == nil && math.IsInf(g.Judged(best), 1) {
		failed = fmt.Errorf("denoise: around %g every rate diverges, or a neighbour does", middle)
	}
	var rates, scores, lost []float64
	for k := g.Lo; k <= g.Hi; k++ {
		rate := g.At(k)
		rates, scores, lost = append(rates, rate), append(scores, decibels[rate]), append(lost, diverged[rate])
	}
	r := study.Result{"rate": g.At(best), "best": decibels[g.At(best)]}
	r.SetVector("rates", rates)
	r.SetVector("decibels", scores)
	r.SetVector("diverged", lost)
	return r, failed
}

// outcome runs a training. One that diverges leaves its history, and the risk 1, a hundred times that of the noise.
func (m maker) outcome(ctx context.Context, t Training) (Outcome, error) {
	if m.size.Small {
		t.Steps = max(1, t.Steps/50)
	}
	p, err := m.photos()
	if err != nil {
		return Outcome{}, err
	}
	o, err := t.Run(ctx, p)
	if errors.Is(err, optim.ErrDiverged) || errors.Is(err, optim.ErrNotFinite) {
		o.Train, o.Fresh, o.Held, err = 1, 1, 1, nil
	}
	o.Train, o.Fresh, o.Held = least(o.Train), least(o.Fresh), least(o.Held)
	return o, err
}

// least is a risk, or 1 where that is larger or not a number.
func least(risk float64) float64 {
	if risk < 1 {
		return risk
	}
	return 1
}
