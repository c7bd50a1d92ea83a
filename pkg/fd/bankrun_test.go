package fd

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/pagetest"
	"github.com/gradstep/gradstep/pkg/study"
)

// The functions here and in testdata/peers/functions.py are the same: the values agree with those of 80-digit
// arithmetic.
func TestBankIsTheSameEverywhere(t *testing.T) {
	functions, points := map[string]bool{}, map[string]int{}
	kinds := map[string]bool{}
	for _, q := range readBank(t) {
		got := bank[q.name](q.x)
		tol := map[string]float64{"noisy": 1e-2, "float32": 1e-6, "cancelling": 1e-4}[q.kind]
		if tol == 0 {
			tol = 1e-9
		}
		if math.Abs(got-q.f) > tol*max(math.Abs(q.f), 1e-3) {
			t.Errorf("%s at %v: %v, want %v", q.name, q.x, got, q.f)
		}
		functions[q.set+q.name], kinds[q.kind] = true, true
		points[q.set]++
	}
	if points["bank"] != 70*50 || points["held out"] != 40*50 || len(functions) != 110 || len(kinds) != 10 || len(bank) != 110 {
		t.Errorf("%v points, %d functions of %d kinds", points, len(functions), len(kinds))
	}
}

// What Certify promises, on the bank that its constants were set on and on the one held out.
func TestCertifyOnTheBank(t *testing.T) {
	groups, functions := certified(t)
	for _, set := range []string{"bank", "held out"} {
		all, smooth := groups[group{set, "all"}], groups[group{set, "smooth"}]
		t.Logf("%s: the bound holds at %.1f %%, is within 1000 times the error at %.1f %%; %d without a value; median relative error on smooth ones %.1e; evaluations %d in the median, %d at most",
			set, all.percent(all.covered), all.percent(all.tight), all.failed, smooth.median, all.medianEvals, all.maxEvals)
		if all.percent(all.tight) < 90 || smooth.median > 1e-11 || all.medianEvals > 25 || all.maxEvals > 200 || all.failed > 0 {
			t.Errorf("%s: falls short", set)
		}
	}
	bankAll, held := groups[group{"bank", "all"}], groups[group{"held out", "all"}]
	if bankAll.percent(bankAll.covered) < 99 {
		t.Errorf("the bound holds at %.2f %% of the bank", bankAll.percent(bankAll.covered))
	}
	// Held out: everything but the solver that stops early, whose error no table of values can see.
	solver := functions["kepler 1e-7"]
	if rest := held.points - solver.points; held.covered-solver.covered < rest*99/100 || solver.covered > 5 {
		t.Errorf("held out: the bound holds at %d of %d points, and at %d of the solver's", held.covered-solver.covered, rest, solver.covered)
	}
	var worst []string
	for name, s := range functions {
		if s.covered < s.points {
			worst = append(worst, fmt.Sprintf("%s: the bound holds at %d of %d points", name, s.covered, s.points))
		}
	}
	slices.Sort(worst)
	t.Log(strings.Join(worst, "\n"))
}

// The tables in the documentation are those that the code and the peers' figures make; on another processor nearly.
func TestTablesInTheDocumentation(t *testing.T) {
	ours, functions := certified(t)
	methods, theirs := peers(t)
	if !pagetest.Reference() {
		near(t, "../../docs/finite-differences.md", "overall", overall(ours, methods, theirs), 2)
		near(t, "../../docs/finite-differences.md", "kinds", byKind(ours, methods, theirs), 10)
		return // which points miss a bound is a matter of the last bits; TestCertifyOnTheBank has how many may
	}
	pagetest.Open("../../docs/finite-differences.md").Tables(t, map[string]string{
		"overall": overall(ours, methods, theirs), "kinds": byKind(ours, methods, theirs), "misses": misses(functions),
	})
}

// What README and lesson 06 say of the bounds is what the banks show.
func TestHowOftenBoundsHold(t *testing.T) {
	groups, _ := certified(t)
	on, out := groups[group{"bank", "all"}], groups[group{"held out", "all"}]
	pagetest.Open("../../README.md").Says(t, fmt.Sprintf("error bounds that held at %.0f %% of the points they were made on and %.0f %% of those held out",
		math.Floor(on.percent(on.covered)), math.Floor(out.percent(out.covered))))
	pagetest.Open("../../notebooks/06-finite-differences.ipynb").Says(t, fmt.Sprintf("the bound holds at %.1f %% of the points", out.percent(out.covered)))
}

func overall(ours map[group]*score, methods []string, theirs map[string]map[group]*score) string {
	t := study.Table{Columns: []string{
		"bank", "method", "bound holds", "within 1,000 × error", "no value", "median relative error, smooth", "evaluations: median", "most",
	}}
	for _, set := range []string{"bank", "held out"} {
		row := func(method string, g map[group]*score) {
			s := g[group{set, "all"}]
			t.Add(set, method, share(s, s.covered), share(s, s.tight), s.failed,
				fmt.Sprintf("%.0e", g[group{set, "smooth"}].median), s.medianEvals, s.maxEvals)
		}
		row("`fd.Certify`", ours)
		for _, m := range methods {
			row(m, theirs[m])
		}
	}
	return t.Markdown()
}

func byKind(ours map[group]*score, methods []string, theirs map[string]map[group]*score) string {
	t := study.Table{Columns: []string{"bank", "kind", "points", "`fd.Certify`"}}
	for _, m := range methods {
		t.Columns = append(t.Columns, strings.Split(m, ",")[0]+last(m))
	}
	for _, set := range []string{"bank", "held out"} {
		for _, kind := range []string{"smooth", "stiff", "oscillating", "pole", "cancelling", "constant", "tiny", "huge", "float32", "noisy"} {
			g := group{set, kind}
			row := []any{set, kind, ours[g].points, cell(ours[g])}
			for _, m := range methods {
				row = append(row, cell(theirs[m][g]))
			}
			t.Add(row...)
		}
	}
	return t.Markdown()
}

func misses(functions map[string]*score) string {
	t := study.Table{Columns: []string{"function", "bound holds at", "of points"}}
	for _, name := range slices.Sorted(maps.Keys(functions)) {
		if s := functions[name]; s.covered < s.points {
			t.Add(name, s.covered, s.points)
		}
	}
	return t.Markdown()
}

// last is what a method's name says after the library's.
func last(method string) string {
	if _, after, found := strings.Cut(method, ","); found {
		return ":" + after
	}
	return ""
}

func share(s *score, n int) string {
	if !s.bounds {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", s.percent(n))
}

// cell is share of bounds that hold, share within 1,000 × error, median relative error.
func cell(s *score) string {
	median := fmt.Sprintf("%.0e", s.median)
	if !s.bounds {
		return median
	}
	return fmt.Sprintf("%.0f / %.0f / %s", s.percent(s.covered), s.percent(s.tight), median)
}
