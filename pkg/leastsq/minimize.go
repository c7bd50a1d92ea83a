package leastsq

import (
	"context"
	"fmt"
	"math"
)

const (
	tolerance = 3e-9
	maxSteps  = 1000
)

// Minimize finds a minimum of the sum of squares near x0, by the method of Levenberg and Marquardt in Moré's
// form: the step δ minimizes
//
//	‖r + Jδ‖,  ‖Dδ‖ ≤ Δ,  Lo ≤ x + δ ≤ Hi
//
// with the largest norm so far of each column of J in the diagonal matrix D, so that units of the coordinates
// don't matter, and a radius Δ that follows how well the linear model foretold the last sum. A trial whose
// residuals are not finite counts as a bad one.
//
// The run ends where the Gauss–Newton step is below the tolerance in each coordinate, relative to the
// coordinate and to what the residuals can tell of it. x0 is not changed. The problem's functions are called
// from the caller's goroutine, one at a time; a panic in them passes through. For equal arguments the result
// has equal bits.
//
// The error wraps ErrValue for arguments that make no sense, crossed bounds, a start outside the box and
// fewer residuals than unknowns among them; the Result is then empty. Otherwise it has the best point known,
// and the error wraps ErrNotFinite where residuals or derivatives are NaN or infinite (or beyond 1e150, whose
// squares overflow) at x0 or on all ways on, ErrLimit when MaxSteps were too few, ErrSingular for a minimum
// at which some coordinates may move without a change of the residuals, and the cause of the context when
// that ended.
//
// Sources: J. Moré, The Levenberg–Marquardt algorithm: implementation and theory (1978); bounds, differences
// and the end of a run are this package's own.
func Minimize(p Problem, x0 []float64, s Settings) (Result, error) {
	if err := check(p, x0, s); err != nil {
		return Result{}, err
	}
	if s.Tolerance == 0 {
		s.Tolerance = tolerance
	}
	if s.MaxSteps == 0 {
		s.MaxSteps = maxSteps
	}
	if s.Context == nil {
		s.Context = context.Background()
	}
	f := newFit(p, x0, s)
	status, err := f.run()
	switch {
	case isStop(err):
		status = Cancelled
	case err != nil && status == Unfinished:
		status = NonFinite
	}
	return f.result(status, err)
}

// run makes steps until there is nothing more to do.
func (f *fit) run() (Status, error) {
	if err := f.residuals(f.r, f.x); err != nil {
		return Unfinished, err
	}
	if err := f.again(); err != nil {
		return Unfinished, err
	}
	f.radius = f.size()
	if f.radius == 0 {
		f.radius = 1
	}
	for {
		if norm(f.r) == 0 {
			return Exact, nil
		}
		if status := f.converged(); status != Unfinished {
			switch {
			case f.coarse():
				f.refine()
				if err := f.again(); err != nil {
					return Unfinished, err
				}
			case f.forget():
			default:
				return status, nil
			}
			continue
		}
		if f.steps >= f.s.MaxSteps {
			return StepLimit, fmt.Errorf("%w: the sum of losses is %v after %d steps, and still falls; raise MaxSteps, or start nearer",
				ErrLimit, f.s.Loss.total(f.r), f.steps)
		}
		if status, err := f.advance(); status != Unfinished || err != nil {
			return status, err
		}
	}
}

// advance tries steps until one is good and moves there, or makes the differences finer.
func (f *fit) advance() (Status, error) {
	f.turned = false
	var bad error // of the last trial that was not finite
	for {
		length, fall, newton := f.step()
		if f.steps == 0 {
			f.radius = min(f.radius, length)
		}
		ratio, actual, change := math.Inf(-1), math.NaN(), f.change(f.total)
		if newton {
			change = f.change(f.pure)
		}
		err := f.residuals(f.rn, f.next)
		if isStop(err) {
			return Unfinished, err
		}
		if err == nil {
			actual = f.s.Loss.fall(f.r, f.rn)
			ratio = actual / fall
		}
		if noise := f.noise(); err == nil && newton && (fall <= noise || change < 1e-5) {
			// A short step whose worth can't be seen: rounding, or the errors of differences, are what is
			// left. While such steps shrink they are made all the same, since the gradient is known better
			// than the sum.
			switch hidden := fall <= noise; {
			case ratio < 1e-4 && f.coarse():
				f.refine()
				return Unfinished, f.again()
			case hidden && (math.Abs(actual) > noise || f.blind >= 3 && !(change < f.last)):
				return Rounding, nil
			case hidden:
				f.blind++
				ratio = 1
			}
		}
		good := ratio >= 1e-4
		if good {
			if newton && f.finishes(change) {
				f.finish()
				return Converged, nil
			}
			f.foresee(newton, change)
			if err = f.jacobian(f.jn, f.next, f.rn); isStop(err) {
				return Unfinished, err
			}
			if err != nil {
				good, ratio, actual = false, math.Inf(-1), math.NaN()
			}
		}
		if err != nil {
			bad = err
		}
		if !good && f.mixed {
			f.plain = true
			continue
		}
		f.resize(ratio, actual, length, newton)
		if good {
			f.last = math.NaN()
			if newton {
				f.last = change
			}
			f.accept()
			return Unfinished, nil
		}
		if size := f.size(); !(f.radius > 1e-15*size) || f.radius < math.SmallestNonzeroFloat64/1e-15 {
			switch {
			case f.refine():
				f.radius = 1e-3 * size
				return Unfinished, f.again()
			case bad != nil:
				return Unfinished, bad
			}
			return Rounding, nil
		}
	}
}

// resize adapts the radius to how well the model foretold the trial (Moré, section 4). How far it missed grows with the
// length: where it hardly did, and no trial has just failed, the next step may be four times as long.
func (f *fit) resize(ratio, actual, length float64, newton bool) {
	switch {
	case !(ratio > 0.25):
		f.turned = true
		shrink := 0.1
		if !math.IsNaN(actual) {
			shrink = 0.5
			if actual < 0 { // the minimum of the parabola through both values and the slope
				slope := 0.0
				for j, d := range f.total {
					slope += 2 * f.grad[j] * d
				}
				shrink = min(max(0.5*slope/(slope+actual), 0.1), 0.5)
			}
		}
		f.radius = shrink * min(f.radius, 10*length)
	case newton || ratio >= 0.75:
		grow := 2.0
		if off := math.Abs(ratio - 1); !f.turned {
			grow = max(2, min(4, 0.2/off))
		}
		f.radius = grow * length
	}
}
