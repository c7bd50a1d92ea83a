package optim

import (
	"cmp"
	"context"
	"math"
	"time"
)

// DefaultMaxSteps bounds a run whose Settings.MaxSteps is 0.
const DefaultMaxSteps = 1_000_000

// DefaultDivergence is the growth at which a run counts as diverged, when
// Settings.Divergence is 0.
const DefaultDivergence = 1e10

// Settings say how the loop runs. Rate is required; the zero of every other field
// is its default.
type Settings struct {
	Rate     Schedule // η of each step
	MaxSteps int      // at most so many steps, those before a resumption included; 0: DefaultMaxSteps
	Stop     Stop     // asked after each step; nil: never stops

	// Context ends the run: between steps, and within a gradient that evaluates f through
	// Counter before f is evaluated again. A gradient that takes longer than f, and does not use
	// Counter, is not waited for: it ends by itself, unheard, while Minimize has returned.
	// Make such a gradient anew before a run goes on.
	Context context.Context

	// Project maps x to the nearest feasible point, in place. It is applied to the
	// start and after each step, the projection Π_X of the paper's (2), and to the points where a
	// rule that looks ahead asks for the gradient. nil: none.
	Project func(x []float64)

	// FuncEvery is how many steps lie between evaluations of Problem.Func: 0 is 1,
	// every step; negative is never (but for the result's F and the trace's).
	// The best point is the best of the evaluated ones.
	FuncEvery int

	// Divergence stops a run when f - f₀ exceeds Divergence·max(1, |f₀|), or, where f
	// is not evaluated, when ‖g‖ exceeds Divergence·max(1, ‖g₀‖). 0 is
	// DefaultDivergence, negative is never.
	Divergence float64

	// GradCost is how many evaluations of f one gradient is worth: 2n for central
	// differences, 1 (the default, for 0) for an analytic gradient. It enters Ledger.Cost.
	GradCost float64

	// Counter, when set, counts the evaluations of f that gradients and rules make
	// themselves, ends them when Context does, and tells of f's errors; build Func and Grad upon
	// Counter.Func, and leave GradCost alone.
	Counter *Counter

	Trace   *Trace            // filled while the run goes on; nil: nothing is kept
	Observe func(p *Progress) // called after each step; p is valid during the call only
	Resume  *Checkpoint       // continue that run instead of starting at x0
	Clock   func() time.Time  // nil: time.Now

	// Save is given a checkpoint after every SaveEvery steps (0: 1), for runs that
	// may be killed; SaveCheckpoint writes it to a file. Its error ends the run.
	Save      func(c Checkpoint) error
	SaveEvery int
}

// complete returns the settings with their defaults.
func (s Settings) complete() Settings {
	s.MaxSteps = cmp.Or(s.MaxSteps, DefaultMaxSteps)
	s.Divergence = cmp.Or(s.Divergence, DefaultDivergence)
	if s.GradCost == 0 && s.Counter == nil {
		s.GradCost = 1
	}
	s.FuncEvery = cmp.Or(s.FuncEvery, 1)
	s.SaveEvery = cmp.Or(s.SaveEvery, 1)
	if s.Stop == nil {
		s.Stop = StopNone()
	}
	if s.Context == nil {
		s.Context = context.Background()
	}
	if s.Clock == nil {
		s.Clock = time.Now
	}
	return s
}

// check tells what is wrong with the arguments of Minimize.
func (s Settings) check(p Problem, x0 []float64, rule Rule) error {
	switch {
	case p.Grad == nil:
		return badValue("Problem.Grad is nil: give the gradient, or finite differences of Func")
	case checkWhole(rule) != nil:
		return checkWhole(rule)
	case s.Rate == nil:
		return badValue("Settings.Rate is nil: use Constant(0.01) or another schedule")
	case s.MaxSteps < 0:
		return badValue("Settings.MaxSteps is %d: use a positive number, or 0 for %d", s.MaxSteps, DefaultMaxSteps)
	case s.SaveEvery < 0:
		return badValue("Settings.SaveEvery is %d: use a positive number, or 0 for 1", s.SaveEvery)
	case math.IsNaN(s.GradCost) || s.GradCost < 0 || math.IsInf(s.GradCost, 0):
		return badValue("Settings.GradCost is %v: use the evaluations of f per gradient", s.GradCost)
	case math.IsNaN(s.Divergence):
		return badValue("Settings.Divergence is NaN: use a factor, 0 for %g, or -1 for never", DefaultDivergence)
	case !s.Trace.whole():
		return badValue("Settings.Trace has columns of different lengths: use an empty Trace, or one that a run has filled")
	case s.Counter != nil && s.GradCost != 0:
		return badValue("Settings.Counter and GradCost both count the gradients: set one of them")
	case s.Stop != nil && holdsNil(s.Stop):
		return badValue("a stop within Settings.Stop is nil")
	case needsFunc(s.Stop) && (p.Func == nil || s.FuncEvery < 0):
		return badValue("the stop compares values of f, but f is not evaluated: give Problem.Func and FuncEvery >= 0")
	}
	if s.Resume != nil { // x0 is not used, and the rule is checked as it is loaded
		return nil
	}
	if len(x0) == 0 {
		return badValue("x0 is empty")
	}
	if i := firstNonFinite(x0); i >= 0 {
		return badValue("x0[%d] is %v: start at a finite point", i, x0[i])
	}
	return nil
}
