package race

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/gradstep/gradstep/pkg/dataset"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

const (
	gradients = 400 // of a run on a task
	watched   = 40  // its last steps, all of which count
	spread    = 0.2 // standard deviation of a start's coordinates around the customary start
	diverged  = 10  // what is left, where a run goes up
	least     = 1e-16
)

// Task is a small problem of the race.
type Task struct {
	Name    string
	Problem testfunc.Problem

	noise      float64              // standard deviation of each coordinate of the gradient
	regression *testfunc.Regression // not nil: mini-batches of 4
}

// Tasks are the six small problems of lesson 11: one for each thing that rules are praised for.
func Tasks() []Task {
	reg := testfunc.RegressionSamples(400, 20, 0.5, rand.New(rand.NewPCG(9, 9)))
	return []Task{
		{"ravine", testfunc.Ravine(), 0, nil},
		{"Rosenbrock", testfunc.Rosenbrock(5), 0, nil},
		{"noisy slopes", testfunc.Tikhonov1D(40, 0.05), 0.1, nil},
		{"mini-batches", reg.Problem, 0, reg},
		{"kinks", testfunc.Hinge(), 0, nil},
		{"Rastrigin", testfunc.Rastrigin(5), 0, nil},
	}
}

// gradient returns what a run sees.
func (t Task) gradient(rng *rand.Rand) func(dst, x []float64) {
	if t.regression == nil {
		return testfunc.Noisy(t.Problem, 0, t.noise, rng).Grad
	}
	s, err := dataset.NewSampler(len(t.regression.Y), dataset.Settings{Size: 4, Rand: rng})
	if err != nil {
		panic(err) // four of 400 samples can be drawn
	}
	return dataset.Stochastic(s, t.regression.SampleGrad)
}

// Left is the share of F - min F that a run of 400 gradients leaves: the largest share seen in its last 40 steps, so
// that to pass by a minimum is not to reach it.
//
// The start is random, near the customary one; equal seeds mean equal starts and equal noise for all rules. A run that
// diverges, or leaves more than 10, counts as 10; nothing counts as less than 1e-16, the end of float64.
func (t Task) Left(rule optim.Rule, s optim.Schedule, seed uint64) float64 {
	rng, x := rand.New(rand.NewPCG(9, seed)), slices.Clone(t.Problem.Start)
	for i := range x {
		x[i] += spread * rng.NormFloat64()
	}
	low, _ := t.Problem.Best()
	first, most := t.Problem.Func(x)-low, 0.0
	set := optim.Settings{Rate: s, MaxSteps: gradients, FuncEvery: -1, Observe: func(p *optim.Progress) {
		if p.Step > gradients-watched {
			v := (t.Problem.Func(p.X) - low) / first
			most = max(most, v) // NaN stays
		}
	}}
	if _, err := optim.Minimize(optim.Problem{Grad: t.gradient(rng)}, x, rule, set); err != nil || !(most <= diverged) {
		return diverged
	}
	return math.Max(most, least)
}
