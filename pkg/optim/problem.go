package optim

// Problem is what is minimized.
//
// Func returns f(x); Grad writes the gradient of f at x into dst. Neither may
// change x or keep a slice. Grad is required. Func may be nil, when only gradients
// can be had: then a run knows no best point but its last, and Result.F is NaN.
type Problem struct {
	Func func(x []float64) float64
	Grad func(dst, x []float64)
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
	X        []float64 // the last iterate; after a failure (Status.Failed) the best point known
	F        float64   // f(X); NaN without a Func, or where a cancelled run had not evaluated it
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
