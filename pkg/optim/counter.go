package optim

import (
	"context"
	"math"
	"sync/atomic"
)

// Counter stands between a run and its function: it counts the evaluations, whoever makes
// them, lets none begin once the run is over, and keeps the error of one that failed.
//
//	c := optim.NewCounter(f)
//	p := optim.Problem{Func: c.Func, Grad: fd.NewSource(c.Func, n, fd.Settings{}).Grad}
//	r, err := optim.Minimize(p, x0, rule, optim.Settings{Counter: c, …})
//
// A run whose context ends then returns after the evaluation that is going on, in the middle of
// a gradient too; and an error of f ends the run, which returns it. What is still asked for within
// that gradient is NaN, at no cost; the step is dropped, and the rule's memory is that of the
// last whole step. A Counter is safe for concurrent use when the function is, and serves one run at a
// time.
type Counter struct {
	f       func(x []float64) (float64, error)
	n       atomic.Int64
	running atomic.Bool
	over    atomic.Bool // the run is
	context atomic.Pointer[context.Context]
	failure atomic.Pointer[error]
}

// NewCounter returns a counter of f's evaluations. A nil f panics.
func NewCounter(f func(x []float64) float64) *Counter {
	if f == nil {
		panic("optim: NewCounter: nil function")
	}
	return &Counter{f: func(x []float64) (float64, error) { return f(x), nil }}
}

// NewFallibleCounter returns a counter of the evaluations of an f that can fail. A nil f panics.
func NewFallibleCounter(f func(x []float64) (float64, error)) *Counter {
	if f == nil {
		panic("optim: NewFallibleCounter: nil function")
	}
	return &Counter{f: f}
}

// Func returns f(x) and counts it; NaN when f fails, or when the run that it serves is over.
func (c *Counter) Func(x []float64) float64 {
	if c.ended() {
		return math.NaN()
	}
	c.n.Add(1)
	v, err := c.f(x)
	if err != nil {
		c.failure.CompareAndSwap(nil, &err)
		c.over.Store(c.running.Load())
		return math.NaN()
	}
	return v
}

// ended says whether the run that the counter serves is over, or its context.
func (c *Counter) ended() bool {
	if c.over.Load() {
		return true
	}
	ctx := c.context.Load()
	return ctx != nil && (*ctx).Err() != nil
}

// Count returns the number of evaluations so far, a failed one included.
func (c *Counter) Count() int { return int(c.n.Load()) }

// Err returns the error of the evaluation that failed first since a run began, or nil.
func (c *Counter) Err() error {
	if p := c.failure.Load(); p != nil {
		return *p
	}
	return nil
}

// Serve makes the counter that of a run which ends with the context: an error before it is
// forgotten, and once the context has ended, or f has failed, Func returns NaN at no cost. release ends the
// run, after which Func evaluates again. Minimize does this by itself; it is for loops of your own.
func (c *Counter) Serve(ctx context.Context) (release func()) {
	end := c.serve(ctx)
	return func() { end(false) }
}

// serve is Serve. A gradient that is left behind when the run ends gets NaN for ever.
func (c *Counter) serve(ctx context.Context) (end func(left bool)) {
	c.failure.Store(nil)
	c.over.Store(false)
	c.running.Store(true)
	c.context.Store(&ctx)
	return func(left bool) {
		c.context.Store(nil)
		c.running.Store(false)
		c.over.Store(left)
	}
}

// Sampled counts the evaluations of a random objective F(x, ξ) by c, so that it can be given to
// a source that draws one ξ for each gradient:
//
//	c := optim.NewCounter(mean) // of many samples, to look at
//	src := fd.NewSampled(optim.Sampled(c, f), draw, n, fd.Settings{})
//
// f is stopped by c's run as c's own function is.
func Sampled[S any](c *Counter, f func(x []float64, xi S) float64) func(x []float64, xi S) float64 {
	return func(x []float64, xi S) float64 {
		if c.ended() {
			return math.NaN()
		}
		c.n.Add(1)
		return f(x, xi)
	}
}
