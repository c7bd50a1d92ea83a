package trials

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/surrogate"
)

// Experiment is the one of the question: pairs from a random b, a random start, so
// many gradient steps with a stand-in for floor.
//
// Both b's are uniform on [stair.DefaultLo, stair.DefaultHi], which is also the set
// that each step is projected onto; the x's are uniform on [0, 1].
type Experiment struct {
	Surrogate   surrogate.Surrogate
	Hard        bool                                            // as in surrogate.Fit
	Temperature optim.Schedule                                  // as in surrogate.Fit
	Rule        func(trial uint64) optim.Rule                   // a new rule for each trial; nil: Adam with its defaults
	Rate        optim.Schedule                                  // nil: 0.1
	Steps       int                                             // 0: 500
	Pixels      int                                             // 0: 512
	Stored      bool                                            // y is rounded to a level of 8 bits, at most 1
	Start       func(trial uint64, target float64) (b0 float64) // nil: random
}

// Walk is one run of an Experiment.
type Walk struct {
	Target float64   // the b that made the pairs
	Path   []float64 // b before the first step, and after each
}

// End returns the last b.
func (w Walk) End() float64 {
	if len(w.Path) == 0 {
		panic("trials: Walk: the path is empty")
	}
	return w.Path[len(w.Path)-1]
}

// Found says whether the run ended within [Tolerance] of the target.
func (w Walk) Found() bool { return math.Abs(w.End()-w.Target) < Tolerance }

// Run makes the trial of that number. Equal numbers have equal pairs, targets and
// starts in every Experiment with as many pixels.
func (e Experiment) Run(trial uint64) (Walk, error) {
	t := Scenario{Pixels: e.Pixels, Stored: e.Stored}.draw(rand.New(rand.NewPCG(trial, 0x57a1)), nil)
	if e.Start != nil {
		t.Start = e.Start(trial, t.Target)
	}
	path, err := e.descend(trial, t.X, t.Y, t.Start)
	if err != nil {
		return Walk{}, fmt.Errorf("trials: experiment %d: %w", trial, err)
	}
	return Walk{t.Target, path}, nil
}

// descend returns b before the first step, and after each.
func (e Experiment) descend(trial uint64, x, y []float64, b0 float64) ([]float64, error) {
	fit, trace := surrogate.Fit{Surrogate: e.Surrogate, Temperature: e.Temperature, Hard: e.Hard, X: x, Y: y}, &optim.Trace{}
	var rule optim.Rule = optim.NewAdam()
	if e.Rule != nil {
		rule = e.Rule(trial)
	}
	var rate optim.Schedule = optim.Constant(0.1)
	if e.Rate != nil {
		rate = e.Rate
	}
	box := optim.Must(optim.Box([]float64{stair.DefaultLo}, []float64{stair.DefaultHi}))
	_, err := optim.Minimize(fit.Problem(), []float64{b0}, rule,
		optim.Settings{Rate: rate, MaxSteps: cmp.Or(e.Steps, Steps), Project: box, Trace: trace, Divergence: -1})
	if err != nil {
		return nil, err
	}
	return trace.Coordinate(nil, 0), nil
}

// Trials makes the trials 0, …, n-1, on all cores, and returns them in this order.
// Rule and Start are called by several goroutines at once.
func (e Experiment) Trials(n int) ([]Walk, error) {
	checkCount(n)
	return parallel.Map(n, func(i int) (Walk, error) { return e.Run(uint64(i)) })
}

// Found returns how many of the trials 0, …, n-1 find their target.
func (e Experiment) Found(n int) (found int, err error) {
	walks, err := e.Trials(n)
	if err != nil {
		return 0, err
	}
	for _, w := range walks {
		if w.Found() {
			found++
		}
	}
	return found, nil
}
