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

// The tables of the page are those that the study's make.
func TestTablesInTheDocumentation(t *testing.T) {
	page.Tables(t, Page(stored(t)))
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

// On seeds that nothing was chosen on the descent misses hardly more than its ceiling.
func TestStudyOnFreshSeeds(t *testing.T) {
	_, _, fresh := stored(t)
	for _, s := range Scenarios() {
		of := fresh.Where("scenario", s.Name)
		annealed, ceiling := of.Where("method", Annealed(Steps).Name), of.Where("method", Consensus().Name)
		if annealed.Value("trials") != Trials || percent(annealed) < percent(ceiling)-1 {
			t.Errorf("%s: %v, ceiling %v", s.Name, annealed.Rows, ceiling.Rows)
		}
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
