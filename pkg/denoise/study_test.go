package denoise

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/study"
)

// load reads a committed table.
func load(t *testing.T, name string) study.Table {
	t.Helper()
	table, err := study.Load("../../testdata/study/denoiser", name)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// The committed tables have the rows that the study makes: one of them is made again.
func TestCommittedTables(t *testing.T) {
	for _, part := range Study(study.Full(), "../../testdata/photos").Parts {
		for _, table := range part.Tables {
			c := load(t, table.Name)
			for _, h := range table.Columns {
				if len(c.Text(h)) == 0 {
					t.Errorf("%s has no column %s", table.Name, h)
				}
			}
		}
	}
	if testing.Short() {
		t.Skip("a training takes seconds")
	}
	c := load(t, "strategies")
	trial := Strategies()[0].Without
	trial.Rate = ofGrid(t, trial.Rate, c.Text("rate")[0])
	o := run(t, trial)
	if got, want := fmt.Sprintf("%.8g %.8g", o.Train, o.Held), fmt.Sprintf("%.8g %.8g", c.Floats("train")[0], c.Floats("held")[0]); got != want {
		t.Errorf("risks %s, the table has %s", got, want)
	}
}

// ofGrid is the rate of the search's grid that a table shows with eight digits. A training multiplies the digits that
// the table leaves out.
func ofGrid(t *testing.T, middle float64, shown string) float64 {
	for k := -40; k <= 40; k++ {
		if rate := middle * math.Pow(10, float64(k)/2); fmt.Sprintf("%.8g", rate) == shown {
			return rate
		}
	}
	t.Fatalf("the grid around %g has no rate %s", middle, shown)
	return 0
}

// Each rate of the strategies is the best of those that were tried, and neither the first nor the last of them; of the
// noise's sizes each has a rate of its own, and the one that is shown is the best.
func TestTunedRatesAreInside(t *testing.T) {
	inside := func(what string, tried study.Table) (rate, decibels float64) {
		rates, db := tried.Floats("rate"), tried.Floats("decibels")
		best := 0
		for i := range db {
			if db[i] > db[best] {
				best = i
			}
		}
		if best == 0 || best == len(rates)-1 {
			t.Errorf("%s: of the rates %v number %d is best", what, rates, best+1)
		}
		return rates[best], db[best]
	}
	runs, tried := load(t, "strategies"), load(t, "strategy-rates")
	for i, s := range Strategies() {
		for on := range 2 {
			rate, size, best := 0.0, 0.0, -1.0
			one := tried.Where("strategy", i).Where("on", on)
			for _, noise := range one.Distinct("noise") {
				if r, db := inside(fmt.Sprintf("%s, on %d, noise %s", s.Name, on, noise), one.Where("noise", noise)); db > best {
					rate, size, best = r, one.Where("noise", noise).Floats("noise")[0], db
				}
			}
			if shown := runs.Where("strategy", i).Where("on", on); shown.Floats("rate")[0] != rate || shown.Floats("noise")[0] != size {
				t.Errorf("%s, on %d, is shown with another rate than %v, or another noise than %v", s.Name, on, rate, size)
			}
		}
	}
}

// Each batch's rate has, with its neighbours, the best mean of those that were tried, none of the three diverges, and
// there are others on both sides. It is the one that is shown, with as many seeds as there are.
func TestBatchRatesAreInside(t *testing.T) {
	runs, tried := load(t, "batches"), load(t, "batch-rates")
	for _, b := range BatchSizes {
		one, shown := tried.Where("batch", b), runs.Where("batch", b)
		rates, db, lost := one.Floats("rate"), one.Floats("decibels"), one.Floats("diverged")
		best, most := -1, math.Inf(-1)
		for k := 1; k+1 < len(rates); k++ {
			if mean := (db[k-1] + db[k] + db[k+1]) / 3; mean > most && lost[k-1]+lost[k]+lost[k+1] == 0 {
				best, most = k, mean
			}
		}
		if best < 2 || best > len(rates)-3 {
			t.Errorf("%d a step: of the rates %v number %d is best", b, rates, best+1)
			continue
		}
		if got := shown.Distinct("rate"); len(got) != 1 || shown.Floats("rate")[0] != rates[best] {
			t.Errorf("%d a step: shown with %v, best with %v", b, got, rates[best])
		}
		if seeds := shown.Distinct("seed"); len(seeds) != BatchSeeds {
			t.Errorf("%d a step: shown with the seeds %v", b, seeds)
		}
	}
}

// The last run of single samples has the rate that was chosen, all digits of it, and comes to the committed risks.
func TestCommittedBatches(t *testing.T) {
	if testing.Short() {
		t.Skip("a training takes seconds")
	}
	c := load(t, "batches").Where("batch", 1).Where("seed", BatchSeeds-1)
	o := run(t, BatchTrial(1, ofGrid(t, BatchRate[1], c.Text("rate")[0]), BatchEpochs, BatchSeeds-1))
	for i, want := range c.Floats("train") {
		if got := fmt.Sprintf("%.8g", o.History[i].Validation); got != fmt.Sprintf("%.8g", want) {
			t.Errorf("epoch %d: a risk of %s, the table has %.8g", i+1, got, want)
		}
	}
}

// A rate that diverges is not taken, and neither is the one beside it: alone, the latter would be.
func TestSearchKeepsAwayFromDivergence(t *testing.T) {
	risk := func(_ context.Context, rate float64, seed int) (float64, error) {
		if rate > 5 || rate > 2 && seed == firstTuning+3 {
			return 1, nil
		}
		return 1e-3 / rate / (1 + rate), nil
	}
	m := maker{size: study.Full()}
	for neighbours, want := range map[bool]string{false: "0.9487", true: "0.3"} {
		r, err := m.search(t.Context(), 0.3, 5, neighbours, risk)
		if got := fmt.Sprintf("%.4g", r["rate"]); err != nil || got != want {
			t.Errorf("neighbours %t: %s, want %s (%v)", neighbours, got, want, err)
		}
	}
	for name, risk := range map[string]func(context.Context, float64, int) (float64, error){
		"all diverge": func(context.Context, float64, int) (float64, error) { return 1, nil },
		"an error":    func(context.Context, float64, int) (float64, error) { return 0.1, context.Canceled },
	} {
		if _, err := m.search(t.Context(), 0.3, 5, true, risk); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// A look makes all tables.
func TestLook(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	dir := t.TempDir()
	if err := study.Run(t.Context(), Study(study.Look(), "../../testdata/photos"), study.Settings{Dir: dir}); err != nil {
		t.Fatal(err)
	}
	for name, rows := range map[string]int{"gap": 6, "batches": 3, "batch-rates": 15, "strategies": 10, "landscape": 36} {
		if table, err := study.Load(dir, name); err != nil || len(table.Rows) != rows {
			t.Errorf("%s: %d rows, want %d (%v)", name, len(table.Rows), rows, err)
		}
	}
}
