package optim_test

import (
	"encoding/json"
	"errors"
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
)

// TestMisuseIsNamed: what is nil panics with the package's name, or is an error before the first
// step.
func TestMisuseIsNamed(t *testing.T) {
	for name, f := range map[string]func(){
		"Chain of nothing":  func() { optim.Chain(nil) },
		"nil transform":     func() { optim.Chain(optim.NewSGD(), nil) },
		"StopWhen":          func() { optim.StopWhen(nil) },
		"Alternating":       func() { optim.Alternating(1, 0, nil) },
		"Dykstra":           func() { optim.Dykstra(1, 0, nil) },
		"Restarts":          func() { optim.Restarts{}.Rate(0) },
		"Restarts, factor":  func() { optim.Restarts{Factor: 2}.Rate(9) },
		"PerEpoch":          func() { optim.PerEpoch{}.Rate(0) },
		"Clamp":             func() { optim.Clamp{}.Rate(0) },
		"Product":           func() { optim.Product{nil}.Rate(0) },
		"Piecewise":         func() { optim.Piecewise{From: []int{0}, Parts: []optim.Schedule{nil}}.Rate(0) },
		"Warmup":            func() { optim.Warmup{Steps: 3}.Rate(0) },
		"Warmup afterwards": func() { optim.Warmup{}.Rate(0) },
		"TrustRegion":       func() { optim.NewTrustRegion(nil, nil).Step(ones(1), bowl().Grad, 1) },
	} {
		mustPanic(t, name, f)
	}
	for name, rule := range allRules() {
		if name != "chain" {
			mustPanic(t, name, func() { rule().Step(ones(1), nil, 1) })
		}
	}
	if err := optim.CheckRule(nil, 1); !errors.Is(err, optim.ErrValue) {
		t.Error(err)
	}
	checkpoint := func(x float64) *optim.Checkpoint {
		c, err := run(t, bowl(), ones(1), optim.NewSGD(), resumable(3)).Checkpoint()
		if err != nil {
			t.Fatal(err)
		}
		c.X[0] = x
		if x == 0 {
			c.Rule = json.RawMessage("7")
		}
		return &c
	}
	for name, c := range map[string]struct {
		rule optim.Rule
		s    optim.Settings
		err  error
	}{
		"a wrapper of nothing": {optim.ClipNorm{Max: 1}.Wrap(nil), optim.Settings{}, optim.ErrValue},
		"nothing in a stop":    {optim.NewSGD(), optim.Settings{Stop: optim.StopAny(nil)}, optim.ErrValue},
		"deep within":          {optim.NewSGD(), optim.Settings{Stop: optim.StopAll(optim.StopAny(optim.StopNone(), nil))}, optim.ErrValue},
		"columns of a Trace":   {optim.NewSGD(), optim.Settings{Trace: &optim.Trace{Step: []int{0, 1}, Max: 2}}, optim.ErrValue},
		"values of a Trace":    {optim.NewSGD(), optim.Settings{Trace: &optim.Trace{NoX: true, F: []float64{1}}}, optim.ErrValue},
		"SaveEvery":            {optim.NewSGD(), optim.Settings{SaveEvery: -1}, optim.ErrValue},
		"x in a checkpoint":    {optim.NewSGD(), optim.Settings{Resume: checkpoint(math.NaN())}, optim.ErrCheckpoint},
		"rule in a checkpoint": {optim.NewSGD(), optim.Settings{Resume: checkpoint(0)}, optim.ErrCheckpoint},
	} {
		c.s.Rate = optim.Constant(0.1)
		if _, err := optim.Minimize(bowl(), ones(1), c.rule, c.s); !errors.Is(err, c.err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	optim.Must(optim.Simplex(1))(nil) // of no coordinates there is nothing to project
}
