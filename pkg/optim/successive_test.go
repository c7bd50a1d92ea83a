package optim_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/steklov"
)

// wavy is x² - 10 cos 2πx + 10 in one dimension, with its Steklov mean in closed form.
func wavy(h float64) optim.Problem {
	return optim.Problem{
		Func: func(x []float64) float64 {
			c, _ := steklov.Cosine(x[0], 2*math.Pi, h)
			return x[0]*x[0] + h*h/3 - 10*c + 10
		},
		Grad: func(dst, x []float64) {
			_, d := steklov.Cosine(x[0], 2*math.Pi, h)
			dst[0] = 2*x[0] - 10*d
		},
	}
}

// With radii that fall it reaches the deepest of many dips, with the last of them alone the nearest.
func TestSuccessive(t *testing.T) {
	s := optim.Settings{Rate: optim.Constant(0.02), MaxSteps: 200}
	radii := []float64{1, 0.5, 0.25, 0.1, 0.02}
	for _, start := range []float64{4.3, -2.8, 1.1, 0.4} {
		r, err := optim.Successive(wavy, radii, []float64{start}, optim.NewSGD(), s)
		if err != nil || math.Abs(r.X[0]) > 1e-6 || r.Steps != 1000 || r.Ledger.GradEvals != 1000 {
			t.Errorf("from %v: %v after %d steps, %d gradients (%v)", start, r.X, r.Steps, r.Ledger.GradEvals, err)
		}
		if got := wavy(0.02).Func(r.X); r.F != got || r.BestF > r.F {
			t.Errorf("from %v: F = %v, want %v; the best is %v", start, r.F, got, r.BestF)
		}
	}
	s.Rate = optim.Constant(0.002)
	r, err := optim.Successive(wavy, radii[4:], []float64{4.3}, optim.NewSGD(), s)
	if err != nil || math.Abs(r.X[0]-4) > 0.1 {
		t.Errorf("with the last radius alone: %v, want the dip at 4 (%v)", r.X, err)
	}
}

// Two stages are two runs of Minimize, the second from the mean of half of the first, at a smaller rate.
func TestSuccessiveIsMinimize(t *testing.T) {
	x := []float64{4.3}
	for _, h := range []float64{1, 0.25} {
		mean := &optim.Average{Skip: 5}
		set := optim.Settings{Rate: optim.Constant(0.1 * h), MaxSteps: 10}
		if _, err := optim.Minimize(wavy(h), x, optim.Chain(optim.NewMomentum(), mean), set); err != nil {
			t.Fatal(err)
		}
		x = mean.Mean
	}
	r, err := optim.Successive(wavy, []float64{1, 0.25}, []float64{4.3}, optim.NewMomentum(), optim.Settings{Rate: optim.Constant(0.1), MaxSteps: 10})
	if err != nil || r.X[0] != x[0] {
		t.Errorf("%v, want %v (%v)", r.X, x, err)
	}
}

func TestSuccessiveMisuse(t *testing.T) {
	good := optim.Settings{Rate: optim.Constant(0.1), MaxSteps: 3}
	for name, q := range map[string]struct {
		radii []float64
		s     optim.Settings
	}{
		"no radii":       {nil, good},
		"a rising one":   {[]float64{1, 2}, good},
		"two equal ones": {[]float64{1, 1}, good},
		"0":              {[]float64{1, 0}, good},
		"NaN":            {[]float64{math.NaN()}, good},
		"infinity":       {[]float64{math.Inf(1)}, good},
		"no steps":       {[]float64{1}, optim.Settings{Rate: optim.Constant(0.1)}},
		"no rate":        {[]float64{1}, optim.Settings{MaxSteps: 3}},
		"saved":          {[]float64{1}, optim.Settings{Rate: optim.Constant(0.1), MaxSteps: 3, Save: func(optim.Checkpoint) error { return nil }}},
	} {
		if _, err := optim.Successive(wavy, q.radii, []float64{1}, optim.NewSGD(), q.s); !errors.Is(err, optim.ErrValue) {
			t.Errorf("%s: %v", name, err)
		}
	}
	broken := func(float64) optim.Problem {
		return optim.Problem{Grad: func(dst, _ []float64) { dst[0] = math.NaN() }}
	}
	if _, err := optim.Successive(broken, []float64{1}, []float64{1}, optim.NewSGD(), good); !errors.Is(err, optim.ErrNotFinite) {
		t.Errorf("a gradient that is NaN: %v", err)
	}
	defer func() {
		if recover() == nil {
			t.Error("no function, no panic")
		}
	}()
	optim.Successive(nil, []float64{1}, []float64{1}, optim.NewSGD(), good) //nolint:errcheck // it panics
}

// The gradient from values alone, and the radius that it is smoothed with, in ten dimensions.
func TestSuccessiveFromValues(t *testing.T) {
	const n = 10
	f := func(x []float64) float64 {
		s := 0.0
		for _, v := range x {
			s += v*v - 10*math.Cos(2*math.Pi*v) + 10
		}
		return s
	}
	e := &steklov.Estimator{Kind: steklov.Coordinate, Rand: rand.New(rand.NewPCG(1, 2))}
	smoothed := func(h float64) optim.Problem {
		e.Radius = h
		return optim.Problem{Func: f, Grad: e.Source(f)}
	}
	x0 := make([]float64, n)
	for i := range x0 {
		x0[i] = 4 - 0.9*float64(i)
	}
	r, err := optim.Successive(smoothed, []float64{1, 0.5, 0.25, 0.1, 0.02}, x0, optim.NewSGD(), optim.Settings{Rate: optim.Constant(0.02), MaxSteps: 200, FuncEvery: -1})
	if err != nil || r.F > 1e-6 || e.Evals() != 5*200*2*n {
		t.Errorf("F = %v after %d evaluations (%v)", r.F, e.Evals(), err)
	}
}
