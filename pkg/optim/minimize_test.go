package optim_test

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/gradstep/gradstep/pkg/internal/allocs"
	"github.com/gradstep/gradstep/pkg/optim"
)

func run(t *testing.T, p optim.Problem, x0 []float64, rule optim.Rule, s optim.Settings) optim.Result {
	t.Helper()
	r, err := optim.Minimize(p, x0, rule, s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestStops: each of the paper's criteria fires in the first step that meets it, and
// not in one before.
func TestStops(t *testing.T) {
	// f = ½x², rate ½: x_k = 2⁻ᵏ, step k (from 0) has ‖g‖ = 2⁻ᵏ, ‖Δx‖ = 2⁻ᵏ⁻¹, Δf = 3/8·4⁻ᵏ.
	half := optim.Problem{
		Func: func(x []float64) float64 { return x[0] * x[0] / 2 },
		Grad: func(dst, x []float64) { dst[0] = x[0] },
	}
	for _, c := range []struct {
		name   string
		stop   optim.Stop
		status optim.Status
		steps  int
	}{
		{"args", optim.StopArgs(0.0625), optim.SmallStep, 5},
		{"func", optim.StopFunc(3.0 / 8 / 64), optim.SmallChange, 5},
		{"mixed, x last", optim.StopMixed(0.0625, 1), optim.SmallStepAndChange, 5},
		{"mixed, f last", optim.StopMixed(1, 3.0/8/64), optim.SmallStepAndChange, 5},
		{"grad", optim.StopGrad(0.0625), optim.SmallGradient, 5},
		{"none", optim.StopNone(), optim.StepLimit, 40},
		{"nil", nil, optim.StepLimit, 40},
		{"NaN tolerance", optim.StopGrad(math.NaN()), optim.StepLimit, 40},
		{"any", optim.StopAny(optim.StopArgs(1e-9), optim.StopGrad(0.0625)), optim.SmallGradient, 5},
		{"all", optim.StopAll(optim.StopArgs(0.0625), optim.StopFunc(1)), optim.SmallChange, 5},
		{"cost", optim.StopCost(11), optim.CostLimit, 5}, // f at the start, then f and g in each step
		{"when", optim.StopWhen(func(p *optim.Progress) optim.Status {
			if p.Step == 3 {
				return optim.StoppedByCaller
			}
			return optim.Running
		}), optim.StoppedByCaller, 3},
	} {
		r := run(t, half, []float64{1}, optim.NewSGD(), optim.Settings{Rate: optim.Constant(0.5), MaxSteps: 40, Stop: c.stop})
		if r.Status != c.status || r.Steps != c.steps {
			t.Errorf("%s: %v after %d steps, want %v after %d", c.name, r.Status, r.Steps, c.status, c.steps)
		}
		if want := math.Ldexp(1, -r.Steps); r.X[0] != want || r.F != want*want/2 || r.BestF > r.F || bowl().Func(r.Best) != r.BestF {
			t.Errorf("%s: x = %v, f = %v, best %v %v after %d steps, want x = %v", c.name, r.X, r.F, r.Best, r.BestF, r.Steps, want)
		}
		if !strings.Contains(r.Message, r.Status.Advice()) || !strings.HasPrefix(r.Message, r.Status.String()) {
			t.Errorf("%s: message %q", c.name, r.Message)
		}
		if r.Status.Failed() || r.Status.Converged() != (c.status <= optim.OnPlateau) {
			t.Errorf("%s: failed %v, converged %v", c.name, r.Status.Failed(), r.Status.Converged())
		}
	}
	mustPanic(t, "negative tolerance", func() { optim.StopGrad(-1) })
}

// TestPlateau: patience counts evaluations without gain, and a gain starts it anew.
func TestPlateau(t *testing.T) {
	values := []float64{9, 5, 5, 4.95, 4, 4, 3.95, 3.95, 3.95, 3.95}
	k := 0
	p := optim.Problem{
		Func: func([]float64) float64 { k++; return values[min(k, len(values))-1] },
		Grad: func(dst, _ []float64) { dst[0] = 1 },
	}
	s := optim.Settings{Rate: optim.Constant(0), MaxSteps: 50, Stop: &optim.Plateau{Patience: 3, MinGain: 0.1}}
	r := run(t, p, []float64{0}, optim.NewSGD(), s)
	// f after step 1 is 5, a first value; 5 and 4.95 don't gain 0.1, 4 does; 4, 3.95, 3.95 don't.
	if r.Status != optim.OnPlateau || r.Steps != 7 {
		t.Errorf("%v after %d steps, want a plateau after 7", r.Status, r.Steps)
	}
}

// TestStopsBetweenEvaluations: where f was not evaluated, stops that compare its values
// neither fire nor count.
func TestStopsBetweenEvaluations(t *testing.T) {
	stale := &optim.Progress{F: 1, PrevF: 1, StepNorm: 0}
	plateau := &optim.Plateau{Patience: 1, Best: 1, Started: true}
	for name, stop := range map[string]optim.Stop{
		"func": optim.StopFunc(1), "mixed": optim.StopMixed(1, 1), "plateau": plateau,
	} {
		if got := stop.Check(stale); got != optim.Running || plateau.Waited != 0 {
			t.Errorf("%s, not evaluated: %v, waited %d", name, got, plateau.Waited)
		}
	}
	evaluated := *stale
	evaluated.FKnown = true
	if got := optim.StopMixed(1, 1).Check(&evaluated); got != optim.SmallStepAndChange {
		t.Errorf("evaluated: %v", got)
	}
}

// TestTimeAndCancel: both limits end a run at the first step after them.
func TestTimeAndCancel(t *testing.T) {
	now := time.Unix(0, 0)
	s := optim.Settings{Rate: optim.Constant(0.1), MaxSteps: 100, Stop: optim.StopTime(10 * time.Second), Clock: func() time.Time {
		now = now.Add(time.Second)
		return now
	}}
	r := run(t, bowl(), ones(2), optim.NewSGD(), s)
	if r.Status != optim.TimeLimit || r.Ledger.Elapsed < 10*time.Second || r.Steps < 3 || r.Steps > 10 {
		t.Errorf("%v after %d steps, %v", r.Status, r.Steps, r.Ledger.Elapsed)
	}
	cause := errors.New("the student went home")
	ctx, cancel := context.WithCancelCause(context.Background())
	r, err := optim.Minimize(bowl(), ones(2), optim.NewSGD(), optim.Settings{
		Rate: optim.Constant(0.1), Context: ctx,
		Observe: func(p *optim.Progress) {
			if p.Step == 7 {
				cancel(cause)
			}
		},
	})
	if r.Status != optim.Cancelled || r.Steps != 7 || !errors.Is(err, cause) || r.F != bowl().Func(r.X) {
		t.Errorf("%v after %d steps, %v", r.Status, r.Steps, err)
	}
}

// TestFailures: NaN, infinities and divergence end the run at once, with the best point.
func TestFailures(t *testing.T) {
	nan := math.NaN()
	after := func(k int, grad float64) optim.Problem {
		calls := 0
		return optim.Problem{Func: bowl().Func, Grad: func(dst, x []float64) {
			bowl().Grad(dst, x)
			if calls++; calls > k {
				dst[1] = grad
			}
		}}
	}
	badValue := func(k int, f float64) optim.Problem {
		calls := 0
		return optim.Problem{Grad: bowl().Grad, Func: func(x []float64) float64 {
			if calls++; calls > k {
				return f
			}
			return bowl().Func(x)
		}}
	}
	noFunc := after(3, math.Inf(-1))
	noFunc.Func = nil
	for name, c := range map[string]struct {
		p     optim.Problem
		rate  float64
		err   error
		steps int
	}{
		"NaN gradient":               {after(3, nan), 0.1, optim.ErrNotFinite, 3},
		"infinite gradient, no Func": {noFunc, 0.1, optim.ErrNotFinite, 3},
		"NaN at the start":           {badValue(0, nan), 0.1, optim.ErrNotFinite, 0},
		"f = -Inf":                   {badValue(3, math.Inf(-1)), 0.1, optim.ErrNotFinite, 2},
		"x overflows":                {optim.Problem{Grad: func(dst, x []float64) { dst[0], dst[1] = x[0]*1e200, 0 }}, 1e250, optim.ErrNotFinite, 0},
		"divergence":                 {bowl(), 5, optim.ErrDiverged, -1},
		"divergence, no Func":        {optim.Problem{Grad: bowl().Grad}, 5, optim.ErrDiverged, -1},
		"NaN rate":                   {bowl(), nan, optim.ErrRate, 0},
		"negative rate":              {bowl(), -1, optim.ErrRate, 0},
	} {
		r, err := optim.Minimize(c.p, ones(2), optim.NewSGD(), optim.Settings{Rate: optim.Constant(c.rate), MaxSteps: 1000})
		if !errors.Is(err, c.err) || !r.Status.Failed() {
			t.Errorf("%s: %v, %v", name, r.Status, err)
			continue
		}
		if c.steps >= 0 && r.Steps != c.steps || r.Steps > 30 {
			t.Errorf("%s: ended after %d steps, want %d", name, r.Steps, c.steps)
		}
		for _, v := range r.X {
			if math.IsNaN(v) || math.Abs(v) > 1 {
				t.Errorf("%s: x = %v is not the best point known", name, r.X)
			}
		}
		if c.p.Func != nil && c.steps > 0 && r.F != bowl().Func(r.X) {
			t.Errorf("%s: f = %v at %v", name, r.F, r.X)
		}
		if _, err := r.Checkpoint(); !errors.Is(err, optim.ErrCheckpoint) {
			t.Errorf("%s: a failed run gave a checkpoint: %v", name, err)
		}
	}
	// Where f is never asked for on the way, the value of the point that is returned is.
	never, err := optim.Minimize(bowl(), ones(2), optim.NewSGD(), optim.Settings{Rate: optim.Constant(5), FuncEvery: -1})
	if !errors.Is(err, optim.ErrDiverged) || never.F != 1.5 || never.BestF != 1.5 || never.Ledger.FuncEvals != 1 {
		t.Errorf("FuncEvery -1: %v, f = %v, best %v, %+v", err, never.F, never.BestF, never.Ledger)
	}
	// Divergence < 0 lets the run go on.
	r, err := optim.Minimize(bowl(), ones(2), optim.NewSGD(), optim.Settings{Rate: optim.Constant(5), MaxSteps: 30, Divergence: -1})
	if err != nil || r.Status != optim.StepLimit || r.Best[0] != 1 || r.BestF != 1.5 {
		t.Errorf("%v, %v, best %v", r.Status, err, r.Best)
	}
}

func TestBadSettings(t *testing.T) {
	ok := optim.Settings{Rate: optim.Constant(1)}
	for name, f := range map[string]func() error{
		"no gradient": func() error {
			_, err := optim.Minimize(optim.Problem{Func: bowl().Func}, ones(1), optim.NewSGD(), ok)
			return err
		},
		"no rule":  func() error { _, err := optim.Minimize(bowl(), ones(1), nil, ok); return err },
		"no rate":  func() error { _, err := optim.Minimize(bowl(), ones(1), optim.NewSGD(), optim.Settings{}); return err },
		"empty x0": func() error { _, err := optim.Minimize(bowl(), nil, optim.NewSGD(), ok); return err },
		"NaN x0":   func() error { _, err := optim.Minimize(bowl(), []float64{math.NaN()}, optim.NewSGD(), ok); return err },
	} {
		if err := f(); !errors.Is(err, optim.ErrValue) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, change := range map[string]func(s *optim.Settings){
		"steps":        func(s *optim.Settings) { s.MaxSteps = -1 },
		"cost":         func(s *optim.Settings) { s.GradCost = math.NaN() },
		"divergence":   func(s *optim.Settings) { s.Divergence = math.NaN() },
		"both costs":   func(s *optim.Settings) { s.GradCost = 2; s.Counter = optim.NewCounter(bowl().Func) },
		"stop needs f": func(s *optim.Settings) { s.Stop = optim.StopAny(optim.StopFunc(1)); s.FuncEvery = -1 },
	} {
		s := ok
		change(&s)
		if _, err := optim.Minimize(bowl(), ones(1), optim.NewSGD(), s); !errors.Is(err, optim.ErrValue) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestInputsStay: x0 is not changed, and the result does not share its memory.
func TestInputsStay(t *testing.T) {
	x0 := ones(3)
	r := run(t, bowl(), x0, optim.NewAdam(), optim.Settings{Rate: optim.Constant(0.1), MaxSteps: 10})
	sameBits(t, "x0", x0, ones(3))
	r.X[0] = 99
	if r.Best[0] == 99 {
		t.Error("X and Best share memory")
	}
}

// TestBestPoint: a run that ends higher than it has been remembers the lowest point.
func TestBestPoint(t *testing.T) {
	r := run(t, bowl(), []float64{0.05}, optim.NewSignSGD(), optim.Settings{Rate: optim.Constant(0.04), MaxSteps: 4})
	if math.Abs(r.Best[0]-0.01) > 1e-15 || math.Abs(r.X[0]-0.01) > 1e-15 && math.Abs(r.X[0]+0.03) > 1e-15 || r.BestF > r.F {
		t.Errorf("best %v, last %v", r.Best, r.X)
	}
}

// TestLoopAllocatesNothing per step: longer runs allocate no more than short ones.
func TestLoopAllocatesNothing(t *testing.T) {
	count := func(steps int) float64 {
		rule := optim.NewAdam()
		s := optim.Settings{Rate: optim.Constant(1e-3), MaxSteps: steps, Stop: optim.StopAny(optim.StopMixed(0, 0), optim.StopCost(1e9))}
		return allocs.PerRun(10, func() {
			if _, err := optim.Minimize(bowl(), ones(50), rule, s); err != nil {
				t.Fatal(err)
			}
		})
	}
	// A message's formatting allocates now and then, so a few more are none of the steps'.
	if a, b := count(1000), count(3000); b-a > 100 {
		t.Errorf("%v allocations for 1000 steps, %v for 3000", a, b)
	}
}

// TestNaNBehindSign: a NaN gradient is noticed even by rules whose x stays finite.
func TestNaNBehindSign(t *testing.T) {
	p := optim.Problem{Grad: func(dst, _ []float64) { dst[0], dst[1] = math.NaN(), 1 }}
	for name, rule := range map[string]optim.Rule{
		"signSGD": optim.NewSignSGD(), "Lion": optim.NewLion(),
		"scaled away": optim.Chain(optim.NewSGD(), optim.Transform(dropNaN{})),
	} {
		r, err := optim.Minimize(p, ones(2), rule, optim.Settings{Rate: optim.Constant(0.1), MaxSteps: 5})
		if !errors.Is(err, optim.ErrNotFinite) || r.Status != optim.NonFinite || r.X[1] != 1 {
			t.Errorf("%s: %v, %v at %v", name, r.Message, err, r.X)
		}
	}
}

// dropNaN is a caller's own transform, which hides what it should not.
type dropNaN struct{}

func (dropNaN) Wrap(r optim.Rule) optim.Rule { return &dropsNaN{r} }

type dropsNaN struct{ optim.Rule }

func (d *dropsNaN) Step(x []float64, grad func(dst, x []float64), rate float64) {
	d.Rule.Step(x, func(dst, x []float64) {
		grad(dst, x)
		for i, v := range dst {
			if math.IsNaN(v) {
				dst[i] = 0
			}
		}
	}, rate)
}
