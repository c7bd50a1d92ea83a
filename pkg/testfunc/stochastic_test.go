package testfunc_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gradstep/gradstep/pkg/testfunc"
)

// TestNoisy: the mean of many values is the function, within five standard errors,
// their spread is the one asked for, and equal seeds give equal bits.
func TestNoisy(t *testing.T) {
	exact := testfunc.LogQuad()
	noisy := testfunc.Noisy(exact, 0.3, 2, rand.New(rand.NewPCG(1, 1)))
	if noisy.Kind&testfunc.Stochastic == 0 || noisy.Kind&testfunc.Smooth != 0 {
		t.Errorf("kind %v", noisy.Kind)
	}
	x := []float64{0.4, -0.2}
	const n = 20000
	var f, f2, g1, g2 float64
	g, want := make([]float64, 2), make([]float64, 2)
	exact.Grad(want, x)
	for range n {
		d := noisy.Func(x) - exact.Func(x)
		f += d / n
		f2 += d * d / n
		noisy.Grad(g, x)
		e := g[1] - want[1]
		g1 += e / n
		g2 += e * e / n
	}
	for _, c := range []struct{ mean, square, sigma float64 }{{f, f2, 0.3}, {g1, g2, 2}} {
		if math.Abs(c.mean) > 5*c.sigma/math.Sqrt(n) {
			t.Errorf("bias %v with σ = %v", c.mean, c.sigma)
		}
		if math.Abs(math.Sqrt(c.square)/c.sigma-1) > 5/math.Sqrt(2*n) {
			t.Errorf("σ = %v, want %v", math.Sqrt(c.square), c.sigma)
		}
	}
	a := testfunc.Noisy(exact, 1, 1, rand.New(rand.NewPCG(3, 4)))
	b := testfunc.Noisy(exact, 1, 1, rand.New(rand.NewPCG(3, 4)))
	for range 10 {
		if a.Func(x) != b.Func(x) {
			t.Fatal("equal seeds, different values")
		}
	}
}

// TestRegression: the minimizer is stationary, the full gradient is the mean of the
// samples', and both are those of the function.
func TestRegression(t *testing.T) {
	reg := testfunc.RegressionSamples(40, 3, 0.5, rand.New(rand.NewPCG(2, 2)))
	g, one, sum := make([]float64, 3), make([]float64, 3), make([]float64, 3)
	reg.Grad(g, reg.Minima[0].X)
	for _, v := range g {
		if math.Abs(v) > 1e-12 {
			t.Errorf("gradient %v at the minimizer", g)
		}
	}
	x := []float64{0.3, -1, 2}
	derivatives(t, reg.Problem, x)
	for i := range reg.Y {
		reg.SampleGrad(one, x, i)
		for j, v := range one {
			sum[j] += v
		}
	}
	reg.Grad(g, x)
	for j := range g {
		if math.Abs(sum[j]/40-g[j]) > 1e-12 {
			t.Errorf("mean of the samples' gradients %v, gradient %v", sum[j]/40, g[j])
		}
	}
}

// TestRegressionNoise: at the minimizer the loss is ½noise²(1 - n/m) on average, within five
// standard errors.
func TestRegressionNoise(t *testing.T) {
	const m, n = 2000, 3
	for _, noise := range []float64{0, 0.5, 2} {
		reg := testfunc.RegressionSamples(m, n, noise, rand.New(rand.NewPCG(4, 4)))
		want := noise * noise / 2 * (1 - n/float64(m))
		if got := reg.Minima[0].F; math.Abs(got-want) > 5*want*math.Sqrt(2.0/m)+1e-25 {
			t.Errorf("noise %v: loss %v at the minimizer, want %v", noise, got, want)
		}
	}
}

func TestPanics(t *testing.T) {
	for name, f := range map[string]func(){
		"Quadratic(0)":       func() { testfunc.Quadratic(0) },
		"Rosenbrock(1)":      func() { testfunc.Rosenbrock(1) },
		"Staircase(0)":       func() { testfunc.Staircase(0) },
		"Noisy(-1)":          func() { testfunc.Noisy(testfunc.LogQuad(), -1, 0, rand.New(rand.NewPCG(1, 1))) },
		"Noisy(nil)":         func() { testfunc.Noisy(testfunc.LogQuad(), 1, 0, nil) },
		"Distance":           func() { testfunc.LogQuad().Distance([]float64{1}) },
		"Tikhonov1D(λ = 0)":  func() { testfunc.Tikhonov1D(4, 0) },
		"RegressionSamples":  func() { testfunc.RegressionSamples(2, 2, 0, rand.New(rand.NewPCG(1, 1))) },
		"Quadratic(NaN)":     func() { testfunc.Quadratic(math.NaN()) },
		"Staircase(1.5)":     func() { testfunc.Staircase(1.5) },
		"Quadratic() empty":  func() { testfunc.Quadratic() },
		"Tikhonov1D(1, 0.5)": func() { testfunc.Tikhonov1D(1, 0.5) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s did not panic", name)
				}
			}()
			f()
		}()
	}
	if _, err := testfunc.ByName("nothing"); err == nil {
		t.Error("ByName accepts a name that does not exist")
	}
	if p, err := testfunc.ByName("Beale"); err != nil || p.Name != "Beale" {
		t.Errorf("ByName: %v, %v", p.Name, err)
	}
}
