package convergence

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/steklov"
	"github.com/gradstep/gradstep/pkg/study"
)

// form is a rule around the smoothed gradient, with a way to choose its step.
type form struct {
	problem string
	k       int
	rule    entry
	step    string // "theorem", "theorem 1/√t", "tuned" or "tuned 1/√t"
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
	return fmt.Sprintf("%s sphere n=%d K=%d %s %s seed=%d", c.problem, formsN, c.k, c.rule.name, c.step, seed)
}

// falling is c/√t, t = 1, 2, ….
type falling float64

func (c falling) Rate(step int) float64 { return float64(c) / math.Sqrt(float64(step+1)) }

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
		return falling(t.diameter() * formsN / (t.l * math.Sqrt(Effective(formsN, c.k))))
	case "tuned":
		return optim.Constant(scale)
	}
	return falling(scale)
}

// run returns F - min F at the mean of the iterates and at the last one, after the
// budget; infinite when it diverged.
func (c form) run(scale float64, seed int) []float64 {
	t := c.target()
	d, err := Algorithm1{
		Directions: c.k, Radius: studyRadius, Lambda: c.lambda(scale), Steps: formsBudget / (2 * c.k), Kind: steklov.Sphere,
		Project: t.project(), Rule: c.rule.make(), Rand: study.Generator(fmt.Sprintf("%s K=%d", c.problem, c.k), seed),
	}.Minimize(t.f, t.x0)
	if err != nil {
		return []float64{math.Inf(1), math.Inf(1)}
	}
	return []float64{t.gap(d.Mean), t.gap(d.X)}
}

// tuned finds the scale with the least gap on three seeds that serve for nothing
// else: the better of the mean's and the last iterate's.
func (c form) tuned() []float64 {
	return []float64{tune(grid(1e-3, 30), func(scale float64) float64 {
		mean, last := 0.0, 0.0
		for seed := 1; seed <= 3; seed++ {
			r := c.run(scale, -seed)
			mean, last = mean+r[0], last+r[1]
		}
		return min(mean, last)
	})}
}

// forms puts the smoothed gradient inside the six rules, with the theorems' step
// lengths and with tuned ones, at the same number of evaluations.
func forms(size study.Size) study.Study {
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
		}
	}
	free := func(c form) bool { return c.step == "tuned" || c.step == "tuned 1/√t" }
	first := func(study.Results) (jobs []study.Job) {
		for _, c := range all {
			if free(c) {
				jobs = append(jobs, study.Job{Key: c.key(-1), Cost: 27 * 1e4, Run: c.tuned})
			}
		}
		return jobs
	}
	scale := func(c form, done study.Results) float64 {
		if free(c) && done != nil {
			return done[c.key(-1)][0]
		}
		return c.lambda(1).Rate(0)
	}
	second := func(done study.Results) (jobs []study.Job) {
		for _, c := range all {
			for seed := range size.Seeds {
				jobs = append(jobs, study.Job{Key: c.key(seed), Cost: 1e4, Run: func() []float64 { return c.run(scale(c, done), seed) }})
			}
		}
		return jobs
	}
	return study.Study{
		Name: "forms", About: "the smoothed gradient inside six rules, with the theorems' steps and with tuned ones",
		Stages: []study.Stage{first, second},
		Tables: func(done study.Results) []study.Table {
			t := study.Table{Name: "forms", Columns: []string{
				"problem", "n", "k", "rule", "step", "scale", "evals", "mean_q25", "mean", "mean_q75", "last_q25", "last", "last_q75",
			}}
			for _, c := range all {
				var means, lasts []float64
				for seed := range size.Seeds {
					r := done[c.key(seed)]
					means, lasts = append(means, r[0]), append(lasts, r[1])
				}
				mean, last := study.Summarize(means), study.Summarize(lasts)
				t.Add(c.problem, formsN, c.k, c.rule.name, c.step, scale(c, done), formsBudget/(2*c.k)*2*c.k,
					mean.Q25, mean.Median, mean.Q75, last.Q25, last.Median, last.Q75)
			}
			return []study.Table{t}
		},
	}
}
