package nn_test

import (
	"bytes"
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/dataset"
	"github.com/gradstep/gradstep/pkg/nn"
	"github.com/gradstep/gradstep/pkg/optim"
)

// task is a small regression on noisy values, in which few samples are overfitted.
func task(t testing.TB, samples int, noise float64) (nn.Model, dataset.Data) {
	t.Helper()
	net, err := nn.New(nn.Shape{C: 1, H: 2, W: 2}, nn.Conv{Out: 3}, nn.BatchNorm{}, nn.ReLU{}, nn.Dense{Out: 6}, nn.ReLU{Leak: 0.1}, nn.Dense{Out: 1})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(11, 2))
	var d dataset.Data
	for range samples {
		x := normal(rng, 4)
		d.X = append(d.X, x)
		d.Y = append(d.Y, []float64{math.Abs(x[0]) + x[1]*x[2] + noise*rng.NormFloat64()})
	}
	return nn.Model{Net: net, Theta: net.Init(rng), Stats: net.NewStats()}, d
}

func settings(d dataset.Data) nn.Settings {
	return nn.Settings{Samples: d.Len(), Fill: nn.FillFrom(d), Batch: 8, Rate: optim.Constant(0.01), Steps: 200, Seed: 5}
}

func equal(a, b nn.Model) bool {
	return slices.Equal(a.Theta, b.Theta) && slices.Equal(a.Stats, b.Stats)
}

func TestTrainLearns(t *testing.T) {
	m, d := task(t, 150, 0)
	before := slices.Clone(m.Theta)
	s := settings(d)
	s.Steps = 1500
	r, err := nn.Train(m, s)
	if err != nil {
		t.Fatal(err)
	}
	p := m.Net.NewPass(32, 0)
	if was, is := p.Risk(m, d, nn.MSE), p.Risk(r.Model, d, nn.MSE); !(is < was/20) {
		t.Errorf("the empirical risk fell from %v to %v", was, is)
	}
	if !slices.Equal(m.Theta, before) || !slices.Equal(m.Stats, m.Net.NewStats()) {
		t.Error("the model that the training starts from has changed")
	}
	if r.Status != optim.StepLimit || r.Steps != 1500 || r.Best != -1 || !equal(r.Model, r.Last) || len(r.History) != 1500/19+1 {
		t.Errorf("status %v after %d steps, best %d, %d rows", r.Status, r.Steps, r.Best, len(r.History))
	}
}

func TestTrainSameBits(t *testing.T) {
	m, d := task(t, 60, 0.1)
	want, err := nn.Train(m, settings(d))
	if err != nil {
		t.Fatal(err)
	}
	for _, workers := range []int{1, 3, 16} {
		s := settings(d)
		s.Workers = workers
		if got, err := nn.Train(m, s); err != nil || !equal(got.Model, want.Model) || !slices.Equal(got.History, want.History) {
			t.Errorf("%d workers: other bits, %v", workers, err)
		}
	}
	s := settings(d)
	s.Seed++
	if got, err := nn.Train(m, s); err != nil || equal(got.Model, want.Model) {
		t.Errorf("another seed: the same bits, %v", err)
	}
}

// An interruption anywhere, and going on from the file, changes nothing: not within an
// epoch, not with a rule that draws random numbers, not with early stopping.
func TestResumeSameBits(t *testing.T) {
	m, d := task(t, 60, 0.5)
	make := func() nn.Settings {
		s := settings(d)
		s.Rule = optim.Chain(optim.NewAdam(), optim.GradientNoise{Eta: 0.01, Gamma: 0.55, Source: rand.NewPCG(1, 9)})
		held := dataset.Data{X: d.X[:20], Y: d.Y[:20]}
		p := m.Net.NewPass(20, 1)
		s.Validate, s.Patience, s.Every = func(m nn.Model) float64 { return p.Risk(m, held, nn.L1) }, 1000, 7
		return s
	}
	want, err := nn.Train(m, make())
	if err != nil {
		t.Fatal(err)
	}
	for _, interrupted := range []int{1, 6, 7, 50, 199} {
		s := make()
		s.Checkpoint = filepath.Join(t.TempDir(), "training.json")
		s.SaveEvery = 1000 // the file comes from the interruption itself
		ctx, cancel := context.WithCancel(t.Context())
		s.Context = ctx
		s.Observe = func(r nn.Report) {
			if r.Step == interrupted {
				cancel()
			}
		}
		r, err := nn.Train(m, s)
		if !errors.Is(err, context.Canceled) || r.Status != optim.Cancelled || r.Steps != interrupted {
			t.Fatalf("%v after %d steps, %v", r.Status, r.Steps, err)
		}
		again := make()
		again.Checkpoint = s.Checkpoint
		got, err := nn.Train(m, again)
		if err != nil || !equal(got.Last, want.Last) || !equal(got.Model, want.Model) || !slices.Equal(got.History, want.History) || got.Best != want.Best {
			t.Errorf("interrupted after %d steps: other bits, %v", interrupted, err)
		}
	}
}

