package fd

import (
	"math"
	"sync"
)

// Source is a gradient by finite differences, made once and used many times, as an optimizer does: Grad has
// the type that every rule takes, and allocates nothing.
//
// With Workers > 1 the coordinates are shared out among goroutines, so the function must be safe for
// concurrent calls; every coordinate is computed alone, from its own copy of x, so the result has the same
// bits at any number of workers. A Source itself serves one caller at a time.
type Source struct {
	plan
	f       func([]float64) float64
	before  func() // draws the sample that all points of one gradient share
	workers []worker
	dst     []float64
	base    float64 // f(x), evaluated once for all coordinates that need it
	evals   int
	running sync.WaitGroup
}

// worker has its own copy of x.
type worker struct {
	x        []float64
	values   []float64 // of f at the points of a stencil
	from, to int
	evals    int
	run      func()
	failure  any
}

// NewSource returns a gradient source for a function of n variables.
func NewSource(f func([]float64) float64, n int, set Settings) *Source {
	s := &Source{plan: newPlan(n, set), f: f}
	if s.main.Derivative != 1 {
		panic("fd: a gradient needs a stencil of the first derivative")
	}
	count := max(1, min(set.Workers, n))
	s.workers = make([]worker, count)
	for k := range s.workers {
		w := &s.workers[k]
		w.x, w.values = make([]float64, n), make([]float64, s.points())
		w.from, w.to = k*n/count, (k+1)*n/count
		w.run = func() {
			defer s.running.Done()
			defer func() { w.failure = recover() }()
			s.share(w)
		}
	}
	return s
}

// NewSampled returns a gradient source for a random objective F(x, ξ).
//
// draw is called once for each gradient, and all points of that gradient see the same ξ: the difference of
// two values then estimates a difference of F, not of two samples. F must not modify ξ, since workers share
// it.
func NewSampled[S any](f func(x []float64, xi S) float64, draw func() S, n int, set Settings) *Source {
	var xi S
	s := NewSource(func(x []float64) float64 { return f(x, xi) }, n, set)
	s.before = func() { xi = draw() }
	return s
}

// Grad writes the gradient at x to dst, which may be x itself. It panics when a length is not the source's
// dimension, when x lies outside the bounds, and with the function's own panic.
func (s *Source) Grad(dst, x []float64) {
	s.start(dst, x)
	if s.needsBase() {
		s.base = s.f(s.workers[0].x)
		s.evals++
	}
	s.finish()
}

// GradAt is Grad where the value fx = f(x) is known, as it is after most steps of an optimizer: a one-sided
// stencil then costs one evaluation less. It panics for a sampled source, whose next ξ no value can know.
func (s *Source) GradAt(dst, x []float64, fx float64) {
	if s.before != nil {
		panic("fd: GradAt with a value of another sample")
	}
	s.start(dst, x)
	s.base = fx
	s.finish()
}

// Evals is the number of evaluations of the function so far.
func (s *Source) Evals() int { return s.evals }

func (s *Source) start(dst, x []float64) {
	s.mustMatch(dst, x)
	s.dst = dst
	for k := range s.workers {
		copy(s.workers[k].x, x)
	}
	if s.before != nil {
		s.before()
	}
}

// needsBase reports whether some coordinate's stencil uses the value at x.
func (s *Source) needsBase() bool {
	if s.n > 0 && s.main.coeffAt(0) != 0 {
		return true
	}
	if s.bounded() {
		for i, v := range s.workers[0].x {
			if st, _ := s.at(i, v); st != &s.main {
				return true
			}
		}
	}
	return false
}

func (s *Source) finish() {
	if len(s.workers) == 1 {
		s.share(&s.workers[0])
	} else {
		s.running.Add(len(s.workers))
		for k := range s.workers {
			go s.workers[k].run()
		}
		s.running.Wait()
	}
	s.dst = nil
	for k := range s.workers {
		w := &s.workers[k]
		s.evals, w.evals = s.evals+w.evals, 0
		if failure := w.failure; failure != nil {
			w.failure = nil
			panic(failure)
		}
	}
}

// share computes the coordinates of one worker. What does not change from coordinate to coordinate is read
// once: beside its evaluations this loop is all that a gradient costs.
func (s *Source) share(w *worker) {
	f, point, values, bounded := s.f, w.x, w.values, s.bounded()
	lo, hi := math.Inf(-1), math.Inf(1)
	for i := w.from; i < w.to; i++ {
		x := point[i]
		st, h := s.at(i, x)
		if bounded {
			lo, hi = s.bounds(i)
		}
		for k := range st.Points {
			o := st.Points[k].Offset
			if o == 0 {
				values[k] = s.base
				continue
			}
			t := x + o*h
			if bounded {
				t = place(x, o, h, lo, hi)
			}
			point[i] = t
			values[k] = f(point)
			w.evals++
		}
		point[i] = x
		s.dst[i] = st.sum(values) / (st.divisor() * h)
	}
}
