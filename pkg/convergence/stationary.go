package convergence

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/steklov"
	"github.com/gradstep/gradstep/pkg/study"
)

// stationary compares two measures of what a run on a function that is neither smooth nor convex has reached,
// at its start and at its end: ‖∇F_h‖, which the theorem bounds, and the distance of 0 from Goldstein's
// h-subdifferential, which is what (δ, ε)-stationarity asks for. Both are taken from the same 400 gradients in
// the ball of radius h.
func stationary(size study.Size) study.Part {
	const h, points = 0.3, 400
	type config struct {
		name   string
		n      int
		make   func() target
		longer float64
		tau    float64
	}
	var configs []config
	for _, longer := range study.Pick(size, []float64{1, 30}, []float64{30}) {
		for _, n := range study.Pick(size, []int{2, 10}, []int{2}) {
			configs = append(configs, config{"waves", n, func() target { return waves(n) }, longer, study.Pick(size, 1024.0, 4)})
		}
		configs = append(configs, config{"network", 10, func() target { return network(3) }, longer, study.Pick(size, 256.0, 4)})
	}
	plan := study.Plan[config]{
		Configs: configs, Seeds: func(config) int { return size.Seeds }, Cost: func(config) float64 { return 40e3 },
		Key: func(c config, seed int) string {
			return fmt.Sprintf("%s-%d sphere K=1 %gxtheorem seed=%d", c.name, c.n, c.longer, seed)
		},
	}
	plan.Run = func(c config, _ float64, seed int) (study.Result, error) {
		t := c.make()
		walk := wandering(c.make, 1, c.longer, []float64{c.tau})
		steps := walk.ts[0]
		delta := t.f(t.x0) + Gap(t.l, h, t.n)
		rng := study.Generator(plan.Key(c, seed), seed)
		d, err := Algorithm1{
			Directions: 1, Radius: h, Lambda: optim.Constant(c.longer * NonconvexLambda(t.l, h, delta, t.n, 1, steps)), Steps: steps, Rand: rng,
		}.Minimize(t.f, t.x0)
		if err != nil {
			return nil, err
		}
		r := study.Result{"steps": float64(steps)}
		r["start"], r["start_mean"] = steklov.Goldstein(t.f, t.x0, h, points, rng)
		r["end"], r["end_mean"] = steklov.Goldstein(t.f, d.X, h, points, rng)
		return r, nil
	}
	return study.Part{
		Name: "stationary", About: "(δ, ε)-stationarity beside ‖∇F_h‖ on functions that are not convex", Jobs: plan.Jobs(),
		Tables: []study.Table{{Name: "stationary", Columns: []string{
			"problem", "n", "step", "t", "h", "start_mean", "start", "end_mean_q25", "end_mean", "end_mean_q75", "end_q25", "end", "end_q75",
		}}},
		Fill: func(done study.Results, t []*study.Table) {
			for _, c := range configs {
				runs := plan.Runs(done, c)
				of := func(name string) study.Summary { return study.Summarize(runs.Values(name)) }
				mean, end := of("end_mean"), of("end")
				t[0].Add(c.name, c.n, fmt.Sprintf("%g×theorem", c.longer), of("steps").Median, h, of("start_mean").Median, of("start").Median,
					mean.Q25, mean.Median, mean.Q75, end.Q25, end.Median, end.Q75)
			}
		},
	}
}
