package convergence

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/internal/allocs"
	"github.com/gradstep/gradstep/pkg/internal/pagetest"
	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// Two solvers on three instances, their profiles counted by hand.
func TestProfilesByHand(t *testing.T) {
	inf := math.Inf(1)
	every := func(e float64) []float64 { return []float64{e, e, e} }
	a := chosen{solver{name: "a", evals: [][]float64{every(30), every(100), every(inf)}, ns: []int{2, 4, 9}}, "x"}
	b := chosen{solver{name: "b", evals: [][]float64{every(60), every(40), every(inf)}, ns: []int{2, 4, 9}}, "y"}
	table := study.Table{Name: "profiles", Columns: []string{"set", "solver", "with", "kind", "tau", "alpha", "share"}}
	addProfiles(&table, "set", []chosen{a, b})
	share := func(name, kind string, alpha float64) float64 {
		return table.Where("tau", 1e-3).Where("solver", name).Where("kind", kind).Where("alpha", alpha).Value("share")
	}
	for _, c := range []struct {
		name, kind string
		alpha      float64
		want       float64 // thirds
	}{
		{"a", "data", 5, 0}, {"a", "data", 10, 1}, {"a", "data", 20, 2}, {"a", "data", 200, 2}, // 30/3 = 10, 100/5 = 20
		{"b", "data", 5, 0}, {"b", "data", 10, 1}, {"b", "data", 20, 2}, // 60/3 = 20, 40/5 = 8
		{"a", "performance", 1, 1}, {"a", "performance", 2, 1}, {"a", "performance", 3, 2}, // 30/30, 100/40 = 2.5
		{"b", "performance", 1, 1}, {"b", "performance", 2, 2}, {"b", "performance", 64, 2},
	} {
		if got := share(c.name, c.kind, c.alpha); math.Abs(got-c.want/3) > 1e-4 {
			t.Errorf("%s, %s profile at %v: %v, want %v/3", c.name, c.kind, c.alpha, got, c.want)
		}
	}
}

// The tracker keeps the first evaluation at which a point is good enough, looks at
// nothing beyond the budget, and remembers the best.
func TestTracker(t *testing.T) {
	c := fromTestfunc(testfunc.PaperQuadratic(), "smooth", 1e-4, 0) // F = 3 at the start, 0 at the minimum
	tr := newTracker(c)
	tr.see([]float64{1, 0}, 10)   // a third
	tr.see([]float64{0.1, 0}, 70) // 1/300
	tr.see([]float64{1, 0}, 80)
	tr.see([]float64{0, 0}, tr.budget+1)
	r := tr.result()
	if r["evals[0]"] != 70 || !math.IsInf(r["evals[1]"], 1) || math.Abs(r["left"]-1.0/300) > 1e-12 {
		t.Errorf("%v", r)
	}
	// Of the ten tenths of 600 evaluations the first ends at a third, the others at 1/300.
	if want := (math.Log10(1.0/3) + 9*math.Log10(1.0/300)) / 10; math.Abs(r["score"]-want) > 1e-12 {
		t.Errorf("score %v, want %v", r["score"], want)
	}
}

// The sources cost what they are charged, and agree where the function is smooth.
func TestRaceSourcesAreChargedRightly(t *testing.T) {
	for _, c := range courses() {
		if c.class != "smooth" {
			continue
		}
		evals := 0
		counted := c
		counted.field = func(rng *rand.Rand) (func(x []float64) float64, func(dst, x []float64), func(dst, x []float64)) {
			f, analytic, through := c.field(rng)
			return func(x []float64) float64 { evals++; return f(x) }, analytic, through
		}
		want := fd.Gradient(nil, c.judge, c.start, fd.Central4, 0)
		for _, s := range sources() {
			grad, cost := s.make(counted, study.Generator("sources", 1))
			if grad == nil || s.name == "analytic" {
				continue
			}
			evals = 0
			g := make([]float64, c.n())
			grad(g, c.start)
			if evals != cost {
				t.Errorf("%s on %s: %d evaluations, charged %d", s.name, c.name, evals, cost)
			}
			if s.random {
				continue
			}
			for i := range g {
				if math.Abs(g[i]-want[i]) > 0.1*(1+math.Abs(want[i])) {
					t.Errorf("%s on %s: %v, want %v", s.name, c.name, g, want)
					break
				}
			}
		}
	}
}

// The analytic gradient of the staircase's loss is its slope between jumps; the
// straight-through one is another.
func TestStaircaseCourse(t *testing.T) {
	c := staircaseCourse(3)
	_, analytic, through := c.field(nil)
	x, g, s := []float64{9.123, 8.456, 10.789}, make([]float64, 3), make([]float64, 3)
	want := fd.Gradient(nil, c.judge, x, fd.Central, 1e-9)
	analytic(g, x)
	through(s, x)
	for i := range g {
		if math.Abs(g[i]-want[i]) > 1e-3*(1+math.Abs(want[i])) {
			t.Errorf("coordinate %d: %v, by differences %v", i, g[i], want[i])
		}
		if math.Abs(s[i]-want[i]) < 0.1*math.Abs(want[i]) {
			t.Errorf("coordinate %d: straight-through %v is the slope between jumps", i, s[i])
		}
	}
	best := make([]float64, 3) // the b's that made the image have no loss
	rng := study.Generator("staircase", 3)
	for i := range best {
		for range 256 {
			rng.Float64()
		}
		best[i] = 7 + 6*rng.Float64()
	}
	if v := c.judge(best); v > 1e-9 {
		t.Errorf("loss %v at the true b", v)
	}
}

// The published estimator allocates nothing once it knows the dimension.
func TestPublishedAllocatesNothing(t *testing.T) {
	p := testfunc.Rosenbrock(5)
	e := &Published{Radius: 1e-4, Directions: 3, Rand: study.Generator("alloc", 1)}
	g := make([]float64, 5)
	e.Grad(g, p.Func, p.Start)
	if n := allocs.PerRun(50, func() { e.Grad(g, p.Func, p.Start) }); n > 0 {
		t.Errorf("%v allocations a call", n)
	}
}

// Some of the committed race, run again: on the staircase, where the gradients are this package's own.
func TestCommittedRace(t *testing.T) {
	if !pagetest.Reference() {
		t.Skip("the committed results are those of amd64")
	}
	table, err := study.Load(committed, "race")
	if err != nil {
		t.Fatal(err)
	}
	rows := table.Where("problem", "staircase")
	for _, source := range []string{"analytic", "straight-through", "central"} {
		for want := range rows.Where("source", source).All() {
			r := runner{staircaseCourse(3), source, want.Text("rule")}
			at := slices.IndexFunc(settings(study.Full()), func(s setting) bool {
				return math.Abs(s.rate/want.Float("rate")-1) < 1e-3 && s.falls == (want.Float("falls") == 1)
			})
			s := settings(study.Full())[at]
			var runs study.Runs
			for seed := range study.Full().Seeds {
				runs = append(runs, r.run(s, seed))
			}
			got := study.Table{Name: "race", Columns: table.Columns}
			r.row(&got, s, runs)
			for _, column := range []string{"solved_0.1", "left_q25", "left", "left_q75"} {
				if g := got.Text(column)[0]; g != want.Text(column) {
					t.Errorf("%s with %s: %s is %s, committed %s", source, r.rule, column, g, want.Text(column))
				}
			}
		}
	}
}