func TestEarlyStopping(t *testing.T) {
	m, d := task(t, 24, 2) // noise that can only be learnt by heart
	_, other := task(t, 400, 2)
	held := dataset.Data{X: other.X[24:], Y: other.Y[24:]}
	p := m.Net.NewPass(64, 0)
	s := settings(d)
	s.Steps, s.Patience = 20000, 20
	s.Validate = func(m nn.Model) float64 { return p.Risk(m, held, nn.MSE) }
	r, err := nn.Train(m, s)
	if err != nil {
		t.Fatal(err)
	}
	best := r.History[r.Best].Validation
	if r.Status != optim.OnPlateau || r.Steps >= s.Steps || len(r.History)-1-r.Best != s.Patience {
		t.Errorf("%v after %d steps, best row %d of %d", r.Status, r.Steps, r.Best, len(r.History))
	}
	if got := s.Validate(r.Model); got != best {
		t.Errorf("the model returned has %v, the best of the history %v", got, best)
	}
	if last := s.Validate(r.Last); !(last > best) {
		t.Errorf("the last model has %v, the best %v", last, best)
	}
}

func TestTrainRefuses(t *testing.T) {
	m, d := task(t, 20, 0)
	for want, change := range map[string]func(s *nn.Settings){
		"Fill is nil":               func(s *nn.Settings) { s.Fill = nil },
		"Rate is nil":               func(s *nn.Settings) { s.Rate = nil },
		"Steps 0":                   func(s *nn.Settings) { s.Steps = 0 },
		"Patience without Validate": func(s *nn.Settings) { s.Patience = 1 },
		"0 samples":                 func(s *nn.Settings) { s.Samples = 0 },
	} {
		s := settings(d)
		change(&s)
		if _, err := nn.Train(m, s); !errors.Is(err, nn.ErrValue) || !strings.Contains(err.Error(), want) {
			t.Errorf("want ErrValue with %q, got %v", want, err)
		}
	}
	s := settings(d)
	s.Checkpoint, s.Steps = filepath.Join(t.TempDir(), "training.json"), 3
	if _, err := nn.Train(m, s); err != nil {
		t.Fatal(err)
	}
	s.Seed = 6
	if _, err := nn.Train(m, s); !errors.Is(err, nn.ErrValue) || !strings.Contains(err.Error(), "another") && !strings.Contains(err.Error(), "belongs to") {
		t.Errorf("a checkpoint of another training: %v", err)
	}
}

// What goes wrong is said, and does not end as a model of NaN.
func TestTrainFails(t *testing.T) {
	m, d := task(t, 20, 0)
	s := settings(d)
	s.Rule, s.Rate = optim.NewSGD(), optim.Constant(1e200)
	r, err := nn.Train(m, s)
	if err == nil || !r.Status.Failed() {
		t.Errorf("a rate of 1e200: %v, %v", r.Status, err)
	}
	s = settings(d)
	s.Validate = func(nn.Model) float64 { return math.NaN() }
	if _, err := nn.Train(m, s); !errors.Is(err, optim.ErrNotFinite) {
		t.Errorf("a validation of NaN: %v", err)
	}
}

func TestProgress(t *testing.T) {
	m, d := task(t, 20, 0)
	for _, live := range []bool{false, true} {
		var out bytes.Buffer
		s := settings(d)
		s.Steps, s.Observe, s.Every = 12, nn.Progress(&out, live), 4
		s.Validate = func(nn.Model) float64 { return 0.25 }
		if _, err := nn.Train(m, s); err != nil {
			t.Fatal(err)
		}
		lines, text := strings.Count(out.String(), "\n"), out.String()
		if want := map[bool]int{false: 3, true: 1}[live]; lines != want {
			t.Errorf("live %v: %d lines, want %d:\n%s", live, lines, want, text)
		}
		if !strings.Contains(text, "step 12 of 12, epoch 4, loss ") || !strings.Contains(text, "validation 0.250000, 0s left") {
			t.Errorf("live %v: %q", live, text)
		}
	}
}
