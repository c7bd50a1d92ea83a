package rivals

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/pagetest"
	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

var page = pagetest.Open("../../docs/rivals.md")

func load(t *testing.T, dir, name string) study.Table {
	t.Helper()
	table, err := study.Load("../../testdata/"+dir, name)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func stored(t *testing.T) Tables {
	t.Helper()
	tables, err := LoadTables("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

// The tables of the page are made of the committed results.
func TestTablesInTheDocumentation(t *testing.T) {
	page.Tables(t, pageTables(stored(t)))
}

// comparison has all entries of a form by name.
type comparison map[string]Entry

func compareAll(t *testing.T, form testfunc.Form) comparison {
	c := comparison{}
	for _, e := range stored(t).Entries(form) {
		c[e.Name] = e
	}
	return c
}

func (c comparison) share(t *testing.T, name string, tau int) float64 {
	t.Helper()
	e, ok := c[name]
	if !ok {
		t.Fatalf("no solver %q", name)
	}
	return Profile(e.Runs, tau, 100).Value
}

// Every entry has all problems, each the same number of times.
func TestEntriesAreWhole(t *testing.T) {
	for _, form := range ShownForms {
		for name, e := range compareAll(t, form) {
			if len(e.Runs)%53 != 0 || !covers(e.Runs, testfunc.MoreWildProblems()) {
				t.Errorf("%v, %s: %d runs", form, name, len(e.Runs))
			}
		}
	}
}

// What the page says of smooth problems.
func TestSmoothSentences(t *testing.T) {
	c := compareAll(t, testfunc.SumSquares)
	for _, source := range []string{"forward", "analytic"} {
		if own, quasi := c.share(t, source, 1), c.share(t, source+", L-BFGS", 1); own > 0.55*quasi || own < 0.4*quasi {
			t.Errorf("%s: %v with a rule, %v with L-BFGS: not half", source, own, quasi)
		}
	}
	best := c["forward, L-BFGS"]
	for _, name := range []string{"Nelder–Mead", "CMA-ES", "NGOpt", "DIRECT"} {
		if by := lead(2, 100, best.Runs, c[name].Runs); by.Lo <= 0 {
			t.Errorf("forward, L-BFGS against %s to 10⁻⁵: %v", name, by)
		}
	}
	for _, name := range []string{"COBYQA", "Py-BOBYQA"} {
		if by := lead(2, 100, best.Runs, c[name].Runs); by.Lo > 0 || by.Hi < 0 {
			t.Errorf("forward, L-BFGS against %s to 10⁻⁵: %v, beside it", name, by)
		}
	}
	page.Says(t, fmt.Sprintf("%.0f per cent of the problems to $10^{-3}$, random search %.0f",
		100*c.share(t, "CMA-ES", 1), 100*c.share(t, "random search", 1)))
}

// What it says of noise: the trust regions lead those who see values only.
func TestNoiseSentences(t *testing.T) {
	smooth, noisy := compareAll(t, testfunc.SumSquares), compareAll(t, testfunc.UniformNoise)
	for name, e := range noisy {
		if strings.HasPrefix(name, "analytic") || name == "Py-BOBYQA" || name == "COBYQA" {
			continue
		}
		if s := Profile(e.Runs, 1, 100).Value; s > min(noisy.share(t, "Py-BOBYQA", 1), noisy.share(t, "COBYQA", 1)) {
			t.Errorf("%s solves %v", name, s)
		}
	}
	loss := func(name string) float64 { return 1 - noisy.share(t, name, 1)/smooth.share(t, name, 1) }
	if f, c := loss("forward, L-BFGS"), loss("central, L-BFGS"); f < 0.28 || f > 0.40 || c > f/2 {
		t.Errorf("forward loses %v, central %v", f, c)
	}
}

// What it says of kinks.
func TestKinkSentences(t *testing.T) {
	c := compareAll(t, testfunc.SumAbs)
	var names []string
	for name := range c {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Compare(c.share(t, b, 1), c.share(t, a, 1)) })
	first := []string{names[0], names[1]}
	slices.Sort(first)
	if !slices.Equal(first, []string{"NGOpt", "Nelder–Mead"}) {
		t.Errorf("the first are %v", first)
	}
	if a, b := Profile(c[names[0]].Runs, 1, 100), Profile(c[names[9]].Runs, 1, 100); a.Lo > b.Hi {
		t.Errorf("%s %v, %s %v", names[0], a, names[9], b)
	}
}

// No random directions are ahead of central differences by more than chance, to 10⁻³ and nearer, in any form.
func TestFewDirectionsSaveNothing(t *testing.T) {
	for _, form := range ShownForms {
		c := compareAll(t, form)
		for _, name := range []string{"sphere", "Gaussian", "orthogonal", "SPSA"} {
			for tau := 1; tau < len(Taus); tau++ {
				if by := lead(tau, 100, c[name].Runs, c["central"].Runs); by.Lo > 0 {
					t.Errorf("%v, %s to %g: ahead by %v", form, name, Taus[tau], by)
				}
			}
		}
	}
}

// No rule is ahead of the next by more than chance; RAdam solves nothing.
func TestNoRuleWins(t *testing.T) {
	for _, form := range ShownForms {
		var entries []Entry
		for _, e := range ours(stored(t).Ours, form, byRule) {
			switch {
			case e.Name == "RAdam":
				if s := Profile(e.Runs, 1, 100).Value; s > 0.02 {
					t.Errorf("%v: RAdam solves %v", form, s)
				}
			case !strings.HasSuffix(e.Name, LBFGS):
				entries = append(entries, e)
			}
		}
		slices.SortStableFunc(entries, func(a, b Entry) int { return cmp.Compare(Profile(b.Runs, 1, 100).Value, Profile(a.Runs, 1, 100).Value) })
		if len(entries) != 13 {
			t.Fatalf("%v: %d rules", form, len(entries))
		}
		if by := lead(1, 100, entries[0].Runs, entries[1].Runs); by.Lo > 0 {
			t.Errorf("%v: %s is ahead of %s by %v", form, entries[0].Name, entries[1].Name, by)
		}
	}
}

// Nobody is below what is taken as the least value, but for rounding.
func TestLeastIsTheLeast(t *testing.T) {
	least, err := LoadLeast("../../testdata/bendfo")
	if err != nil {
		t.Fatal(err)
	}
	low := load(t, "study/bendfo", "lowest")
	squares, absolute := low.Floats("squares"), low.Floats("absolute")
	for i, p := range testfunc.MoreWildProblems() {
		for form, found := range map[testfunc.Form]float64{testfunc.SumSquares: squares[i], testfunc.SumAbs: absolute[i]} {
			first := p.Problem(form, nil).Func(p.Start())
			if l := least.Of(p, form); found < l-1e-9*(first-l) {
				t.Errorf("%v, %v: %v was found, the least is %v", p, form, found, l)
			}
		}
	}
}
