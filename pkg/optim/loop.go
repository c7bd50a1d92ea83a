package optim

import (
	"context"
	"fmt"
	"math"
	"time"
)

// loop is one run of Minimize.
type loop struct {
	p        Problem
	s        Settings
	rule     Rule
	gradient func(dst, x []float64) // l.grad, bound once: a method value allocates

	x, prev  []float64
	state    loopState
	progress Progress
	badGrad  bool
	failed   bool
	atX      bool // the last gradient was taken at the iterate itself

	began   time.Time
	counts  Ledger // evaluations so far, those before a resumption included
	counted int    // Counter's reading at the start
	own     int    // what of it the loop's own evaluations of f made
}

// loopState is what a resumed run needs besides x, the ledger, and the rule's and
// the stop's memory. NaN means: not known.
type loopState struct {
	Step                     int
	Best                     []float64
	BestF, F, PrevF, F0, G0  float64
	BestNorm, GradNorm, Rate float64
}

func newLoop(p Problem, x0 []float64, rule Rule, s Settings) (*loop, error) {
	if err := checkSettings(p, x0, rule, s); err != nil {
		return nil, err
	}
	if s.MaxSteps == 0 {
		s.MaxSteps = DefaultMaxSteps
	}
	if s.Divergence == 0 {
		s.Divergence = DefaultDivergence
	}
	if s.GradCost == 0 && s.Counter == nil {
		s.GradCost = 1
	}
	if s.FuncEvery == 0 {
		s.FuncEvery = 1
	}
	if s.Stop == nil {
		s.Stop = StopNone()
	}
	if s.Context == nil {
		s.Context = context.Background()
	}
	if s.Clock == nil {
		s.Clock = time.Now
	}
	l := &loop{p: p, s: s, rule: rule, began: s.Clock()}
	l.gradient = l.grad
	if s.Counter != nil {
		l.counted = s.Counter.Count()
	}
	rule.Reset()
	s.Stop.Reset()
	if s.Resume != nil {
		if err := l.load(s.Resume); err != nil {
			return nil, err
		}
	} else {
		nan := math.NaN()
		l.state = loopState{BestF: nan, F: nan, PrevF: nan, F0: nan, G0: nan, BestNorm: nan, GradNorm: nan, Rate: nan}
		l.x = append([]float64(nil), x0...)
		if s.Project != nil {
			s.Project(l.x)
		}
		l.state.Best = append([]float64(nil), l.x...)
	}
	l.prev = append([]float64(nil), l.x...)
	return l, nil
}

// start evaluates f at the first point of a fresh run.
func (l *loop) start() (Status, error) {
	if l.s.Resume != nil || l.p.Func == nil || l.s.FuncEvery < 0 && l.s.Trace == nil {
		return Running, nil
	}
	f := l.evaluate(l.x)
	l.state.F, l.state.F0, l.state.BestF = f, f, f
	if !isFinite(f) {
		return NonFinite, fmt.Errorf("optim: f is %v at the start: %w", f, ErrNonFinite)
	}
	return Running, nil
}

// evaluate finds f at x, and counts it.
func (l *loop) evaluate(x []float64) float64 {
	l.counts.FuncEvals++
	if l.s.Counter == nil {
		return l.p.Func(x)
	}
	n := l.s.Counter.Count()
	f := l.p.Func(x)
	l.own += l.s.Counter.Count() - n
	return f
}

// grad is what the rule calls: the problem's gradient, counted and looked at.
func (l *loop) grad(dst, x []float64) {
	l.p.Grad(dst, x)
	l.counts.GradEvals++
	l.state.GradNorm = norm(dst)
	l.atX = &x[0] == &l.x[0]
	if !isFinite(l.state.GradNorm) {
		l.badGrad = true
	}
}

// step makes one step and looks at where it led.
func (l *loop) step() (Status, error) {
	st := &l.state
	k := st.Step
	rate := l.s.Rate.Rate(k)
	if !(rate >= 0) || math.IsInf(rate, 0) {
		return BadRate, fmt.Errorf("optim: the schedule gave the rate %v at step %d: %w", rate, k, ErrRate)
	}
	st.Rate = rate
	copy(l.prev, l.x)
	l.rule.Step(l.x, l.gradient, rate)
	if l.badGrad {
		return NonFinite, fmt.Errorf("optim: the gradient has norm %v at step %d: %w", st.GradNorm, k, ErrNonFinite)
	}
	if l.s.Project != nil {
		l.s.Project(l.x)
	}
	stepNorm := distance(l.x, l.prev)
	if !isFinite(stepNorm) {
		return NonFinite, fmt.Errorf("optim: step %d led to x with a NaN or infinite coordinate (‖g‖ = %v): %w", k, st.GradNorm, ErrNonFinite)
	}
	if k == 0 {
		st.G0 = st.GradNorm
		if l.s.Trace != nil {
			l.row(0, l.prev, st.F0, false)
		}
	}
	traced := l.s.Trace.due(k + 1)
	known := l.p.Func != nil && (traced || l.s.FuncEvery > 0 && (k+1)%l.s.FuncEvery == 0)
	if known {
		f := l.evaluate(l.x)
		if !isFinite(f) {
			return NonFinite, fmt.Errorf("optim: f is %v after step %d: %w", f, k, ErrNonFinite)
		}
		st.PrevF, st.F = st.F, f
	}
	st.Step++
	if l.keepBest(known) {
		return Diverged, fmt.Errorf("optim: after step %d f = %v, ‖g‖ = %v, at the start f = %v, ‖g‖ = %v: %w", k, st.F, st.GradNorm, st.F0, st.G0, ErrDiverged)
	}
	status, err := l.ask(known, stepNorm)
	if traced && !l.undoes(status) {
		l.row(st.Step, l.x, st.F, false)
	}
	return status, err
}

