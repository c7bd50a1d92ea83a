package denoise

import (
	"fmt"
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/study"
)

// No rule of the race has a rate at the edge of those that were tried. With both its neighbours the one it has is the
// best of them, and none of the three diverged.
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
	if want := 2 * len(Contenders()); len(taken) != want || len(runs.Rows) != want*RulesSeeds {
		t.Fatalf("%d contests in %d rows, want %d with %d seeds", len(taken), len(runs.Rows), want, RulesSeeds)
	}
	for key, rate := range taken {
		name := fmt.Sprintf("%s, cosine %g", Contenders()[int(key[0])].Name, key[1])
		tried := rates.Where("rule", key[0]).Where("cosine", key[1])
		of, db, lost := tried.Floats("rate"), tried.Floats("decibels"), tried.Floats("diverged")
		best, most := -1, math.Inf(-1)
		for i := 1; i < len(of)-1; i++ {
			if v := db[i-1] + db[i] + db[i+1]; v > most && lost[i-1]+lost[i]+lost[i+1] == 0 {
				best, most = i, v
			}
		}
		if best < 2 || best > len(of)-3 || of[best] != rate {
			t.Errorf("%s: rate %g, the best of %v is number %d", name, rate, of, best+1)
		}
	}
}

// docs/rules.md says of the denoiser, at a constant rate and by medians over the trained patches: Adagrad, RMSprop and
// Adam lead the two velocities by more than a decibel, and plain descent by four.
func TestMediansOfTheRace(t *testing.T) {
	runs, err := study.Load("../../testdata/study/rules", "rules")
	if err != nil {
		t.Fatal(err)
	}
	median := map[string]float64{} // in decibels
	for k, c := range Contenders() {
		risk := study.Summarize(runs.Where("rule", k).Where("cosine", 0).Floats("train")).Median
		median[c.Name] = -10 * math.Log10(risk)
	}
	least := min(median["Adagrad"], median["RMSprop"], median["Adam"])
	if lead := least - max(median["Momentum"], median["Nesterov"]); lead < 1 {
		t.Errorf("they lead the velocities by %.2f dB", lead)
	}
	if lead := least - median["SGD"]; lead < 4 {
		t.Errorf("they lead plain descent by %.2f dB", lead)
	}
}
