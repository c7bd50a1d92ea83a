package rivals

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/testfunc"
)

// Half says which half of the problems one belongs to, 0 or 1. All problems of a function are in the same
// half: 26 of them, those of the functions with even numbers and Watson's, and 27.
func Half(p testfunc.MoreWild) int {
	if p.Function%2 == 0 || p.Function == 11 {
		return 0
	}
	return 1
}

// Alphas are the budgets of the profiles, in units of n + 1 evaluations.
var Alphas = []float64{2, 3, 5, 7, 10, 14, 20, 30, 40, 50, 70, 100}

// Run is what came of a solver's run: the problem, and the evaluations to each of Taus.
type Run struct {
	Problem testfunc.MoreWild
	Solved  []float64
}

// within says whether the problem was solved to Taus[tau] within α(n+1) evaluations.
func (r Run) within(tau int, alpha float64) bool {
	if tau < 0 || tau >= len(r.Solved) {
		panic(fmt.Sprintf("rivals: accuracy %d of %d", tau, len(r.Solved)))
	}
	return r.Solved[tau] <= alpha*float64(r.Problem.N+1)
}

// Score is what solvers are tuned by: the share of solved problems, averaged over all budgets and accuracies
// of the profiles, so that both speed and the end count.
func Score(runs []Run) float64 {
	count := 0
	for _, r := range runs {
		for tau := range Taus {
			for _, alpha := range Alphas {
				if r.within(tau, alpha) {
					count++
				}
			}
		}
	}
	return float64(count) / float64(max(1, len(runs)*len(Taus)*len(Alphas)))
}

// tuning finds a solver's setting by its score, and remembers the scores.
type tuning struct {
	score func(Setting) float64
	known map[Setting]float64
	best  Setting
	top   float64
}

func (t *tuning) try(s Setting) float64 {
	v, ok := t.known[s]
	if !ok {
		v = t.score(s)
		t.known[s] = v
	}
	if v > t.top {
		t.best, t.top = s, v
	}
	return v
}

// climb goes on from the best rate by so many half decades, up and down, as long as that is better.
func (t *tuning) climb(by int) {
	for _, d := range []int{by, -by} {
		for better := true; better; {
			s := t.best
			s.Power += d
			better = t.try(s) == t.top && t.best == s && s.Power*s.Power < 20*20
		}
	}
}

// tune returns the setting with the best score. The rates 10⁻³, …, 1 are tried, and more beyond
// them as long as the best is at an end; then falling rates and wider differences at the best rate
// and beside it; then rates a factor of √10 apart. L-BFGS has no rate, and an analytic gradient no
// differences.
func (s Solver) tune(score func(Setting) float64) (Setting, float64) {
	t := &tuning{score: score, known: map[Setting]float64{}, top: -1}
	wide := []bool{false, true}
	if s.Source == "analytic" {
		wide = wide[:1]
	}
	if s.Rule == LBFGS {
		for _, w := range wide {
			t.try(Setting{Wide: w})
		}
		return t.best, t.top
	}
	for power := -6; power <= 0; power += 2 {
		t.try(Setting{Power: power})
	}
	t.climb(2)
	center := t.best.Power
	for _, w := range wide {
		for _, falls := range []bool{false, true} {
			for _, power := range []int{center, center + 1} {
				t.try(Setting{power, falls, w})
			}
		}
	}
	t.climb(1)
	return t.best, t.top
}
