package rivals

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"

	"github.com/gradstep/gradstep/pkg/convergence"
	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// ShownForms are the forms that the solvers are compared on.
var ShownForms = []testfunc.Form{testfunc.SumSquares, testfunc.SumAbs, testfunc.Wild, testfunc.UniformNoise}

// config is a solver on the problems of a form.
type config struct {
	Solver
	form     testfunc.Form
	problems []testfunc.MoreWild
	least    func() (Least, error)
	seeds    int
}

func (c config) key(what string) string {
	return fmt.Sprintf("%s %s %s %v", what, c.Source, c.Rule, c.form)
}

// random says whether two seeds differ.
func (c config) random() bool {
	return c.form.Random() || slices.ContainsFunc(convergence.Sources(), func(s convergence.Source) bool { return s.Random && s.Name == c.Source })
}

// run makes a run; the seeds below 0 serve for tuning.
func (c config) run(least Least, p testfunc.MoreWild, set Setting, seed int) (Run, *Meter) {
	m := NewMeter(p, c.form, seed)
	low := least.Of(p, c.form)
	m.StopAt(low + 0.9*Taus[len(Taus)-1]*(m.Records[0].Best-low))
	c.Run(m, set)
	return Run{p, Solved(m.Records, low)}, m
}

// tuned returns, for each half of the problems, the setting that is best on it, and its score there.
func (c config) tuned(least Least) study.Result {
	out := study.Result{}
	for half := range 2 {
		set, score := c.tune(func(s Setting) float64 {
			var runs []Run
			for _, p := range c.problems {
				if Half(p) == half {
					r, _ := c.run(least, p, s, -1)
					runs = append(runs, r)
				}
			}
			return Score(runs)
		})
		for i, v := range []float64{float64(set.Power), number(set.Falls), number(set.Wide), score} {
			out[tunedNames(half)[i]] = v
		}
	}
	return out
}

// tunedNames are those of the numbers that a half gives, in results and as columns.
func tunedNames(half int) (names []string) {
	for _, name := range []string{"power", "falls", "wide", "score"} {
		names = append(names, fmt.Sprintf("%s_%d", name, half))
	}
	return names
}

// setting reads what tuned found on a half.
func setting(tuned study.Result, half int) (s Setting, score float64) {
	names := tunedNames(half)
	return Setting{int(tuned[names[0]]), tuned[names[1]] == 1, tuned[names[2]] == 1}, tuned[names[3]]
}

// shown runs each problem with the setting that is best on the other half: the evaluations to each of Taus, and the
// least value that was met.
func (c config) shown(least Least, tuned study.Result) study.Result {
	out := study.Result{}
	for _, p := range c.problems {
		set, _ := setting(tuned, 1-Half(p))
		for seed := range c.count() {
			r, m := c.run(least, p, set, seed)
			out.SetVector(shownName("evals", p, seed), r.Solved)
			out[shownName("least", p, seed)] = m.Records[len(m.Records)-1].Best
		}
	}
	return out
}

// shownName is that of a number of a run.
func shownName(what string, p testfunc.MoreWild, seed int) string {
	return fmt.Sprintf("%s of row %d, seed %d", what, p.Row, seed)
}

// runs reads what shown returned.
func (c config) runs(shown study.Result) (out []Run) {
	for _, p := range c.problems {
		for seed := range c.count() {
			out = append(out, Run{p, shown.Vector(shownName("evals", p, seed))})
		}
	}
	return out
}

func (c config) count() int {
	if c.random() {
		return c.seeds
	}
	return 1
}

func number(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// Study is the comparison of our solvers, each tuned on one half of the problems and shown on the
// other, for both halves. Its tables are "solvers", every source with every rule; and "ours", the
// runs of those that are the best of their source, or of their rule, on the half on which they are
// not shown. The least values are those of a folder, testdata/bendfo.
func Study(size study.Size, folder string) study.Study {
	least := sync.OnceValues(func() (Least, error) { return LoadLeast(folder) })
	var configs []config
	problems, solvers, seeds := testfunc.MoreWildProblems(), Solvers(), max(1, size.Seeds/10)
	if size.Small {
		problems, seeds = problems[6:10], 2
		solvers = []Solver{{"forward", "SGD"}, {"forward", "Adam"}, {"forward", LBFGS}, {"SPSA", "Adam"}}
	}
	for _, form := range ShownForms {
		for _, s := range solvers {
			configs = append(configs, config{s, form, problems, least, seeds})
		}
	}
	const perRun = 1500 // microseconds
	var jobs []study.Job
	for _, c := range configs {
		jobs = append(jobs, study.Job{
			Key: c.key("tune"), Cost: 13 * perRun * float64(len(problems)),
			Run: func(context.Context, study.Results) (study.Result, error) {
				low, err := c.least()
				if err != nil {
					return nil, err
				}
				return c.tuned(low), nil
			},
		})
	}
	for _, c := range configs {
		jobs = append(jobs, study.Job{
			Key: c.key("show"), Cost: perRun * float64(c.count()*len(problems)), Needs: []string{c.key("tune")},
			Run: func(_ context.Context, done study.Results) (study.Result, error) {
				low, err := c.least()
				if err != nil {
					return nil, err
				}
				return c.shown(low, done[c.key("tune")]), nil
			},
		})
	}
	return study.Study{
		Name: "bendfo", About: "every gradient source and rule on Moré and Wild's problems",
		Package: "pkg/rivals", Page: "docs/rivals.md", Inputs: []string{filepath.Join(folder, "least.csv")},
		Parts: []study.Part{{
			Name: "solvers", About: "each tuned on one half of the problems and shown on the other", Jobs: jobs,
			Tables: heads(), Fill: func(done study.Results, t []*study.Table) { fill(configs, done, t[0], t[1], t[2]) },
		}},
	}
}
