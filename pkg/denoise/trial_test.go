package denoise

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/nn"
)

// short is a trial of a fraction of a second.
var short = Training{Patches: 24, Batch: 8, Steps: 30, Rate: 0.01}

func run(t *testing.T, trial Training) Outcome {
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
	for name, change := range map[string]func(*Training){
		"in order": func(t *Training) { t.InOrder = true }, "curriculum": func(t *Training) { t.Curriculum = true },
		"normalize": func(t *Training) { t.Normalize = true }, "gradient noise": func(t *Training) { t.GradientNoise = 1e-3 },
		"seed": func(t *Training) { t.Seed = 1 },
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
	small, large := Training{Patches: 3}.Samples(p), Training{Patches: 9, Seed: 0}.Samples(p)
	for i := range 3 {
		if !slices.Equal(small.Train.X[i], large.Train.X[i]) || !slices.Equal(small.Train.Y[i], large.Train.Y[i]) {
			t.Errorf("pair %d differs", i)
		}
	}
	if other := (Training{Patches: 3, Seed: 4}).Samples(p); !slices.Equal(other.Held.X[5], small.Held.X[5]) || slices.Equal(other.Train.X[0], small.Train.X[0]) {
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

// A batch that no training can have is refused where it is asked for.
func TestBatchTrialRefuses(t *testing.T) {
	for _, batch := range []int{0, -1, 257} {
		func() {
			defer func() {
				if s, ok := recover().(string); !ok || !strings.HasPrefix(s, "denoise: BatchTrial: a batch of ") {
					t.Errorf("a batch of %d: %q", batch, s)
				}
			}()
			BatchTrial(batch, 0.1, 1, 0)
		}()
	}
}
