package convergence

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/optimize"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/study"
)

// runner is a solver of the race on one of its problems: a source and a rule, or a
// derivative-free method of gonum, which is both.
type runner struct {
	course course
	source string
	rule   string
}

// taus are the accuracies of the profiles: a problem is solved when F - min F is
// below τ times its first value.
var taus = []float64{1e-1, 1e-3, 1e-5}

// checkpoints is how often in a run the best value so far is kept, for the tuning.
const checkpoints = 10

// raceBudget is 200 evaluations for each coordinate and one more.
func raceBudget(n int) int { return 200 * (n + 1) }

func (r runner) key(seed int) string {
	return fmt.Sprintf("%s %s %s seed=%d", r.course.name, r.source, r.rule, seed)
}

// tracker watches a run from outside: what it costs, how good it is.
type tracker struct {
	c      course
	budget int
	best   float64
	solved []float64 // evaluations until F - min F was below each τ; infinite: never
	at     []float64 // the best so far after each tenth of the budget
}

func newTracker(c course) *tracker {
	t := &tracker{c: c, budget: raceBudget(c.n()), best: 1}
	for range taus {
		t.solved = append(t.solved, math.Inf(1))
	}
	return t
}

// see is told of a point that is known after so many evaluations.
func (t *tracker) see(x []float64, evals int) {
	for len(t.at) < checkpoints && evals > (len(t.at)+1)*t.budget/checkpoints {
		t.at = append(t.at, t.best)
	}
	if evals > t.budget {
		return
	}
	if v := t.c.relative(x); v < t.best {
		t.best = v
	}
	for i, tau := range taus {
		if t.best <= tau && math.IsInf(t.solved[i], 1) {
			t.solved[i] = float64(evals)
		}
	}
}

// result is the evaluations to each τ, the best value at the end, and the score by
// which rates are tuned: the mean over the checkpoints of the logarithm of the best
// value so far, so that both speed and the end count.
func (t *tracker) result() study.Result {
	score := 0.0
	for i := range checkpoints {
		v := t.best
		if i < len(t.at) {
			v = t.at[i]
		}
		score += math.Log10(max(v, 1e-12)) / checkpoints
	}
	r := study.Result{"left": t.best, "score": score, "solved": 0}
	if !math.IsInf(t.solved[1], 1) {
		r["solved"] = 1 // to the τ of the table of classes
	}
	r.SetVector("evals", t.solved)
	return r
}

// setting is what is tuned: the rate, and whether it stays or falls to 0 in a
// straight line over the budget. Nelder–Mead's rate is its first size.
type setting struct {
	rate  float64
	falls bool
}

// settings are the same for all, so that all are tuned by the same budget.
func settings(size study.Size) (all []setting) {
	for _, r := range study.Pick(size, grid(1e-6, 1e4), []float64{1e-2, 1e-1}) {
		all = append(all, setting{r, false}, setting{r, true})
	}
	return all
}

// run makes one run.
func (r runner) run(s setting, seed int) study.Result {
	rng := study.Generator(r.key(seed), seed)
	r.course = r.course.from(seed)
	t := newTracker(r.course)
	if r.rule == "" {
		r.reference(t, s.rate, rng)
		return t.result()
	}
	rule, grad, cost := r.parts(rng)
	steps := t.budget / cost
	var rate optim.Schedule = optim.Constant(s.rate)
	switch {
	case r.rateless():
		rate = optim.Constant(1)
	case s.falls:
		rate = optim.Polynomial{Initial: s.rate, Power: 1, Steps: steps}
	}
	set := optim.Settings{Rate: rate, MaxSteps: steps, Observe: func(p *optim.Progress) { t.see(p.X, p.Step*cost) }}
	if _, err := optim.Minimize(optim.Problem{Grad: grad}, r.course.start, rule, set); err != nil {
		return t.result() // it diverged; what it had reached counts
	}
	return t.result()
}

// parts are the rule and the gradient of a run, and what a gradient costs.
func (r runner) parts(rng *rand.Rand) (rule optim.Rule, grad func(dst, x []float64), cost int) {
	if r.source == poem {
		f, _, _ := r.course.field(rng)
		rule, grad = POEM(f, rng)
		return rule, grad, 2
	}
	for _, src := range sources() {
		if src.name == r.source {
			grad, cost = src.make(r.course, rng)
		}
	}
	return optim.RulesNamed(r.rule)[0].New(), grad, cost
}

// rateless says whether the rule finds its rate.
func (r runner) rateless() bool {
	return slices.ContainsFunc(rateless, func(n optim.Named) bool { return n.Name == r.rule })
}

// reference runs gonum's Nelder–Mead. Every point that it evaluates counts as known.
func (r runner) reference(t *tracker, size float64, rng *rand.Rand) {
	f, _, _ := r.course.field(rng)
	evals := 0
	p := optimize.Problem{Func: func(x []float64) float64 {
		evals++
		t.see(x, evals)
		return f(x)
	}}
	set := &optimize.Settings{FuncEvaluations: t.budget, Converger: optimize.NeverTerminate{}, Concurrent: 1}
	// An error is a method that can go no further: what it has reached counts.
	_, _ = optimize.Minimize(p, r.course.start, set, &optimize.NelderMead{SimplexSize: size})
}

// runners lists all solvers on all problems.
func runners(size study.Size) (all []runner) {
	rules := study.Pick(size, optim.Rules(), optim.Rules()[:2])
	for _, c := range study.Pick(size, courses(), courses()[9:]) {
		for _, s := range sources() {
			if grad, _ := s.make(c, study.Generator("", 0)); grad == nil {
				continue // straight-through without a staircase
			}
			for _, rule := range slices.Concat(rules, rateless) {
				all = append(all, runner{c, s.name, rule.Name})
			}
		}
		all = append(all, runner{c, poem, rateless[0].Name})
		all = append(all, runner{c, "Nelder–Mead", ""})
	}
	return all
}
