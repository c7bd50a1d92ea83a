package optim

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
// took its gradient at another point than the iterate, and its step is kept.
//
// The error is nil when a stop or a limit ended the run. It is ErrValue for settings
// or parameters that can't run, ErrCheckpoint for a checkpoint that does not fit, ErrNotFinite,
// ErrDiverged or ErrRate for a run that failed, the context's cause after a cancellation,
// and the error of a function that returned one (see Counter); the Result is valid, with
// the best point known, in all of these but the first two. A panic in a function of the caller
// is not recovered; one that happened in another goroutine arrives here with its stack.
func Minimize(p Problem, x0 []float64, rule Rule, s Settings) (Result, error) {
	l, err := newLoop(p, x0, rule, s)
	if err != nil {
		return Result{}, err
	}
	defer l.begin()()
	status, err := l.start()
	for status == Running {
		switch {
		case l.s.Context.Err() != nil:
			status, err = l.cancelled()
		case l.state.Step >= l.s.MaxSteps:
			status = StepLimit
		default:
			status, err = l.step()
		}
	}
	return l.finish(status, err)
}
