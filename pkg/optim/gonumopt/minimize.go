package gonumopt

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"
	"time"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/optimize"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
	"github.com/gradstep/gradstep/pkg/optim"
)

// Minimize runs one of gonum's methods, most of which search along a line, on a problem of optim,
// and returns the result that optim.Minimize would: with optim's stops, its ledger and its statuses.
//
//	gonumopt.Minimize(p, x0, &optimize.LBFGS{Linesearcher: &optimize.MoreThuente{}}, optim.Settings{Stop: optim.StopGrad(1e-8)})
//	gonumopt.Minimize(p, x0, &optimize.CG{}, …)
//	gonumopt.Minimize(p, x0, &gonumopt.LBFGS{FuncNoise: …, GradNoise: …}, …)
//
// A step is one of gonum's major iterations. Of the settings MaxSteps, Stop, Context, Counter, GradCost,
// Observe and Clock are used; Project, Resume, Save and Trace are refused with optim.ErrValue, and
// so is a nil function. A method that can get no further ends the run with the status
// optim.StoppedByCaller and its error. A panic in a function arrives here, with its stack, and
// an error of Counter's function as from optim.Minimize.
func Minimize(p optim.Problem, x0 []float64, method optimize.Method, s optim.Settings) (optim.Result, error) {
	if p.Func == nil || p.Grad == nil || method == nil || len(x0) == 0 {
		return optim.Result{}, fmt.Errorf("%w: gonumopt: Func, Grad, a method and x0 are required", optim.ErrValue)
	}
	if s.Project != nil || s.Resume != nil || s.Save != nil || s.Trace != nil {
		return optim.Result{}, fmt.Errorf("%w: gonumopt: Project, Resume, Save and Trace are for optim.Minimize", optim.ErrValue)
	}
	if !finite(x0...) {
		return optim.Result{}, fmt.Errorf("%w: gonumopt: x0 = %v", optim.ErrValue, x0)
	}
	s.MaxSteps = cmp.Or(s.MaxSteps, optim.DefaultMaxSteps)
	if s.Stop == nil {
		s.Stop = optim.StopNone()
	}
	if s.Context == nil {
		s.Context = context.Background()
	}
	if s.Clock == nil {
		s.Clock = time.Now
	}
	if s.GradCost == 0 && s.Counter == nil {
		s.GradCost = 1
	}
	s.Stop.Reset()
	w := &watcher{p: p, s: s, began: s.Clock(), last: optim.Progress{F: math.NaN(), PrevF: math.NaN()}}
	w.last.X = slices.Clone(x0)
	if s.Counter != nil {
		w.counted = s.Counter.Count()
		defer s.Counter.Serve(s.Context)()
	}
	_, err := optimize.Minimize(optimize.Problem{Func: w.value, Grad: w.gradient, Status: w.over}, x0,
		&optimize.Settings{Recorder: w, Converger: optimize.NeverTerminate{}, GradientThreshold: math.NaN()}, method)
	if w.panicked != nil {
		panic(w.panicked)
	}
	return w.result(err)
}

// watcher stands between gonum's loop and optim's settings.
type watcher struct {
	p       optim.Problem
	s       optim.Settings
	began   time.Time
	counted int

	lock     sync.Mutex // gonum evaluates in goroutines of its own
	ledger   optim.Ledger
	own      int
	panicked *parallel.Panic

	last   optim.Progress
	best   []float64
	bestF  float64
	status optim.Status
	steps  int
	begun  bool
}

var errEnd = errors.New("the run is over")

func (w *watcher) value(x []float64) (f float64) {
	defer w.rescue()
	f = math.NaN()
	w.lock.Lock()
	w.ledger.FuncEvals++
	w.lock.Unlock()
	n := w.count()
	f = w.p.Func(x)
	w.own += w.count() - n
	return f
}

func (w *watcher) gradient(dst, x []float64) {
	defer w.rescue()
	w.lock.Lock()
	w.ledger.GradEvals++
	w.lock.Unlock()
	w.p.Grad(dst, x)
}

