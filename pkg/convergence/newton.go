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
func (c preconditioned) run(rate float64, seed int) []float64 {
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
		return []float64{math.Inf(1), math.Inf(1)}
	}
	return []float64{reached, t.gap(res.X) / first}
}

// newton compares the H of (2): identity, the diagonal of the Hessian, the Hessian.
func newton(size study.Size) study.Study {
	var all []preconditioned
	for _, problem := range study.Pick(size, []string{"quadratic", "turned quadratic", "Rosenbrock"}, []string{"turned quadratic"}) {
		for _, k := range study.Pick(size, []int{1, 5}, []int{5}) {
			for _, h := range []string{"identity", "diagonal", "Newton"} {
				all = append(all, preconditioned{problem, k, h})
			}
		}
	}
	rates := study.Pick(size, grid(1e-4, 1), []float64{0.3})
	first := func(study.Results) (jobs []study.Job) {
		for _, c := range all {
			jobs = append(jobs, study.Job{Key: c.key(-1), Cost: 3.5e4 * float64(len(rates)), Run: func() []float64 {
				return []float64{tune(rates, func(rate float64) float64 {
					r := c.run(rate, -1)
					return min(r[0], newtonBudget*(1+r[1]))
				})}
			}})
		}
		return jobs
	}
	second := func(done study.Results) (jobs []study.Job) {
		for _, c := range all {
			for seed := range size.Seeds {
				jobs = append(jobs, study.Job{Key: c.key(seed), Cost: 3.5e4, Run: func() []float64 { return c.run(done[c.key(-1)][0], seed) }})
			}
		}
		return jobs
	}
	return study.Study{
		Name: "newton", About: "the H of (2) as identity, diagonal and Hessian, its values paid for",
		Stages: []study.Stage{first, second},
		Tables: func(done study.Results) []study.Table {
			t := study.Table{Name: "newton", Columns: []string{"problem", "n", "k", "h_is", "rate", "evals_q25", "evals", "evals_q75", "left"}}
			for _, c := range all {
				var evals, left []float64
				for seed := range size.Seeds {
					r := done[c.key(seed)]
					evals, left = append(evals, r[0]), append(left, r[1])
				}
				s := study.Summarize(evals)
				t.Add(c.problem, 5, c.k, c.h, done[c.key(-1)][0], s.Q25, s.Median, s.Q75, study.Summarize(left).Median)
			}
			return []study.Table{t}
		},
	}
}
