package rivals

import (
	"context"
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

var rosenbrock = testfunc.MoreWildProblems()[6]

// A meter counts, records what is better, and says nothing beyond the budget.
func TestMeter(t *testing.T) {
	m := NewMeter(rosenbrock, testfunc.UniformNoise, 3)
	start := m.Start()
	a := m.Func(start)
	if again := NewMeter(rosenbrock, testfunc.UniformNoise, 3).Func(start); a != again || a == 24.2 {
		t.Errorf("the first value is %v, and %v with the same seed", a, again)
	}
	g := make([]float64, 2)
	m.Grad(g, start)
	m.See([]float64{1, 1})
	if m.Evals() != 1+GradCost || m.Records[len(m.Records)-1] != (Record{1 + GradCost, 0}) {
		t.Errorf("%d evaluations, records %v", m.Evals(), m.Records)
	}
	m = NewMeter(rosenbrock, testfunc.SumSquares, 0)
	for range Budget(2) {
		if math.IsInf(m.Func([]float64{0, 0}), 1) {
			t.Fatal("infinite within the budget")
		}
	}
	if v := m.Func([]float64{1, 1}); !math.IsInf(v, 1) || !m.Spent() || m.Records[len(m.Records)-1].Best != 1 {
		t.Errorf("beyond the budget: %v, %v", v, m.Records)
	}
	m = NewMeter(rosenbrock, testfunc.SumSquares, 0)
	m.StopAt(1)
	m.Func([]float64{0, 0})
	if !m.Over() || m.Spent() {
		t.Error("the value of StopAt was reached, and the run goes on")
	}
}

func TestSolved(t *testing.T) {
	records := []Record{{0, 101}, {3, 11}, {7, 1.05}, {9, 1.00002}}
	if got, want := Solved(records, 1), []float64{3, 7, 9, 9}; got[0] != want[0] || got[1] != want[1] || got[2] != want[2] || got[3] == want[3] {
		t.Errorf("%v, want %v and nothing to 10⁻⁷", got, want)
	}
}

// Each function is in one half; the halves are about equal.
func TestHalves(t *testing.T) {
	half, count := map[int]int{}, [2]int{}
	for _, p := range testfunc.MoreWildProblems() {
		if h, ok := half[p.Function]; ok && h != Half(p) {
			t.Errorf("function %d is in both halves", p.Function)
		}
		half[p.Function] = Half(p)
		count[Half(p)]++
	}
	if count != [2]int{26, 27} {
		t.Errorf("halves of %v problems", count)
	}
}

// Profiles of a solver that solves the problems of function 1 and not those of 2, counted by hand.
func TestProfile(t *testing.T) {
	all := testfunc.MoreWildProblems()
	never := math.Inf(1)
	var a, b []Run
	for _, p := range all[:4] { // two of function 1, two of function 2
		evals := never
		if p.Function == 1 {
			evals = 50
		}
		a = append(a, Run{p, []float64{evals, evals, never, never}})
		b = append(b, Run{p, []float64{10, never, never, never}})
	}
	if s := Profile(a, 0, 5); s != (Share{0.5, 0, 1}) { // 50 evaluations are 5(n+1); functions are drawn, not problems
		t.Errorf("%v", s)
	}
	if s := Profile(a, 0, 4.9); s != (Share{}) {
		t.Errorf("%v", s)
	}
	if s := lead(0, 5, b, a); s != (Share{0.5, 0, 1}) {
		t.Errorf("lead %v", s)
	}
	if got, want := Score(b), 12.0/(4*12); got != want { // all α, one of four τ; α = 2 allows 16 evaluations and more
		t.Errorf("score %v, want %v", got, want)
	}
}

// The tuning finds a best rate far outside the first ones, with the other two choices.
func TestTune(t *testing.T) {
	want := Setting{-13, true, true}
	set, top := Solver{"central", "SGD"}.tune(func(s Setting) float64 {
		score := math.Exp(-math.Abs(float64(s.Power-want.Power)) / 10)
		return score * (1 + number(s.Falls == want.Falls) + number(s.Wide == want.Wide))
	})
	if set != want || top != 3 {
		t.Errorf("%+v with %v, want %+v", set, top, want)
	}
}

// Some of the committed runs, made again.
func TestCommittedRuns(t *testing.T) {
	least, err := LoadLeast("../../testdata/bendfo")
	if err != nil {
		t.Fatal(err)
	}
	solvers, shown := load(t, "study/bendfo", "solvers"), load(t, "study/bendfo", "ours")
	count := 0
	for row := range shown.All() {
		p := problemOf(row)
		if p.N > 3 || row.Text("seed") != "0" {
			continue
		}
		i := slices.IndexFunc(ShownForms, func(f testfunc.Form) bool { return f.String() == row.Text("form") })
		c := config{Solver: Solver{row.Text("source"), row.Text("rule")}, form: ShownForms[i]}
		of := solvers.Where("form", c.form.String()).Where("source", c.Source).Where("rule", c.Rule)
		half := strconv.Itoa(1 - Half(p))
		set := Setting{int(of.Value("power_" + half)), of.Value("falls_"+half) == 1, of.Value("wide_"+half) == 1}
		run, _ := c.run(least, p, set, 0)
		for k, tau := range []string{"0.1", "0.001", "1e-05", "1e-07"} {
			want := math.Inf(1)
			if v := row.Float("evals_" + tau); !math.IsNaN(v) {
				want = v
			}
			if run.Solved[k] != want {
				t.Errorf("%v, %s with %s, %v: %v evaluations to %s, committed %v", c.form, c.Source, c.Rule, p, run.Solved[k], tau, want)
			}
		}
		count++
	}
	if count < 200 {
		t.Errorf("%d runs", count)
	}
}

// A small study of ours runs and makes its tables.
func TestSmallStudy(t *testing.T) {
	dir := t.TempDir()
	if err := study.Run(context.Background(), Study(study.Look(), "../../testdata/bendfo"), study.Settings{Dir: dir}); err != nil {
		t.Fatal(err)
	}
	table, err := study.Load(dir, "solvers")
	if err != nil || len(table.Rows) != 4*len(ShownForms) {
		t.Errorf("%d rows, %v", len(table.Rows), err)
	}
}
