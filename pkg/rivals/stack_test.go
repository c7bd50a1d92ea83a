package rivals

import (
	"fmt"
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/pagetest"
	"github.com/gradstep/gradstep/pkg/study"
)

var stackPage = pagetest.Open("../../docs/stacks.md")

// The truth is found at once, and the logarithms of the unit cube go both ways.
func TestStack(t *testing.T) {
	photos, err := StackPhotos("../../testdata/photos")
	if err != nil {
		t.Fatal(err)
	}
	s := NewStack(photos, StackCase{Unknown: 8, Images: 1}, 1)
	truth := s.of(s.Truth)
	if !s.Found(truth) || s.Found(s.Start) || !(s.Error(truth) < 0.6/255) || !(s.Error(s.Start) > 0.01) {
		t.Errorf("error %v at the truth, %v at the start", s.Error(truth), s.Error(s.Start))
	}
	for i, v := range s.At(s.Cube(truth)) {
		if math.Abs(v/truth[i]-1) > 1e-12 {
			t.Errorf("parameter %d: %v, want %v", i, v, truth[i])
		}
	}
	two := NewStack(photos, StackCase{Unknown: 2, Images: 1}, 1)
	if p := two.of(two.Truth); p[0] != truth[5] || p[1] != truth[7] || two.Error(p) > 0.6/255 || two.Truth[6] != 0.5 {
		t.Errorf("two unknown: %v of %v", p, truth)
	}
	for order, stairs := range map[string]int{"": 1, "inside": 1, "twice": 2} {
		s, n := NewStack(photos, StackCase{Unknown: 8, Images: 2, Order: order}, 2), 0
		for _, l := range s.Style {
			if l.Kind.Name == "quantize" {
				n++
			}
		}
		if n != stairs || len(s.Pairs) != 2 || s.Error(s.of(s.Truth)) > 0.6/255 {
			t.Errorf("%q: %d staircases, %d pairs, error %v", order, n, len(s.Pairs), s.Error(s.of(s.Truth)))
		}
	}
	foreign, n := NewStack(photos, StackCase{Unknown: 5, Images: 1, Replaced: 0.2}, 1), 0
	clean := NewStack(photos, StackCase{Unknown: 5, Images: 1}, 1)
	for i, y := range foreign.Pairs[0].Target {
		if y != clean.Pairs[0].Target[i] {
			n++
		}
	}
	if share := float64(n) / float64(len(clean.Pairs[0].Target)); math.Abs(share-0.2) > 0.02 {
		t.Errorf("%v replaced", share)
	}
}

// A pivot that the search is told wrongly is no part of the truth.
func TestStackWithWrongPivot(t *testing.T) {
	photos, err := StackPhotos("../../testdata/photos")
	if err != nil {
		t.Fatal(err)
	}
	s := NewStack(photos, StackCase{Unknown: 5, Images: 1, Pivot: 0.45}, 1)
	right := NewStack(photos, StackCase{Unknown: 5, Images: 1}, 1)
	if s.Truth[6] != 0.5 || s.Told[6] != 0.45 || s.Style[3].Set[1].Value != 0.45 || right.Told[6] != 0.5 {
		t.Errorf("truth %v, told %v", s.Truth, s.Told)
	}
	truth := s.of(s.Truth)
	if !s.Found(truth) || right.Error(truth) > 0.6/255 || s.Error(truth) < 2*right.Error(truth) {
		t.Errorf("errors %v and %v", s.Error(truth), right.Error(truth))
	}
	defer func() {
		if recover() == nil {
			t.Error("no panic for a pivot that is given and unknown")
		}
	}()
	NewStack(photos, StackCase{Unknown: 8, Images: 1, Pivot: 0.45}, 1)
}

