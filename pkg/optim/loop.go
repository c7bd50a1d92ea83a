package optim

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// loop is one run of Minimize.
type loop struct {
	p        Problem
	s        Settings
	rule     Rule
	gradient func(dst, x []float64) // l.grad, bound once: a method value allocates

	x, prev   []float64 // the iterate, and the one before the step
	ahead     []float64 // where the rule looks, projected
	state     loopState
	known     bool // f at x has been evaluated, as state.F
	prevKnown bool // f at prev has been, as state.PrevF
	badGrad   bool // the last gradient was not finite
	atX       bool // the last gradient was taken at the iterate itself
	failed    bool

	aside    *aside        // nil until a gradient is slow
	gradTook time.Duration // the last gradient, in a run that may be cancelled
	funcTook time.Duration // the longest evaluation of f, likewise
	left     bool          // a gradient was left behind

	began    time.Time
	counts   Ledger // evaluations so far, those before a resumption included
	counted  int    // Counter's reading at the start
	own      int    // what of it the loop's own evaluations of f made
	progress Progress
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
	if err := s.check(p, x0, rule); err != nil {
		return nil, err
	}
	s = s.complete()
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
		l.x = slices.Clone(x0)
		if s.Project != nil {
			s.Project(l.x)
		}
		l.state.Best = slices.Clone(l.x)
	}
	if err := CheckRule(rule, len(l.x)); err != nil {
		return nil, err
	}
	l.prev = slices.Clone(l.x)
	return l, nil
}

// start evaluates f at the first point of a fresh run.
func (l *loop) start() (Status, error) {
	if l.s.Resume != nil || l.p.Func == nil || l.s.FuncEvery < 0 && l.s.Trace == nil {
		return Running, nil
	}
	f := l.evaluate(l.x)
	if status, err := l.interrupted(); math.IsNaN(f) && status != Running {
		return status, err
	}
	l.state.F, l.state.F0, l.state.BestF, l.known = f, f, f, true
	if !isFinite(f) {
		return NonFinite, fmt.Errorf("%w: f is %v at the start", ErrNotFinite, f)
	}
	return Running, nil
}

// evaluate finds f at x, and counts it.
func (l *loop) evaluate(x []float64) float64 {
	l.counts.FuncEvals++
	var began time.Time
	if l.s.Context.Done() != nil {
		began = time.Now()
	}
	n := 0
	if l.s.Counter != nil {
		n = l.s.Counter.Count()
	}
	f := l.p.Func(x)
	if l.s.Counter != nil {
		l.own += l.s.Counter.Count() - n
	}
	if !began.IsZero() {
		l.funcTook = max(l.funcTook, time.Since(began))
	}
	return f
}

// grad is what the rule calls: the problem's gradient, counted and looked at.
func (l *loop) grad(dst, x []float64) {
	l.atX = slices.Equal(x, l.prev)
	if l.s.Project != nil && !l.atX {
		l.ahead = append(l.ahead[:0], x...)
		l.s.Project(l.ahead)
		x = l.ahead
	}
	l.counts.GradEvals++
	l.askGradient(dst, x)
	if status, _ := l.interrupted(); status != Running {
		panic(interruption{})
	}
	l.state.GradNorm = finiteNorm(norm(dst), dst)
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
		return BadRate, fmt.Errorf("%w: the schedule gave %v at step %d", ErrRate, rate, k)
	}
	st.Rate = rate
	if status, err := l.move(rate); status != Running {
		return status, err
	}
	if l.badGrad {
		return NonFinite, fmt.Errorf("%w: the gradient has norm %v at step %d", ErrNotFinite, st.GradNorm, k)
	}
	if l.s.Project != nil {
		l.s.Project(l.x)
	}
	stepNorm := finiteNorm(distance(l.x, l.prev), l.x)
	if !isFinite(stepNorm) {
		return NonFinite, fmt.Errorf("%w: step %d led to x with such a coordinate (‖g‖ = %v)", ErrNotFinite, k, st.GradNorm)
	}
	if k == 0 {
		st.G0 = st.GradNorm
		l.row(0, l.prev, st.F0, false)
	}
	traced := l.s.Trace.due(k + 1)
	l.prevKnown, l.known = l.known, l.p.Func != nil && (traced || l.s.FuncEvery > 0 && (k+1)%l.s.FuncEvery == 0)
	if l.known {
		f := l.evaluate(l.x)
		if status, err := l.interrupted(); math.IsNaN(f) && status != Running {
			l.known = false
			st.Step++
			return status, err
		}
		if !isFinite(f) {
			return NonFinite, fmt.Errorf("%w: f is %v after step %d", ErrNotFinite, f, k)
		}
		st.PrevF, st.F = st.F, f
	}
	st.Step++
	if l.keepBest() {
		return Diverged, fmt.Errorf("%w: after step %d f = %v, ‖g‖ = %v, at the start f = %v, ‖g‖ = %v", ErrDiverged, k, st.F, st.GradNorm, st.F0, st.G0)
	}
	status, err := l.ask(stepNorm)
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
func (l *loop) keepBest() (diverged bool) {
	st := &l.state
	limit := l.s.Divergence
	if !math.IsNaN(st.F0) {
		if l.known && st.F < st.BestF {
			st.BestF = st.F
			copy(st.Best, l.x)
		}
		return l.known && limit > 0 && st.F-st.F0 > limit*max(1, math.Abs(st.F0))
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
func (l *loop) ask(stepNorm float64) (Status, error) {
	st := &l.state
	l.progress = Progress{
		Step: st.Step, X: l.x, F: st.F, PrevF: st.PrevF, FKnown: l.known,
		GradNorm: st.GradNorm, StepNorm: stepNorm, Rate: st.Rate, Ledger: l.ledger(),
	}
	if l.s.Observe != nil {
		l.s.Observe(&l.progress)
	}
	status := l.s.Stop.Check(&l.progress)
	if l.s.Save != nil && st.Step%l.s.SaveEvery == 0 {
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
