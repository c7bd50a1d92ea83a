package blackbox_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/blackbox"
	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/optim"
)

// Each source descends, in a box whose edge is the minimum of one variable.
func TestSources(t *testing.T) {
	c := shell(bowl, 2)
	for _, name := range blackbox.Sources {
		source, err := blackbox.NewSource(name, 2, 0.01, 0)
		if err != nil {
			t.Fatal(err)
		}
		e := &blackbox.Evaluator{Command: c, Jobs: 2, Budget: 100}
		box, err := blackbox.NewBox([]float64{1, 0.5}, []float64{0, 0}, []float64{1, 1}, nil)
		if err != nil {
			t.Fatal(err)
		}
		r, err := blackbox.Minimize(context.Background(), e, box, []float64{1, 0.5}, blackbox.Settings{Source: source, Rule: optim.NewRMSprop(), Rate: 0.05})
		if err != nil || r.F > 0.2 || len(e.Evaluations()) > 100 || r.X[1] < 0 {
			t.Errorf("%s: f = %v at %v, %d evaluations, %v", name, r.F, r.X, len(e.Evaluations()), err)
		}
	}
	if _, err := blackbox.NewSource("newton", 2, 0, 0); !errors.Is(err, blackbox.ErrValue) {
		t.Error(err)
	}
	e := &blackbox.Evaluator{Command: c, Budget: 3}
	box, _ := blackbox.NewBox([]float64{1, 1}, nil, nil, nil)
	for _, s := range []string{"central", ""} {
		var source *blackbox.Source
		if s != "" {
			source, _ = blackbox.NewSource(s, 2, 0, 0)
		}
		if _, err := blackbox.Minimize(context.Background(), e, box, []float64{1, 1}, blackbox.Settings{Source: source, Rule: optim.NewSGD(), Rate: 1}); !errors.Is(err, blackbox.ErrValue) && !errors.Is(err, blackbox.ErrBudget) {
			t.Errorf("a budget of 3 for %q: %v", s, err)
		}
	}
}

// Along a diagonal kink the radius that falls comes closer than the one it begins with.
func TestRadiusFalls(t *testing.T) {
	c := shell(`awk -v x="$1" -v y="$2" 'BEGIN { printf "%.17g\n", sqrt((x-y)^2) + (x+y-1)^2 }'`, 2)
	run := func(falls bool) float64 {
		source, err := blackbox.NewSource("orthogonal", 2, 0.2, 0)
		if err != nil {
			t.Fatal(err)
		}
		source.Falls = falls
		e := &blackbox.Evaluator{Command: c, Jobs: 2, Budget: 150}
		box, err := blackbox.NewBox([]float64{2, -1}, nil, nil, []float64{1, 1})
		if err != nil {
			t.Fatal(err)
		}
		r, err := blackbox.Minimize(context.Background(), e, box, []float64{2, -1}, blackbox.Settings{Source: source, Rule: optim.NewRMSprop(), Rate: 0.1})
		if err != nil {
			t.Fatal(err)
		}
		return r.LastF
	}
	if falls, stays := run(true), run(false); !(falls < stays) {
		t.Errorf("falling %v, staying %v", falls, stays)
	}
}

// The source follows the diagnoses.
func TestAdvised(t *testing.T) {
	smooth, err := fd.Diagnose(math.Exp, 0)
	if err != nil {
		t.Fatal(err)
	}
	kink, err := fd.Diagnose(math.Abs, 0)
	if err != nil {
		t.Fatal(err)
	}
	if s := blackbox.Advised([]fd.Diagnosis{smooth, smooth}); s.Name != "central" || s.Steps[0] != smooth.Advice.Step {
		t.Errorf("%+v", s)
	}
	if s := blackbox.Advised([]fd.Diagnosis{smooth, kink}); s.Name != "orthogonal" || s.Directions != 2 || !s.Falls || s.Radius < kink.Advice.Step {
		t.Errorf("%+v", s)
	}
}