// The tables of the page are made of the committed results, all trials of them.
func TestStacksAreAsStored(t *testing.T) {
	tables := stackTables(t)
	stackPage.Tables(t, tables.Page())
	for _, c := range StackCases() {
		if n := sum(tables.Fresh, c.Name, "trials"); n != stackTrials {
			t.Errorf("%s: %d trials are stored", c.Name, n)
		}
		if n := sum(tables.Tuned, c.Name, "trials"); c.Tuned && n != stackTrials {
			t.Errorf("%s: %d trials of the photographs for tuning are stored", c.Name, n)
		}
		if n := len(tables.Peers.Where("case", c.Name).Rows); (n == 1) != c.Evolve {
			t.Errorf("%s: %d rows of CMA-ES", c.Name, n)
		}
	}
}

func stackTables(t *testing.T) StackTables {
	t.Helper()
	tables, err := LoadStackTables("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

// What the page says beside its tables.
func TestStackSentences(t *testing.T) {
	tables := stackTables(t)
	of := func(name, column string) int { return sum(tables.Fresh, name, column) }
	// From two unknown parameters on the fit is ahead of search and CMA-ES by more than chance.
	for _, c := range StackCases() {
		lo, _ := study.Wilson(of(c.Name, "found"), stackTrials)
		if c.Unknown < 2 {
			continue
		}
		if _, most := study.Wilson(of(c.Name, "searched"), stackTrials); c.Search && lo <= most {
			t.Errorf("%s: fit from %v, search to %v", c.Name, lo, most)
		}
		if peers := tables.Peers.Where("case", c.Name); c.Evolve {
			if _, most := study.Wilson(int(peers.Value("found")), int(peers.Value("trials"))); lo <= most {
				t.Errorf("%s: fit from %v, CMA-ES to %v", c.Name, lo, most)
			}
		}
		if c.Older && of(c.Name, "descended") > 0 {
			t.Errorf("%s: the older descent finds %d", c.Name, of(c.Name, "descended"))
		}
	}
	says := func(format string, args ...any) { t.Helper(); stackPage.Says(t, fmt.Sprintf(format, args...)) }
	says("%d of 30 styles with eight unknown parameters from one crop, %d from three", of("8 unknown", "found"), of("8 unknown, three images", "found"))
	five, seven, both := "5 unknown, pivot 0.45 for ½", "7 unknown, pivot 0.45 for ½", "5 unknown, pivot 0.45 for ½, 20 % replaced"
	says("With five unknown parameters the misfit is said in %d of 30 trials, with a fifth of the samples replaced in %d; left unknown, the pivot lets %d and %d of the styles be found.",
		30-of(five, "explained"), 30-of(both, "explained"), of(five, "freed"), of(both, "freed"))
	says("With seven, gain and gamma make up for the pivot in %d of 30: of the %d parameters that are then called determined %d intervals hold.",
		of(seven, "explained"), of(seven, "determined"), of(seven, "right"))
	says("every $b$ is found in %d, %d and %d of 30 all the same", of(five, "stairs"), of(seven, "stairs"), of(both, "stairs"))
	determined, right := 0, 0
	for _, c := range StackCases() {
		if c.Pivot == 0 {
			determined, right = determined+of(c.Name, "determined"), right+of(c.Name, "right")
		}
	}
	says("Where the chain is the right one %d of %d determined parameters lie in their intervals", right, determined)
	if lo, _ := study.Wilson(right, determined); lo < 0.95 {
		t.Errorf("%d of %d", right, determined)
	}
	inside, twice := "5 unknown, staircase inside", "6 unknown, two staircases"
	says("a staircase inside costs %s runs, and the answer is sure in %d of 30", thousands(t, tables, inside), of(inside, "explained"))
	says("two cost %s, and it is sure in %d", thousands(t, tables, twice), of(twice, "explained"))
}

// thousands is the mean number of runs of a case to hundreds, with a comma.
func thousands(t *testing.T, tables StackTables, name string) string {
	t.Helper()
	rows, total := tables.Fresh.Where("case", name), 0.0
	for i, runs := range rows.Floats("passes") {
		total += runs * rows.Floats("trials")[i]
	}
	n := int(math.Round(total/stackTrials/100)) * 100
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}
