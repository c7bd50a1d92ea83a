package convergence

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/study"
)

// stops runs Algorithm 1 with each of the paper's criteria: how long it runs, and
// how far it then is from a minimum.
func stops(size study.Size) study.Part {
	const n, limit, eps1, eps2 = 10, 20_000, 1e-3, 1e-6
	type config struct {
		name string
		k    int
		stop Criterion
	}
	problem := func(name string) target {
		if name == "quadratic" {
			return quadratic(n, 10)
		}
		return sumAbs(n)
	}
	var configs []config
	for _, name := range []string{"quadratic", "sum-abs"} {
		for _, k := range study.Pick(size, []int{1, 3, n}, []int{1}) {
			for _, c := range Criteria {
				configs = append(configs, config{name, k, c})
			}
		}
	}
	plan := study.Plan[config]{
		Configs: configs,
		Key: func(c config, seed int) string {
			return fmt.Sprintf("%s sphere SGD n=%d K=%d stop=%v seed=%d", c.name, n, c.k, c.stop, seed)
		},
		Seeds: func(config) int { return size.Seeds },
		Cost:  func(c config) float64 { return 2e3 * float64(c.k) },
	}
	plan.Run = func(c config, _ float64, seed int) (study.Result, error) {
		t := problem(c.name)
		lambda := float64(n) / Inflation(n, c.k) // rate 1/(ℓM) with ℓ = 1
		if c.name != "quadratic" {
			lambda = DirectionsLambda(t.l, t.diameter(), n, c.k, limit)
		}
		// The directions are the same for all criteria, so that the runs differ in their ends alone.
		d, err := Algorithm1{
			Directions: c.k, Radius: studyRadius, Lambda: optim.Constant(lambda), Steps: limit, Stop: c.stop, Eps1: eps1, Eps2: eps2,
			Project: t.project(), Rand: study.Generator(plan.Key(config{c.name, c.k, None}, seed), seed),
		}.Minimize(t.f, t.x0)
		if err != nil {
			return nil, err
		}
		stopped, slope := 1.0, math.NaN()
		if d.Status == optim.StepLimit {
			stopped = 0
		}
		if t.grad != nil {
			g := make([]float64, n)
			t.grad(g, d.X)
			slope = length(g)
		}
		return study.Result{"stopped": stopped, "steps": float64(d.Steps), "evals": float64(d.Evals), "gap": t.gap(d.X), "grad": slope}, nil
	}
	return study.Part{
		Name: "stops", About: "Algorithm 1 with each of the paper's stops", Jobs: plan.Jobs(),
		Tables: []study.Table{{Name: "stops", Columns: []string{
			"problem", "n", "k", "stop", "stopped", "steps_q25", "steps", "steps_q75", "evals", "gap_q25", "gap", "gap_q75", "grad",
		}}},
		Fill: func(done study.Results, t []*study.Table) {
			for _, c := range configs {
				runs := plan.Runs(done, c)
				of := func(name string) study.Summary { return study.Summarize(runs.Values(name)) }
				steps, gap := of("steps"), of("gap")
				t[0].Add(c.name, n, c.k, c.stop.String(), of("stopped").Mean, steps.Q25, steps.Median, steps.Q75,
					of("evals").Median, gap.Q25, gap.Median, gap.Q75, of("grad").Median)
			}
		},
	}
}
