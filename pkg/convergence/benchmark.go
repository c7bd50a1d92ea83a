package convergence

import (
	"fmt"
	"math"
	"slices"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/steklov"
	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// What the paper's experiments fix: the step of the differences, the tolerance of
// the stop, the limit of iterations, the numbers of directions.
const (
	benchmarkRadius = 1e-4
	benchmarkTol    = 1e-3
	benchmarkSteps  = 10_000
)

var benchmarkDirections = []int{3, 5, 7, 10, 20, 50}

// setup is a configuration of the benchmark; K = 0 is a central difference in every
// coordinate.
type setup struct {
	problem   testfunc.Problem
	estimator string // "central", "published" or "sphere"
	k         int
	rule      optim.Named
}

func (c setup) key(seed int) string {
	return fmt.Sprintf("%s %s K=%d %s seed=%d", c.problem.Name, c.estimator, c.k, c.rule.Name, seed)
}

// benchmark is the paper's published one: its two functions, six rules and numbers
// of directions, with its own estimator and with the stated one, counted as it
// counts, in iterations to ‖g‖ < 1e-3, and in evaluations and true gradients.
//
// On its first function every run has the published rate, 0.01. Those of the second
// are not known to us: each estimator, K and rule has the one that is best on five
// other seeds.
func benchmark(size study.Size) study.Part {
	var setups []setup
	problems := []testfunc.Problem{testfunc.LogQuad(), testfunc.Rosenbrock(5)}
	for _, p := range study.Pick(size, problems, problems[:1]) {
		for _, r := range six {
			setups = append(setups, setup{p, "central", 0, r})
			for _, estimator := range []string{"published", "sphere"} {
				for _, k := range study.Pick(size, benchmarkDirections, []int{3}) {
					setups = append(setups, setup{p, estimator, k, r})
				}
			}
		}
	}
	plan := study.Plan[setup]{
		Configs: setups, Key: setup.key, Seeds: func(c setup) int { return c.seeds(size) }, Cost: setup.cost,
		Run: setup.run, Rates: setup.rates, Widen: halfDecade, Tries: tuningSeeds,
		Score: func(runs study.Runs) float64 { // the median, as is shown
			var steps []float64
			for _, r := range runs {
				if v := r["true_steps"]; !math.IsNaN(v) {
					steps = append(steps, v)
				} else {
					steps = append(steps, 10*benchmarkSteps+r["left"]) // NaN when it diverged, which is worst
				}
			}
			return study.Summarize(steps).Median
		},
	}
	return study.Part{
		Name: "benchmark", About: "the paper's published experiments, with its estimator and with the stated one", Jobs: plan.Jobs(),
		Tables: []study.Table{{Name: "benchmark", Columns: []string{
			"problem", "estimator", "k", "rule", "rate", "stopped", "steps_q25", "steps", "steps_q75", "evals",
			"grad_min", "grad_q25", "grad", "grad_q75", "grad_max", "gap", "reached", "true_steps", "true_evals",
		}}},
		Fill: func(done study.Results, t []*study.Table) {
			for _, c := range setups {
				c.row(t[0], plan.Rate(done, c), plan.Runs(done, c))
			}
		},
	}
}

// seeds is how many runs differ: the central difference draws nothing.
func (c setup) seeds(size study.Size) int {
	if c.k == 0 {
		return 1
	}
	return size.Seeds
}

// perStep is what one gradient costs in evaluations.
func (c setup) perStep() int {
	switch c.estimator {
	case "central":
		return 2 * c.problem.Dim()
	case "published":
		return 2 * c.problem.Dim() * c.k
	}
	return 2 * c.k
}

// cost is what a run takes that does not end early, in microseconds.
func (c setup) cost() float64 { return benchmarkSteps * (0.3 + 0.025*float64(c.perStep())) }

// rates are those from which the run's is chosen: it is the one with which the true gradient gets below
// the tolerance near the global minimum in the fewest steps, and where none does, the one with the
// least F in the end. A rate with which most runs diverge is not taken.
func (c setup) rates() []float64 {
	if c.problem.Name == "LogQuad" {
		return []float64{0.01}
	}
	return grid(1e-4, 1)
}

// source is the gradient estimate of the run.
func (c setup) source(seed int) func(dst, x []float64) {
	f, rng := c.problem.Func, study.Generator(c.key(seed), seed)
	switch c.estimator {
	case "central":
		return fd.NewSource(f, c.problem.Dim(), fd.Settings{Step: benchmarkRadius}).Grad
	case "published":
		e := &Published{Radius: benchmarkRadius, Directions: c.k, Rand: rng}
		return func(dst, x []float64) { e.Grad(dst, f, x) }
	}
	e := &steklov.Estimator{Radius: benchmarkRadius, Directions: c.k, Rand: rng}
	return e.Source(f)
}

// run goes on after the stop has fired, to where the true gradient is small. Its numbers are
//
//	stopped      1 when the stop fired
//	steps evals  until then
//	grad gap     the true ‖∇F‖ and F - min F there
//	true_steps   until the true ‖∇F‖ was first below the tolerance with F - min F < ½; NaN: never
//	left         F - min F at the end; NaN: the run diverged
func (c setup) run(rate float64, seed int) (study.Result, error) {
	p, n := c.problem, c.problem.Dim()
	best, _ := p.Best()
	g, last := make([]float64, n), slices.Clone(p.Start)
	nan := math.NaN()
	out := study.Result{
		"stopped": 0, "steps": benchmarkSteps, "evals": float64(benchmarkSteps * c.perStep()),
		"grad": nan, "gap": nan, "true_steps": nan, "left": nan,
	}
	slope := func(x []float64) float64 { p.Grad(g, x); return length(g) }
	stopped, arrived := false, false
	set := optim.Settings{Rate: optim.Constant(rate), MaxSteps: benchmarkSteps}
	set.Stop = optim.StopWhen(func(s *optim.Progress) optim.Status {
		if !stopped && s.GradNorm < benchmarkTol { // the step from there was not needed
			stopped = true
			out["stopped"], out["steps"], out["evals"] = 1, float64(s.Step-1), float64(s.Step*c.perStep())
			out["grad"], out["gap"] = slope(last), p.Func(last)-best
		}
		copy(last, s.X)
		if !arrived && slope(s.X) < benchmarkTol && p.Func(s.X)-best < 0.5 {
			arrived = true
			out["true_steps"] = float64(s.Step)
		}
		if stopped && arrived {
			return optim.StoppedByCaller
		}
		return optim.Running
	})
	res, err := optim.Minimize(optim.Problem{Grad: c.source(seed)}, p.Start, c.rule.New(), set)
	if err != nil { // it diverged
		return out, nil
	}
	out["left"] = p.Func(res.X) - best
	if !stopped {
		out["grad"], out["gap"] = slope(res.X), out["left"]
	}
	return out, nil
}

// row adds medians and quartiles over runs to the table. A run without a value counts
// as the largest.
func (c setup) row(t *study.Table, rate float64, runs study.Runs) {
	of := func(name string) study.Summary { return study.Summarize(runs.Values(name)) }
	share := func(name string, counts func(v float64) bool) (sum float64) {
		for _, v := range runs.Values(name) {
			if counts(v) {
				sum += 1 / float64(len(runs))
			}
		}
		return sum
	}
	stopped := share("stopped", func(v float64) bool { return v == 1 })
	reached := share("true_steps", func(v float64) bool { return !math.IsNaN(v) })
	steps, grads, slopes, there := of("steps"), of("grad"), runs.Values("grad"), of("true_steps").Median
	t.Add(c.problem.Name, c.estimator, c.k, c.rule.Name, rate, stopped,
		steps.Q25, steps.Median, steps.Q75, of("evals").Median,
		slices.Min(slopes), grads.Q25, grads.Median, grads.Q75, slices.Max(slopes), of("gap").Median,
		reached, there, there*float64(c.perStep()))
}
