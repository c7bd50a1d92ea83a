package nn_test

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/gradstep/gradstep/pkg/nn"
	"github.com/gradstep/gradstep/pkg/optim"
)

// oracleCase is a line of testdata/oracles/networks.jsonl: what PyTorch makes of a network.
type oracleCase struct {
	Name       string
	Layers     json.RawMessage
	In         [3]int
	N          int
	Loss, Mode string
	Theta      []float64
	Stats      []float64
	X          []float64
	Target     []float64
	Y          []float64
	Value      float64
	Grad       []float64
	Dx         []float64
	StatsAfter []float64 `json:"stats_after"`
	Trained    map[string]struct {
		Losses, Theta, Stats []float64
	}
}

func (c oracleCase) network(t *testing.T) *nn.Network {
	t.Helper()
	layers, err := nn.UnmarshalLayers(c.Layers)
	if err != nil {
		t.Fatal(err)
	}
	net, err := nn.New(nn.Shape{C: c.In[0], H: c.In[1], W: c.In[2]}, layers...)
	if err != nil {
		t.Fatal(err)
	}
	return net
}

func (c oracleCase) loss() nn.Loss {
	return map[string]nn.Loss{"mse": nn.MSE, "l1": nn.L1}[c.Loss]
}

func oracleCases(t *testing.T) (cases []oracleCase) {
	t.Helper()
	f, err := os.Open("../../testdata/oracles/networks.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c oracleCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		cases = append(cases, c)
	}
	if err := lines.Err(); err != nil || len(cases) == 0 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	return cases
}

// near fails when got differs from want by more than 1e-10, relative for large numbers.
func near(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d numbers, want %d", what, len(got), len(want))
	}
	for i, w := range want {
		if !(math.Abs(got[i]-w) <= 1e-10*max(1, math.Abs(w))) {
			t.Fatalf("%s[%d] = %v, PyTorch has %v", what, i, got[i], w)
		}
	}
}

func TestEqualToPyTorch(t *testing.T) {
	for _, c := range oracleCases(t) {
		t.Run(c.Name, func(t *testing.T) {
			net := c.network(t)
			if net.Params() != len(c.Theta) || net.Stats() != len(c.Stats) {
				t.Fatalf("%d parameters and %d statistics, PyTorch has %d and %d", net.Params(), net.Stats(), len(c.Theta), len(c.Stats))
			}
			mode := nn.Training
			if c.Mode == "inference" {
				mode = nn.Inference
			}
			p, stats := net.NewPass(c.N+1, 2), append([]float64(nil), c.Stats...)
			y := p.Forward(c.Theta, stats, c.X, mode)
			near(t, "y", y, c.Y)
			near(t, "statistics", stats, c.StatsAfter)
			dy, grad, dx := make([]float64, len(y)), make([]float64, net.Params()), make([]float64, len(c.X))
			near(t, "loss", []float64{c.loss()(dy, y, c.Target)}, []float64{c.Value})
			p.Backward(grad, dx, dy)
			near(t, "grad", grad, c.Grad)
			near(t, "dx", dx, c.Dx)
		})
	}
}

// Twenty steps of three rules, batch normalization's statistics included.
func TestTrainedAsPyTorch(t *testing.T) {
	rules := map[string]struct {
		rule optim.Rule
		rate float64
	}{
		"sgd":      {optim.NewSGD(), 0.002},
		"momentum": {&optim.Momentum{Gamma: 0.9}, 0.0005},
		"adam":     {optim.NewAdam(), 0.01},
	}
	trained := 0
	for _, c := range oracleCases(t) {
		for name, want := range c.Trained {
			r, net := rules[name], c.network(t)
			p, stats, losses := net.NewPass(c.N, 0), append([]float64(nil), c.Stats...), []float64(nil)
			res, err := optim.Minimize(optim.Problem{Grad: func(dst, x []float64) {
				losses = append(losses, p.Gradient(dst, x, stats, c.X, c.Target, c.loss()))
			}}, c.Theta, r.rule, optim.Settings{Rate: optim.Constant(r.rate), MaxSteps: len(want.Losses)})
			if err != nil {
				t.Fatal(err)
			}
			near(t, name+": losses", losses, want.Losses)
			near(t, name+": θ", res.X, want.Theta)
			near(t, name+": statistics", stats, want.Stats)
			trained++
		}
	}
	if trained != len(rules) {
		t.Errorf("%d trained networks, want %d", trained, len(rules))
	}
}
