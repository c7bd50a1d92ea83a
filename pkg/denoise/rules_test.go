package denoise

import (
	"testing"

	"github.com/gradstep/gradstep/pkg/study"
)

// No rule of the race has a rate at the edge of those that were tried, and the one it has is the best of them.
func TestRatesOfTheRaceAreInside(t *testing.T) {
	rates, err := study.Load("../../testdata/study/rules", "rates")
	if err != nil {
		t.Fatal(err)
	}
	runs, err := study.Load("../../testdata/study/rules", "rules")
	if err != nil {
		t.Fatal(err)
	}
	taken := map[[2]float64]float64{}
	for i, rate := range runs.Floats("rate") {
		taken[[2]float64{runs.Floats("rule")[i], runs.Floats("cosine")[i]}] = rate
	}
	if want := 2 * len(Contenders()); len(taken) != want || len(runs.Rows) != want*Seeds {
		t.Fatalf("%d contests in %d rows, want %d with %d seeds", len(taken), len(runs.Rows), want, Seeds)
	}
	for key, rate := range taken {
		var of, db []float64
		best := 0
		for i, v := range rates.Floats("rate") {
			if rates.Floats("rule")[i] != key[0] || rates.Floats("cosine")[i] != key[1] {
				continue
			}
			if of, db = append(of, v), append(db, rates.Floats("decibels")[i]); db[len(db)-1] > db[best] {
				best = len(db) - 1
			}
		}
		if best == 0 || best == len(of)-1 || of[best] != rate {
			t.Errorf("%s, cosine %g: rate %g, the best of %v is number %d", Contenders()[int(key[0])].Name, key[1], rate, of, best+1)
		}
	}
}
