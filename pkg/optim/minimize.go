package optim

import (
	"context"
	"fmt"
	"math"
)

// Minimize runs rule on p from x0 until a stop, a limit or a failure ends it.
//
//	x_{k+1} = Π(x_k - step of the rule with rate η_k),  k = 0, 1, …
//
// This is the paper's scheme (2). x0 is copied, not changed. The rule and the stop
// are Reset first, so the same call gives the same bits again (a generator, of
// GradientNoise or within the gradient, goes on where it is); with
// Settings.Resume they are loaded instead, x0 is not used and may be nil, and the
// run continues to the same bits as one that was never interrupted (as far as the
// gradient itself depends on x alone).
//
// The stop is asked after each step. It sees ‖g‖ where the rule asked for the
// gradient, which is before the step. When it ends the run because that gradient is
// small (StopGrad, NoisyGrad), the step from there was not needed: X is the point with the
// small gradient, Steps the number of steps that led to it. A rule that looks ahead
// took its gradient elsewhere, and its step is kept.
//
// The error is nil when a stop or a limit ended the run. It wraps ErrBadInput for
// settings that can't run, ErrNonFinite, ErrDiverged or ErrRate for a run that
// failed, and the context's cause after a cancellation; the Result is valid, with
// the best point known, in all of these but the first.
func Minimize(p Problem, x0 []float64, rule Rule, s Settings) (Result, error) {
	l, err := newLoop(p, x0, rule, s)
	if err != nil {
		return Result{}, err
	}
	status, err := l.start()
	for status == Running {
		if err = l.s.Context.Err(); err != nil {
			status, err = Cancelled, fmt.Errorf("optim: after %d steps: %w", l.state.Step, context.Cause(l.s.Context))
			break
		}
		if l.state.Step >= l.s.MaxSteps {
			status = StepLimit
			break
		}
		status, err = l.step()
	}
	return l.finish(status, err)
}

func checkSettings(p Problem, x0 []float64, rule Rule, s Settings) error {
	bad := func(format string, a ...any) error {
		return fmt.Errorf("optim: "+format+": %w", append(a, ErrBadInput)...)
	}
	switch {
	case p.Grad == nil:
		return bad("Problem.Grad is nil: give the gradient, or finite differences of Func")
	case rule == nil:
		return bad("the rule is nil: use NewSGD, NewAdam, …")
	case s.Rate == nil:
		return bad("Settings.Rate is nil: use Constant(0.01) or another schedule")
	case s.MaxSteps < 0:
		return bad("Settings.MaxSteps is %d: use a positive number, or 0 for %d", s.MaxSteps, DefaultMaxSteps)
	case math.IsNaN(s.GradCost) || s.GradCost < 0 || math.IsInf(s.GradCost, 0):
		return bad("Settings.GradCost is %v: use the evaluations of f per gradient", s.GradCost)
	case math.IsNaN(s.Divergence):
		return bad("Settings.Divergence is NaN: use a factor, 0 for %g, or -1 for never", DefaultDivergence)
	case s.Counter != nil && s.GradCost != 0:
		return bad("Settings.Counter and GradCost both count the gradients: set one of them")
	case s.Resume == nil && len(x0) == 0:
		return bad("x0 is empty")
	}
	if i := firstNonFinite(x0); s.Resume == nil && i >= 0 {
		return bad("x0[%d] is %v: start at a finite point", i, x0[i])
	}
	if n, ok := s.Stop.(funcNeeder); ok && n.needsFunc() && (p.Func == nil || s.FuncEvery < 0) {
		return bad("the stop compares values of f, but f is not evaluated: give Problem.Func and FuncEvery >= 0")
	}
	return nil
}
