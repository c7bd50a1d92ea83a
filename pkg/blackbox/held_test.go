package blackbox_test

import (
	"context"
	"testing"

	"github.com/gradstep/gradstep/pkg/blackbox"
	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/optim"
)

// A variable that equal bounds hold stays, and costs nothing: neither in a diagnosis nor in differences.
func TestEqualBoundsHoldAVariable(t *testing.T) {
	start := []float64{1, 0.25, 1}
	box, err := blackbox.NewBox(start, []float64{-2, 0.25, -2}, []float64{2, 0.25, 2}, nil)
	if err != nil {
		t.Fatal(err)
	}
	source, err := blackbox.NewSource("central", 3, 0.02, 0)
	if err != nil {
		t.Fatal(err)
	}
	e := &blackbox.Evaluator{Command: shell(`awk "BEGIN{print ({x0}-{x1})^2 + {x2}^2}"`, 3), Jobs: 2, Budget: 51}
	r, err := blackbox.Minimize(context.Background(), e, box, start, blackbox.Settings{Source: source, Rule: optim.NewRMSprop(), Rate: 0.05, Seed: 7})
	if err != nil || r.Steps != 10 || len(e.Evaluations()) != 51 || !(r.F < 0.2*r.StartF) {
		t.Errorf("%d steps, %d evaluations, from %v to %v, %v", r.Steps, len(e.Evaluations()), r.StartF, r.F, err)
	}
	for _, v := range e.Evaluations() {
		if v.X[1] != 0.25 {
			t.Fatalf("evaluated at %v", v.X)
		}
	}
	one, err := blackbox.NewBox([]float64{3}, []float64{3}, []float64{3}, nil)
	if err != nil {
		t.Fatal(err)
	}
	e = &blackbox.Evaluator{Command: shell("echo {x0}", 1)}
	ds, err := blackbox.Diagnose(context.Background(), e, one, []float64{3})
	if err != nil || ds[0].Kind != fd.Plateau || len(e.Evaluations()) != 0 {
		t.Errorf("%+v, %v", ds, err)
	}
}
