package optim

import (
	"sync/atomic"
	"time"
)

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

// Counter counts the evaluations of a function, whoever makes them. It is safe
// for concurrent use when the function is.
type Counter struct {
	f func(x []float64) float64
	n atomic.Int64
}

// NewCounter returns a counter of f's evaluations. A nil f panics.
func NewCounter(f func(x []float64) float64) *Counter {
	if f == nil {
		panic("optim: NewCounter: nil function")
	}
	return &Counter{f: f}
}

// Func returns f(x) and counts it.
func (c *Counter) Func(x []float64) float64 {
	c.n.Add(1)
	return c.f(x)
}

// Count returns the number of evaluations so far.
func (c *Counter) Count() int { return int(c.n.Load()) }
