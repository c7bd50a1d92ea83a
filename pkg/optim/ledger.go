package optim

import "time"

// Ledger is what a run has cost so far, so that methods compare at equal cost.
type Ledger struct {
	FuncEvals  int           // evaluations of Problem.Func by the loop
	GradEvals  int           // gradients that the rule asked for
	InnerEvals int           // evaluations of f inside gradients and rules, as Settings.Counter saw them
	GradCost   float64       // evaluations of f that one gradient is worth; 0 with a Counter
	Elapsed    time.Duration // wall time, that before a resumption included
}

// Cost is the run's price in evaluations of f:
//
//	FuncEvals + InnerEvals + GradCost·GradEvals
func (l Ledger) Cost() float64 {
	return float64(l.FuncEvals+l.InnerEvals) + l.GradCost*float64(l.GradEvals)
}

// plus adds the cost of an earlier run.
func (l Ledger) plus(earlier Ledger) Ledger {
	l.FuncEvals += earlier.FuncEvals
	l.GradEvals += earlier.GradEvals
	l.InnerEvals += earlier.InnerEvals
	l.Elapsed += earlier.Elapsed
	return l
}
