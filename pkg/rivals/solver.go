package rivals

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/optimize"

	"github.com/gradstep/gradstep/pkg/convergence"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// Solver is a gradient source with a rule. Rule "L-BFGS" is gonum's, with its line search.
type Solver struct {
	Source, Rule string
}

// Setting is what is tuned of a solver.
type Setting struct {
	Power int  // the rate is 10^(Power/2), see Run
	Falls bool // the rate falls to 0 in a straight line over the budget; otherwise it stays
	Wide  bool // the wider of the form's two differences
}

// Rate is the first step's length in units of the start's size.
func (s Setting) Rate() float64 { return math.Pow(10, float64(s.Power)/2) }

// analytic is the source that is not made of values.
const analytic = "analytic"

// gradient returns the gradient of what a meter shows, with differences of size h, and what one costs; h = 0
// leaves the size to the package, or is 10⁻⁶ of the start's along random directions.
func (s Solver) gradient(m *Meter, h float64) (grad func(dst, x []float64), cost int) {
	if s.Source == analytic {
		return m.Grad, GradCost
	}
	all := convergence.Sources()
	at := slices.IndexFunc(all, func(c convergence.Source) bool { return c.Name == s.Source })
	if at < 0 {
		panic(fmt.Sprintf("rivals: Solver: no source of gradients is called %q", s.Source))
	}
	if all[at].Random && h == 0 {
		h = 1e-6 * m.Size()
	}
	n := m.Problem.N
	return all[at].Grad(m.Func, n, h, m.Rand), all[at].Cost(n)
}

// LBFGS is the name of the rule that is gonum's.
const LBFGS = "L-BFGS"

// Solvers lists every source with every rule, and each whose gradients repeat with L-BFGS.
func Solvers() (all []Solver) {
	add := func(source string, random bool) {
		for _, r := range optim.Rules() {
			all = append(all, Solver{source, r.Name})
		}
		if !random {
			all = append(all, Solver{source, LBFGS})
		}
	}
	add(analytic, false)
	for _, s := range convergence.Sources() {
		add(s.Name, s.Random)
	}
	return all
}

// widths are the two sizes of differences of each form, in units of the start's size; 0 leaves it to the
// package, or is 10⁻⁶ along random directions.
var widths = map[testfunc.Form][2]float64{
	testfunc.SumSquares:   {0, 1e-3},
	testfunc.SumAbs:       {0, 1e-2},
	testfunc.Wild:         {1e-2, 1e-1},
	testfunc.UniformNoise: {1e-2, 1e-1},
	testfunc.NormalNoise:  {1e-2, 1e-1},
}

// Run makes a solver's run, until the meter is over or the solver can go no further.
//
// A scaled rule has the rate Rate·Size. The others, whose steps grow with the gradient, have
// Rate·Size/‖g_0‖: their first step is as long, and a problem in other units is the same problem. That
// gradient g_0 is paid for.
func (s Solver) Run(m *Meter, set Setting) {
	if m == nil || len(widths[m.Form]) == 0 {
		panic("rivals: Solver: the meter is nil, or of a form without a width")
	}
	width := widths[m.Form][0]
	if set.Wide {
		width = widths[m.Form][1]
	}
	grad, cost := s.gradient(m, width*m.Size())
	if s.Rule == LBFGS {
		lbfgs(m, grad)
		return
	}
	r, known := optim.RuleNamed(s.Rule)
	if !known {
		panic(fmt.Sprintf("rivals: Solver: no rule is called %q", s.Rule))
	}
	rate, start := set.Rate()*m.Size(), m.Start()
	if !r.Scaled {
		g := make([]float64, m.Problem.N)
		grad(g, start)
		if g0 := norm(g); g0 > 0 && !math.IsInf(g0, 0) {
			rate /= g0
		}
	}
	steps := max(1, (Budget(m.Problem.N)-m.Evals())/cost)
	var schedule optim.Schedule = optim.Constant(rate)
	if set.Falls {
		schedule = optim.Polynomial{Initial: rate, Power: 1, Steps: steps}
	}
	over := optim.StopWhen(func(*optim.Progress) optim.Status {
		if m.Over() {
			return optim.StoppedByCaller
		}
		return optim.Running
	})
	// An error is a run that diverged: what it had reached counts.
	_, _ = optim.Minimize(optim.Problem{Grad: grad}, start, r.New(), optim.Settings{
		Rate: schedule, MaxSteps: steps, Stop: over, Observe: func(p *optim.Progress) { m.See(p.X) },
	})
}

// lbfgs runs gonum's method with its line search, started anew where it stops.
func lbfgs(m *Meter, grad func(dst, x []float64)) {
	p := optimize.Problem{Func: m.Func, Grad: grad, Status: func() (optimize.Status, error) {
		if m.Over() {
			return optimize.FunctionEvaluationLimit, nil
		}
		return optimize.NotTerminated, nil
	}}
	for x := m.Start(); !m.Over(); {
		method := &optimize.LBFGS{GradStopThreshold: math.NaN()}
		// An error is a line search that finds nothing lower.
		r, _ := optimize.Minimize(p, x, &optimize.Settings{Converger: optimize.NeverTerminate{}, Concurrent: 1}, method)
		if r == nil || slices.Equal(r.X, x) {
			return
		}
		x = r.X
	}
}

func norm(v []float64) float64 {
	s := 0.0
	for _, t := range v {
		s = math.Hypot(s, t)
	}
	return s
}
