package convergence

import (
	"fmt"
	"math"
	"slices"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/steklov"
	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// preconditioned is a run of (2) with an H: its Hessian comes from values of F, too.
type preconditioned struct {
	problem string
	k       int
	h       string // "identity", "diagonal" or "Newton"
}

const newtonBudget = 50_000

func (c preconditioned) key(seed int) string {
	return fmt.Sprintf("%s sphere K=%d H=%s seed=%d", c.problem, c.k, c.h, seed)
}

// turned is the quadratic with curvatures 1, …, 1/κ, its axes turned by 45° in the
// planes of neighbouring coordinates, so that its Hessian is not diagonal.
func turned(n int, kappa float64) target {
	t := quadratic(n, kappa)
	straight, y := t.f, make([]float64, n)
	t.f = func(x []float64) float64 {
		copy(y, x)
		for i := range n - 1 {
			y[i], y[i+1] = (y[i]-y[i+1])/math.Sqrt2, (y[i]+y[i+1])/math.Sqrt2
		}
		return straight(y)
	}
	return t
}

func (c preconditioned) target() target {
	switch c.problem {
	case "quadratic":
		return quadratic(5, 1000)
	case "turned quadratic":
		return turned(5, 1000)
	}
	p := testfunc.Rosenbrock(5)
	start := slices.Repeat([]float64{0.5}, 5) // in the valley of the global minimum
	return target{name: p.Name, n: 5, f: p.Func, x0: start}
}

// run returns the evaluations until F - min F is below 1e-6 of its first value, and
// the share that is left at the end of the budget. Both are infinite when the run
// diverged.
func (c preconditioned) run(rate float64, seed int) (study.Result, error) {
	t := c.target()
	evals := 0
	counted := func(x []float64) float64 { evals++; return t.f(x) }
	e := &steklov.Estimator{Radius: studyRadius, Directions: c.k, Rand: study.Generator(fmt.Sprintf("%s K=%d", c.problem, c.k), seed)}
	var rule optim.Rule
	switch c.h {
	case "identity":
		rule = optim.NewSGD()
	case "diagonal":
		rule = optim.NewDiagonalNewton(func(dst, x []float64) { fd.HessianDiag(dst, counted, x, fd.Stencil{}, 0) })
	default:
		rule = optim.NewNewton(func(dst, x []float64) { fd.Hessian(dst, counted, x, fd.Stencil{}, 0) })
	}
	first, reached := t.gap(t.x0), math.Inf(1)
	set := optim.Settings{Rate: optim.Constant(rate), Stop: optim.StopWhen(func(p *optim.Progress) optim.Status {
		switch {
		case t.gap(p.X) < 1e-6*first:
			reached = float64(evals)
			return optim.StoppedByCaller
		case evals >= newtonBudget:
			return optim.CostLimit
		}
		return optim.Running
	})}
	res, err := optim.Minimize(optim.Problem{Grad: e.Source(counted)}, t.x0, rule, set)
	if err != nil {
		return study.Result{"evals": math.Inf(1), "left": math.Inf(1)}, nil
	}
	return study.Result{"evals": reached, "left": t.gap(res.X) / first}, nil
}

// newton compares the H of (2): identity, the diagonal of the Hessian, the Hessian.
func newton(size study.Size) study.Part {
	var all []preconditioned
	for _, problem := range study.Pick(size, []string{"quadratic", "turned quadratic", "Rosenbrock"}, []string{"turned quadratic"}) {
		for _, k := range study.Pick(size, []int{1, 5}, []int{5}) {
			for _, h := range []string{"identity", "diagonal", "Newton"} {
				all = append(all, preconditioned{problem, k, h})
			}
		}
	}
	rates := study.Pick(size, grid(1e-4, 1), []float64{0.3})
	plan := study.Plan[preconditioned]{
		Configs: all, Key: preconditioned.key, Seeds: func(preconditioned) int { return size.Seeds },
		Cost: func(preconditioned) float64 { return 3.5e4 },
		Run:  preconditioned.run, Rates: func(preconditioned) []float64 { return rates }, Widen: halfDecade, Tries: tuningSeeds,
		Score: func(runs study.Runs) float64 { // the median, as is shown
			var cost []float64
			for _, r := range runs {
				cost = append(cost, min(r["evals"], newtonBudget*(1+r["left"])))
			}
			return study.Summarize(cost).Median
		},
	}
	return study.Part{
		Name: "newton", About: "the H of (2) as identity, diagonal and Hessian, its values paid for", Jobs: plan.Jobs(),
		Tables: []study.Table{{Name: "newton", Columns: []string{"problem", "n", "k", "h_is", "rate", "evals_q25", "evals", "evals_q75", "left"}}},
		Fill: func(done study.Results, t []*study.Table) {
			for _, c := range all {
				runs := plan.Runs(done, c)
				evals := study.Summarize(runs.Values("evals"))
				t[0].Add(c.problem, 5, c.k, c.h, plan.Rate(done, c), evals.Q25, evals.Median, evals.Q75, study.Summarize(runs.Values("left")).Median)
			}
		},
	}
}
