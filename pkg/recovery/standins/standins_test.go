package standins

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/pagetest"
	"github.com/gradstep/gradstep/pkg/recovery/trials"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/surrogate"
)

var page = pagetest.Open("../../../docs/recovering-b.md")

func stored(t *testing.T, folder, name string) study.Table {
	t.Helper()
	table, err := study.Load("../../../testdata/study/"+folder, name)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestTablesInTheDocumentation(t *testing.T) {
	page.Tables(t, pageTables(stored(t, "standins", "map"), stored(t, "standins", "ratchet"), stored(t, "recovery", "results")))
}

// The drift is the mean gradient of very many pixels, away from the multiples, and the rounding's error
// has the stated spread.
func TestDriftIsTheMeanGradient(t *testing.T) {
	rng, x := rand.New(rand.NewPCG(1, 1)), make([]float64, 400_000)
	for i := range x {
		x[i] = rng.Float64()
	}
	const target = 17.3
	y := stair.QuantizeTo(nil, x, target)
	for _, b := range []float64{8.1, 13.4, 16.6, 17, 17.2, 17.29, 17.31, 17.4, 17.9, 21.7, 28.3} {
		_, g := surrogate.Loss(surrogate.StraightThrough{}, x, y, b, 0)
		if want := Drift(b, target); math.Abs(g-want) > 0.06/(6*b*b*b) {
			t.Errorf("b = %v: %.3g, the drift %.3g", b, g, want)
		}
	}
	if math.Abs(Drift(target, target)) > 1e-18 {
		t.Errorf("at the target %v", Drift(target, target))
	}
	for _, d := range []float64{-1e-4, 1e-4} {
		if b := target + d; math.Abs(Drift(b, target)/(-1e-4/(2*b*b*b))-1) > 0.03 {
			t.Errorf("beside the target %v", Drift(b, target))
		}
	}
}

// What 8 bits add to the gradient of 512 pixels at the target has the standard deviation of Rounding.
func TestRounding(t *testing.T) {
	sum, n := 0.0, 2000
	for seed := range n {
		target, _ := trials.Ends(uint64(seed))
		rng, x := rand.New(rand.NewPCG(uint64(seed), 5)), make([]float64, 512)
		for i := range x {
			x[i] = rng.Float64()
		}
		y := stair.QuantizeTo(nil, x, target)
		for i := range y {
			y[i] += (rng.Float64() - 0.5) / 255
		}
		_, g := surrogate.Loss(surrogate.StraightThrough{}, x, y, target, 0)
		z := g / Rounding(target, 512)
		sum += z * z
	}
	if rms := math.Sqrt(sum / float64(n)); math.Abs(rms-1) > 0.06 {
		t.Errorf("root mean square %.3f of what is stated", rms)
	}
}

// The committed cells are those that the study makes, and the shares that theory predicts for them.
func TestStudyIsWhatIsCommitted(t *testing.T) {
	cells := stored(t, "standins", "map")
	names := cells.Distinct("stand-in")
	all := slices.DeleteFunc(Cells(), func(c Cell) bool { return !slices.Contains(names, c.StandIn.Name) }) // what is newer than the table
	if len(cells.Rows) != len(all) {
		t.Fatalf("%d rows, %d cells", len(cells.Rows), len(all))
	}
	for i, at := range []int{0, 60, len(all) - 1} {
		c, n := all[at], 12
		r, err := c.run(context.Background(), n)
		if err != nil {
			t.Fatal(err)
		}
		if share := cells.Floats("found")[at] / float64(c.trials()); math.Abs(r["found"]/float64(n)-share) > 0.45 {
			t.Errorf("%d: %s: %v of %d, in the study %.2f", i, c.key(), r["found"], n, share)
		}
	}
	for i, c := range all {
		if c.straight() && i%17 == 0 {
			p, err := Predicted(c, c.trials())
			if got := cells.Floats("predicted")[i]; err != nil || math.Abs(p-got) > 0.02 {
				t.Errorf("%s: predicted %v, in the table %v (%v)", c.key(), p, got, err)
			}
		}
	}
	if _, err := (Cell{StandIn: all[0].StandIn, Rule: "SGD", Rate: math.NaN(), Pixels: 9}).run(context.Background(), 1); err == nil {
		t.Error("a rate of NaN passes")
	}
	if p, err := Predicted(all[0], 5); err != nil || !math.IsNaN(p) {
		t.Errorf("another stand-in has the prediction %v (%v)", p, err)
	}
}

// With exact y the ratchet ends at the target, with 8 bits it passes it at times, and has been there.
func TestRatchet(t *testing.T) {
	for _, s := range []trials.Scenario{trials.Scenarios()[0], trials.Scenarios()[2]} {
		ends := 0
		for seed := range 12 {
			tr, err := s.Trial(uint64(seed), nil)
			if err != nil {
				t.Fatal(err)
			}
			best, last, passes := climb(tr.Pairs, trials.Steps)
			if math.Abs(best-tr.Target) >= trials.Tolerance || passes > trials.Steps {
				t.Errorf("%s, seed %d: %v after %d passes, target %v", s.Name, seed, best, passes, tr.Target)
			}
			if math.Abs(last-tr.Target) < trials.Tolerance {
				ends++
			}
		}
		if !s.Stored && ends < 12 || s.Stored && ends > 10 {
			t.Errorf("%s: %d of 12 end there", s.Name, ends)
		}
	}
}

func TestSmallStudy(t *testing.T) {
	dir := t.TempDir()
	if err := study.Run(context.Background(), Study(study.Look(), "../../../testdata/photos"), study.Settings{Dir: dir, Small: true}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"map", "ratchet"} {
		if table, err := study.Load(dir, name); err != nil || len(table.Rows) < 6 {
			t.Errorf("%s: %d rows (%v)", name, len(table.Rows), err)
		}
	}
}

// What the page says of theory: all cells on 512 pixels agree with it, and the two that it was tested by.
func TestTheoryAgrees(t *testing.T) {
	cells := stored(t, "standins", "map").Where("stand-in", "straight-through").Where("pixels", 512)
	worst := 0.0
	for i, p := range cells.Floats("predicted") {
		worst = max(worst, 100*math.Abs(p-cells.Floats("found")[i]/cells.Floats("trials")[i]))
	}
	page.Says(t, fmt.Sprintf("All are within %.0f points of theory", math.Ceil(worst)))
	sgd := cells.Where("rule", "SGD").Where("y", "exact").Where("start", "5")
	var found, predicted []float64
	for _, rate := range []int{1000, 3000} {
		one := sgd.Where("rate", rate)
		found, predicted = append(found, one.Value("found")/3), append(predicted, 100*one.Value("predicted"))
	}
	page.Says(t, fmt.Sprintf("would find %.0f %% (rate 1,000) and %.0f %% (3,000) from $b_0 = 5$: it found %.0f and %.0f %%",
		predicted[0], predicted[1], found[0], found[1]))
}
