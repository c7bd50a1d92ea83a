package denoise

import (
	"context"
	"errors"
	"math"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/study"
)

// firstTuning is the first seed by which a rate is chosen; those shown are 0, …, Seeds-1.
const firstTuning = 1000

// search tries the rates middle·10^(k/2), k = -1, 0, 1, and further ones until the best is not the first or the
// last. The best has the highest mean PSNR over so many seeds from firstTuning on, of the risk that a training with
// the rate and the seed leaves.
func (m maker) search(ctx context.Context, middle float64, seeds int, risk func(context.Context, float64, int) (float64, error)) (study.Result, error) {
	seeds = study.Pick(m.size, seeds, 1)
	var rates, decibels []float64
	lo, hi, best := -1, -2, 0
	try := func(k int) (float64, float64, error) {
		rate, mean := middle*math.Pow(10, float64(k)/2), 0.0
		for s := range seeds {
			r, err := risk(ctx, rate, firstTuning+s)
			if err != nil {
				return 0, 0, err
			}
			mean -= 10 * math.Log10(r) / float64(seeds)
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
	r := study.Result{"rate": rates[best], "best": decibels[best]}
	r.SetVector("rates", rates)
	r.SetVector("decibels", decibels)
	return r, nil
}

// outcome runs a training. One that diverges leaves nothing, and the risk 1, a hundred times that of the noise.
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
		o, err = Outcome{Train: 1, Fresh: 1, Held: 1}, nil
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
