package convergence

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/steklov"
	"github.com/gradstep/gradstep/pkg/study"
)

// moments measures E‖η‖², on which the constants of all bounds rest: at random
// points of X, one direction, h over decades.
func moments(size study.Size) study.Part {
	type config struct {
		make func(n int) target
		name string
		n    int
		h    float64
	}
	var configs []config
	kinds := append(nonsmooth[:len(nonsmooth):len(nonsmooth)], struct {
		name string
		make func(n int) target
	}{"linear", linear})
	for _, kind := range kinds {
		for _, n := range study.Pick(size, dimensions, []int{2, 10}) {
			for _, h := range []float64{1e-3, 1e-2, 1e-1, 1} {
				configs = append(configs, config{kind.make, kind.name, n, h})
			}
		}
	}
	draws := study.Pick(size, 4000, 500)
	plan := study.Plan[config]{
		Configs: configs,
		Key: func(c config, seed int) string {
			return fmt.Sprintf("%s sphere η n=%d h=%g seed=%d", c.name, c.n, c.h, seed)
		},
		Seeds: func(config) int { return size.Seeds },
		Cost:  func(c config) float64 { return float64(draws*c.n) * 0.015 },
	}
	plan.Run = func(c config, _ float64, seed int) (study.Result, error) {
		return study.Result{"moment": secondMoment(c.make(c.n), c.h, draws, plan.Key(c, seed), seed)}, nil
	}
	return study.Part{
		Name: "moments", About: "E‖η‖² measured against L²/(n-1)", Jobs: plan.Jobs(),
		Tables: []study.Table{{Name: "moments", Columns: []string{"problem", "n", "h", "mean", "se", "bound", "paper"}}},
		Fill: func(done study.Results, t []*study.Table) {
			for _, c := range configs {
				s := study.Summarize(plan.Runs(done, c).Values("moment"))
				t[0].Add(c.name, c.n, c.h, s.Mean, s.SE, SecondMoment(1, c.n, 1), 1.0)
			}
		},
	}
}

// dimensions are those of the study.
var dimensions = []int{2, 5, 10, 30, 100, 300}

// secondMoment is the mean of ‖η‖² over draws at one random point of X.
func secondMoment(t target, h float64, draws int, key string, seed int) float64 {
	rng := study.Generator(key, seed)
	x, g := make([]float64, t.n), make([]float64, t.n)
	for i := range x {
		x[i] = rng.NormFloat64()
	}
	t.project()(x)
	e := &steklov.Estimator{Radius: h, Directions: 1, Rand: rng}
	sum := 0.0
	for range draws {
		e.Gradient(g, t.f, x)
		for _, v := range g {
			sum += v * v
		}
	}
	return sum / float64(draws) / float64(t.n*t.n)
}
