package optim_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
	"github.com/gradstep/gradstep/pkg/optim"
)

// shared is the gradient of f by central differences, each coordinate in a goroutine of its own.
func shared(f func([]float64) float64) func(dst, x []float64) {
	return func(dst, x []float64) {
		var wait sync.WaitGroup
		for i := range x {
			wait.Go(func() {
				y := append([]float64(nil), x...)
				y[i] = x[i] + 1e-4
				right := f(y)
				y[i] = x[i] - 1e-4
				dst[i] = (right - f(y)) / 2e-4
			})
		}
		wait.Wait()
	}
}

// everyRule is some rules that treat an interrupted step each in their own way.
func everyRule() map[string]func() optim.Rule {
	rules := allRules()
	delete(rules, "chain") // its generator goes on where it is
	rules["averaged"] = func() optim.Rule {
		return optim.Chain(optim.NewMomentum(), optim.Accumulate{Batches: 2}, &optim.Average{})
	}
	return rules
}

// TestCancelWithinGradient: when the context ends at any evaluation of f, in the loop's own or in the
// middle of a gradient, no other is begun; the result is the last whole step; and from its checkpoint
// the run goes on to the bits of one that was never interrupted.
func TestCancelWithinGradient(t *testing.T) {
	const n, steps = 3, 4
	x0 := []float64{1, -0.5, 2}
	for name, rule := range everyRule() {
		whole := run(t, optim.Problem{Func: bowl().Func, Grad: centralDifferences(bowl().Func, 1e-4)}, x0, rule(), optim.Settings{
			Rate: optim.Constant(0.01), MaxSteps: steps,
		})
		for at := 1; at <= 30; at += 4 {
			ctx, cancel := context.WithCancel(context.Background())
			evaluations := 0
			c := optim.NewCounter(func(x []float64) float64 {
				if evaluations++; evaluations == at {
					cancel()
				}
				return bowl().Func(x)
			})
			p := optim.Problem{Func: c.Func, Grad: centralDifferences(c.Func, 1e-4)}
			s := optim.Settings{Rate: optim.Constant(0.01), MaxSteps: steps, Counter: c, Context: ctx}
			r, err := optim.Minimize(p, x0, rule(), s)
			if r.Status != optim.Cancelled || !errors.Is(err, context.Canceled) || evaluations > at+1 {
				t.Fatalf("%s, cancelled at evaluation %d: %s, %v, %d evaluations", name, at, r.Message, err, evaluations)
			}
			if !math.IsNaN(r.F) && r.F != bowl().Func(r.X) {
				t.Errorf("%s: f = %v at %v", name, r.F, r.X)
			}
			saved, err := r.Checkpoint()
			if err != nil {
				t.Fatal(err)
			}
			s.Context, s.Resume = nil, &saved
			rest := run(t, p, nil, rule(), s)
			sameBits(t, fmt.Sprintf("%s, cancelled at %d", name, at), rest.X, whole.X)
			if got := c.Func(x0); got != bowl().Func(x0) {
				t.Errorf("after the runs the counter returns %v", got)
			}
		}
	}
}

// TestCancelLeavesGradientBehind: a slow gradient that knows nothing of the context is not waited
// for: Minimize has returned while it still hangs.
func TestCancelLeavesGradientBehind(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	hang, hung := make(chan struct{}), make(chan struct{})
	slow := func(x []float64) float64 {
		time.Sleep(time.Millisecond)
		return bowl().Func(x)
	}
	gradients := 0
	p := optim.Problem{Func: slow, Grad: func(dst, x []float64) {
		if gradients++; gradients == 3 {
			cancel()
			<-hang
			defer close(hung)
		}
		bowl().Grad(dst, x)
	}}
	r, err := optim.Minimize(p, ones(9), optim.NewAdam(), optim.Settings{Rate: optim.Constant(0.1), Context: ctx})
	if r.Status != optim.Cancelled || r.Steps != 2 || !errors.Is(err, context.Canceled) || r.F != bowl().Func(r.X) {
		t.Errorf("%s, %v", r.Message, err)
	}
	c, err := r.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	close(hang)
	<-hung
	rest := run(t, bowl(), nil, optim.NewAdam(), optim.Settings{Rate: optim.Constant(0.1), MaxSteps: 5, Resume: &c})
	whole := run(t, bowl(), ones(9), optim.NewAdam(), optim.Settings{Rate: optim.Constant(0.1), MaxSteps: 5})
	sameBits(t, "resumed", rest.X, whole.X)
}

