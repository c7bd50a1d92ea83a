package rivals

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/convergence"
	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// Budget is what a run on n variables may spend, in evaluations: 100 for each variable and one more.
func Budget(n int) int { return 100 * (n + 1) }

// GradCost is what an analytic gradient is charged, in evaluations.
const GradCost = convergence.GradCost

// Record says that after so many evaluations the best point so far had this value.
type Record struct {
	Evals int
	Best  float64
}

// Meter is a problem as one run meets it: it counts what the run spends, and keeps how good the best
// point is that the run has been at. Good is by the value without noise, which no solver is told.
//
// With random noise the errors belong to the form, the row and the seed: the k-th value of a run has
// the same error whoever asks for it.
type Meter struct {
	Problem testfunc.MoreWild
	Form    testfunc.Form
	Rand    *rand.Rand // for the solver: of its own, given by the problem, the form and the seed
	Records []Record   // each time that the best value fell

	seen, exact testfunc.Problem
	evals       int
	done        float64
}

// NewMeter returns a run's view of a problem.
func NewMeter(p testfunc.MoreWild, form testfunc.Form, seed int) *Meter {
	key := fmt.Sprintf("MoreWild %d %v", p.Row, form)
	m := &Meter{
		Problem: p, Form: form, Rand: study.Generator(key+" solver", seed),
		seen: p.Problem(form, study.Generator(key, seed)), done: math.Inf(-1),
	}
	kind := testfunc.SumSquares
	if form == testfunc.SumAbs {
		kind = testfunc.SumAbs
	}
	m.exact = p.Problem(kind, nil)
	m.Records = append(m.Records, Record{0, m.exact.Func(m.exact.Start)})
	return m
}

// Start returns the start.
func (m *Meter) Start() []float64 { return m.Problem.Start() }

// Size is the typical size of a variable, the larger of 1 and the start's largest, which every
// solver's first step is a multiple of.
func (m *Meter) Size() float64 {
	size := 1.0
	for _, v := range m.Problem.Start() {
		size = max(size, math.Abs(v))
	}
	return size
}

// Func is the value that a solver sees. Beyond the budget it is infinite, and nothing is recorded.
func (m *Meter) Func(x []float64) float64 {
	if m.Spent() {
		return math.Inf(1)
	}
	m.evals++
	f := m.seen.Func(x)
	if m.Form == testfunc.SumSquares || m.Form == testfunc.SumAbs {
		m.record(f)
	} else {
		m.See(x)
	}
	return f
}

// Grad is the analytic gradient of what a solver sees, charged as GradCost evaluations.
func (m *Meter) Grad(dst, x []float64) {
	m.evals += GradCost
	m.seen.Grad(dst, x)
}

// See is told of a point that a solver is at without having asked for its value, as a descent is.
func (m *Meter) See(x []float64) {
	if m.evals <= Budget(m.Problem.N) {
		m.record(m.exact.Func(x))
	}
}

func (m *Meter) record(f float64) {
	if f < m.Records[len(m.Records)-1].Best {
		m.Records = append(m.Records, Record{m.evals, f})
	}
}

// Evals is how many evaluations were spent.
func (m *Meter) Evals() int { return m.evals }

// Spent reports whether the budget is.
func (m *Meter) Spent() bool { return m.evals >= Budget(m.Problem.N) }

// StopAt makes Solved true as soon as the value is at most so much: nothing is left to be gained.
func (m *Meter) StopAt(f float64) { m.done = f }

// Over reports whether the budget is spent or the value of StopAt reached.
func (m *Meter) Over() bool { return m.Spent() || m.Records[len(m.Records)-1].Best <= m.done }

// Taus are the accuracies of the profiles.
var Taus = []float64{1e-1, 1e-3, 1e-5, 1e-7}

// Solved returns, for each of Taus, the evaluations after which the run had solved the problem, or infinity:
//
//	F(x_0) - F(x) >= (1 - τ)(F(x_0) - least)
//
// Moré and Wild's test (2.2); least is the least value that anyone has found.
func Solved(records []Record, least float64) []float64 {
	out := make([]float64, len(Taus))
	if len(records) == 0 {
		panic("rivals: Solved: a run without records")
	}
	first := records[0].Best
	for i, tau := range Taus {
		out[i] = math.Inf(1)
		for _, r := range records {
			if r.Best <= least+tau*(first-least) {
				out[i] = float64(r.Evals)
				break
			}
		}
	}
	return out
}