// undoes reports whether a run that ends so returns the point before the last step:
// a small gradient was found there, and the step from there was not needed.
func (l *loop) undoes(s Status) bool {
	return l.atX && (s == SmallGradient || s == SmallNoisyGradient)
}

// keepBest remembers x when it is the best point so far, and reports divergence.
func (l *loop) keepBest(known bool) (diverged bool) {
	st := &l.state
	limit := l.s.Divergence
	if !math.IsNaN(st.F0) {
		if known && st.F < st.BestF {
			st.BestF = st.F
			copy(st.Best, l.x)
		}
		return known && limit > 0 && st.F-st.F0 > limit*max(1, math.Abs(st.F0))
	}
	// f is never evaluated: the smallest ‖g‖ tells the best point, which is where
	// the gradient was taken, before the step.
	if !(st.GradNorm >= st.BestNorm) {
		st.BestNorm = st.GradNorm
		copy(st.Best, l.prev)
	}
	return limit > 0 && st.GradNorm > limit*max(1, st.G0)
}

// ask shows the step to the observer, the stop and the saver.
func (l *loop) ask(known bool, stepNorm float64) (Status, error) {
	st := &l.state
	l.progress = Progress{
		Step: st.Step, X: l.x, F: st.F, PrevF: st.PrevF, FKnown: known,
		GradNorm: st.GradNorm, StepNorm: stepNorm, Rate: st.Rate, Ledger: l.ledger(),
	}
	if l.s.Observe != nil {
		l.s.Observe(&l.progress)
	}
	status := l.s.Stop.Check(&l.progress)
	if l.s.Save != nil && st.Step%max(l.s.SaveEvery, 1) == 0 {
		c, err := l.checkpoint()
		if err == nil {
			err = l.s.Save(c)
		}
		if err != nil {
			return StoppedByCaller, fmt.Errorf("optim: saving after step %d: %w", st.Step, err)
		}
	}
	return status, nil
}

// finish builds the result. It leaves state as the last step left it, since a
// checkpoint may still be taken.
func (l *loop) finish(status Status, err error) (Result, error) {
	st := &l.state
	r := Result{X: l.x, F: st.F, Best: st.Best, BestF: st.BestF, Steps: st.Step, Trace: l.s.Trace, loop: l}
	stale := !(l.progress.FKnown && l.progress.Step == st.Step) && !(st.Step == 0 && !math.IsNaN(st.F0))
	if l.undoes(status) {
		r.X, r.F, r.Steps = l.prev, st.PrevF, st.Step-1
		stale = l.s.FuncEvery != 1
	}
	if !status.Failed() && stale && l.p.Func != nil {
		r.F = l.evaluate(r.X)
		if !isFinite(r.F) {
			status, err = NonFinite, fmt.Errorf("optim: f is %v at the end: %w", r.F, ErrNonFinite)
		}
	}
	switch {
	case status.Failed():
		l.failed = true
		if math.IsNaN(st.F0) && math.IsNaN(st.BestNorm) {
			r.Best = l.prev // not one step was made
		}
		r.X, r.F = r.Best, st.BestF
		if l.p.Func != nil && l.counts.FuncEvals == 0 { // FuncEvery < 0: f was never asked for
			r.F = l.evaluate(r.X)
			r.BestF = r.F
		}
	case l.p.Func == nil:
		r.Best = r.X
	case !(r.F >= r.BestF):
		r.Best, r.BestF = r.X, r.F
	}
	if !status.Failed() && l.s.Trace.Len() > 0 {
		l.row(r.Steps, r.X, r.F, true)
	}
	r.X = append([]float64(nil), r.X...)
	r.Best = append([]float64(nil), r.Best...)
	r.Status, r.GradNorm, r.Ledger = status, st.GradNorm, l.ledger()
	r.Message = fmt.Sprintf("%s after %d steps: f = %.6g, ‖g‖ = %.3g. %s", status, r.Steps, r.F, r.GradNorm, status.Advice())
	return r, err
}

// ledger is the cost up to now.
func (l *loop) ledger() Ledger {
	now := l.counts
	now.GradCost = l.s.GradCost
	now.Elapsed += l.s.Clock().Sub(l.began)
	if l.s.Counter != nil {
		now.InnerEvals += l.s.Counter.Count() - l.counted - l.own
	}
	return now
}

// row adds the point after so many steps to the trace.
func (l *loop) row(step int, x []float64, f float64, last bool) {
	l.s.Trace.add(traceRow{
		step: step, x: x, f: f, hasF: l.p.Func != nil, last: last,
		norm: l.state.GradNorm, rate: l.state.Rate, price: l.ledger().Cost(),
	})
}
