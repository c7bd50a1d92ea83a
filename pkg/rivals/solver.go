package rivals

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/optimize"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/steklov"
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

// source makes a gradient of what a meter shows, with differences of size h, and says what one
// costs; h = 0 leaves the size to the package.
type source struct {
	name string
	make func(m *Meter, h float64) (grad func(dst, x []float64), cost int)
}

func stencil(name string, s fd.Stencil, cost func(n int) int) source {
	return source{name, func(m *Meter, h float64) (func(dst, x []float64), int) {
		return fd.NewSource(m.Func, m.Problem.N, fd.Settings{Stencil: s, Step: h}).Grad, cost(m.Problem.N)
	}}
}

func directions(name string, kind steklov.Kind, count func(n int) int) source {
	return source{name, func(m *Meter, h float64) (func(dst, x []float64), int) {
		if h == 0 {
			h = 1e-6 * m.Size()
		}
		k := count(m.Problem.N)
		e := &steklov.Estimator{Radius: h, Directions: k, Kind: kind, Rand: m.Rand}
		return e.Source(m.Func), 2 * k
	}}
}

// sources: sphere, Gaussian and orthogonal directions are half as many as there are coordinates; SPSA is
// Spall's one pair of points along signs.
func sources() []source {
	half := func(n int) int { return (n + 1) / 2 }
	return []source{
		{"analytic", func(m *Meter, _ float64) (func(dst, x []float64), int) { return m.Grad, GradCost }},
		stencil("forward", fd.Forward, func(n int) int { return n + 1 }),
		stencil("central", fd.Central, func(n int) int { return 2 * n }),
		stencil("extrapolated", fd.Central.Extrapolate(2), func(n int) int { return 4 * n }),
		directions("sphere", steklov.Sphere, half),
		directions("Gaussian", steklov.Gaussian, half),
		directions("orthogonal", steklov.Orthogonal, half),
		directions("SPSA", steklov.Rademacher, func(int) int { return 1 }),
	}
}

// rule is one of package optim. The steps of those that are scaled do not shrink with the gradient.
type rule struct {
	name   string
	scaled bool
	make   func() optim.Rule
}

// rules are all of package optim but AdamW, which is Adam here, and Newton, which wants a Hessian.
var rules = []rule{
	{"SGD", false, func() optim.Rule { return optim.NewSGD() }},
	{"Momentum", false, func() optim.Rule { return optim.NewMomentum() }},
	{"Nesterov", false, func() optim.Rule { return optim.NewNesterov() }},
	{"Adagrad", true, func() optim.Rule { return optim.NewAdagrad() }},
	{"RMSprop", true, func() optim.Rule { return optim.NewRMSprop() }},
	{"Adam", true, func() optim.Rule { return optim.NewAdam() }},
	{"Nadam", true, func() optim.Rule { return optim.NewNadam() }},
	{"AMSGrad", true, func() optim.Rule { return optim.NewAMSGrad() }},
	{"Adamax", true, func() optim.Rule { return optim.NewAdamax() }},
	{"Adadelta", true, func() optim.Rule { return optim.NewAdadelta() }},
	{"RAdam", true, func() optim.Rule { return optim.NewRAdam() }},
	{"AdaBelief", true, func() optim.Rule { return optim.NewAdaBelief() }},
	{"Lion", true, func() optim.Rule { return optim.NewLion() }},
	{"SignSGD", true, func() optim.Rule { return optim.NewSignSGD() }},
}

// LBFGS is the name of the rule that is gonum's.
const LBFGS = "L-BFGS"

// Solvers lists every source with every rule, and each whose gradients repeat with L-BFGS.
func Solvers() (all []Solver) {
	for i, s := range sources() {
		for _, r := range rules {
			all = append(all, Solver{s.name, r.name})
		}
		if i < 4 {
			all = append(all, Solver{s.name, LBFGS})
		}
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
	at := slices.IndexFunc(sources(), func(c source) bool { return c.name == s.Source })
	if at < 0 {
		panic(fmt.Sprintf("rivals: Solver: no source of gradients is called %q", s.Source))
	}
	src := sources()[at]
	grad, cost := src.make(m, width*m.Size())
	if s.Rule == LBFGS {
		lbfgs(m, grad)
		return
	}
	r := rules[slices.IndexFunc(rules, func(r rule) bool { return r.name == s.Rule })]
	rate, start := set.Rate()*m.Size(), m.Start()
	if !r.scaled {
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
	_, _ = optim.Minimize(optim.Problem{Grad: grad}, start, r.make(), optim.Settings{
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
