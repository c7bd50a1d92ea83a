package optim

import (
	"context"
	"fmt"
	"time"
)

// begin makes the counter that of this run.
func (l *loop) begin() (end func()) {
	release := func(bool) {}
	if l.s.Counter != nil {
		release = l.s.Counter.serve(l.s.Context)
	}
	return func() {
		release(l.left)
		if l.aside != nil {
			l.aside.close()
		}
	}
}

// interrupted tells whether, and how, the run is over in the middle of a step.
func (l *loop) interrupted() (Status, error) {
	c := l.s.Counter
	switch {
	case c != nil && c.Err() != nil:
		return FuncFailed, fmt.Errorf("optim: f failed in step %d: %w", l.state.Step, c.Err())
	case l.left || c != nil && c.ended():
		return l.cancelled()
	}
	return Running, nil
}

// interruption is what the gradient throws through the rule, when the run is over in its
// middle, so that the rule does not learn from what is none.
type interruption struct{}

// askGradient asks the problem for a gradient. A slow one, in a run that may be cancelled,
// is made aside.
func (l *loop) askGradient(dst, x []float64) {
	if l.p.Func == nil || l.s.Context.Done() == nil {
		l.p.Grad(dst, x)
		return
	}
	began := time.Now()
	defer func() { l.gradTook = time.Since(began) }()
	if l.aside == nil && max(l.gradTook, time.Duration(4*len(x))*l.funcTook) > patience {
		l.aside = newAside(l.p.Grad, len(x))
	}
	if l.aside == nil {
		l.p.Grad(dst, x)
		return
	}
	panicked, ok := l.aside.gradient(l.s.Context, l.funcTook, dst, x)
	l.left = !ok
	if panicked == nil {
		return
	}
	if status, _ := l.interrupted(); status == Running { // otherwise it stumbled over the NaN after the end
		panic(panicked)
	}
}

// move lets the rule make its step, and takes it back when the run is over in its middle.
func (l *loop) move(rate float64) (status Status, err error) {
	copy(l.prev, l.x)
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(interruption); !ok {
				panic(r)
			}
			copy(l.x, l.prev)
			status, err = l.interrupted()
		}
	}()
	l.rule.Step(l.x, l.gradient, rate)
	if status, err = l.interrupted(); status != Running { // in the rule's own evaluations
		copy(l.x, l.prev)
	}
	return status, err
}

func (l *loop) cancelled() (Status, error) {
	return Cancelled, fmt.Errorf("optim: after %d steps: %w", l.state.Step, context.Cause(l.s.Context))
}
