package fd

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
)

// HessianSource is a Hessian made once and used many times, as Newton's method does, with counted evaluations.
//
// With Workers > 1 the evaluations are shared out among goroutines, with the same bits at any number of them: f
// must be safe for concurrent calls. f is evaluated at x once, and at each point that differs from x in one
// coordinate once. A HessianSource serves one caller at a time.
type HessianSource struct {
	f             func([]float64) float64
	first, second plan
	x             []float64
	base          float64
	based         bool
	axes          [][]axisValue // values at points that differ from x in one coordinate
	points        [][]float64   // a copy of x for each worker
	evals         int
}

// axisValue is f at x with one coordinate replaced by t.
type axisValue struct{ t, value float64 }

// NewHessianSource returns a Hessian source for a function of n variables.
func NewHessianSource(f func([]float64) float64, n int, set Settings) *HessianSource {
	if f == nil {
		panic("fd: NewHessianSource: the function is nil")
	}
	s := &HessianSource{f: f, first: newPlan(n, set), second: newPlan(n, set.second())}
	if s.first.main.Derivative != 1 {
		panic("fd: a Hessian needs a stencil of the first derivative")
	}
	s.first.unit, s.first.beside.unit = s.second.unit, s.second.beside.unit
	return s
}

// Evals is the number of evaluations of the function so far.
func (s *HessianSource) Evals() int { return s.evals }

// Hessian writes the n×n matrix at x to dst. It panics as [Source.Grad] does.
func (s *HessianSource) Hessian(dst, x []float64) {
	n := s.second.n
	mustBeGiven(dst, n*n)
	s.start(x)
	s.each(func(w *walker, i int) {
		if s.second.held(i) {
			dst[i*n+i] = 0
			return
		}
		for j := range n {
			if j != i && s.zeros(j) { // the mixed derivative uses values along axis i
				s.along(w, i, &s.first)
				break
			}
		}
		dst[i*n+i] = s.along(w, i, &s.second)
	})
	s.each(func(w *walker, i int) {
		for j := range i {
			v := 0.0
			if !s.second.held(i) && !s.second.held(j) {
				v = s.mixed(w, i, j)
			}
			dst[i*n+j], dst[j*n+i] = v, v
		}
	})
}

// mustBeGiven panics unless dst has length n; nil would lose the result.
func mustBeGiven(dst []float64, n int) {
	if len(dst) != n {
		panic(fmt.Sprintf("fd: dst has length %d, want %d", len(dst), n))
	}
}

// Diag writes the diagonal of the Hessian at x to dst.
func (s *HessianSource) Diag(dst, x []float64) {
	mustBeGiven(dst, s.second.n)
	s.start(x)
	s.each(func(w *walker, i int) {
		if dst[i] = 0; !s.second.held(i) {
			dst[i] = s.along(w, i, &s.second)
		}
	})
}

// start takes a copy of x, and evaluates f there where a stencil needs it.
func (s *HessianSource) start(x []float64) {
	s.second.mustMatch(x)
	s.second.mustContain(x)
	s.x = append(s.x[:0], x...)
	s.axes = make([][]axisValue, len(x))
	workers := max(1, min(s.second.set.Workers, len(x)))
	s.points = s.points[:0]
	for range workers {
		s.points = append(s.points, append([]float64(nil), x...))
	}
	s.based = false
	for i, v := range s.x {
		if s.second.held(i) {
			continue
		}
		st, _ := s.second.at(i, v)
		if st.coeffAt(0) != 0 || len(s.first.main.Points) > 0 && len(x) > 1 && s.zeros(i) {
			s.base, s.based = s.f(s.points[0]), true
			s.evals++
			mustBeUntouched(s.points[0], s.x)
			return
		}
	}
}

// zeros reports whether the stencil along coordinate i has a point at x itself.
func (s *HessianSource) zeros(i int) bool {
	if s.second.held(i) {
		return false
	}
	st, _ := s.first.at(i, s.x[i])
	return st.coeffAt(0) != 0
}

// walker evaluates f for one worker.
type walker struct {
	point        []float64
	inner, outer []float64
	evals        int
}

// each calls run for all coordinates, shared out among the workers.
func (s *HessianSource) each(run func(w *walker, i int)) {
	walkers := make([]walker, len(s.points))
	defer func() {
		for k := range walkers {
			s.evals += walkers[k].evals
		}
	}()
	parallel.Workers(len(s.points), len(s.x), func(k, i int) {
		w := &walkers[k]
		w.point = s.points[k]
		run(w, i)
		mustBeUntouched(w.point, s.x)
	})
}

// along evaluates the points of a plan's stencil along coordinate i, and returns its derivative.
func (s *HessianSource) along(w *walker, i int, p *plan) float64 {
	st, h := p.at(i, s.x[i])
	lo, hi := p.bounds(i)
	w.inner = w.inner[:0]
	for _, pt := range st.Points {
		t := place(s.x[i], pt.Offset, h, lo, hi)
		v, known := s.onAxis(i, t)
		if !known {
			w.point[i] = t
			w.evals++
			v = s.f(w.point)
			mustBeLeft(i, w.point[i], t)
			w.point[i] = s.x[i]
			s.axes[i] = append(s.axes[i], axisValue{t, v})
		}
		w.inner = append(w.inner, v)
	}
	return st.sum(w.inner) / st.scale(h)
}

// onAxis is f at x with coordinate i replaced, where it has been evaluated.
func (s *HessianSource) onAxis(i int, t float64) (float64, bool) {
	if t == s.x[i] && s.based {
		return s.base, true
	}
	for _, a := range s.axes[i] {
		if a.t == t {
			return a.value, true
		}
	}
	return 0, false
}

// mixed is the tensor product of two stencils; differences along j are taken first.
func (s *HessianSource) mixed(w *walker, i, j int) float64 {
	p := &s.first
	si, hi := p.at(i, s.x[i])
	sj, hj := p.at(j, s.x[j])
	loI, upI := p.bounds(i)
	loJ, upJ := p.bounds(j)
	w.outer = w.outer[:0]
	for _, pi := range si.Points {
		w.inner = w.inner[:0]
		for _, pj := range sj.Points {
			w.inner = append(w.inner, s.at(w, i, place(s.x[i], pi.Offset, hi, loI, upI), j, place(s.x[j], pj.Offset, hj, loJ, upJ)))
		}
		w.outer = append(w.outer, sj.sum(w.inner))
	}
	return si.sum(w.outer) / (si.scale(hi) * sj.scale(hj))
}

// at is f at x with coordinates i and j replaced.
func (s *HessianSource) at(w *walker, i int, ti float64, j int, tj float64) float64 {
	var v float64
	known := false
	switch {
	case tj == s.x[j]:
		v, known = s.onAxis(i, ti)
	case ti == s.x[i]:
		v, known = s.onAxis(j, tj)
	}
	if known {
		return v
	}
	w.point[i], w.point[j] = ti, tj
	w.evals++
	v = s.f(w.point)
	mustBeLeft(i, w.point[i], ti)
	mustBeLeft(j, w.point[j], tj)
	w.point[i], w.point[j] = s.x[i], s.x[j]
	return v
}
