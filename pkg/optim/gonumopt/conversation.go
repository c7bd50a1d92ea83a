package gonumopt

import (
	"math"

	"gonum.org/v1/gonum/optimize"
)

// conversation is the exchange of tasks with gonum.
type conversation struct {
	operation chan<- optimize.Task
	result    <-chan optimize.Task
	task      optimize.Task
	over      bool
}

// send asks for an operation and waits for it; false means that gonum has ended the run.
func (c *conversation) send(op optimize.Operation) bool {
	if c.over {
		return false
	}
	c.task.Op = op
	c.operation <- c.task
	c.task = <-c.result
	c.over = c.task.Op == optimize.PostIteration
	return !c.over
}

// end waits until gonum has ended the method, which it does by closing result; only then may
// operation be closed.
func (c *conversation) end() {
	for range c.result {
	}
	close(c.operation)
}

// evaluate finds f and its gradient at x; false means that gonum has ended the run.
func (c *conversation) evaluate(x []float64) bool {
	copy(c.task.X, x)
	return c.send(optimize.FuncEvaluation | optimize.GradEvaluation)
}

// gradient is what the rule asks. That of the iterate is already there.
func (c *conversation) gradient(dst, x []float64) {
	if !same(x, c.task.X) {
		copy(c.task.X, x)
		c.send(optimize.GradEvaluation)
	}
	copy(dst, c.task.Gradient)
}

func same(x, y []float64) bool {
	for i, v := range x {
		if v != y[i] {
			return false
		}
	}
	return true
}

func finite(values ...float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}
