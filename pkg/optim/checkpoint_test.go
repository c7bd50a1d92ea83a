package optim_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
)

// resumable returns settings whose stop counts, so that its memory matters.
func resumable(steps int) optim.Settings {
	return optim.Settings{
		Rate: optim.ExponentialDecay{Initial: 0.02, K: 0.01}, MaxSteps: steps,
		Stop: optim.StopAny(&optim.Plateau{Patience: 1000}, &optim.NoisyGrad{Tol: 1e9, Window: 45, StdErr: func() float64 { return 0 }}),
	}
}

// TestResume: for every rule, a run that is cut, saved to a file, loaded into a fresh rule and
// continued gives the bits of one that was never interrupted, and ends for the same
// reason.
func TestResume(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run.json")
	x0 := []float64{1, -0.3, 1e-7, 2}
	for name, rule := range allRules() {
		whole := run(t, bowl(), x0, rule(), resumable(60))
		part := run(t, bowl(), x0, rule(), resumable(23))
		c, err := part.Checkpoint()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := optim.SaveCheckpoint(path, c); err != nil {
			t.Fatal(err)
		}
		loaded, err := optim.LoadCheckpoint(path)
		if err != nil {
			t.Fatal(err)
		}
		s := resumable(60)
		s.Resume = &loaded
		rest := run(t, bowl(), nil, rule(), s)
		sameBits(t, name+" x", rest.X, whole.X)
		sameBits(t, name+" best", rest.Best, whole.Best)
		sameBits(t, name+" f", []float64{rest.F, rest.BestF, rest.GradNorm}, []float64{whole.F, whole.BestF, whole.GradNorm})
		if rest.Steps != whole.Steps || rest.Status != whole.Status {
			t.Errorf("%s: %s, uninterrupted %s", name, rest.Message, whole.Message)
		}
		if rest.Ledger.GradEvals != whole.Ledger.GradEvals || rest.Ledger.FuncEvals != whole.Ledger.FuncEvals {
			t.Errorf("%s: ledger %+v, uninterrupted %+v", name, rest.Ledger, whole.Ledger)
		}
	}
}

// TestResumeAfterSmallGradient: a run that ended on a tolerance goes on to a smaller one.
func TestResumeAfterSmallGradient(t *testing.T) {
	s := optim.Settings{Rate: optim.Constant(0.05), Stop: optim.StopGrad(1e-3)}
	part := run(t, bowl(), ones(3), optim.NewMomentum(), s)
	c, err := part.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	s.Stop = optim.StopGrad(1e-6)
	whole := run(t, bowl(), ones(3), optim.NewMomentum(), s)
	s.Resume = &c
	rest := run(t, bowl(), nil, optim.NewMomentum(), s)
	sameBits(t, "x", rest.X, whole.X)
	if rest.Steps != whole.Steps || rest.Ledger.GradEvals != whole.Ledger.GradEvals {
		t.Errorf("%s, uninterrupted %s", rest.Message, whole.Message)
	}
}

// TestSave: the saver gets a checkpoint that continues to the same bits, and its
// error ends the run.
func TestSave(t *testing.T) {
	var saved []optim.Checkpoint
	s := resumable(30)
	s.SaveEvery = 10
	s.Save = func(c optim.Checkpoint) error {
		saved = append(saved, c)
		return nil
	}
	whole := run(t, bowl(), ones(3), optim.NewAdam(), s)
	if len(saved) != 3 || saved[1].Step != 20 {
		t.Fatalf("%d checkpoints", len(saved))
	}
	again := resumable(30)
	again.Resume = &saved[1]
	rest := run(t, bowl(), nil, optim.NewAdam(), again)
	sameBits(t, "x", rest.X, whole.X)
	full := errors.New("the disk is full")
	s.Save = func(optim.Checkpoint) error { return full }
	if r, err := optim.Minimize(bowl(), ones(3), optim.NewAdam(), s); !errors.Is(err, full) || r.Steps != 10 {
		t.Errorf("%v, %v", r.Message, err)
	}
}

// TestBadCheckpoints are refused with ErrCheckpoint, and say what is wrong.
func TestBadCheckpoints(t *testing.T) {
	part := run(t, bowl(), ones(3), optim.NewAdam(), resumable(5))
	good, err := part.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(c *optim.Checkpoint)
		rule   optim.Rule
		says   string
	}{
		"version":      {func(c *optim.Checkpoint) { c.Version = 99 }, optim.NewAdam(), "version 99"},
		"another rule": {func(*optim.Checkpoint) {}, optim.NewSGD(), "Adam"},
		"a transform": {
			func(*optim.Checkpoint) {},
			optim.Chain(optim.NewAdam(), optim.ClipNorm{Max: 1}), "Adam",
		},
		"no x":        {func(c *optim.Checkpoint) { c.X = nil }, optim.NewAdam(), "0 coordinates"},
		"best":        {func(c *optim.Checkpoint) { c.Best = c.Best[:2] }, optim.NewAdam(), "2 of the best"},
		"memory":      {func(c *optim.Checkpoint) { c.X, c.Best = ones(4), ones(4) }, optim.NewAdam(), "length 3"},
		"broken rule": {func(c *optim.Checkpoint) { c.Rule = json.RawMessage(`{"M":`) }, optim.NewAdam(), "rule"},
		"broken stop": {func(c *optim.Checkpoint) { c.Stop = json.RawMessage(`[{}]`) }, optim.NewAdam(), "1 stops"},
	} {
		bad := good
		c.change(&bad)
		s := resumable(10)
		s.Resume = &bad
		_, err := optim.Minimize(bowl(), nil, c.rule, s)
		if !errors.Is(err, optim.ErrCheckpoint) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := (optim.Result{}).Checkpoint(); !errors.Is(err, optim.ErrCheckpoint) {
		t.Errorf("no run: %v", err)
	}
}

