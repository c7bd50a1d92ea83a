package gonumopt

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/optim"
	"gonum.org/v1/gonum/optimize"
)

// Method runs a rule inside gonum's optimize.Minimize, with gonum's settings, stops
// and recorders.
//
// gonum evaluates f and g at each iterate, as its convergence tests need; the rule
// reuses that gradient when it asks for it at the same point, so a plain rule costs
// one gradient per step. Rate is the schedule; a nil Rule or Rate panics. gonum has no
// projection: x is where the rule puts it. A rule steps without a line search, so f
// may rise; gonum's Result is its last major iterate. NaN or infinite f or g, or a bad
// rate, end the run with optimize.Failure and an error that wraps optim.ErrNotFinite or
// optim.ErrRate.
type Method struct {
	Rule optim.Rule
	Rate optim.Schedule

	status optimize.Status
	err    error
}

var (
	_ optimize.Method   = (*Method)(nil)
	_ optimize.Statuser = (*Method)(nil)
)

// Uses implements optimize.Method: the gradient is needed.
func (m *Method) Uses(has optimize.Available) (uses optimize.Available, err error) {
	if !has.Grad {
		return optimize.Available{}, optimize.ErrMissingGrad
	}
	return optimize.Available{Grad: true}, nil
}

// Init implements optimize.Method. One task is used.
func (m *Method) Init(dim, tasks int) int {
	if m.Rule == nil || m.Rate == nil {
		panic("gonumopt: Method: Rule or Rate is nil")
	}
	m.Rule.Reset()
	m.status, m.err = optimize.NotTerminated, nil
	return 1
}

// Status implements optimize.Statuser.
func (m *Method) Status() (optimize.Status, error) { return m.status, m.err }

// Run implements optimize.Method.
func (m *Method) Run(operation chan<- optimize.Task, result <-chan optimize.Task, tasks []optimize.Task) {
	c := &conversation{operation: operation, result: result, task: tasks[0]}
	defer c.end()
	x := append([]float64(nil), c.task.X...)
	if err := optim.CheckRule(m.Rule, len(x)); err != nil {
		m.fail(c, fmt.Errorf("gonumopt: %w", err))
		return
	}
	for step := 0; ; step++ {
		copy(c.task.X, x)
		if !c.send(optimize.FuncEvaluation | optimize.GradEvaluation) {
			return
		}
		if !finite(c.task.F) || !finite(c.task.Gradient...) {
			m.fail(c, fmt.Errorf("gonumopt: f = %v, g = %v at step %d: %w", c.task.F, c.task.Gradient, step, optim.ErrNotFinite))
			return
		}
		if !c.send(optimize.MajorIteration) {
			return
		}
		rate := m.Rate.Rate(step)
		if !finite(rate) || rate < 0 {
			m.fail(c, fmt.Errorf("gonumopt: the schedule gave the rate %v at step %d: %w", rate, step, optim.ErrRate))
			return
		}
		m.Rule.Step(x, c.gradient, rate)
		if c.over {
			return
		}
	}
}

// fail ends the run with an error.
func (m *Method) fail(c *conversation, err error) {
	m.status, m.err = optimize.Failure, err
	c.send(optimize.MethodDone)
}
