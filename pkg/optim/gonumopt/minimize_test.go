package gonumopt_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/optimize"
	"gonum.org/v1/gonum/optimize/functions"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/optim/gonumopt"
)

func ExampleMinimize() {
	f := functions.ExtendedRosenbrock{}
	p := optim.Problem{Func: f.Func, Grad: f.Grad}
	r, err := gonumopt.Minimize(p, []float64{-1.2, 1},
		&optimize.LBFGS{Linesearcher: &optimize.MoreThuente{}},
		optim.Settings{Stop: optim.StopGrad(1e-8)})
	fmt.Printf("%.6f %v after %d steps, %v\n", r.X, r.Status, r.Steps, err)
	// Output:
	// [1.000000 1.000000] small gradient after 38 steps, <nil>
}

func rosenbrock() optim.Problem {
	f := functions.ExtendedRosenbrock{}
	return optim.Problem{Func: f.Func, Grad: f.Grad}
}

// TestMinimize: gonum's methods end by optim's stops, and the ledger has every evaluation.
func TestMinimize(t *testing.T) {
	for name, method := range map[string]optimize.Method{
		"BFGS":             &optimize.BFGS{Linesearcher: &optimize.MoreThuente{}},
		"L-BFGS":           &optimize.LBFGS{},
		"CG, Moré–Thuente": &optimize.CG{Linesearcher: &optimize.MoreThuente{CurvatureFactor: 0.1}},
		"ours":             &gonumopt.LBFGS{},
		"SGD":              &gonumopt.Method{Rule: optim.NewSGD(), Rate: optim.Constant(1e-3)},
	} {
		c := optim.NewCounter(rosenbrock().Func)
		grads := 0
		p := optim.Problem{Func: c.Func, Grad: func(dst, x []float64) { grads++; c.Func(x); rosenbrock().Grad(dst, x) }}
		steps := 0
		r, err := gonumopt.Minimize(p, []float64{-1.2, 1, 1, 1}, method, optim.Settings{
			Stop: optim.StopGrad(1e-6), Counter: c, Observe: func(p *optim.Progress) { steps = p.Step },
		})
		if err != nil || r.Status != optim.SmallGradient || r.GradNorm >= 1e-6 || r.F != rosenbrock().Func(r.X) || steps != r.Steps {
			t.Errorf("%s: %s, %v", name, r.Message, err)
		}
		if l := r.Ledger; l.GradEvals != grads || l.InnerEvals != grads || int(l.Cost()) != c.Count() {
			t.Errorf("%s: %+v, counter %d, %d gradients", name, l, c.Count(), grads)
		}
		if r, err := gonumopt.Minimize(rosenbrock(), []float64{-1.2, 1}, method, optim.Settings{MaxSteps: 3}); r.Status != optim.StepLimit || r.Steps != 3 || err != nil {
			t.Errorf("%s: %s, %v", name, r.Message, err)
		}
	}
}

// TestMinimizeEnds: a cancellation, an error and a panic of the function reach the caller.
func TestMinimizeEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	calls := 0
	c := optim.NewCounter(func(x []float64) float64 {
		if calls++; calls == 10 {
			cancel()
		}
		return rosenbrock().Func(x)
	})
	r, err := gonumopt.Minimize(optim.Problem{Func: c.Func, Grad: rosenbrock().Grad}, []float64{-1.2, 1}, &optimize.LBFGS{}, optim.Settings{Context: ctx, Counter: c})
	if r.Status != optim.Cancelled || !errors.Is(err, context.Canceled) || calls > 11 {
		t.Errorf("%s, %v, %d evaluations", r.Message, err, calls)
	}
	broken := errors.New("broken")
	c = optim.NewFallibleCounter(func(x []float64) (float64, error) {
		if c.Count() > 8 {
			return 0, broken
		}
		return rosenbrock().Func(x), nil
	})
	r, err = gonumopt.Minimize(optim.Problem{Func: c.Func, Grad: rosenbrock().Grad}, []float64{-1.2, 1}, &optimize.LBFGS{}, optim.Settings{Counter: c})
	if r.Status != optim.FuncFailed || !errors.Is(err, broken) || r.F != rosenbrock().Func(r.X) || r.F > 24.2 {
		t.Errorf("%s, %v", r.Message, err)
	}
	func() {
		defer func() {
			if s := fmt.Sprint(recover()); !strings.Contains(s, "no such file") || !strings.Contains(s, "gonumopt_test.explode") {
				t.Errorf("recovered %s", s)
			}
		}()
		_, err := gonumopt.Minimize(optim.Problem{Func: rosenbrock().Func, Grad: explode}, []float64{-1.2, 1}, &optimize.LBFGS{}, optim.Settings{})
		t.Errorf("no panic, %v", err)
	}()
	for name, s := range map[string]optim.Settings{
		"Project": {Project: func([]float64) {}}, "Trace": {Trace: &optim.Trace{}}, "Resume": {Resume: &optim.Checkpoint{}},
	} {
		if _, err := gonumopt.Minimize(rosenbrock(), []float64{1, 2}, &optimize.LBFGS{}, s); !errors.Is(err, optim.ErrValue) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func explode(_, _ []float64) { panic("no such file") }

// TestNoiseAware: with noise of known size in f and its gradient, the method reaches a true gradient of a
// few times the noise on three functions, from every seed; gonum's, told nothing, fails in some.
func TestNoiseAware(t *testing.T) {
	type function interface {
		Func(x []float64) float64
		Grad(grad, x []float64)
	}
	const noise = 1e-3
	lost := 0
	for name, c := range map[string]struct {
		f  function
		x0 []float64
	}{
		"Rosenbrock": {functions.ExtendedRosenbrock{}, []float64{-1.2, 1, -1.2, 1}},
		"Beale":      {functions.Beale{}, []float64{1, 1}},
		"Wood":       {functions.Wood{}, []float64{-3, -1, -3, -1}},
	} {
		for seed := range uint64(10) {
			random := rand.New(rand.NewPCG(seed, 6))
			n := len(c.x0)
			p := optim.Problem{
				Func: func(x []float64) float64 { return c.f.Func(x) + noise*(2*random.Float64()-1) },
				Grad: func(dst, x []float64) {
					c.f.Grad(dst, x)
					for i := range dst {
						dst[i] += noise / math.Sqrt(float64(n)) * (2*random.Float64() - 1)
					}
				},
			}
			slope := func(m optimize.Method) float64 {
				r, _ := gonumopt.Minimize(p, c.x0, m, optim.Settings{MaxSteps: 300, Stop: optim.StopGrad(noise)})
				g := make([]float64, n)
				c.f.Grad(g, r.X)
				return floats.Norm(g, 2)
			}
			if s := slope(&gonumopt.LBFGS{FuncNoise: noise, GradNoise: noise}); s > 30*noise {
				t.Errorf("%s, seed %d: a gradient of %v is left", name, seed, s)
			}
			if slope(&optimize.LBFGS{Linesearcher: &optimize.MoreThuente{}}) > 30*noise {
				lost++
			}
		}
	}
	if lost < 3 {
		t.Errorf("gonum's method failed %d times of 30: the test shows nothing", lost)
	}
	t.Logf("gonum's: %d of 30 end at more than 30 times the noise", lost)
	defer func() {
		if s, ok := recover().(string); !ok || !strings.HasPrefix(s, "gonumopt: ") {
			t.Errorf("a negative noise: %v", s)
		}
	}()
	(&gonumopt.LBFGS{FuncNoise: -1}).Init(1, 1)
}
