package surrogate

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/internal/allocs"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/stair"
)

func pairs(n int, b float64) (x, y []float64) {
	rng := rand.New(rand.NewPCG(5, 5))
	x = make([]float64, n)
	for i := range x {
		x[i] = rng.Float64()
	}
	return x, stair.QuantizeTo(nil, x, b)
}

// The gradient of the loss is that of the loss's value, for rows whose slope is a
// derivative; and the staircase's loss is the loss of the rows that keep floor.
func TestLossGradient(t *testing.T) {
	x, y := pairs(40, 12.34)
	p, err := stair.NewPairs(x, y)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range All() {
		for _, b := range []float64{6.1, 11.9, 12.34, 17.77, 28.3} {
			temp := e.Hot
			loss, grad := Loss(e, x, y, b, temp)
			if !e.Derived {
				if want := p.Loss(b); math.Abs(loss-want) > 1e-15 {
					t.Errorf("%s: loss %v at b = %v, want %v", e.Name, loss, b, want)
				}
				continue
			}
			slope := fd.Derivative(func(b float64) float64 { l, _ := Loss(e, x, y, b, temp); return l }, b, fd.Central, 1e-6)
			if math.Abs(slope-grad) > 1e-7 {
				t.Errorf("%s at b = %v: gradient %v, differences %v", e.Name, b, grad, slope)
			}
		}
	}
}

func TestFitFollowsItsSchedule(t *testing.T) {
	x, y := pairs(40, 12.34)
	f := &Fit{Surrogate: Arctan{}, Temperature: Anneal(0.5, 0.01, 3), X: x, Y: y}
	g := []float64{0}
	first := f.Func([]float64{11})
	for k := range 3 {
		temp := f.Temperature.Rate(k)
		loss, grad := Loss(f.Surrogate, x, y, 11, temp)
		if got := f.Func([]float64{11}); got != loss {
			t.Errorf("step %d: loss %v, want %v", k, got, loss)
		}
		if f.Grad(g, []float64{11}); g[0] != grad {
			t.Errorf("step %d: gradient %v, want %v", k, g[0], grad)
		}
	}
	f.Reset()
	if got := f.Func([]float64{11}); got != first {
		t.Errorf("after Reset the loss is %v, not %v", got, first)
	}
}

// With Hard, Replaced is the text's straight-through gradient.
func TestHard(t *testing.T) {
	x, y := pairs(40, 12.34)
	f := &Fit{Surrogate: Replaced{}, X: x, Y: y, Hard: true}
	const b = 9.1
	loss, grad := f.At(b, 0)
	want, residual := 0.0, 0.0
	for i := range x {
		r := stair.Quantize(x[i], b) - y[i]
		want, residual = want+r*r/40, residual+r/40
	}
	if math.Abs(loss-want) > 1e-15 || math.Abs(grad-2*residual*-0.5/(b*b)) > 1e-15 {
		t.Errorf("loss %v, gradient %v", loss, grad)
	}
}

func TestFitRuns(t *testing.T) {
	x, y := pairs(200, 12.34)
	f := &Fit{Surrogate: Steklov{}, Temperature: Anneal(0.04, 1e-4, 300), X: x, Y: y}
	res, err := optim.Minimize(f.Problem(), []float64{12}, optim.NewAdam(),
		optim.Settings{Rate: optim.ExponentialDecay{Initial: 0.02, K: 0.02}, MaxSteps: 300})
	if err != nil || math.Abs(res.X[0]-12.34) > 0.02 {
		t.Errorf("from 12 to %v, %v", res.X, err)
	}
}

func TestGradientAllocatesNothing(t *testing.T) {
	x, y := pairs(64, 12.34)
	for _, e := range All() {
		var s Surrogate = e
		f := &Fit{Surrogate: s, X: x, Y: y, Temperature: optim.Constant(e.Hot)}
		g, b := []float64{0}, []float64{9}
		if n := allocs.PerRun(10, func() { f.Grad(g, b) }); n != 0 {
			t.Errorf("%s: %v allocations", e.Name, n)
		}
	}
}

func TestMisuse(t *testing.T) {
	three, two := make([]float64, 3), make([]float64, 2)
	for name, call := range map[string]func(){
		"Compare": func() { Compare(nil, two, nil, 1, 1) },
		"Loss":    func() { Loss(Exact{}, two, three, 9, 0) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s accepts lengths that differ", name)
				}
			}()
			call()
		}()
	}
}
