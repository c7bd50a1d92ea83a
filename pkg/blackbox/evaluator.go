package blackbox

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// Policy is what stands in the place of a value where the program failed.
type Policy int

const (
	// Stop ends the run with the failure. The next run tries again there.
	Stop Policy = iota
	// Worst takes the greatest value that was asked for before: descent turns away from where the
	// program fails. Failures are in the journal and are not tried again. The first evaluation of a
	// run must not fail.
	Worst
)

// Evaluator evaluates a command at many points at once. Its fields are set before the first call.
type Evaluator struct {
	Command  *Command
	Journal  *Journal // nil: values are not kept
	Jobs     int      // programs at once; 0: one
	Budget   int      // evaluations at most, those that the journal has included; 0: no end
	Failures Policy
	Retries  int                  // how often a failure is tried again at once
	Observe  func(asked, ran int) // told after each program: evaluations asked for so far, at least, and those run; nil: nobody

	seen   map[string]Evaluation
	order  []Evaluation
	worst  float64
	ran    int
	failed int
}

// Evaluation is a point and its value.
type Evaluation struct {
	X      []float64
	F      float64
	Failed string // why there is none, F being what the policy puts in its place; "": there is one
}

// Evaluations are those of the run, in the order in which they were asked for.
func (e *Evaluator) Evaluations() []Evaluation { return e.order }

// Ran is the number of values that were not in the journal, and Failed of those, old and new, that
// the program did not give.
func (e *Evaluator) Ran() (ran, failed int) { return e.ran, e.failed }

// task is an evaluation that is neither known to the run nor in the journal.
type task struct {
	x     []float64
	again int
	name  string
	f     float64
	err   error
}

// Values returns the values at the points, which it evaluates Jobs at a time.
//
// A point that the run has asked for before has the value that it had; one that occurs twice among the
// points is evaluated twice. The result does not depend on Jobs. The error wraps [ErrBudget], where no
// point was evaluated, [ErrFailed] under the policy Stop, [ErrJournal], or is the context's; what was
// evaluated is in the journal.
func (e *Evaluator) Values(ctx context.Context, points [][]float64) ([]float64, error) {
	all, err := e.evaluate(ctx, points)
	if err != nil {
		return nil, err
	}
	values := make([]float64, len(all))
	for i, v := range all {
		values[i] = v.F
	}
	return values, nil
}

// evaluate is Values with the failures.
func (e *Evaluator) evaluate(ctx context.Context, points [][]float64) ([]Evaluation, error) {
	if e.seen == nil {
		e.seen = map[string]Evaluation{}
	}
	tasks, names := e.wanted(points)
	if e.Budget > 0 && len(e.order)+len(tasks) > e.Budget {
		return nil, fmt.Errorf("%w: %d of %d are left, and %d are wanted", ErrBudget, e.Budget-len(e.order), e.Budget, len(tasks))
	}
	if err := e.run(ctx, tasks); err != nil {
		return nil, err
	}
	for _, t := range tasks {
		v := Evaluation{X: t.x, F: t.f}
		switch first := len(e.order) == 0; {
		case t.err == nil && first:
			e.worst = t.f
		case t.err == nil:
			e.worst = max(e.worst, t.f)
		case first:
			return nil, fmt.Errorf("at the first point: %w", t.err)
		default:
			v.F, v.Failed = e.worst, t.err.Error()
			e.failed++
		}
		e.seen[t.name] = v
		e.order = append(e.order, v)
	}
	all := make([]Evaluation, len(points))
	for i, name := range names {
		all[i] = e.seen[name]
	}
	return all, nil
}

// wanted are the evaluations that the run has not made yet, and the names of all.
func (e *Evaluator) wanted(points [][]float64) (tasks []*task, names []string) {
	times := map[string]int{}
	for _, x := range points {
		k := key(x)
		name := fmt.Sprintf("%s %d", k, times[k])
		if _, known := e.seen[name]; !known {
			tasks = append(tasks, &task{x: append([]float64(nil), x...), again: times[k], name: name})
		}
		times[k]++
		names = append(names, name)
	}
	return tasks, names
}

// run makes the evaluations, those of the journal first.
func (e *Evaluator) run(ctx context.Context, tasks []*task) error {
	var todo []*task
	for _, t := range tasks {
		if !e.remembered(t) {
			todo = append(todo, t)
		}
	}
	next, halt := make(chan *task), make(chan struct{})
	var mu sync.Mutex
	var first error // what ends the run: no other program is started, and those that run may end
	var workers sync.WaitGroup
	for range min(max(e.Jobs, 1), len(todo)) {
		workers.Go(func() {
			for t := range next {
				err := e.once(ctx, t)
				mu.Lock()
				e.ran++
				if e.Observe != nil {
					e.Observe(len(e.order)+e.ran, e.ran)
				}
				if err != nil && first == nil {
					first = err
					close(halt)
				}
				mu.Unlock()
			}
		})
	}
feed:
	for _, t := range todo {
		select {
		case next <- t:
		case <-halt:
			break feed
		case <-ctx.Done():
			break feed
		}
	}
	close(next)
	workers.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return first
}

// remembered takes the outcome from the journal. A failure is tried again under the policy Stop.
func (e *Evaluator) remembered(t *task) bool {
	if e.Journal == nil {
		return false
	}
	r, ok := e.Journal.find(t.x, t.again)
	switch {
	case !ok || r.F == nil && e.Failures == Stop:
		return false
	case r.F == nil:
		t.err = fmt.Errorf("%w: %s", ErrFailed, r.Failed)
	default:
		t.f = *r.F
	}
	return true
}

// once makes one evaluation and keeps its outcome. The error is one that ends the run.
func (e *Evaluator) once(ctx context.Context, t *task) error {
	for range e.Retries + 1 {
		if t.f, t.err = e.Command.Value(ctx, t.x); t.err == nil || !errors.Is(t.err, ErrFailed) {
			break
		}
	}
	r := record{X: t.x, Again: t.again}
	switch {
	case t.err == nil:
		r.F = &t.f
	case errors.Is(t.err, ErrFailed):
		r.Failed = t.err.Error()[len(ErrFailed.Error())+len(": "):]
	default:
		return t.err
	}
	if e.Journal != nil {
		if err := e.Journal.add(r); err != nil {
			return err
		}
	}
	if t.err != nil && e.Failures == Stop {
		return t.err
	}
	return nil
}
