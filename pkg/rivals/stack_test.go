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
		if peers := tables.Peers.Where("case", c.Name); len(peers.Rows) != 1 || peers.Value("trials") != stackTrials || int(peers.Value("runs")) != c.Rivals() {
			t.Errorf("%s: rows of CMA-ES: %v", c.Name, peers.Rows)
		}
		if mean := meanRuns(tables, c.Name); mean > float64(c.Rivals()) {
			t.Errorf("%s: fit costs %v runs, the others may cost %d", c.Name, mean, c.Rivals())
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
	// From two unknown parameters on the fit is ahead of search by more than chance, and of CMA-ES but for strong noise;
	// nobody finds a style with a wrong pivot as it is.
	rival := func(table study.Table, c StackCase) (found int, hi float64) {
		found = sum(table, c.Name, "found")
		_, hi = study.Wilson(found, stackTrials)
		return found, hi
	}
	for _, c := range StackCases() {
		lo, _ := study.Wilson(of(c.Name, "found"), stackTrials)
		searched, searchHi := rival(tables.Search, c)
		evolved, evolveHi := rival(tables.Peers, c)
		switch {
		case c.Older && of(c.Name, "descended") > 0:
			t.Errorf("%s: the older descent finds %d", c.Name, of(c.Name, "descended"))
		case c.Pivot > 0 && of(c.Name, "found")+searched+evolved > 0:
			t.Errorf("%s: somebody finds it", c.Name)
		case c.Pivot > 0:
		case c.Unknown == 1 || c.Noise == 4:
			if lo > evolveHi {
				t.Errorf("%s: fit from %v, CMA-ES to %v", c.Name, lo, evolveHi)
			}
		case lo <= searchHi || lo <= evolveHi:
			t.Errorf("%s: fit from %v, search to %v, CMA-ES to %v", c.Name, lo, searchHi, evolveHi)
		case c.Unknown > 2 && searched > 0:
			t.Errorf("%s: search finds %d", c.Name, searched)
		}
	}
	says := func(format string, args ...any) { t.Helper(); stackPage.Says(t, fmt.Sprintf(format, args...)) }
	evolved := func(name string) int { return sum(tables.Peers, name, "found") }
	says("With one it finds %d of 30, CMA-ES %d, and the fit all: a thousand values of one number are a fine grid", sum(tables.Search, "1 unknown", "found"), evolved("1 unknown"))
	if of("1 unknown", "found") != stackTrials {
		t.Errorf("1 unknown: %d", of("1 unknown", "found"))
	}
	says("CMA-ES finds %d of 30 with two, %d with five, %d with eight", evolved("2 unknown"), evolved("5 unknown"), evolved("8 unknown"))
	says("CMA-ES gains nothing from the images more: %d of 30", evolved("8 unknown, three images"))
	least, most := stackTrials, 0
	for _, c := range StackCases() {
		if c.Group == "noise" || c.Name == "5 unknown, 20 % replaced" {
			least, most = min(least, evolved(c.Name)), max(most, evolved(c.Name))
		}
	}
	says("it finds %d to %d of 30 with five unknown parameters whatever was done to the image", least, most)
	says("The fit falls from %d to %d, and at four levels its lead may be chance", of("5 unknown", "found"), of("5 unknown, noise of 4", "found"))
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
	says("a staircase inside costs %s runs, and the answer is sure in %d of 30", thousands(tables, inside), of(inside, "explained"))
	says("of the %d of 30 styles with two staircases that are not found no parameter is called determined now that is wrong", stackTrials-of(twice, "found"))
	if of(twice, "determined") != of(twice, "right") {
		t.Errorf("two staircases: %d of %d are right", of(twice, "right"), of(twice, "determined"))
	}
	says("two cost %s, and it is sure in %d", thousands(tables, twice), of(twice, "explained"))
}

// meanRuns is the mean number of runs of a case.
func meanRuns(tables StackTables, name string) float64 {
	rows, total := tables.Fresh.Where("case", name), 0.0
	for i, runs := range rows.Floats("passes") {
		total += runs * rows.Floats("trials")[i]
	}
	return total / stackTrials
}

// thousands is that to hundreds, with a comma.
func thousands(tables StackTables, name string) string {
	n := int(math.Round(meanRuns(tables, name)/100)) * 100
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}
