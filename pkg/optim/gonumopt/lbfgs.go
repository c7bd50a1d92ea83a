package gonumopt

import (
	"cmp"
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/optimize"

	"github.com/gradstep/gradstep/pkg/optim"
)

// LBFGS is the limited-memory BFGS method that knows how noisy f and its gradient are.
//
//	p = -H g,  H from the last Store pairs (s, y)
//	x ← x + αp:  f(x + αp) <= f(x) + 1e-4 α g·p + 2ε_f  and  ∇f(x + αp)·p >= 0.9 g·p
//	s = βp, y = ∇f(x + βp) - g,  with β = α, 2α, 4α, … the first for which y·p >= 3ε_g‖p‖
//
// Without noise this is L-BFGS with a line search by bisection. With it, gonum's own takes
// differences of gradients for curvature that are nothing but noise, and its line search fails, or
// steps wildly. Here a step may raise f by as much as noise can, and a pair is taken over a
// distance at which the curvature stands out, or not at all. The run ends when the line search
// finds no step (optimize.ErrLinesearcherFailure), or by gonum's settings: compare the gradient
// with its noise, GradientThreshold about 2 ε_g.
//
// Defaults: Store 10, no noise. Source: H.-J. Shi, Y. Xie, R. Byrd and J. Nocedal, A noise-tolerant
// quasi-Newton algorithm for unconstrained optimization, SIAM J. Optim. 32 (2022), Algorithm 2.1
// and (2.9), (2.10), with their constants.
type LBFGS struct {
	FuncNoise float64 // ε_f: |f - what is evaluated| is at most that
	GradNoise float64 // ε_g: ‖∇f - what is evaluated‖ is at most that
	Store     int     // pairs that are remembered; 0: 10

	pairs  []pair
	status optimize.Status
	err    error
}

// pair is a step and the change of the gradient along it.
type pair struct{ s, y []float64 }

var (
	_ optimize.Method   = (*LBFGS)(nil)
	_ optimize.Statuser = (*LBFGS)(nil)
)

// Uses implements optimize.Method: the gradient is needed.
func (m *LBFGS) Uses(has optimize.Available) (uses optimize.Available, err error) {
	return (&Method{}).Uses(has)
}

// Init implements optimize.Method. One task is used. A level of noise that is negative or not
// finite panics.
func (m *LBFGS) Init(dim, tasks int) int {
	for _, noise := range []float64{m.FuncNoise, m.GradNoise} {
		if !finite(noise) || noise < 0 {
			panic(fmt.Sprintf("gonumopt: LBFGS: a noise of %v", noise))
		}
	}
	m.pairs, m.status, m.err = nil, optimize.NotTerminated, nil
	return 1
}

// Status implements optimize.Statuser.
func (m *LBFGS) Status() (optimize.Status, error) { return m.status, m.err }

const (
	decrease  = 1e-4 // c₁
	curvature = 0.9  // c₂
	outstands = 3    // 2(1 + c₃), c₃ = ½
	lineTries = 40
)

// Run implements optimize.Method.
func (m *LBFGS) Run(operation chan<- optimize.Task, result <-chan optimize.Task, tasks []optimize.Task) {
	c := &conversation{operation: operation, result: result, task: tasks[0]}
	defer c.end()
	n := len(c.task.X)
	x, g, p, trial := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	at, g2 := append([]float64(nil), c.task.X...), make([]float64, n)
	if !c.evaluate(at) {
		return
	}
	for {
		f := c.task.F
		copy(x, at)
		copy(g, c.task.Gradient)
		if !finite(f) || !finite(g...) {
			m.fail(c, fmt.Errorf("gonumopt: f = %v, g = %v: %w", f, g, optim.ErrNotFinite))
			return
		}
		if !c.send(optimize.MajorIteration) {
			return
		}
		m.direction(p, g)
		alpha, f2, ok := m.search(c, at, x, p, f, floats.Dot(g, p))
		if c.over {
			return
		}
		if !ok && len(m.pairs) > 0 { // the pairs may have led astray: once more, downhill
			m.pairs = nil
			m.direction(p, g)
			alpha, f2, ok = m.search(c, at, x, p, f, floats.Dot(g, p))
		}
		if !ok {
			if !c.over {
				m.fail(c, optimize.ErrLinesearcherFailure)
			}
			return
		}
		copy(g2, c.task.Gradient)
		if !m.remember(c, trial, x, p, g, alpha) {
			return
		}
		copy(c.task.X, at)
		c.task.F = f2
		copy(c.task.Gradient, g2)
	}
}

