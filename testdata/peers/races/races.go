package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/nn"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
)

func normal(n int) []float64 {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	v := make([]float64, n)
	for i := range v {
		v[i] = r.NormFloat64()
	}
	return v
}

// triad is a = b + s·c on as many goroutines as there are cores.
func triad(n int) (operation, error) {
	a, b, c := make([]float64, n), normal(n), normal(n)
	return shared(n, func(lo, hi int) {
		a, b, c := a[lo:hi], b[lo:hi], c[lo:hi]
		for i := range a {
			a[i] = b[i] + 0.5*c[i]
		}
	}), nil
}

// copied is the copy of a slice, which Go writes around the caches when it is long.
func copied(n int) (operation, error) {
	a, b := make([]float64, n), normal(n)
	return shared(n, func(lo, hi int) { copy(a[lo:hi], b[lo:hi]) }), nil
}

func shared(n int, part func(lo, hi int)) operation {
	return func() string {
		cores := runtime.GOMAXPROCS(0)
		done := make(chan bool)
		for i := range cores {
			go func() {
				part(n*i/cores, n*(i+1)/cores)
				done <- true
			}()
		}
		for range cores {
			<-done
		}
		return ""
	}
}

// rule times the step of a rule with a gradient that is given: it is written to the rule's memory once.
func rule(n int, r optim.Rule) (operation, error) {
	x := normal(n)
	first := normal(n)
	asked := false
	grad := func(dst, _ []float64) {
		if !asked { // the rule keeps its slice, which is not written again
			copy(dst, first)
			asked = true
		}
	}
	return func() string { r.Step(x, grad, 1e-3); return "" }, nil
}

func adam(n int) (operation, error)     { return rule(n, optim.NewAdam()) }
func momentum(n int) (operation, error) { return rule(n, optim.NewMomentum()) }

func rosenbrock(x []float64) (s float64) {
	for i := range len(x) - 1 {
		a, b := x[i+1]-x[i]*x[i], 1-x[i]
		s += 100*a*a + b*b
	}
	return s
}

func gradient(n int) (operation, error) {
	x, g := normal(n), make([]float64, n)
	src := fd.NewSource(rosenbrock, n, fd.Settings{})
	return func() string { src.Grad(g, x); return "" }, nil
}

// loop is the gradient as one writes it in place.
func loop(n int) (operation, error) {
	x, g := normal(n), make([]float64, n)
	return func() string {
		for i, v := range x {
			h := 6e-6 * math.Max(1, math.Abs(v))
			x[i] = v + h
			up := rosenbrock(x)
			x[i] = v - h
			g[i] = (up - rosenbrock(x)) / (2 * h)
			x[i] = v
		}
		return ""
	}, nil
}

// pair is an 8-bit image and the one that the step function at b = 12.34 makes of it, with a share
// of the pixels replaced at random. races.py makes its own by the same rule.
func pair(side int, replaced float64) (x, y []uint8) {
	r := rand.New(rand.NewPCG(9, 1))
	x, y = make([]uint8, side*side), make([]uint8, side*side)
	for i := range x {
		x[i] = uint8(r.IntN(256))
		y[i] = uint8(math.Round(255 * min(1, stair.Quantize(float64(x[i])/255, 12.34))))
		if r.Float64() < replaced {
			y[i] = uint8(r.IntN(256))
		}
	}
	return x, y
}

func count(side int) (operation, error) {
	x, y := pair(side, 0.35)
	var h stair.Histogram
	return func() string { h.Add(x, y); return "" }, nil
}

func pairs(side int) (*stair.Pairs, error) {
	x, y := pair(side, 0.35)
	var h stair.Histogram
	h.Add(x, y)
	return h.Pairs()
}

func leastSquares(side int) (operation, error) {
	p, err := pairs(side)
	if err != nil {
		return nil, err
	}
	return func() string {
		r, err := p.LeastSquares(stair.Settings{Lo: 5, Hi: 30})
		return fmt.Sprint(r.B, " ", p.Loss(r.B), err)
	}, nil
}

func consensus(side int) (operation, error) {
	p, err := pairs(side)
	if err != nil {
		return nil, err
	}
	return func() string {
		v, err := p.Consensus(stair.Settings{Lo: 5, Hi: 30, Clipped: true})
		return fmt.Sprint(v.B, " ", v.Agree, err)
	}, nil
}

// floats is the least squares fit of floats that all differ.
func floats(side int) (operation, error) {
	r := rand.New(rand.NewPCG(9, 2))
	x := make([]float64, side*side)
	for i := range x {
		x[i] = r.Float64()
	}
	y := stair.QuantizeTo(nil, x, 12.34)
	return func() string {
		f, err := stair.FitLeastSquares(x, y, 5, 30)
		return fmt.Sprint(f.B, err)
	}, nil
}

// network is a step of training in float64: 4 convolutions, 16 channels, patches of 32×32, batches of 16.
func network(channels int) (operation, error) {
	const batch = 16
	conv := nn.Conv{Out: channels}
	net, err := nn.New(nn.Shape{C: 1, H: 32, W: 32}, conv, nn.ReLU{}, conv, nn.ReLU{}, conv, nn.ReLU{}, nn.Conv{Out: 1})
	if err != nil {
		return nil, err
	}
	theta := net.Init(rand.New(rand.NewPCG(1, 1)))
	x, target := normal(batch*net.In.Len()), normal(batch*net.Out.Len())
	r := optim.NewAdam()
	passes := map[int]*nn.Pass{}
	return func() string {
		cores := runtime.GOMAXPROCS(0)
		if passes[cores] == nil {
			passes[cores] = net.NewPass(batch, cores)
		}
		p := passes[cores]
		r.Step(theta, func(dst, theta []float64) { p.Gradient(dst, theta, nil, x, target, nn.MSE) }, 0.001)
		return ""
	}, nil
}

// decode reads files and does nothing with them.
func decode(names []string) error {
	for _, name := range names {
		if _, err := picture.LoadRaster(name); err != nil {
			return err
		}
	}
	return nil
}
