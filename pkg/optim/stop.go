package optim

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// Stop decides after each step whether a run ends.
//
// Check returns Running, or why the run ends. It is called exactly once after each
// step, so it may count. Reset forgets what was counted. A stop that counts has
// exported fields, so that encoding/json saves it in a Checkpoint.
type Stop interface {
	Check(p *Progress) Status
	Reset()
}

// FuncNeeder is a stop that may be useless when f is never evaluated. Minimize refuses to run
// with one that is, and has no f to show it.
type FuncNeeder interface {
	Stop
	NeedsFunc() bool
}

// StopWrapper is a stop made of others, as StopAny returns it. Minimize looks through it for
// those that need f.
type StopWrapper interface {
	Stop
	Unwrap() []Stop
}

// needsFunc tells whether a stop, or one within it, needs values of f.
func needsFunc(s Stop) bool {
	if n, ok := s.(FuncNeeder); ok && n.NeedsFunc() {
		return true
	}
	w, ok := s.(StopWrapper)
	return ok && slices.ContainsFunc(w.Unwrap(), needsFunc)
}

// holdsNil tells whether a stop is nil, or one within it.
func holdsNil(s Stop) bool {
	w, ok := s.(StopWrapper)
	return s == nil || ok && slices.ContainsFunc(w.Unwrap(), holdsNil)
}

// tolerance checks one or two of the norms of Progress against bounds.
type tolerance struct {
	x, f, g float64 // NaN: not looked at
	result  Status
}

func (t *tolerance) Reset() {}

func (t *tolerance) Check(p *Progress) Status {
	if !math.IsNaN(t.x) && !(p.StepNorm < t.x) {
		return Running
	}
	if !math.IsNaN(t.f) && !(p.FKnown && math.Abs(p.F-p.PrevF) < t.f) {
		return Running
	}
	if !math.IsNaN(t.g) && !(p.GradNorm < t.g) {
		return Running
	}
	return t.result
}

// NeedsFunc implements FuncNeeder.
func (t *tolerance) NeedsFunc() bool { return !math.IsNaN(t.f) }

func newTolerance(x, f, g float64, result Status) Stop {
	for _, v := range []float64{x, f, g} {
		if v < 0 {
			panic(fmt.Sprintf("optim: a stop with the negative tolerance %v", v))
		}
	}
	return &tolerance{x, f, g, result}
}

// StopArgs stops when ‖x_i - x_{i-1}‖ < eps: the paper's args. A NaN eps never
// stops, a negative one panics; so with the other tolerances.
func StopArgs(eps float64) Stop {
	return never(eps, newTolerance(eps, math.NaN(), math.NaN(), SmallStep))
}

// StopFunc stops when |f(x_i) - f(x_{i-1})| < eps: the paper's func. With
// Settings.FuncEvery the comparison is between evaluated points.
func StopFunc(eps float64) Stop {
	return never(eps, newTolerance(math.NaN(), eps, math.NaN(), SmallChange))
}

// StopMixed stops when both StopArgs(epsX) and StopFunc(epsF) would: the paper's mixed.
func StopMixed(epsX, epsF float64) Stop {
	return never(epsX+epsF, newTolerance(epsX, epsF, math.NaN(), SmallStepAndChange))
}

// StopGrad stops when ‖g‖ < eps: the paper's grad. It believes the gradient that
// it is shown: with an estimated one use NoisyGrad.
func StopGrad(eps float64) Stop {
	return never(eps, newTolerance(math.NaN(), math.NaN(), eps, SmallGradient))
}

// never returns StopNone in place of s when the tolerance is NaN.
func never(eps float64, s Stop) Stop {
	if math.IsNaN(eps) {
		return StopNone()
	}
	return s
}

// none never stops: the paper's none.
type none struct{}

func (*none) Check(*Progress) Status { return Running }
func (*none) Reset()                 {}

// StopNone never stops: the paper's none. The run ends at Settings.MaxSteps.
func StopNone() Stop { return &none{} }

type costLimit struct{ max float64 }

func (c *costLimit) Reset() {}

func (c *costLimit) Check(p *Progress) Status {
	if p.Ledger.Cost() >= c.max {
		return CostLimit
	}
	return Running
}

// StopCost stops at the first step after which Ledger.Cost has reached max
// evaluations of f. The run overshoots by less than one step's cost.
func StopCost(max float64) Stop { return &costLimit{max} }

type timeLimit struct{ max time.Duration }

func (t *timeLimit) Reset() {}

func (t *timeLimit) Check(p *Progress) Status {
	if p.Ledger.Elapsed >= t.max {
		return TimeLimit
	}
	return Running
}

// StopTime stops at the first step after which the run has taken max of wall time
// (by Settings.Clock), that before a resumption included.
func StopTime(max time.Duration) Stop { return &timeLimit{max} }

type condition struct{ f func(p *Progress) Status }

func (c *condition) Reset()                   {}
func (c *condition) Check(p *Progress) Status { return c.f(p) }

// StopWhen asks f after each step: f returns Running to go on, and most often
// StoppedByCaller to end the run. What f remembers is not in a Checkpoint.
func StopWhen(f func(p *Progress) Status) Stop {
	if f == nil {
		panic("optim: StopWhen: nil function")
	}
	return &condition{f}
}
