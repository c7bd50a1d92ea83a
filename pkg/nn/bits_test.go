package nn_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/allocs"
	"github.com/gradstep/gradstep/pkg/nn"
	"github.com/gradstep/gradstep/pkg/optim"
)

// everything has every layer, sides that no tile divides, and more samples than groups.
func everything(t testing.TB) *nn.Network {
	t.Helper()
	net, err := nn.New(nn.Shape{C: 2, H: 13, W: 17},
		nn.Conv{Out: 5, Edge: nn.Reflect}, nn.BatchNorm{}, nn.ReLU{},
		nn.Residual{Body: []nn.Layer{nn.Conv{Out: 5}, nn.ReLU{Leak: 0.1}}}, nn.Dense{Out: 20}, nn.ReLU{}, nn.Dense{Out: 3})
	if err != nil {
		t.Fatal(err)
	}
	return net
}

const someSamples = 21

type passed struct{ y, grad, dx, stats []float64 }

func passOnce(net *nn.Network, samples, workers int) passed {
	rng := rand.New(rand.NewPCG(3, 3))
	theta, stats := net.Init(rng), net.NewStats()
	x, target := normal(rng, someSamples*net.In.Len()), normal(rng, someSamples*net.Out.Len())
	p := net.NewPass(samples, workers)
	y := p.Forward(theta, stats, x, nn.Training)
	r := passed{slices.Clone(y), make([]float64, len(theta)), make([]float64, len(x)), stats}
	dy := make([]float64, len(y))
	nn.MSE(dy, y, target)
	p.Backward(r.grad, r.dx, dy)
	return r
}

func TestSameBits(t *testing.T) {
	net := everything(t)
	want := passOnce(net, someSamples, 1)
	for _, workers := range []int{2, 3, 8, 40} {
		// A larger pass is no other partition.
		got := passOnce(net, someSamples+workers, workers)
		if !slices.Equal(got.y, want.y) || !slices.Equal(got.grad, want.grad) || !slices.Equal(got.dx, want.dx) || !slices.Equal(got.stats, want.stats) {
			t.Errorf("%d workers: other bits than with one", workers)
		}
	}
}

func TestNoAllocations(t *testing.T) {
	net := everything(t)
	rng := rand.New(rand.NewPCG(3, 4))
	theta, stats := net.Init(rng), net.NewStats()
	x, target := normal(rng, someSamples*net.In.Len()), normal(rng, someSamples*net.Out.Len())
	for _, workers := range []int{1, 3} {
		p, rule := net.NewPass(someSamples, workers), optim.NewAdam()
		grad := func(dst, theta []float64) { p.Gradient(dst, theta, stats, x, target, nn.MSE) }
		step := func() { rule.Step(theta, grad, 0.001) }
		step()
		if n := allocs.PerRun(20, step); n >= 1 {
			t.Errorf("%d workers: %v allocations a step", workers, n)
		}
	}
}

// Inputs are read alone.
func TestInputsKept(t *testing.T) {
	net, err := nn.New(nn.Shape{C: 1, H: 3, W: 3}, nn.ReLU{}, nn.Residual{Body: []nn.Layer{nn.ReLU{}, nn.Conv{Out: 1}, nn.ReLU{}}}, nn.ReLU{})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(3, 5))
	theta, x, dy := net.Init(rng), normal(rng, 18), normal(rng, 18)
	keptTheta, keptX, keptDy := slices.Clone(theta), slices.Clone(x), slices.Clone(dy)
	p, grad := net.NewPass(2, 1), make([]float64, net.Params())
	p.Forward(theta, nil, x, nn.Inference)
	p.Backward(grad, make([]float64, 18), dy)
	if !slices.Equal(theta, keptTheta) || !slices.Equal(x, keptX) || !slices.Equal(dy, keptDy) {
		t.Error("θ, x or dy has changed")
	}
}