func (w *watcher) count() int {
	if w.s.Counter == nil {
		return 0
	}
	return w.s.Counter.Count()
}

// rescue keeps a panic for the caller's goroutine.
func (w *watcher) rescue() {
	if p := parallel.Recovered(recover()); p != nil {
		w.lock.Lock()
		defer w.lock.Unlock()
		if w.panicked == nil {
			w.panicked = p
		}
	}
}

// over is asked by gonum now and then.
func (w *watcher) over() (optimize.Status, error) {
	w.lock.Lock()
	defer w.lock.Unlock()
	if w.panicked != nil || w.s.Context.Err() != nil || w.s.Counter != nil && w.s.Counter.Err() != nil {
		return optimize.Failure, errEnd
	}
	return optimize.NotTerminated, nil
}

// Init implements optimize.Recorder.
func (w *watcher) Init() error { return nil }

// Record implements optimize.Recorder: it looks at each step.
func (w *watcher) Record(loc *optimize.Location, op optimize.Operation, _ *optimize.Stats) error {
	if _, err := w.over(); err != nil {
		return err
	}
	if op != optimize.MajorIteration || loc.Gradient == nil {
		return nil
	}
	pr := &w.last
	pr.StepNorm = floats.Distance(loc.X, pr.X, 2)
	pr.X = append(pr.X[:0], loc.X...)
	pr.PrevF, pr.F, pr.FKnown = pr.F, loc.F, true
	pr.GradNorm = floats.Norm(loc.Gradient, 2)
	if w.best == nil || loc.F < w.bestF {
		w.best, w.bestF = append(w.best[:0], loc.X...), loc.F
	}
	if !w.begun { // the start is no step
		w.begun = true
		return nil
	}
	w.steps++
	pr.Step, pr.Rate, pr.Ledger = w.steps, 1, w.cost()
	if w.s.Observe != nil {
		w.s.Observe(pr)
	}
	if w.status = w.s.Stop.Check(pr); w.status != optim.Running {
		return errEnd
	}
	if w.steps >= w.s.MaxSteps {
		w.status = optim.StepLimit
		return errEnd
	}
	return nil
}

func (w *watcher) cost() optim.Ledger {
	w.lock.Lock()
	defer w.lock.Unlock()
	now := w.ledger
	now.GradCost = w.s.GradCost
	now.Elapsed = w.s.Clock().Sub(w.began)
	now.InnerEvals = w.count() - w.counted - w.own
	return now
}

// result turns gonum's end into optim's.
func (w *watcher) result(err error) (optim.Result, error) {
	status := w.status
	switch c := w.s.Counter; {
	case c != nil && c.Err() != nil:
		status, err = optim.FuncFailed, fmt.Errorf("gonumopt: f failed in step %d: %w", w.steps, c.Err())
	case w.s.Context.Err() != nil && status == optim.Running:
		status, err = optim.Cancelled, fmt.Errorf("gonumopt: after %d steps: %w", w.steps, context.Cause(w.s.Context))
	case status != optim.Running:
		err = nil
	case errors.Is(err, optim.ErrNotFinite) || !finite(w.last.F) && w.begun:
		status, err = optim.NonFinite, fmt.Errorf("gonumopt: after %d steps: %w", w.steps, optim.ErrNotFinite)
	default:
		status = optim.StoppedByCaller
		if err == nil {
			err = errors.New("gonumopt: the method has ended by itself")
		} else {
			err = fmt.Errorf("gonumopt: after %d steps: %w", w.steps, err)
		}
	}
	r := optim.Result{
		X: w.last.X, F: w.last.F, Best: w.best, BestF: w.bestF, GradNorm: w.last.GradNorm,
		Steps: w.steps, Status: status, Ledger: w.cost(),
	}
	if w.best == nil {
		r.Best, r.BestF = slices.Clone(r.X), r.F
	}
	if status.Failed() {
		r.X, r.F = slices.Clone(r.Best), r.BestF
	}
	r.Message = fmt.Sprintf("%s after %d steps: f = %.6g, ‖g‖ = %.3g. %s", status, r.Steps, r.F, r.GradNorm, status.Advice())
	return r, err
}
