package race

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/study"
)

// The best rate is found wherever it is, inside of a grid of 49 or more.
func TestTuneFindsTheBest(t *testing.T) {
	for _, best := range []float64{-6.2, -3.1, 0, 2.4, 5} {
		calls := 0
		got := Tune(0.01, 0.25, func(rate float64) float64 {
			calls++
			return math.Pow(math.Log10(rate)-best, 2)
		})
		if math.Abs(math.Log10(got.Rate)-best) > 1.0/32+1e-9 || got.Tried < 49 || got.Near != 16 && got.Near != 17 {
			t.Errorf("best 10^%v: %+v after %d", best, got, calls)
		}
	}
	// The best of the coarse grid is a fluke: the fine one is widened until its best is inside.
	cliff := Tune(1, 0, func(rate float64) float64 {
		switch l := math.Log10(rate); {
		case rate == 1:
			return 0
		case l > 0.1:
			return math.Inf(1)
		default:
			return math.Pow(l+2, 2) - 10
		}
	})
	if math.Abs(math.Log10(cliff.Rate)+2) > 1.0/32+1e-9 {
		t.Errorf("%+v, want the rate 0.01", cliff)
	}
	// Equal scores: the middle. NaN is never taken.
	flat := Tune(1, 0, func(rate float64) float64 {
		switch l := math.Log10(rate); {
		case math.Abs(l) < 0.9:
			return 1
		case l > 0:
			return math.NaN()
		default:
			return 2
		}
	})
	if math.Abs(math.Log10(flat.Rate)) > 0.2 {
		t.Errorf("a plateau from 0.13 to 8: %+v", flat)
	}
	for _, rate := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("from %v: no panic", rate)
				}
			}()
			Tune(rate, 0, func(float64) float64 { return 0 })
		}()
	}
}

// What is left counts the last steps, and not a passage.
func TestLeft(t *testing.T) {
	ravine := Tasks()[0]
	if got := ravine.Left(optim.NewSGD(), optim.Constant(0), 1); math.Abs(got-1) > 1e-12 {
		t.Errorf("no step: %v is left", got)
	}
	if got := ravine.Left(optim.NewSGD(), optim.Constant(1), 1); got != diverged {
		t.Errorf("a rate of 1: %v is left", got)
	}
	still, swinging := ravine.Left(optim.NewSGD(), optim.Constant(0.0099), 1), ravine.Left(optim.NewSignSGD(), optim.Constant(0.03), 1)
	if still > 1e-3 || swinging < 1e-3 || swinging > 1 {
		t.Errorf("%v and %v are left", still, swinging)
	}
	for _, task := range Tasks() {
		if a, b := task.Left(optim.NewAdam(), optim.Constant(0.01), 3), task.Left(optim.NewAdam(), optim.Constant(0.01), 3); a != b || !(a < 1) {
			t.Errorf("%s: %v and %v with one seed", task.Name, a, b)
		}
	}
}

// The mean gradient over the features is that of the frequencies, and no feature depends on another.
func TestSparseGradient(t *testing.T) {
	grad := Sparse{Noise: 0.5}.gradient(study.Generator("sparse", 0))
	w, g, mean := make([]float64, features), make([]float64, features), make([]float64, features)
	for j := range w {
		w[j] = 1
	}
	w[3] = 3 // half of the squared error has the slope 2·P(j and 3) in w[j]
	const steps = 20_000
	for range steps {
		grad(g, w)
		for j := range g {
			mean[j] += g[j] / steps
		}
	}
	for j := range mean {
		want := 2 * math.Ldexp(1, -3-j)
		if j == 3 {
			want = 2 * math.Ldexp(1, -3)
		}
		if math.Abs(mean[j]-want) > 0.004 {
			t.Errorf("feature %d: %v, want %v", j, mean[j], want)
		}
	}
}

// To be inside once is not to stay.
func TestStays(t *testing.T) {
	p := Sparse{Noise: 0.05}
	steps, streak := p.Stays(optim.NewSGD(), optim.Constant(1), 1)
	if !(steps > 100 && steps < longest) || streak != stay+1 {
		t.Errorf("SGD: %v steps, %d inside", steps, streak)
	}
	if steps, streak = p.Stays(optim.NewAdam(), optim.Constant(0.3), 1); !math.IsInf(steps, 1) || streak > stay || streak == 0 {
		t.Errorf("Adam, too fast: %v steps, %d inside", steps, streak)
	}
	if steps, _ = p.Stays(optim.NewSGD(), optim.Cosine{Initial: 1, Steps: 50}, 1); !math.IsInf(steps, 1) {
		t.Errorf("a rate that is 0 too early: %v steps", steps)
	}
	if got := p.score(1000, stay+1); got != 3 {
		t.Errorf("the score of 1,000 steps is %v", got)
	}
	if a, b := p.score(math.Inf(1), 10), p.score(math.Inf(1), 900); !(b < a && b > math.Log10(longest)) {
		t.Errorf("failures score %v and %v", a, b)
	}
}

// The three sets have all images, each once; the network learns them, with the same bits each time.
func TestReadDigits(t *testing.T) {
	sets := Digits()
	if a, b, c := sets.Train.Len(), sets.Validation.Len(), sets.Held.Len(); a != 1000 || b != 297 || c != 500 {
		t.Fatalf("%d, %d and %d images", a, b, c)
	}
	adam := Contenders()[5]
	first, err := ReadDigits(context.Background(), adam, "constant", 0.01, 3, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := ReadDigits(context.Background(), adam, "constant", 0.01, 3, 1, 1); !slices.Equal(first.Held, again.Held) {
		t.Errorf("%v and then %v", first.Held, again.Held)
	}
	if adam.Name != "Adam" || len(first.Wrong) != 3 || first.Wrong[2] > 0.15 || first.Train[2] > 0.4 {
		t.Errorf("%s: %+v", adam.Name, first)
	}
	lost, err := ReadDigits(context.Background(), Contenders()[0], "constant", 1e6, 2, 1, 1)
	if err != nil || !slices.Equal(lost.Held, []float64{diverged, diverged}) {
		t.Errorf("a rate of a million: %+v (%v)", lost, err)
	}
}

// A look makes all tables.
func TestLook(t *testing.T) {
	dir := t.TempDir()
	if err := study.Run(t.Context(), Study(study.Look()), study.Settings{Dir: dir}); err != nil {
		t.Fatal(err)
	}
	for name, rows := range map[string]int{"tasks": 2, "rare": 2, "digits": 4, "curves": 2} {
		if table, err := study.Load(dir, name); err != nil || len(table.Rows) != rows {
			t.Errorf("%s: %d rows, want %d (%v)", name, len(table.Rows), rows, err)
		}
	}
}
