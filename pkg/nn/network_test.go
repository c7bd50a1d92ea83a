package nn_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/nn"
)

func TestRefused(t *testing.T) {
	in := nn.Shape{C: 2, H: 3, W: 3}
	for _, c := range []struct {
		in     nn.Shape
		layers []nn.Layer
		want   string
	}{
		{nn.Shape{C: 1, H: 0, W: 3}, []nn.Layer{nn.ReLU{}}, "1×0×3"},
		{in, nil, "without layers"},
		{in, []nn.Layer{nil}, "layer 1 is nil"},
		{in, []nn.Layer{nn.ReLU{}, nn.Dense{}}, "layer 2, Dense on samples of 2×3×3: an Out of 0"},
		{in, []nn.Layer{nn.Conv{Out: -1}}, "an Out of -1"},
		{in, []nn.Layer{nn.Conv{Out: 1, Edge: 7}}, "Edge(7)"},
		{nn.Shape{C: 1, H: 1, W: 5}, []nn.Layer{nn.Conv{Out: 1, Edge: nn.Reflect}}, "nothing to reflect"},
		{in, []nn.Layer{nn.ReLU{Leak: math.NaN()}}, "a Leak of NaN"},
		{in, []nn.Layer{nn.ReLU{Leak: 1}}, "a Leak of 1"},
		{in, []nn.Layer{nn.BatchNorm{Momentum: 2}}, "a Momentum of 2"},
		{in, []nn.Layer{nn.BatchNorm{Epsilon: math.Inf(1)}}, "an Epsilon of +Inf"},
		{in, []nn.Layer{nn.Residual{Body: []nn.Layer{nn.Conv{Out: 1}}}}, "1×3×3 of 2×3×3"},
		{in, []nn.Layer{nn.Residual{}}, "without layers"},
	} {
		_, err := nn.New(c.in, c.layers...)
		if !errors.Is(err, nn.ErrValue) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("want ErrValue with %q, got %v", c.want, err)
		}
	}
}

func panics(f func()) (why any) {
	defer func() { why = recover() }()
	f()
	return nil
}

func TestMisusePanics(t *testing.T) {
	net, err := nn.New(nn.Shape{C: 1, H: 2, W: 2}, nn.Conv{Out: 1}, nn.BatchNorm{})
	if err != nil {
		t.Fatal(err)
	}
	theta, stats, x := net.Init(rand.New(rand.NewPCG(1, 1))), net.NewStats(), make([]float64, 8)
	dense, err := nn.New(nn.Shape{C: 1, H: 1, W: 1}, nn.BatchNorm{})
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range map[string]func(){
		"no generator":            func() { net.Init(nil) },
		"no samples":              func() { net.NewPass(0, 1) },
		"too many samples":        func() { net.NewPass(1, 1).Forward(theta, stats, x, nn.Training) },
		"part of a sample":        func() { net.NewPass(2, 1).Forward(theta, stats, x[:7], nn.Training) },
		"short parameters":        func() { net.NewPass(2, 1).Forward(theta[1:], stats, x, nn.Training) },
		"inference without stats": func() { net.NewPass(2, 1).Forward(theta, nil, x, nn.Inference) },
		"backward first":          func() { net.NewPass(2, 1).Backward(make([]float64, len(theta)), nil, x) },
		"losses of other lengths": func() { nn.MSE(nil, x, x[1:]) },
		"one value a channel":     func() { dense.NewPass(1, 1).Forward(dense.Init(rand.New(rand.NewPCG(1, 1))), nil, x[:1], nn.Training) },
	} {
		why, ok := panics(f).(string)
		if !ok || !strings.HasPrefix(why, "nn: ") {
			t.Errorf("%s: %v, want a panic of the package", name, why)
		}
	}
}

