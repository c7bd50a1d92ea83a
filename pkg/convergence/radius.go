package convergence

import (
	"fmt"
	"math"
	"strings"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/steklov"
	"github.com/gradstep/gradstep/pkg/study"
)

// smoothing is a configuration of the study of h: a function, a radius, and what is
// wrong with its values.
type smoothing struct {
	problem string
	noise   string // "none", "slope": F(x) + s ξ·x, one ξ a step; "values": an independent error in each
	h       float64
}

const (
	radiusN     = 10
	radiusSteps = 2000
	radiusSlope = 0.5  // s
	radiusError = 1e-3 // standard deviation of an error
)

func (c smoothing) key(seed int) string {
	return fmt.Sprintf("%s sphere SGD noise=%s h=%g seed=%d", c.problem, c.noise, c.h, seed)
}

func (c smoothing) target() target {
	for _, kind := range nonsmooth {
		if kind.name == c.problem {
			return kind.make(radiusN)
		}
	}
	panic("convergence: no problem " + c.problem)
}

// lipschitz is the constant that the runs' step length knows of: it doesn't know of
// errors in the values.
func (c smoothing) lipschitz() float64 {
	if c.noise == "slope" {
		return 1 + radiusSlope
	}
	return 1
}

// run returns F - min F and F_h - min F_h at x̄_T. Its directions and noise are the
// same for all h.
func (c smoothing) run(_ float64, seed int) (study.Result, error) {
	t := c.target()
	stream := strings.Replace(c.key(seed), fmt.Sprintf("h=%g", c.h), "", 1)
	f, draw := t.f, func() {}
	switch c.noise {
	case "slope":
		f, draw = randomSlope(t, radiusSlope, stream, seed)
	case "values":
		rng := study.Generator("errors "+stream, seed)
		f = func(x []float64) float64 { return t.f(x) + radiusError*rng.NormFloat64() }
	}
	d, err := Algorithm1{
		Directions: 1, Radius: c.h, Lambda: optim.Constant(FixedLambda(c.lipschitz(), t.diameter(), radiusN, radiusSteps)),
		Steps: radiusSteps, Project: t.project(), Rand: study.Generator(stream, seed),
		Observe: func(*optim.Progress, []float64) { draw() },
	}.Minimize(f, t.x0)
	if err != nil {
		return nil, err
	}
	// All three functions are symmetric about their minimizer, which F_h therefore shares.
	at, _ := steklov.MonteCarlo(t.f, d.Mean, c.h, 2000, study.Generator("ball", seed))
	best, _ := steklov.MonteCarlo(t.f, t.best, c.h, 2000, study.Generator("ball", seed))
	return study.Result{"gap": t.gap(d.Mean), "smoothed gap": at - best}, nil
}

// bounds are those of F - min F and of F_h - min F_h.
func (c smoothing) bounds() (plain, smoothed float64) {
	t, l := c.target(), c.lipschitz()
	d, steps := t.diameter(), float64(radiusSteps)
	lambda := FixedLambda(l, d, radiusN, radiusSteps)
	v := SecondMoment(l, radiusN, 1)
	if c.noise == "values" {
		v += NoisyMoment(radiusError, c.h)
	}
	smoothed = radiusN*d*d/(2*lambda*steps) + lambda*radiusN*v/2
	return smoothed + Gap(1, c.h, radiusN), smoothed
}

// radius varies h over ten decades.
func radius(size study.Size) study.Part {
	var all []smoothing
	for _, kind := range nonsmooth {
		for _, noise := range []string{"none", "slope", "values"} {
			for e := -8.0; e <= 2; e += map[bool]float64{false: 1, true: 2}[size.Small] {
				all = append(all, smoothing{kind.name, noise, math.Pow(10, e)})
			}
		}
	}
	plan := study.Plan[smoothing]{
		Configs: all, Key: smoothing.key, Seeds: func(smoothing) int { return size.Seeds }, Run: smoothing.run,
		Cost: func(smoothing) float64 { return 3000 },
	}
	return study.Part{
		Name: "radius", About: "the radius h over decades, with values that are right and wrong", Jobs: plan.Jobs(),
		Tables: []study.Table{{Name: "radius", Columns: []string{
			"problem", "n", "noise", "h", "theorem_h", "mean", "se", "q25", "median", "q75", "bound", "smoothed_mean", "smoothed_se", "smoothed_bound",
		}}},
		Fill: func(done study.Results, t []*study.Table) {
			for _, c := range all {
				runs := plan.Runs(done, c)
				p, s := study.Summarize(runs.Values("gap")), study.Summarize(runs.Values("smoothed gap"))
				bound, smoothedBound := c.bounds()
				t[0].Add(c.problem, radiusN, c.noise, c.h, TheoremRadius(c.target().diameter(), radiusN, radiusSteps),
					p.Mean, p.SE, p.Q25, p.Median, p.Q75, bound, s.Mean, s.SE, smoothedBound)
			}
		},
	}
}
