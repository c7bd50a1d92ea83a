package main

import (
	"log"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/filter"
	"github.com/gradstep/gradstep/pkg/leastsq"
	"github.com/gradstep/gradstep/pkg/nn"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/restore"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/steklov"
	"github.com/gradstep/gradstep/pkg/stylize"
)

var (
	elements = []int{1e3, 1e4, 1e5, 1e6, 1e7}
	unknowns = []int{10, 30, 100, 300, 1000}
	few      = []int{10, 30, 100, 300}
	sides    = []int{64, 128, 256, 512, 1024} // squared: pixels
	samples  = []int{1e3, 1e4, 1e5, 1e6}
)

func pixels() (n []int) {
	for _, s := range sides {
		n = append(n, s*s)
	}
	return n
}

// operations are the public ones that cost something. What they work on costs a time that grows as
// its length, so that a gradient by differences, which asks for it as often, grows as the square.
var operations = []operation{
	{"step of SGD", "elements", elements, 1, 0, ruleOf(func() optim.Rule { return optim.NewSGD() })},
	{"step of momentum", "elements", elements, 1, 0, ruleOf(func() optim.Rule { return optim.NewMomentum() })},
	{"step of Adam", "elements", elements, 1, 0, ruleOf(func() optim.Rule { return optim.NewAdam() })},
	{"stair.QuantizeTo", "elements", elements, 1, 0, func(n int) func() {
		x, dst := uniform(n), make([]float64, n)
		return func() { stair.QuantizeTo(dst, x, 12.34) }
	}},
	{"picture.PSNR", "elements", elements, 1, 0, func(n int) func() {
		a, b := uniform(n), normal(n)
		return func() { picture.PSNR(a, b) }
	}},
	{"fd.Source", "unknowns", unknowns, 2, 0, func(n int) func() {
		x, g, src := normal(n), make([]float64, n), fd.NewSource(rosenbrock, n, fd.Settings{})
		return func() { src.Grad(g, x) }
	}},
	{"fd.Hessian", "unknowns", few, 3, 0, func(n int) func() {
		x, h := normal(n), make([]float64, n*n)
		return func() { fd.Hessian(h, rosenbrock, x, fd.Central, 1e-4) }
	}},
	{"steklov.Estimator", "unknowns", few, 2, 0, func(n int) func() {
		x, g := normal(n), make([]float64, n)
		e := &steklov.Estimator{Radius: 0.1, Kind: steklov.Sphere, Rand: random(n)}
		return func() { e.Gradient(g, rosenbrock, x) }
	}},
	{"leastsq.Minimize", "measurements", samples, 1, 0, fitCurve},
	{"stair.FitLeastSquares", "measurements", samples, 1, 1, func(n int) func() {
		x := uniform(n)
		y := stair.QuantizeTo(nil, x, 12.34)
		return func() { must(stair.FitLeastSquares(x, y, 5, 30)) }
	}},
	{"stair.FitConsensus", "measurements", samples[:3], 1, 1, func(n int) func() {
		x := uniform(n)
		y := stair.QuantizeTo(nil, x, 12.34)
		return func() { must(stair.FitConsensus(x, y, 1./510, 5, 30)) }
	}},
	{"filter.Data.Fit", "measurements", samples, 0, 0, func(n int) func() { // the pairs are counted
		x := picture.Stored(nil, uniform(n))
		y := picture.Stored(nil, stair.QuantizeTo(nil, x, 12.34))
		d := must(filter.NewData(x, y, 255, 255))
		return func() { must(d.Fit(filter.Settings{})) }
	}},
	{"filter.NewData", "measurements", samples, 1, 0, func(n int) func() {
		x := picture.Stored(nil, uniform(n))
		y := picture.Stored(nil, stair.QuantizeTo(nil, x, 12.34))
		return func() { must(filter.NewData(x, y, 255, 255)) }
	}},
	{"restore.Tikhonov", "pixels", pixels(), 1, 1, func(n int) func() {
		side, u := int(math.Sqrt(float64(n))), make([]float64, n)
		f, plan := uniform(n), restore.NewPlan(side, side)
		return func() { plan.Tikhonov(u, f, 1) }
	}},
	{"restore.TV: 20 steps", "pixels", pixels(), 1, 0, func(n int) func() {
		side, f := int(math.Sqrt(float64(n))), uniform(n)
		return func() { must(restore.TV(f, side, side, 10, 0, 20)) }
	}},
	{"stylize.Chain: both ways", "pixels", pixels(), 1, 0, func(n int) func() {
		side := int(math.Sqrt(float64(n)))
		c := stylize.Stack(stylize.Size{W: side, H: side, Channels: 1})
		src, p := uniform(n), c.Neutral()
		out, gp := uniform(n), make([]float64, len(p))
		return func() { c.Forward(src, p); c.Backward(gp, out) }
	}},
	{"nn.Pass.Gradient", "pixels", pixels()[:4], 1, 0, network},
}

func random(n int) *rand.Rand { return rand.New(rand.NewPCG(1, uint64(n))) }

func normal(n int) []float64 {
	r, v := random(n), make([]float64, n)
	for i := range v {
		v[i] = r.NormFloat64()
	}
	return v
}

func uniform(n int) []float64 {
	r, v := random(n), make([]float64, n)
	for i := range v {
		v[i] = r.Float64()
	}
	return v
}

func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

func rosenbrock(x []float64) (s float64) {
	for i := range len(x) - 1 {
		a, b := x[i+1]-x[i]*x[i], 1-x[i]
		s += 100*a*a + b*b
	}
	return s
}

func ruleOf(make func() optim.Rule) func(int) func() {
	return func(n int) func() {
		r, x, g := make(), normal(n), normal(n)
		asked := false
		grad := func(dst, _ []float64) { // the rule keeps its memory, which is not written again
			if !asked {
				copy(dst, g)
				asked = true
			}
		}
		return func() { r.Step(x, grad, 1e-3) }
	}
}

// fitCurve fits a decay with an offset, whose number of steps does not depend on the measurements'.
func fitCurve(m int) func() {
	r := random(m)
	t, y := make([]float64, m), make([]float64, m)
	for i := range t {
		t[i] = 4 * float64(i) / float64(m)
		y[i] = 3*math.Exp(-1.3*t[i]) + 0.5 + 0.01*r.NormFloat64()
	}
	p := leastsq.Problem{
		M: m,
		Residuals: func(dst, x []float64) {
			for i := range dst {
				dst[i] = x[0]*math.Exp(-x[1]*t[i]) + x[2] - y[i]
			}
		},
		Jacobian: func(dst, x []float64) {
			for i := range t {
				e := math.Exp(-x[1] * t[i])
				dst[3*i], dst[3*i+1], dst[3*i+2] = e, -x[0]*t[i]*e, 1
			}
		},
	}
	return func() { must(leastsq.Minimize(p, []float64{1, 1, 0}, leastsq.Settings{})) }
}

// network is three convolutions of 8 channels on one image.
func network(n int) func() {
	side := int(math.Sqrt(float64(n)))
	conv := nn.Conv{Out: 8}
	net := must(nn.New(nn.Shape{C: 1, H: side, W: side}, conv, nn.ReLU{}, conv, nn.ReLU{}, nn.Conv{Out: 1}))
	p, theta := net.NewPass(1, 1), net.Init(random(1))
	x, target, g := normal(n), normal(n), make([]float64, net.Params())
	return func() { p.Gradient(g, theta, nil, x, target, nn.MSE) }
}
