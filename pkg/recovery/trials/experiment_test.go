package trials

import (
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/surrogate"
)

func TestExperimentIsReproducible(t *testing.T) {
	e := Experiment{
		Surrogate: surrogate.Gaussian{}, Temperature: surrogate.Anneal(0.4, 0.02, 20), Steps: 20, Pixels: 50,
		Rule: func(trial uint64) optim.Rule {
			return optim.Chain(optim.NewRMSprop(), optim.GradientNoise{Eta: 1e-4, Source: rand.NewPCG(trial, 1)})
		},
	}
	all, err := e.Trials(9)
	if err != nil {
		t.Fatal(err)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	again, err := e.Trials(9)
	if err != nil || !reflect.DeepEqual(all, again) {
		t.Errorf("one core gives other paths than all (%v)", err)
	}
	e.Surrogate, e.Rule = surrogate.Exact{}, nil
	for i, trial := range all {
		other, err := e.Run(uint64(i))
		if err != nil || other.Target != trial.Target || other.Path[0] != trial.Path[0] || len(trial.Path) != 21 {
			t.Errorf("trial %d: target %v, start %v, %d points; with another stand-in %v, %v (%v)", i,
				trial.Target, trial.Path[0], len(trial.Path), other.Target, other.Path[0], err)
		}
		for _, b := range append(trial.Path, trial.Target) {
			if !(b >= stair.DefaultLo && b <= stair.DefaultHi) {
				t.Errorf("trial %d leaves the domain: %v", i, b)
			}
		}
	}
}

// The failure of the question: from random starts no stand-in finds the target but
// now and then. From a start beside the target a rule gets there, so that it is not
// the experiment that cannot succeed.
func TestRandomStartsFail(t *testing.T) {
	const trials = 30
	for _, e := range surrogate.All() {
		x := Experiment{Surrogate: e, Pixels: 100, Steps: 300}
		if e.HasTemperature() {
			x.Temperature = e.Anneal(300)
		}
		if found, err := x.Found(trials); err != nil || found > trials/3 {
			t.Errorf("%s: %d of %d found (%v)", e.Name, found, trials, err)
		}
	}
	near := Experiment{
		Surrogate: surrogate.Steklov{}, Temperature: surrogate.Anneal(0.04, 1e-4, 300), Pixels: 300, Steps: 300,
		Rate: optim.ExponentialDecay{Initial: 0.02, K: 0.02},
		Start: func(_ uint64, target float64) float64 {
			return max(stair.DefaultLo, min(stair.DefaultHi, target-0.3))
		},
	}
	if found, err := near.Found(trials); err != nil || found < trials*4/5 {
		t.Errorf("from 0.3 beside the target: %d of %d found (%v)", found, trials, err)
	}
}

func TestExperimentFails(t *testing.T) {
	e := Experiment{Surrogate: surrogate.Exact{}, Rate: optim.Constant(math.NaN())}
	if _, err := e.Trials(3); err == nil {
		t.Error("a rate of NaN passes")
	}
}
