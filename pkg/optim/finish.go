package optim

import (
	"fmt"
	"math"
	"slices"
)

// point is a point of the run that may be its result.
type point struct {
	x     []float64
	f     float64
	known bool // whether f has been evaluated
	steps int  // that led to it
}

// end is the point that a run with this status returns.
func (l *loop) end(s Status) point {
	st := &l.state
	switch {
	case s.Failed():
		return l.best()
	case l.undoes(s):
		return point{l.prev, st.PrevF, l.prevKnown, st.Step - 1}
	}
	return point{l.x, st.F, l.known, st.Step}
}

// best is the best point known.
func (l *loop) best() point {
	return point{l.state.Best, l.state.BestF, l.counts.FuncEvals > 0, l.state.Step}
}

// finish builds the result. It leaves state as the last step left it, since a
// checkpoint may still be taken.
func (l *loop) finish(status Status, err error) (Result, error) {
	end := l.end(status)
	if !end.known && l.p.Func != nil && status != Cancelled && status != FuncFailed {
		end.f, end.known = l.evaluate(end.x), true
		if s, e := l.interrupted(); s != Running && math.IsNaN(end.f) {
			return l.finish(s, e)
		}
		if !isFinite(end.f) && !status.Failed() {
			return l.finish(NonFinite, fmt.Errorf("%w: f is %v at the end", ErrNotFinite, end.f))
		}
	}
	if !end.known {
		end.f = math.NaN()
	}
	best := l.best()
	if l.p.Func == nil || end.known && !(end.f >= best.f) {
		best = end
	}
	if l.failed = status.Failed() && status != FuncFailed; !status.Failed() && l.s.Trace.Len() > 0 {
		l.row(end.steps, end.x, end.f, true)
	}
	r := Result{
		X: slices.Clone(end.x), F: end.f, Best: slices.Clone(best.x), BestF: best.f,
		GradNorm: l.state.GradNorm, Steps: end.steps, Status: status,
		Ledger: l.ledger(), Trace: l.s.Trace, loop: l,
	}
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
	if l.s.Trace == nil {
		return
	}
	l.s.Trace.add(traceRow{
		step: step, x: x, f: f, hasF: l.p.Func != nil, last: last,
		norm: l.state.GradNorm, rate: l.state.Rate, price: l.ledger().Cost(),
	})
}
