package rivals

import (
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

// The tables of the page are made of the committed results, all trials of them.
func TestStacksAreAsStored(t *testing.T) {
	tables, err := LoadStackTables("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	stackPage.Tables(t, tables.Page())
	for _, c := range StackCases() {
		if n := sum(tables.Shared, c.Name, "trials"); n != stackTrials {
			t.Errorf("%s: %d trials are stored", c.Name, n)
		}
	}
}

// What the page says beside its tables.
func TestStackSentences(t *testing.T) {
	tables, err := LoadStackTables("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	wilson := func(count, n int) (lo, hi float64) { return study.Wilson(count, n) }
	// From two unknown parameters on the fit is ahead of search and CMA-ES by more than chance.
	for _, c := range StackCases() {
		peers := tables.Peers.Where("case", c.Name)
		if c.Unknown < 2 || len(peers.Rows) == 0 {
			continue
		}
		n := sum(tables.Shared, c.Name, "trials")
		lo, _ := wilson(sum(tables.Shared, c.Name, "found"), n)
		search := 0.0
		if c.Search {
			_, search = wilson(sum(tables.Shared, c.Name, "searched"), n)
		}
		_, cma := wilson(int(peers.Value("found")), int(peers.Value("trials")))
		if lo <= max(search, cma) {
			t.Errorf("%s: fit from %v, search to %v, CMA-ES to %v", c.Name, lo, search, cma)
		}
	}
	five, eight, replaced := "5 unknown", "8 unknown", "5 unknown, 20 % replaced"
	of := func(name, column string) int { return sum(tables.Shared, name, column) }
	if a, b := of(five, "found"), of(replaced, "found"); a != 28 || b != 28 || of(replaced, "descended") != 0 {
		t.Errorf("%d found, %d with foreign samples", a, b)
	}
	if lo, _ := wilson(of(replaced, "found"), 30); lo <= 0.6 {
		t.Errorf("from %v", lo)
	}
	holds, parameters, determined := 0, 0, 0
	for _, name := range []string{eight, eight + ", 20 % replaced"} {
		if 2*of(name, "found") > of(name, "trials") {
			t.Errorf("%s: %d found", name, of(name, "found"))
		}
		holds, parameters, determined = holds+of(name, "holds"), parameters+of(name, "parameters"), determined+of(name, "determined")
	}
	if holds != parameters || determined*5 < parameters || determined*2 > parameters {
		t.Errorf("with eight unknown %d of %d intervals hold, %d determined", holds, parameters, determined)
	}
}