// NaN and infinite values don't vanish in a rectifier.
func TestReLUSpecialCases(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct{ leak, x, want float64 }{
		{0, math.NaN(), math.NaN()},
		{0, inf, inf},
		{0, -inf, 0},
		{0, -3, 0},
		{0, 2, 2},
		{0.5, -inf, -inf},
		{0.5, -3, -1.5},
		{0.5, 3, 3},
	} {
		net, err := nn.New(nn.Shape{C: 1, H: 1, W: 1}, nn.ReLU{Leak: c.leak})
		if err != nil {
			t.Fatal(err)
		}
		if y := net.NewPass(1, 1).Forward(nil, nil, []float64{c.x}, nn.Training)[0]; y != c.want && !(math.IsNaN(y) && math.IsNaN(c.want)) {
			t.Errorf("ReLU %v of %v is %v, want %v", c.leak, c.x, y, c.want)
		}
	}
}

// The first weights keep the size of the signals: source [3].
func TestInitKeepsTheSize(t *testing.T) {
	var layers []nn.Layer
	for range 6 {
		layers = append(layers, nn.Conv{Out: 32, Edge: nn.Reflect}, nn.ReLU{})
	}
	net, err := nn.New(nn.Shape{C: 32, H: 12, W: 12}, layers...)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(4, 1))
	x := normal(rng, net.In.Len())
	for i, v := range x {
		x[i] = max(v, 0)
	}
	square := func(v []float64) (s float64) {
		for _, a := range v {
			s += a * a / float64(len(v))
		}
		return s
	}
	y := net.NewPass(1, 0).Forward(net.Init(rng), nil, x, nn.Training)
	if ratio := square(y) / square(x); ratio < 0.3 || ratio > 3 {
		t.Errorf("after 6 layers the mean square is %v times as large", ratio)
	}
}

func TestLayersSurviveJSON(t *testing.T) {
	text := `[{"Conv":{"Out":4,"Edge":"reflect","Gain":0.1}},{"ReLU":{"Leak":0.2}},{"Residual":[{"BatchNorm":{"Momentum":0.3}},{"Conv":{"Out":4,"NoBias":true}}]},{"Dense":{"Out":2}}]`
	layers, err := nn.UnmarshalLayers([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	again, err := nn.MarshalLayers(layers)
	if err != nil || string(again) != text {
		t.Errorf("%s, %v, want %s", again, err, text)
	}
	for _, bad := range []string{``, `{}`, `[{}]`, `[{"Pool":{}}]`, `[{"Conv":{"Size":5}}]`, `[{"Conv":{"Out":1,"Edge":"wrap"}}]`, `[{"Residual":[{"Pool":{}}]}]`} {
		if _, err := nn.UnmarshalLayers([]byte(bad)); !errors.Is(err, nn.ErrValue) {
			t.Errorf("%s: %v, want ErrValue", bad, err)
		}
	}
}

func TestAt(t *testing.T) {
	layers := []nn.Layer{nn.Conv{Out: 2}, nn.BatchNorm{}}
	net, err := nn.New(nn.Shape{C: 1, H: 4, W: 4}, layers...)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := net.At(nn.Shape{C: 1, H: 2, W: 9})
	if err != nil || wide.Params() != net.Params() || wide.Out != (nn.Shape{C: 2, H: 2, W: 9}) {
		t.Errorf("%v, %v", wide, err)
	}
	if _, err := net.At(nn.Shape{C: 2, H: 4, W: 4}); !errors.Is(err, nn.ErrValue) {
		t.Errorf("two channels: %v", err)
	}
	dense, err := nn.New(nn.Shape{C: 1, H: 4, W: 4}, nn.Dense{Out: 2})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dense.At(nn.Shape{C: 1, H: 4, W: 5}); !errors.Is(err, nn.ErrValue) {
		t.Errorf("a dense layer on more pixels: %v", err)
	}
	lo, hi := net.ParamsOf(1)
	if lo != 20 || hi != 24 || !slices.EqualFunc(net.Layers(), layers, func(a, b nn.Layer) bool { return a == b }) {
		t.Errorf("parameters of layer 1 in [%d, %d), layers %v", lo, hi, net.Layers())
	}
}
