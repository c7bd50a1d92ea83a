package recovery

import (
	"cmp"
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/optim"
)

// Descent says how b goes down. The zero value is the descent of docs/recovering-b.md.
//
// The first part of the steps follows the spread. Its rate falls geometrically to a
// hundredth, and a rule whose steps are as long as its rate, as Adam's are, comes
// from one end of the domain to the other in half of them. The rest follows the
// misfit, smoothed over [b-h, b+h] with an h that falls geometrically and a rate of
// h/20. One rule, with one memory, makes all steps; b is projected onto the domain
// after each.
type Descent struct {
	Steps    int               // 0: 500
	Far      int               // steps of the first part; 0: a fifth of Steps; negative: none
	From, To float64           // h at the beginning and the end of the second part; 0: 1.5 and 0.02
	Rule     func() optim.Rule // nil: Adam with β₁ = 0.8, β₂ = 0.99
}

// Result is where a descent ended, and how it came there.
type Result struct {
	B      float64
	Path   []float64 // b before the first step, and after each
	Far    int       // the first so many steps followed the spread
	Passes int       // through the distinct pairs: one for a step of the first part, two for one of the second
}

const (
	defaultSteps = 500
	travel       = 8.0 // the first rate in widths of the domain per step of the first part
	slowdown     = 100 // by how much the rate falls in the first part
	stride       = 20  // steps to a radius in the second
)

func (d Descent) withDefaults() (Descent, error) {
	d.Steps = cmp.Or(d.Steps, defaultSteps)
	switch {
	case d.Far == 0:
		d.Far = d.Steps / 5
	case d.Far < 0:
		d.Far = 0
	}
	d.From = cmp.Or(d.From, 1.5)
	d.To = cmp.Or(d.To, 0.02)
	if d.Rule == nil {
		d.Rule = func() optim.Rule {
			adam := optim.NewAdam()
			adam.Beta1, adam.Beta2 = 0.8, 0.99
			return adam
		}
	}
	switch {
	case d.Steps < 0 || d.Steps > 1<<28 || d.Far > d.Steps:
		return d, fmt.Errorf("%w: %d steps, %d of them far from the target", ErrValue, d.Steps, d.Far)
	case !(d.From > 0 && d.To > 0 && d.From <= math.MaxFloat32 && d.To <= d.From):
		return d, fmt.Errorf("%w: a radius that falls from %v to %v", ErrValue, d.From, d.To)
	}
	return d, nil
}

// Run descends from b0. The error wraps [ErrValue] if b0 is not in the domain or a
// setting is out of range.
func (d Descent) Run(f *Objective, b0 float64) (Result, error) {
	d, err := d.withDefaults()
	if err != nil {
		return Result{}, err
	}
	if f == nil {
		panic("recovery: Descent: the objective is nil")
	}
	lo, hi := f.Domain()
	if !(lo <= b0 && b0 <= hi) {
		return Result{}, fmt.Errorf("%w: a start of %v outside [%v, %v]", ErrValue, b0, lo, hi)
	}
	radius := fall(d.From, d.To, d.Steps-d.Far)
	step, r := 0, Result{Path: make([]float64, 1, d.Steps+1), Far: d.Far}
	r.Path[0] = b0
	gradient := func(dst, x []float64) {
		if step < d.Far {
			_, dst[0] = f.Spread(x[0])
			r.Passes++
			return
		}
		h := radius.Rate(step - d.Far)
		dst[0] = f.Slope(x[0], min(h, x[0]/2))
		r.Passes += 2
	}
	first := travel * (hi - lo) / float64(max(1, d.Far))
	box := optim.Must(optim.Box([]float64{lo}, []float64{hi}))
	end, err := optim.Minimize(optim.Problem{Grad: gradient}, r.Path, d.Rule(), optim.Settings{
		Rate: optim.Piecewise{From: []int{0, d.Far}, Parts: []optim.Schedule{
			fall(first, first/slowdown, d.Far),
			optim.Product{optim.Constant(1.0 / stride), radius},
		}},
		MaxSteps: d.Steps, Project: box, Divergence: -1,
		Observe: func(p *optim.Progress) { step = p.Step; r.Path = append(r.Path, p.X[0]) },
	})
	if err != nil {
		return Result{}, fmt.Errorf("recovery: %w", err)
	}
	r.B = end.X[0]
	return r, nil
}

// fall is geometric, from one value at the first of so many steps to the other at
// the last.
func fall(from, to float64, steps int) optim.Schedule {
	return optim.ExponentialDecay{Initial: from, K: math.Log(from/to) / float64(max(1, steps-1))}
}
