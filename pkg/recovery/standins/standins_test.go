package standins

import (
	"context"
	"math"
	"math/rand/v2"
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
	page.Tables(t, Page(study.Table{}, stored(t, "standins", "ratchet"), stored(t, "recovery", "results")))
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
	for _, name := range []string{"ratchet"} {
		if table, err := study.Load(dir, name); err != nil || len(table.Rows) < 6 {
			t.Errorf("%s: %d rows (%v)", name, len(table.Rows), err)
		}
	}
}
