package surrogate

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/stair"
)

// Experiment is the one of the question: pairs from a random b, a random start, so
// many gradient steps with a stand-in for floor.
//
// Both b's are uniform on [stair.DefaultLo, stair.DefaultHi], which is also the set
// that each step is projected onto; the x's are uniform on [0, 1].
type Experiment struct {
	Surrogate   Surrogate
	Hard        bool                                            // as in Fit
	Temperature optim.Schedule                                  // as in Fit
	Rule        func(trial uint64) optim.Rule                   // a new rule for each trial; nil: Adam with its defaults
	Rate        optim.Schedule                                  // nil: 0.1
	Steps       int                                             // 0: 500
	Pixels      int                                             // 0: 512
	Stored      bool                                            // y is rounded to a level of 8 bits, at most 1
	Start       func(trial uint64, target float64) (b0 float64) // nil: random
}

// Trial is one run of an Experiment.
type Trial struct {
	Target float64   // the b that made the pairs
	Path   []float64 // b before the first step, and after each
}

// Tolerance is how near to the target a run has to end.
const Tolerance = 0.05

// End returns the last b.
func (t Trial) End() float64 { return t.Path[len(t.Path)-1] }

// Found says whether the run ended within Tolerance of the target.
func (t Trial) Found() bool { return math.Abs(t.End()-t.Target) < Tolerance }

// Run makes the trial of that number. Equal numbers have equal pairs, targets and
// starts in every Experiment with as many pixels.
func (e Experiment) Run(trial uint64) (Trial, error) {
	rng := rand.New(rand.NewPCG(trial, 0x57a1))
	const width = stair.DefaultHi - stair.DefaultLo
	target, b0 := stair.DefaultLo+width*rng.Float64(), stair.DefaultLo+width*rng.Float64()
	x := make([]float64, orDefault(e.Pixels, 512))
	for i := range x {
		x[i] = rng.Float64()
	}
	if e.Start != nil {
		b0 = e.Start(trial, target)
	}
	y := stair.QuantizeTo(nil, x, target)
	for i, v := range y {
		if e.Stored {
			y[i] = min(1, math.Round(stair.MaxLevel*v)/stair.MaxLevel)
		}
	}
	fit := Fit{Surrogate: e.Surrogate, Temperature: e.Temperature, Hard: e.Hard, X: x, Y: y}
	steps, trace := orDefault(e.Steps, 500), &optim.Trace{}
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
		optim.Settings{Rate: rate, MaxSteps: steps, Project: box, Trace: trace, Divergence: -1})
	if err != nil {
		return Trial{}, fmt.Errorf("surrogate: trial %d: %w", trial, err)
	}
	return Trial{Target: target, Path: trace.Coordinate(nil, 0)}, nil
}

// Trials makes the trials 0, …, n-1, on all cores, and returns them in this order.
// Rule and Start are called by several goroutines at once.
func (e Experiment) Trials(n int) ([]Trial, error) {
	trials, err := parallel.Map(n, func(i int) (Trial, error) { return e.Run(uint64(i)) })
	if err != nil {
		return nil, err
	}
	return trials, nil
}

// Found returns how many of the trials 0, …, n-1 find their target.
func (e Experiment) Found(n int) (found int, err error) {
	trials, err := e.Trials(n)
	for _, t := range trials {
		if t.Found() {
			found++
		}
	}
	return found, err
}

func orDefault(n, def int) int {
	if n == 0 {
		return def
	}
	return n
}