// TestFuncFails: an error of the function ends the run, wherever it is called, from several
// goroutines too; the best point is kept; and once the function works, the checkpoint leads to the
// bits of an uninterrupted run.
func TestFuncFails(t *testing.T) {
	license := errors.New("no licence left")
	const steps = 5
	for _, every := range []int{1, 2, -1} {
		settings := optim.Settings{Rate: optim.Constant(0.01), MaxSteps: steps, FuncEvery: every}
		whole := run(t, optim.Problem{Func: bowl().Func, Grad: shared(bowl().Func)}, ones(3), optim.NewAdam(), settings)
		for at := range 40 {
			var lock sync.Mutex
			evaluations, broken := 0, true
			c := optim.NewFallibleCounter(func(x []float64) (float64, error) {
				lock.Lock()
				defer lock.Unlock()
				if evaluations++; evaluations == at && broken {
					return 0, license
				}
				return bowl().Func(x), nil
			})
			p := optim.Problem{Func: c.Func, Grad: shared(c.Func)}
			s := settings
			s.Counter = c
			r, err := optim.Minimize(p, ones(3), optim.NewAdam(), s)
			if at == 0 || at > evaluations {
				if err != nil {
					t.Errorf("nothing failed: %v", err)
				}
				continue
			}
			if !errors.Is(err, license) || r.Status != optim.FuncFailed || !r.Status.Failed() || !errors.Is(c.Err(), license) {
				t.Fatalf("every %d, failure %d: %s, %v", every, at, r.Message, err)
			}
			if !math.IsNaN(r.BestF) && r.BestF != bowl().Func(r.Best) || r.BestF > bowl().Func(ones(3)) {
				t.Errorf("failure %d: best f = %v at %v", at, r.BestF, r.Best)
			}
			saved, err := r.Checkpoint()
			if err != nil {
				t.Fatal(err)
			}
			broken = false
			s.Resume = &saved
			sameBits(t, fmt.Sprintf("every %d, failure %d", every, at), run(t, p, nil, optim.NewAdam(), s).X, whole.X)
		}
	}
	mustPanic(t, "nil function", func() { optim.NewFallibleCounter(nil) })
}

// TestPanicsReachTheCaller: a panic in a user's function arrives where Minimize was called, with the stack
// of where it happened, whatever goroutine that was.
func TestPanicsReachTheCaller(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	slow := func(x []float64) float64 {
		time.Sleep(time.Millisecond)
		return bowl().Func(x)
	}
	for name, grad := range map[string]func(dst, x []float64){
		"in the gradient's goroutine": func(_, _ []float64) { indexOutOfRange() },
		"in the pool":                 func(_, _ []float64) { parallel.Do(4, func(int) { indexOutOfRange() }) },
	} {
		func() {
			defer func() {
				text := fmt.Sprint(recover())
				if !strings.Contains(text, "index out of range") || !strings.Contains(text, "optim_test.indexOutOfRange") {
					t.Errorf("%s: recovered %s", name, text)
				}
			}()
			_, err := optim.Minimize(optim.Problem{Func: slow, Grad: grad}, ones(9), optim.NewSGD(), optim.Settings{
				Rate: optim.Constant(0.1), Context: ctx,
			})
			t.Errorf("%s: no panic, %v", name, err)
		}()
	}
}

func indexOutOfRange() {
	var none []float64
	none[len(none)] = 1
}

// TestSampledCounter: the evaluations of a random objective are counted, and cease with the run.
func TestSampledCounter(t *testing.T) {
	c := optim.NewCounter(bowl().Func)
	sample := optim.Sampled(c, func(x []float64, xi float64) float64 { return bowl().Func(x) + xi })
	xi := 0.0
	p := optim.Problem{Func: c.Func, Grad: func(dst, x []float64) {
		xi++
		centralDifferences(func(x []float64) float64 { return sample(x, xi) }, 1e-4)(dst, x)
	}}
	s := optim.Settings{Rate: optim.Constant(0.1), MaxSteps: 10, Counter: c}
	r := run(t, p, ones(3), optim.NewSGD(), s)
	if r.Ledger.InnerEvals != 60 || r.Ledger.FuncEvals != 11 || r.Ledger.Cost() != 71 {
		t.Errorf("%+v", r.Ledger)
	}
	ctx, cancel := context.WithCancel(context.Background())
	s.Context = ctx
	calls := 0
	sample = optim.Sampled(c, func(x []float64, _ float64) float64 {
		if calls++; calls == 9 {
			cancel()
		}
		return bowl().Func(x)
	})
	if r, _ := optim.Minimize(p, ones(3), optim.NewSGD(), s); r.Status != optim.Cancelled || calls > 10 || r.Steps != 1 {
		t.Errorf("%s: %d samples", r.Message, calls)
	}
}

// TestLookAheadStaysInside: with a projection no rule is given a gradient from outside of the set.
func TestLookAheadStaysInside(t *testing.T) {
	for name, rule := range allRules() {
		p := optim.Problem{Grad: func(dst, x []float64) {
			for i, v := range x {
				if v < 0.5 || v > 2 {
					t.Fatalf("%s asks at %v", name, x)
				}
				dst[i] = math.Log(v-0.4) + 3
			}
		}}
		r, err := optim.Minimize(p, ones(3), rule(), optim.Settings{
			Rate: optim.Constant(0.05), MaxSteps: 100, Project: optim.Must(optim.Box([]float64{0.5, 0.5, 0.5}, []float64{2, 2, 2})),
		})
		if err != nil || r.X[0] > 2 || r.X[0] < 0.5 {
			t.Errorf("%s: %v, %v", name, r.X, err)
		}
	}
}

// TestNormBeyondRange: a gradient whose norm exceeds the largest float64 is finite, and can be
// clipped.
func TestNormBeyondRange(t *testing.T) {
	big := math.MaxFloat64
	p := optim.Problem{Grad: func(dst, _ []float64) { dst[0], dst[1] = big, big }}
	r := run(t, p, ones(2), optim.Chain(optim.NewSGD(), optim.ClipNorm{Max: 1}), optim.Settings{
		Rate: optim.Constant(1), MaxSteps: 3, Divergence: -1,
	})
	near(t, "x", r.X, []float64{1 - 3/math.Sqrt2, 1 - 3/math.Sqrt2})
}
