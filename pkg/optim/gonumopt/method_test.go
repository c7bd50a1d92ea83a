package gonumopt_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/optimize"
	"gonum.org/v1/gonum/optimize/functions"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/optim/gonumopt"
)

func ExampleMethod() {
	f := functions.ExtendedRosenbrock{}
	r, err := optimize.Minimize(
		optimize.Problem{Func: f.Func, Grad: f.Grad}, []float64{-1.2, 1},
		&optimize.Settings{GradientThreshold: 1e-6, Converger: optimize.NeverTerminate{}},
		&gonumopt.Method{Rule: optim.NewAdam(), Rate: optim.Constant(0.02)},
	)
	fmt.Printf("%.4f %v %v\n", r.X, r.Status, err)
	// Output:
	// [1.0000 1.0000] GradientThreshold <nil>
}

// TestSameBits: gonum's loop and optim's own make the same run.
func TestSameBits(t *testing.T) {
	f := functions.ExtendedRosenbrock{}
	x0 := []float64{-1.2, 1, 0.5}
	for _, rule := range []optim.Rule{optim.NewSGD(), optim.NewNesterov(), optim.NewAdam()} {
		own, err := optim.Minimize(optim.Problem{Func: f.Func, Grad: f.Grad}, x0, rule,
			optim.Settings{Rate: optim.Constant(1e-4), MaxSteps: 200})
		if err != nil {
			t.Fatal(err)
		}
		r, err := optimize.Minimize(optimize.Problem{Func: f.Func, Grad: f.Grad}, x0,
			&optimize.Settings{MajorIterations: 201, Converger: optimize.NeverTerminate{}},
			&gonumopt.Method{Rule: rule, Rate: optim.Constant(1e-4)})
		if err != nil && r == nil {
			t.Fatal(err)
		}
		for i := range x0 {
			if r.X[i] != own.X[i] {
				t.Fatalf("%T: gonum's %v, own %v", rule, r.X, own.X)
			}
		}
		if want := 201; r.GradEvaluations != want && !isLookAhead(rule) {
			t.Errorf("%T: %d gradients for 200 steps, want %d", rule, r.GradEvaluations, want)
		}
	}
}

func isLookAhead(r optim.Rule) bool {
	_, ok := r.(*optim.Nesterov)
	return ok
}

func TestFailures(t *testing.T) {
	f := func(x []float64) float64 { return x[0] * x[0] }
	g := func(dst, x []float64) { dst[0] = 2 * x[0] }
	run := func(p optimize.Problem, rate float64) error {
		_, err := optimize.Minimize(p, []float64{1}, &optimize.Settings{Converger: optimize.NeverTerminate{}},
			&gonumopt.Method{Rule: optim.NewSGD(), Rate: optim.Constant(rate)})
		return err
	}
	if _, err := new(gonumopt.Method).Uses(optimize.Available{}); !errors.Is(err, optimize.ErrMissingGrad) {
		t.Errorf("no gradient: %v", err)
	}
	if err := run(optimize.Problem{Func: f, Grad: g}, 10); !errors.Is(err, optim.ErrNotFinite) {
		t.Errorf("divergence: %v", err)
	}
	if err := run(optimize.Problem{Func: f, Grad: g}, math.NaN()); !errors.Is(err, optim.ErrRate) {
		t.Errorf("NaN rate: %v", err)
	}
}
