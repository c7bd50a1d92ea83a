package trials

import (
	"fmt"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/pagetest"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/study"
)

var page = pagetest.Open("../../../docs/recovering-b.md")

// stored returns the committed tables of the study.
func stored(t *testing.T) (results, budgets, fresh study.Table) {
	t.Helper()
	var tables [3]study.Table
	for i, name := range []string{"results", "budgets", "fresh"} {
		var err error
		if tables[i], err = study.Load("../../../testdata/study/recovery", name); err != nil {
			t.Fatal(err)
		}
	}
	return tables[0], tables[1], tables[2]
}

// peers returns what other people's method made of the trials.
func peers(t *testing.T) study.Table {
	t.Helper()
	table, err := study.Load("../../../testdata/peers", "recovery")
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// The tables of the page are those that the study's make.
func TestTablesInTheDocumentation(t *testing.T) {
	results, budgets, fresh := stored(t)
	page.Tables(t, Page(results, budgets, fresh, peers(t)))
}

// The descent reached every goal in the 1,000 trials of the study.
func TestStudyReachesItsGoals(t *testing.T) {
	results, _, _ := stored(t)
	for i, s := range Scenarios() {
		row := results.Where("scenario", s.Name).Where("method", Annealed(Steps).Name)
		if row.Value("trials") != Trials || percent(row) < goals[i] || row.Value("passes") != Passes {
			t.Errorf("%s: %v", s.Name, row.Rows)
		}
	}
}

// On photographs and seeds on which nothing was chosen the descent keeps its goals, down to the lower end of
// each interval, and finds what the consensus finds, or a percent less.
func TestStudyOnFreshPhotographs(t *testing.T) {
	_, _, fresh := stored(t)
	for i, s := range Scenarios() {
		of := fresh.Where("scenario", s.Name)
		annealed, consensus := of.Where("method", Annealed(Steps).Name), of.Where("method", Consensus().Name)
		lo, _ := study.Wilson(int(annealed.Value("found")), Trials)
		if annealed.Value("trials") != Trials || 100*lo < goals[i] || percent(annealed) < percent(consensus)-1 {
			t.Errorf("%s: %v, consensus %v", s.Name, annealed.Rows, consensus.Rows)
		}
	}
}

// What the page says of one unknown: random search, the grid and CMA-ES need no gradient; random probes with the
// misfit's descent are as good as the annealed descent; with a fifth of the passes they are not.
func TestNobodyNeedsAGradientForOneUnknown(t *testing.T) {
	results, budgets, _ := stored(t)
	lo, hi := 100.0, 0.0
	for _, s := range Scenarios() {
		of := results.Where("scenario", s.Name)
		search := percent(of.Where("method", RandomSearch(Passes).Name))
		lo, hi = min(lo, search), max(hi, search)
		if probes := percent(of.Where("method", Probes(Passes).Name)); probes < 98 {
			t.Errorf("%s: probes %v %%", s.Name, probes)
		}
		if cma := percent(peers(t).Where("scenario", s.Name).Where("passes", Passes)); cma < 85 {
			t.Errorf("%s: CMA-ES %v %%", s.Name, cma)
		}
		early := budgets.Where("scenario", s.Name).Where("steps", 100)
		if d, r := percent(early.Where("method", Annealed(Steps).Name)), percent(early.Where("method", RandomSearch(Passes).Name)); d < 93 || r > 51 {
			t.Errorf("%s: at 180 passes %v %% against %v %%", s.Name, d, r)
		}
	}
	page.Says(t, fmt.Sprintf("uniform random search finds %.0f to %.0f %%", lo, hi))
}

// On exact photographs the descent finds what the vote within half a grey level loses.
func TestDescentFindsWhatTheVoteLoses(t *testing.T) {
	results, _, _ := stored(t)
	of := results.Where("scenario", "photo, exact")
	if d, c := percent(of.Where("method", Annealed(Steps).Name)), percent(of.Where("method", Consensus().Name)); d <= c {
		t.Errorf("descent %v %%, consensus %v %%", d, c)
	}
}

// What the page says of chance: how often a random b is at a multiple of the target.
func TestChanceOfAMultiple(t *testing.T) {
	n, hits := 0, 0
	for target := 5.005; target < 30; target += 0.01 {
		for _, r := range multiples {
			if b := r * target; b > stair.DefaultLo && b < stair.DefaultHi {
				hits++
			}
		}
		n++
	}
	percent := 100 * float64(hits) / float64(n) * 2 * beyond / (stair.DefaultHi - stair.DefaultLo)
	page.Says(t, fmt.Sprintf("in %.1f %% of the trials", percent))
}