// direction stores -Hg in p, by the recursion of two loops; without pairs -g/‖g‖.
func (m *LBFGS) direction(p, g []float64) {
	copy(p, g)
	along := make([]float64, len(m.pairs))
	for i := len(m.pairs) - 1; i >= 0; i-- {
		d := m.pairs[i]
		along[i] = floats.Dot(d.s, p) / floats.Dot(d.s, d.y)
		floats.AddScaled(p, -along[i], d.y)
	}
	scale := 1.0
	if k := len(m.pairs); k > 0 {
		d := m.pairs[k-1]
		scale = floats.Dot(d.s, d.y) / floats.Dot(d.y, d.y)
	} else if length := floats.Norm(g, 2); length > 0 {
		scale = 1 / length
	}
	floats.Scale(scale, p)
	for i, d := range m.pairs {
		floats.AddScaled(p, along[i]-floats.Dot(d.y, p)/floats.Dot(d.s, d.y), d.s)
	}
	floats.Scale(-1, p)
}

// search finds an α and leaves x + αp in at, its gradient in the task. Where no α fulfills both
// conditions, the longest that fulfills the first will do.
func (m *LBFGS) search(c *conversation, at, x, p []float64, f, slope float64) (alpha, fAlpha float64, ok bool) {
	if !(slope < 0) {
		return 0, 0, false
	}
	alpha, lo, hi := 1.0, 0.0, math.Inf(1)
	for range lineTries {
		floats.AddScaledTo(at, x, alpha, p)
		if !c.evaluate(at) {
			return 0, 0, false
		}
		falls := c.task.F <= f+decrease*alpha*slope+2*m.FuncNoise && finite(c.task.Gradient...)
		switch {
		case !falls:
			hi = alpha
		case floats.Dot(c.task.Gradient, p) >= curvature*slope:
			return alpha, c.task.F, true
		default:
			lo = alpha
		}
		if alpha = (lo + hi) / 2; math.IsInf(hi, 1) {
			alpha = 2 * lo
		}
	}
	if lo == 0 {
		return 0, 0, false
	}
	floats.AddScaledTo(at, x, lo, p)
	ok = c.evaluate(at)
	return lo, c.task.F, ok
}

// remember takes the pair of the step, over a longer distance if the noise asks for it. False means
// that gonum has ended the run.
func (m *LBFGS) remember(c *conversation, trial, x, p, g []float64, beta float64) bool {
	length := floats.Norm(p, 2)
	for range lineTries {
		y := floats.SubTo(make([]float64, len(g)), c.task.Gradient, g)
		if rise := floats.Dot(y, p); rise >= outstands*m.GradNoise*length && rise > 0 {
			s := floats.ScaleTo(make([]float64, len(p)), beta, p)
			m.pairs = append(m.pairs, pair{s, y})
			store := m.Store
			store = cmp.Or(store, 10)
			m.pairs = m.pairs[max(len(m.pairs)-store, 0):]
			return true
		}
		if m.GradNoise == 0 {
			return true
		}
		beta *= 2
		floats.AddScaledTo(trial, x, beta, p)
		if !c.evaluate(trial) {
			return false
		}
		if !finite(c.task.Gradient...) {
			return true
		}
	}
	return true
}

// fail ends the run with an error.
func (m *LBFGS) fail(c *conversation, err error) {
	m.status, m.err = optimize.Failure, err
	c.send(optimize.MethodDone)
}
