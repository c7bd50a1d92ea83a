package nn_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/nn"
)

func normal(rng *rand.Rand, n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = rng.NormFloat64()
	}
	return v
}

// certified checks derivatives of f, which may change v[i] and must put it back, against
// differences whose error has a bound.
func certified(t *testing.T, what string, f func() float64, v, grad []float64) {
	t.Helper()
	for i, g := range grad {
		at := v[i]
		e, err := fd.Certify(func(x float64) float64 {
			v[i] = x
			defer func() { v[i] = at }()
			return f()
		}, at)
		if err != nil {
			t.Fatalf("%s[%d]: %v", what, i, err)
		}
		if size := max(math.Abs(g), 1e-3); e.Err > 1e-6*size {
			t.Errorf("%s[%d]: the bound %.1e of the difference is too wide for %v", what, i, e.Err, g)
		}
		// The analytic derivative has rounding of its own.
		if rounding := 1e-13 * max(1, math.Abs(g)); !(math.Abs(e.Value-g) <= e.Err+rounding) {
			t.Errorf("%s[%d]: %v by backward, %v ± %.1e by differences", what, i, g, e.Value, e.Err)
		}
	}
}

// Every layer, alone and after another, and both modes of batch normalization: the
// derivatives by all parameters and all inputs.
func TestGradients(t *testing.T) {
	conv := nn.Conv{Out: 2}
	for _, c := range []struct {
		in     nn.Shape
		n      int
		mode   nn.Mode
		layers []nn.Layer
	}{
		{nn.Shape{C: 2, H: 2, W: 3}, 3, nn.Training, []nn.Layer{nn.Dense{Out: 3}}},
		{nn.Shape{C: 2, H: 3, W: 4}, 2, nn.Training, []nn.Layer{conv}},
		{nn.Shape{C: 2, H: 3, W: 4}, 2, nn.Training, []nn.Layer{nn.Conv{Out: 2, Edge: nn.Reflect, NoBias: true}}},
		{nn.Shape{C: 2, H: 2, W: 3}, 2, nn.Training, []nn.Layer{nn.ReLU{}, nn.Dense{Out: 2, NoBias: true}}},
		{nn.Shape{C: 2, H: 2, W: 3}, 2, nn.Training, []nn.Layer{conv, nn.ReLU{Leak: 0.2}, nn.ReLU{}}},
		{nn.Shape{C: 2, H: 2, W: 3}, 2, nn.Training, []nn.Layer{nn.BatchNorm{}}},
		{nn.Shape{C: 2, H: 2, W: 3}, 2, nn.Inference, []nn.Layer{nn.BatchNorm{}}},
		{nn.Shape{C: 3, H: 1, W: 1}, 4, nn.Training, []nn.Layer{nn.Dense{Out: 2}, nn.BatchNorm{Epsilon: 0.1}}},
		{nn.Shape{C: 2, H: 3, W: 2}, 2, nn.Training, []nn.Layer{nn.Residual{Body: []nn.Layer{nn.ReLU{Leak: 0.1}, conv, nn.BatchNorm{}, nn.ReLU{}}}, conv}},
		{nn.Shape{C: 1, H: 3, W: 3}, 3, nn.Training, []nn.Layer{conv, nn.BatchNorm{}, nn.ReLU{}, nn.Residual{Body: []nn.Layer{conv}}, nn.ReLU{}}},
	} {
		for lossName, loss := range map[string]nn.Loss{"MSE": nn.MSE, "L1": nn.L1} {
			text, err := nn.MarshalLayers(c.layers)
			if err != nil {
				t.Fatal(err)
			}
			t.Run(fmt.Sprintf("%s %s %d", text, lossName, c.mode), func(t *testing.T) {
				net, err := nn.New(c.in, c.layers...)
				if err != nil {
					t.Fatal(err)
				}
				rng := rand.New(rand.NewPCG(7, 1))
				p, theta, stats := net.NewPass(c.n, 1), normal(rng, net.Params()), net.NewStats()
				for i := range stats {
					stats[i] += 0.5 * rng.Float64()
				}
				x, target := normal(rng, c.n*c.in.Len()), normal(rng, c.n*net.Out.Len())
				kept := stats
				if c.mode == nn.Training {
					kept = nil
				}
				f := func() float64 { return loss(nil, p.Forward(theta, kept, x, c.mode), target) }
				y := p.Forward(theta, kept, x, c.mode)
				dy, grad, dx := make([]float64, len(y)), make([]float64, len(theta)), make([]float64, len(x))
				loss(dy, y, target)
				p.Backward(grad, dx, dy)
				certified(t, "θ", f, theta, grad)
				certified(t, "x", f, x, dx)
			})
		}
	}
}

// The derivatives of a batch's mean and variance themselves, as the running statistics
// show them: ∂μ/∂x = 1/m and ∂s²/∂x = 2(x-μ)/(m-1), times Momentum.
func TestBatchNormStatistics(t *testing.T) {
	in, n := nn.Shape{C: 2, H: 2, W: 3}, 3
	net, err := nn.New(in, nn.BatchNorm{Momentum: 0.4})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(7, 2))
	x, theta, p := normal(rng, n*in.Len()), normal(rng, net.Params()), net.NewPass(n, 1)
	statistic := func(k int) float64 {
		stats := net.NewStats()
		p.Forward(theta, stats, x, nn.Training)
		return stats[k]
	}
	m := float64(n * in.H * in.W)
	for c := range in.C {
		mean, dmean, dvar := statistic(c)/0.4, make([]float64, len(x)), make([]float64, len(x))
		for i, v := range x {
			if i/(in.H*in.W)%in.C == c {
				dmean[i], dvar[i] = 0.4/m, 0.4*2*(v-mean)/(m-1)
			}
		}
		certified(t, "mean", func() float64 { return statistic(c) }, x, dmean)
		certified(t, "variance", func() float64 { return statistic(in.C + c) }, x, dvar)
	}
}
