package fd

import (
	"fmt"
	"math"
	"slices"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
)

// engine differentiates a function of n variables and m values along the axes: what [Source] and
// [JacobianSource] share. Coordinates are moved in groups; a value of f depends on one coordinate of a group at
// most.
//
// The groups are shared out among workers, each with its own copy of x. Each group is computed alone, so the result
// has the same bits at any number of workers.
type engine struct {
	plan
	m       int
	f       func(dst, x []float64)
	scalar  func(x []float64) float64 // f where m = 1 and no coordinates are grouped: the loop is shorter then
	sum     bool                      // dst is the gradient of the sum of the values, not the Jacobian
	groups  [][]int                   // of the coordinates that are not held
	held    []int
	columns [][]int // the values that depend on coordinate i; nil: all do
	all     []int   // 0, …, m-1

	x       []float64 // where the derivatives are wanted
	dst     []float64
	base    []float64 // f(x), evaluated once for all coordinates that need it
	based   bool      // base is known
	workers []worker
	task    func(k, g int)
	evals   int
	keeper
}

// worker has its own copy of x, and room for the values of one group.
type worker struct {
	x            []float64
	near, far    []float64 // values at the points of a stencil, a row of m for each; far: with twice the step
	column       []float64 // the values of one row at the points
	fine, coarse []float64 // quotients of the m values, with the step and with twice the step
	held         []float64 // the fine ones of the best trial
	spots        []spot    // the coordinates of the group
	hunts        []pursuit
	evals        int
}

// spot is a coordinate with its stencil and step.
type spot struct {
	i         int
	x         float64
	st        *Stencil
	h, lo, hi float64
	t         float64 // where it is moved to
	still     bool    // it is not moved
}

// mostCounted is the largest number of variables or values; their vectors must fit into memory.
const mostCounted = 1 << 28

func newEngine(f func(dst, x []float64), n, m int, set Settings) *engine {
	if f == nil {
		panic("fd: the function is nil")
	}
	if m < 0 || m > mostCounted || n < 0 || n > mostCounted {
		panic(fmt.Sprintf("fd: a function with %d values of %d variables", m, n))
	}
	e := &engine{plan: newPlan(n, set), m: m, f: f}
	if e.main.Derivative != 1 {
		panic("fd: a gradient or a Jacobian needs a stencil of the first derivative")
	}
	if set.Sparsity != nil {
		e.columns = transposed(set.Sparsity, m, n)
		e.groups = Colour(set.Sparsity, n)
	} else {
		e.groups = make([][]int, n)
		for i := range e.groups {
			e.groups[i] = []int{i}
		}
	}
	if e.bounded() {
		e.leaveOut()
	}
	e.all = make([]int, m)
	for j := range e.all {
		e.all[j] = j
	}
	e.x, e.base = make([]float64, n), make([]float64, m)
	count := max(1, min(set.Workers, len(e.groups)))
	e.workers = make([]worker, count)
	for k := range e.workers {
		w := &e.workers[k]
		w.x, w.near, w.column, w.fine = make([]float64, n), make([]float64, e.points()*m), make([]float64, e.points()), make([]float64, m)
	}
	e.task = func(k, b int) {
		if e.scalar != nil && !e.adaptive {
			e.singles(&e.workers[k], b*n/count, (b+1)*n/count)
		} else {
			e.group(&e.workers[k], b)
		}
	}
	if e.adaptive {
		e.keep()
	}
	return e
}

// leaveOut takes the coordinates that equal bounds hold out of the groups.
func (e *engine) leaveOut() {
	for i := range e.n {
		if e.plan.held(i) {
			e.held = append(e.held, i)
		}
	}
	for g, group := range e.groups {
		e.groups[g] = slices.DeleteFunc(group, e.plan.held)
	}
	e.groups = slices.DeleteFunc(e.groups, func(group []int) bool { return len(group) == 0 })
}

// rows are the values that depend on coordinate i.
func (e *engine) rows(i int) []int {
	if e.columns != nil {
		return e.columns[i]
	}
	return e.all
}

// differentiate writes the derivatives at x to dst; known says that base is f(x).
func (e *engine) differentiate(dst, x []float64, known bool) {
	e.mustMatch(x)
	copy(e.x, x)
	for k := range e.workers {
		copy(e.workers[k].x, x)
	}
	e.mustContain(e.x)
	if e.based = known; !known && e.m > 0 && e.needsBase() {
		e.evals++
		e.f(e.base, e.workers[0].x)
		e.based = true
	}
	e.dst = dst
	if e.columns != nil && !e.sum {
		clear(dst)
	}
	for _, i := range e.held {
		for k := i; k < len(dst); k += e.n {
			dst[k] = 0
		}
	}
	if e.adaptive {
		e.schedule()
	}
	defer e.count()
	blocks := len(e.groups)
	if e.scalar != nil && !e.adaptive {
		blocks = len(e.workers)
	}
	if len(e.workers) == 1 {
		for b := range blocks {
			e.task(0, b)
		}
	} else {
		parallel.Workers(len(e.workers), blocks, e.task)
	}
	for k := range e.workers {
		mustBeUntouched(e.workers[k].x, e.x)
	}
}

// count adds up what the workers evaluated, also where a panic of the function ended it.
func (e *engine) count() {
	for k := range e.workers {
		e.evals, e.workers[k].evals = e.evals+e.workers[k].evals, 0
	}
}

// mustBeUntouched panics where the function wrote into its argument: the values after that are not those at the
// points that the formula takes them for.
func mustBeUntouched(got, want []float64) {
	for i, v := range want {
		mustBeLeft(i, got[i], v)
	}
}

func mustBeLeft(i int, got, want float64) {
	if got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
		panic(fmt.Sprintf("fd: the function wrote into its argument: x[%d] = %v became %v; let it work on a copy", i, want, got))
	}
}

// needsBase reports whether some coordinate's stencil uses the value at x.
func (e *engine) needsBase() bool {
	if len(e.groups) == 0 {
		return false
	}
	if e.main.coeffAt(0) != 0 {
		return true
	}
	if e.bounded() {
		if e.adaptive && !e.begun {
			return true
		}
		e.based = true // for the question which stencil there would be
		for _, group := range e.groups {
			for _, i := range group {
				if st, _ := e.at(i, e.x[i]); st != &e.main {
					return true
				}
			}
		}
	}
	return false
}
