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

// trial is a configuration of the benchmark; K = 0 is a central difference in every
// coordinate.
type trial struct {
	problem   testfunc.Problem
	estimator string // "central", "published" or "sphere"
	k         int
	rule      entry
}

func (c trial) key(seed int) string {
	return fmt.Sprintf("%s %s K=%d %s seed=%d", c.problem.Name, c.estimator, c.k, c.rule.name, seed)
}

// benchmark is the paper's published one: its two functions, six rules and numbers
// of directions, with its own estimator and with the stated one, counted as it
// counts, in iterations to ‖g‖ < 1e-3, and in evaluations and true gradients.
//
// On its first function every run has the published rate, 0.01. Those of the second
// are not known to us: each estimator, K and rule has the one that is best on other
// seeds.
func benchmark(size study.Size) study.Study {
	var trials []trial
	problems := []testfunc.Problem{testfunc.LogQuad(), testfunc.Rosenbrock(5)}
	for _, p := range study.Pick(size, problems, problems[:1]) {
		for _, r := range six {
			trials = append(trials, trial{p, "central", 0, r})
			for _, estimator := range []string{"published", "sphere"} {
				for _, k := range study.Pick(size, benchmarkDirections, []int{3}) {
					trials = append(trials, trial{p, estimator, k, r})
				}
			}
		}
	}
	first := func(study.Results) (jobs []study.Job) {
		for _, c := range trials {
			if c.problem.Name != "LogQuad" {
				jobs = append(jobs, study.Job{Key: c.key(-1), Cost: 9 * c.cost(), Run: c.tuned})
			}
		}
		return jobs
	}
	rate := func(c trial, done study.Results) float64 {
		if c.problem.Name == "LogQuad" {
			return 0.01
		}
		return done[c.key(-1)][0]
	}
	second := func(done study.Results) (jobs []study.Job) {
		for _, c := range trials {
			for seed := range c.seeds(size) {
				jobs = append(jobs, study.Job{Key: c.key(seed), Cost: c.cost(), Run: func() []float64 { return c.run(rate(c, done), seed) }})
			}
		}
		return jobs
	}
	return study.Study{
		Name: "benchmark", About: "the paper's published experiments, with its estimator and with the stated one",
		Stages: []study.Stage{first, second},
		Tables: func(done study.Results) []study.Table {
			t := study.Table{Name: "benchmark", Columns: []string{
				"problem", "estimator", "k", "rule", "rate", "stopped", "steps_q25", "steps", "steps_q75", "evals",
				"grad_min", "grad_q25", "grad", "grad_q75", "grad_max", "gap", "reached", "true_steps", "true_evals",
			}}
			for _, c := range trials {
				var runs [][]float64
				for seed := range c.seeds(size) {
					runs = append(runs, done[c.key(seed)])
				}
				c.row(&t, rate(c, done), runs)
			}
			return []study.Table{t}
		},
	}
}

// seeds is how many runs differ: the central difference draws nothing.
func (c trial) seeds(size study.Size) int {
	if c.k == 0 {
		return 1
	}
	return size.Seeds
}

// perStep is what one gradient costs in evaluations.
func (c trial) perStep() int {
	switch c.estimator {
	case "central":
		return 2 * c.problem.Dim()
	case "published":
		return 2 * c.problem.Dim() * c.k
	}
	return 2 * c.k
}

// cost is what a run takes that does not end early, in microseconds.
func (c trial) cost() float64 { return benchmarkSteps * (0.3 + 0.025*float64(c.perStep())) }

// tuned returns the rate with which the true gradient gets below the tolerance near
// the global minimum in the fewest steps, with a seed that serves for nothing else;
// where none does, the one with the least F in the end. A rate with which the run
// diverges is not taken.
func (c trial) tuned() []float64 {
	return []float64{tune(grid(1e-4, 1), func(rate float64) float64 {
		r := c.run(rate, -1)
		if !math.IsNaN(r[5]) {
			return r[5]
		}
		return 10*benchmarkSteps + r[6] // NaN when it diverged
	})}
}

// source is the gradient estimate of the trial.
func (c trial) source(seed int) func(dst, x []float64) {
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

// run goes on after the stop has fired, to where the true gradient is small. It
// returns: 1 when the stop fired, steps, evaluations, and the true ‖∇F‖ and F - min F
// there; the steps until the true ‖∇F‖ was first below the tolerance with F - min F
// < 1/2, NaN when it never was; F - min F at the end, NaN when the run diverged.
func (c trial) run(rate float64, seed int) []float64 {
	p, n := c.problem, c.problem.Dim()
	best, _ := p.Best()
	g, last := make([]float64, n), slices.Clone(p.Start)
	nan := math.NaN()
	out := []float64{0, benchmarkSteps, float64(benchmarkSteps * c.perStep()), nan, nan, nan, nan}
	slope := func(x []float64) float64 { p.Grad(g, x); return length(g) }
	set := optim.Settings{Rate: optim.Constant(rate), MaxSteps: benchmarkSteps}
	set.Stop = optim.StopWhen(func(s *optim.Progress) optim.Status {
		if out[0] == 0 && s.GradNorm < benchmarkTol { // the step from there was not needed
			out[0], out[1], out[2] = 1, float64(s.Step-1), float64(s.Step*c.perStep())
			out[3], out[4] = slope(last), p.Func(last)-best
		}
		copy(last, s.X)
		if math.IsNaN(out[5]) && slope(s.X) < benchmarkTol && p.Func(s.X)-best < 0.5 {
			out[5] = float64(s.Step)
		}
		if out[0] == 1 && !math.IsNaN(out[5]) {
			return optim.StoppedByCaller
		}
		return optim.Running
	})
	res, err := optim.Minimize(optim.Problem{Grad: c.source(seed)}, p.Start, c.rule.make(), set)
	if err != nil { // it diverged
		return out
	}
	out[6] = p.Func(res.X) - best
	if out[0] == 0 {
		out[3], out[4] = slope(res.X), out[6]
	}
	return out
}

// row adds medians and quartiles over runs to the table. A run without a value counts
// as the largest.
func (c trial) row(t *study.Table, rate float64, runs [][]float64) {
	column := func(i int) (values []float64, known float64) {
		for _, r := range runs {
			values = append(values, r[i])
			if !math.IsNaN(r[i]) && (i > 0 || r[i] == 1) {
				known += 1 / float64(len(runs))
			}
		}
		return values, known
	}
	_, stopped := column(0)
	counts, _ := column(1)
	evals, _ := column(2)
	slopes, _ := column(3)
	gaps, _ := column(4)
	reached, share := column(5)
	steps, grads, there := study.Summarize(counts), study.Summarize(slopes), study.Summarize(reached).Median
	t.Add(c.problem.Name, c.estimator, c.k, c.rule.name, rate, stopped,
		steps.Q25, steps.Median, steps.Q75, study.Summarize(evals).Median,
		slices.Min(slopes), grads.Q25, grads.Median, grads.Q75, slices.Max(slopes), study.Summarize(gaps).Median,
		share, there, there*float64(c.perStep()))
}