// TestNoiseNeedsSavableSource: a generator that can't be saved is named in the error.
func TestNoiseNeedsSavableSource(t *testing.T) {
	type onlySource struct{ rand.Source }
	rule := optim.Chain(optim.NewSGD(), optim.GradientNoise{Eta: 1, Source: onlySource{rand.NewPCG(1, 1)}})
	r := run(t, bowl(), ones(2), rule, optim.Settings{Rate: optim.Constant(0.01), MaxSteps: 3})
	if _, err := r.Checkpoint(); err == nil || !strings.Contains(err.Error(), "PCG") {
		t.Errorf("%v", err)
	}
}

// TestCheckpointFiles: what is there stays on failure, and broken files are refused.
func TestCheckpointFiles(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "run.json")
	part := run(t, bowl(), ones(3), optim.NewAdam(), resumable(5))
	c, err := part.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	if err := optim.SaveCheckpoint(path, c); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	bad := c
	bad.Rule = json.RawMessage(`{`)
	if err := optim.SaveCheckpoint(path, bad); err == nil {
		t.Error("a checkpoint that is no JSON was saved")
	}
	if err := optim.SaveCheckpoint(filepath.Join(dir, "no", "run.json"), c); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing directory: %v", err)
	}
	after, err := os.ReadFile(path)
	if err != nil || string(after) != string(before) {
		t.Errorf("the earlier file changed: %v", err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("%v left behind, %v", entries, err)
	}
	if _, err := optim.LoadCheckpoint(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	for name, text := range map[string]string{"cut": string(before[:len(before)/2]), "foreign": `{"Hello": 1}`} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := optim.LoadCheckpoint(path); !errors.Is(err, optim.ErrCheckpoint) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestResumeWithOtherParameters is refused, and the error names the field and both values; a
// generator, and the tolerances of a stop, may be others.
func TestResumeWithOtherParameters(t *testing.T) {
	noise := func(eta float64, seed uint64) optim.Transform {
		return optim.GradientNoise{Eta: eta, Gamma: 0.55, Source: rand.NewPCG(seed, 1)}
	}
	adam := func(change func(r *optim.Adam)) optim.Rule {
		r := optim.NewAdam()
		change(r)
		return optim.Chain(r, optim.ClipNorm{Max: 3}, optim.Scale{Factors: ones(3)}, noise(0.1, 1))
	}
	same := func(*optim.Adam) {}
	part := run(t, bowl(), ones(3), adam(same), resumable(5))
	c, err := part.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	resume := func(rule optim.Rule) error {
		s := resumable(10)
		s.Resume = &c
		_, err := optim.Minimize(bowl(), nil, rule, s)
		return err
	}
	for want, rule := range map[string]optim.Rule{
		"Beta1 = 0.9, the rule has 0.8":           adam(func(r *optim.Adam) { r.Beta1 = 0.8 }),
		"Root = outside, the rule has hat":        adam(func(r *optim.Adam) { r.Root = optim.EpsilonHat }),
		"Corrected = true, the rule has false":    adam(func(r *optim.Adam) { r.Corrected = false }),
		"Max = 3, the rule has 2":                 optim.Chain(optim.NewAdam(), optim.ClipNorm{Max: 2}, optim.Scale{Factors: ones(3)}, noise(0.1, 1)),
		"Factors = [1 1 1], the rule has [1 2 1]": optim.Chain(optim.NewAdam(), optim.ClipNorm{Max: 3}, optim.Scale{Factors: []float64{1, 2, 1}}, noise(0.1, 1)),
		"Eta = 0.1, the rule has 0.2":             optim.Chain(optim.NewAdam(), optim.ClipNorm{Max: 3}, optim.Scale{Factors: ones(3)}, noise(0.2, 1)),
	} {
		if err := resume(rule); !errors.Is(err, optim.ErrCheckpoint) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if err := resume(optim.Chain(optim.NewAdam(), optim.ClipNorm{Max: 3}, optim.Scale{Factors: ones(3)}, noise(0.1, 99))); err != nil {
		t.Errorf("another seed: %v", err)
	}

	s := optim.Settings{Rate: optim.Constant(0), MaxSteps: 50, Stop: &optim.Plateau{Patience: 3}}
	part = run(t, bowl(), ones(3), optim.NewSGD(), s)
	if c, err = part.Checkpoint(); err != nil || part.Steps != 4 {
		t.Fatal(part.Message, err)
	}
	s.Stop, s.Resume = &optim.Plateau{Patience: 9}, &c
	if more := run(t, bowl(), nil, optim.NewSGD(), s); more.Steps != 10 {
		t.Errorf("with a patience of 9 instead of 3: %s", more.Message)
	}
}
