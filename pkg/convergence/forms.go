package convergence

import (
	"fmt"
	"math"
	"strings"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/steklov"
	"github.com/gradstep/gradstep/pkg/study"
)

// form is a rule around the smoothed gradient, with a way to choose its step.
type form struct {
	problem string
	k       int
	rule    optim.Named
	step    string // "theorem", "theorem 1/√t", "tuned", "tuned 1/√t", or "its own" of a rule that finds its rate
}

const (
	formsN      = 10
	formsBudget = 20_000 // evaluations of a run
)

func (c form) target() target {
	switch c.problem {
	case "sum-abs":
		return sumAbs(formsN)
	case "max-affine":
		return maxAffine(formsN)
	}
	return quadratic(formsN, 100)
}

func (c form) key(seed int) string {
	return fmt.Sprintf("%s sphere n=%d K=%d %s %s seed=%d", c.problem, formsN, c.k, c.rule.Name, c.step, seed)
}

// lambda is the schedule of the form; scale is used by the tuned ones.
func (c form) lambda(scale float64) optim.Schedule {
	t, steps := c.target(), formsBudget/(2*c.k)
	switch c.step {
	case "theorem":
		if c.problem == "quadratic" {
			return optim.Constant(formsN / Inflation(formsN, c.k))
		}
		return optim.Constant(DirectionsLambda(t.l, t.diameter(), formsN, c.k, steps))
	case "theorem 1/√t":
		return optim.InverseSqrt{Diameter: t.diameter() * formsN / (t.l * math.Sqrt(Effective(formsN, c.k))), Lipschitz: 1}
	case "tuned":
		return optim.Constant(scale)
	case "its own":
		return optim.Constant(1)
	}
	return optim.InverseSqrt{Diameter: scale, Lipschitz: 1}
}

// run returns F - min F at the mean of the iterates and at the last one, after the
// budget; infinite when it diverged.
func (c form) run(scale float64, seed int) (study.Result, error) {
	t, steps := c.target(), formsBudget/(2*c.k)
	rng := study.Generator(fmt.Sprintf("%s K=%d", c.problem, c.k), seed)
	if c.rule.Name == poem {
		rule, grad := POEM(t.f, rng)
		mean := &optim.Average{}
		set := optim.Settings{Rate: optim.Constant(1), MaxSteps: steps, Project: t.project()}
		res, err := optim.Minimize(optim.Problem{Grad: grad}, t.x0, optim.Chain(rule, mean), set)
		return gaps(t, mean.Mean, res.X, err), nil
	}
	d, err := Algorithm1{
		Directions: c.k, Radius: studyRadius, Lambda: c.lambda(scale), Steps: steps, Kind: steklov.Sphere,
		Project: t.project(), Rule: c.rule.New(), Rand: rng,
	}.Minimize(t.f, t.x0)
	return gaps(t, d.Mean, d.X, err), nil
}

// gaps are those of a run; infinite when it diverged.
func gaps(t target, mean, last []float64, err error) study.Result {
	if err != nil {
		return study.Result{"mean": math.Inf(1), "last": math.Inf(1)}
	}
	return study.Result{"mean": t.gap(mean), "last": t.gap(last)}
}

// scales are those from which the form's is chosen; the theorems leave no choice.
func (c form) scales() []float64 {
	if strings.HasPrefix(c.step, "tuned") {
		return grid(1e-3, 30)
	}
	return []float64{c.lambda(1).Rate(0)}
}

// forms puts the smoothed gradient inside the six rules, with the theorems' step
// lengths and with tuned ones, and inside those that find their rate, at the same number of evaluations.
func forms(size study.Size) study.Part {
	var all []form
	for _, problem := range study.Pick(size, []string{"max-affine", "sum-abs", "quadratic"}, []string{"quadratic"}) {
		for _, k := range study.Pick(size, []int{1, formsN}, []int{1}) {
			for _, step := range []string{"theorem", "theorem 1/√t"} {
				if problem != "quadratic" || step == "theorem" {
					all = append(all, form{problem, k, six[0], step})
				}
			}
			for _, rule := range six {
				for _, step := range []string{"tuned", "tuned 1/√t"} {
					all = append(all, form{problem, k, rule, step})
				}
			}
			for _, rule := range rateless {
				all = append(all, form{problem, k, rule, "its own"})
			}
			if k == 1 { // it takes one direction a step
				all = append(all, form{problem, k, optim.Named{Name: poem}, "its own"})
			}
		}
	}
	plan := study.Plan[form]{
		Configs: all, Key: form.key, Seeds: func(form) int { return size.Seeds }, Cost: func(form) float64 { return 1e4 },
		Run: form.run, Rates: form.scales, Widen: halfDecade, Tries: tuningSeeds,
		Score: func(runs study.Runs) float64 { // the better of the mean's and the last iterate's
			mean, last := 0.0, 0.0
			for _, r := range runs {
				mean, last = mean+r["mean"], last+r["last"]
			}
			return min(mean, last)
		},
	}
	return study.Part{
		Name: "forms", About: "the smoothed gradient inside six rules, with the theorems' steps and with tuned ones", Jobs: plan.Jobs(),
		Tables: []study.Table{{Name: "forms", Columns: []string{
			"problem", "n", "k", "rule", "step", "scale", "evals", "mean_q25", "mean", "mean_q75", "last_q25", "last", "last_q75",
		}}},
		Fill: func(done study.Results, t []*study.Table) {
			for _, c := range all {
				runs := plan.Runs(done, c)
				mean, last := study.Summarize(runs.Values("mean")), study.Summarize(runs.Values("last"))
				t[0].Add(c.problem, formsN, c.k, c.rule.Name, c.step, plan.Rate(done, c), formsBudget/(2*c.k)*2*c.k,
					mean.Q25, mean.Median, mean.Q75, last.Q25, last.Median, last.Q75)
			}
		},
	}
}
