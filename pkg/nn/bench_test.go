package nn_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/gradstep/gradstep/pkg/nn"
	"github.com/gradstep/gradstep/pkg/optim"
)

// benchNetwork is the network whose speed is compared with PyTorch's: 4 convolutions,
// 16 channels, patches of 32×32, batches of 16.
func benchNetwork() (*nn.Network, int) {
	const channels, batch = 16, 16
	conv := nn.Conv{Out: channels}
	net, err := nn.New(nn.Shape{C: 1, H: 32, W: 32}, conv, nn.ReLU{}, conv, nn.ReLU{}, conv, nn.ReLU{}, nn.Conv{Out: 1})
	if err != nil {
		panic(err)
	}
	return net, batch
}

// BenchmarkStep is one step of training: forward, backward and Adam.
// testdata/peers/network.py runs it beside PyTorch's.
func BenchmarkStep(b *testing.B) {
	for _, workers := range []int{1, runtime.NumCPU()} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			net, batch := benchNetwork()
			rng := rand.New(rand.NewPCG(1, 1))
			p, theta := net.NewPass(batch, workers), net.Init(rng)
			x, target := normal(rng, batch*net.In.Len()), normal(rng, batch*net.Out.Len())
			rule := optim.NewAdam()
			grad := func(dst, theta []float64) { p.Gradient(dst, theta, nil, x, target, nn.MSE) }
			rule.Step(theta, grad, 0.001)
			b.ReportAllocs()
			for b.Loop() {
				rule.Step(theta, grad, 0.001)
			}
		})
	}
}

// BenchmarkParts says where the time of a step goes.
func BenchmarkParts(b *testing.B) {
	net, batch := benchNetwork()
	rng := rand.New(rand.NewPCG(1, 2))
	p, theta := net.NewPass(batch, 1), net.Init(rng)
	x, grad := normal(rng, batch*net.In.Len()), make([]float64, net.Params())
	dy := normal(rng, batch*net.Out.Len())
	b.Run("forward", func(b *testing.B) {
		for b.Loop() {
			p.Forward(theta, nil, x, nn.Training)
		}
	})
	b.Run("backward", func(b *testing.B) {
		p.Forward(theta, nil, x, nn.Training)
		for b.Loop() {
			p.Backward(grad, nil, dy)
		}
	})
}
