package denoise

import (
	"bytes"
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/gradstep/gradstep/pkg/nn"
)

// short is a trial of a fraction of a second.
var short = Trial{Patches: 24, Batch: 8, Steps: 30, Rate: 0.01}

func run(t *testing.T, trial Trial) Outcome {
	t.Helper()
	o, err := trial.Run(context.Background(), photos(t))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// Each strategy changes the training, and nothing else does.
func TestStrategiesSwitch(t *testing.T) {
	plain := run(t, short)
	if again := run(t, short); !slices.Equal(again.Model.Theta, plain.Model.Theta) || again.Held != plain.Held {
		t.Error("the same trial has another outcome")
	}
	if plain.Train >= 0.01 {
		t.Errorf("30 steps leave a risk of %v, the noise has 0.01", plain.Train)
	}
	for name, change := range map[string]func(*Trial){
		"in order": func(t *Trial) { t.InOrder = true }, "curriculum": func(t *Trial) { t.Curriculum = true },
		"normalize": func(t *Trial) { t.Normalize = true }, "gradient noise": func(t *Trial) { t.GradientNoise = 1e-3 },
		"seed": func(t *Trial) { t.Seed = 1 },
	} {
		trial := short
		change(&trial)
		if o := run(t, trial); o.Held == plain.Held {
			t.Errorf("%s changes nothing", name)
		}
	}
	early := short
	early.Patches, early.Steps, early.Every, early.Patience = 2, 3000, 5, 3
	if o := run(t, early); o.Steps == early.Steps || o.Best < 0 {
		t.Errorf("early stopping let the training run for %d steps", o.Steps)
	}
}

// A trial with fewer patches has the first of a larger one, and the held-out ones are always the same.
func TestSamplesAreNested(t *testing.T) {
	p := photos(t)
	small, large := Trial{Patches: 3}.Samples(p), Trial{Patches: 9, Seed: 0}.Samples(p)
	for i := range 3 {
		if !slices.Equal(small.Train.X[i], large.Train.X[i]) || !slices.Equal(small.Train.Y[i], large.Train.Y[i]) {
			t.Errorf("pair %d differs", i)
		}
	}
	if other := (Trial{Patches: 3, Seed: 4}).Samples(p); !slices.Equal(other.Held.X[5], small.Held.X[5]) || slices.Equal(other.Train.X[0], small.Train.X[0]) {
		t.Error("a seed changes the held-out patches, or does not change the others")
	}
}

// Filter-normalized directions have the length of θ, filter by filter, and the middle of the
// landscape is the risk itself.
func TestLandscape(t *testing.T) {
	o := run(t, short)
	d := o.Model.Net.Direction(o.Model.Theta, rand.New(rand.NewPCG(1, 1)))
	length := func(v []float64) (s float64) {
		for _, x := range v {
			s += x * x
		}
		return math.Sqrt(s)
	}
	for lo := 0; lo < 72; lo += 9 { // the 8 filters of the first convolution
		if a, b := length(d[lo:lo+9]), length(o.Model.Theta[lo:lo+9]); math.Abs(a-b) > 1e-12 {
			t.Errorf("a direction of length %v at a filter of length %v", a, b)
		}
	}
	z := Landscape(o.Model, o.Samples.Train, []float64{-0.5, 0, 0.5}, rand.New(rand.NewPCG(1, 2)))
	if math.Abs(z[4]-o.Train) > 1e-12 || len(z) != 9 {
		t.Errorf("the middle is %v, the risk %v", z[4], o.Train)
	}
	// The function does not change when a layer grows and the next one shrinks, and neither does
	// its landscape.
	scaled := nn.Model{Net: o.Model.Net, Theta: slices.Clone(o.Model.Theta), Stats: o.Model.Stats}
	for i := range 72 {
		scaled.Theta[i] *= 4
	}
	for i := 72; i < 72+576; i++ {
		scaled.Theta[i] /= 4
	}
	for i, v := range Landscape(scaled, o.Samples.Train, []float64{-0.5, 0, 0.5}, rand.New(rand.NewPCG(1, 2))) {
		// orthogonal makes d₂ orthogonal in the length of θ, which has changed: d₁ alone is compared.
		if i/3 == 1 && math.Abs(v-z[i]) > 1e-12 {
			t.Errorf("place %d: %v after rescaling, %v before", i, v, z[i])
		}
	}
}

func TestTables(t *testing.T) {
	table := Table{Name: "small", Head: []string{"a", "b"}, Rows: func(_ context.Context, _ Photos, row func(...float64)) error {
		row(1, 0.1234567891)
		row(2, 1e-9)
		return nil
	}}
	var text bytes.Buffer
	if err := table.Write(t.Context(), &text, Photos{}); err != nil || text.String() != "a,b\n1,0.12345679\n2,1e-09\n" {
		t.Errorf("%q, %v", text.String(), err)
	}
	c, err := Read(fstest.MapFS{"small.csv": {Data: text.Bytes()}}, "small")
	if err != nil || !slices.Equal(c["a"], []float64{1, 2}) || !slices.Equal(c["b"], []float64{0.12345679, 1e-9}) {
		t.Errorf("%v, %v", c, err)
	}
	table.Rows = func(context.Context, Photos, func(...float64)) error { return context.Canceled }
	if err := table.Write(t.Context(), &text, Photos{}); !errors.Is(err, context.Canceled) {
		t.Errorf("an interrupted table: %v", err)
	}
	if _, err := Read(fstest.MapFS{}, "none"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing table: %v", err)
	}
}
