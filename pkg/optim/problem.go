package optim

import (
	"context"
	"time"
)

// Problem is what is minimized.
//
// Func returns f(x); Grad writes the gradient of f at x into dst. Neither may
// change x or keep a slice. Grad is required. Func may be nil, when only gradients
// can be had: then a run knows no best point but its last, and Result.F is NaN.
type Problem struct {
	Func func(x []float64) float64
	Grad func(dst, x []float64)
}

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
	Context  context.Context

	// Project maps x to the nearest feasible point, in place. It is applied to the
	// start and after each step, the projection Π_X of the paper's (2). nil: none.
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
	// themselves; build Grad upon Counter.Func, and leave GradCost alone.
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

// Progress is what is known after a step. The loop owns it: a Stop or an observer
// reads it during the call and keeps nothing of it.
type Progress struct {
	Step     int       // steps made so far
	X        []float64 // the iterate after the step
	F        float64   // f at the last point where it was evaluated; NaN before that
	PrevF    float64   // f at the evaluation before that; NaN when there was none
	FKnown   bool      // whether F was evaluated at this X
	GradNorm float64   // ‖g‖ of the last gradient that the rule asked for in this step
	StepNorm float64   // ‖x - x_before‖, after the projection
	Rate     float64   // η of this step
	Ledger   Ledger
}

// Result is what a run returns.
type Result struct {
	X        []float64 // the last iterate; after NonFinite or Diverged the best point known
	F        float64   // f(X); NaN without a Func
	Best     []float64 // the point with the smallest f evaluated; X without a Func
	BestF    float64   // f(Best)
	GradNorm float64   // ‖g‖ of the last gradient asked for
	Steps    int       // steps made, those before a resumption included
	Status   Status    // why the run ended
	Message  string    // the same in a sentence, with what to do next
	Ledger   Ledger    // what it cost
	Trace    *Trace    // Settings.Trace

	loop *loop // for Checkpoint
}
