package optim_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
)

// directions estimates the gradient of f from k central differences along random unit
// vectors, as the paper's algorithm does, and its standard error. With orthant, the
// vectors have positive coordinates and the factor n is missing, as in the paper's code: a
// biased estimate.
func directions(f func([]float64) float64, k int, orthant bool, r *rand.Rand) (grad func(dst, x []float64), stderr func() float64) {
	var sigma float64
	const h = 1e-4
	grad = func(dst, x []float64) {
		n := len(x)
		sum, squares := make([]float64, n), make([]float64, n)
		u, y := make([]float64, n), make([]float64, n)
		for range k {
			length := 0.0
			for i := range u {
				u[i] = r.NormFloat64()
				if orthant {
					u[i] = math.Abs(u[i])
				}
				length += u[i] * u[i]
			}
			length = math.Sqrt(length)
			for i := range y {
				u[i] /= length
				y[i] = x[i] + h*u[i]
			}
			right := f(y)
			for i := range y {
				y[i] = x[i] - h*u[i]
			}
			slope := (right - f(y)) / (2 * h)
			if !orthant {
				slope *= float64(n)
			}
			for i, v := range u {
				sum[i] += slope * v
				squares[i] += slope * v * slope * v
			}
		}
		total := 0.0
		for i := range dst {
			dst[i] = sum[i] / float64(k)
			total += (squares[i]/float64(k) - dst[i]*dst[i]) / float64(k-1)
		}
		sigma = math.Sqrt(total) // NaN for one direction
	}
	return grad, func() float64 { return sigma }
}

// TestNoisyGrad: with two directions in ten dimensions, a stop on ‖g‖ alone passes while
// the true gradient is many times the tolerance; the noise-aware one does not. The same
// for the biased estimate, whose standard error is small too: there Confirm decides.
func TestNoisyGrad(t *testing.T) {
	const n, tol = 10, 0.5
	trueNorm := func(x []float64) float64 {
		g := make([]float64, n)
		bowl().Grad(g, x)
		sum := 0.0
		for _, v := range g {
			sum += v * v
		}
		return math.Sqrt(sum)
	}
	settings := func(stop optim.Stop) optim.Settings {
		return optim.Settings{Rate: optim.Constant(2e-3), MaxSteps: 20000, Stop: stop}
	}
	start := ones(n)
	noisy, sigma := directions(bowl().Func, 2, false, rand.New(rand.NewPCG(1, 1)))
	r := run(t, optim.Problem{Grad: noisy}, start, optim.NewSGD(), settings(optim.StopGrad(tol)))
	if early := trueNorm(r.X); r.Status != optim.SmallGradient || early < 4*tol {
		t.Fatalf("the naive stop ended with ‖∇f‖ = %v: the example shows nothing", early)
	}
	aware := &optim.NoisyGrad{Tol: tol, StdErr: sigma}
	r = run(t, optim.Problem{Grad: noisy}, start, optim.NewSGD(), settings(aware))
	if final := trueNorm(r.X); r.Status != optim.SmallNoisyGradient || final > tol {
		t.Errorf("noise-aware: %s, ‖∇f‖ = %v", r.Message, final)
	}

	biased, sigma := directions(bowl().Func, 200, true, rand.New(rand.NewPCG(2, 2)))
	away := make([]float64, n) // a point whose slopes cancel along the orthant's directions
	for i := range away {
		away[i] = float64(1-2*(i%2)) / bowlCurvature(i)
	}
	if start := trueNorm(away); start < 6*tol {
		t.Fatalf("‖∇f‖ = %v at the start", start)
	}
	fooled := &optim.NoisyGrad{Tol: tol, StdErr: sigma}
	r = run(t, optim.Problem{Grad: biased}, away, optim.NewSGD(), settings(fooled))
	if early := trueNorm(r.X); r.Status != optim.SmallNoisyGradient || early < 4*tol {
		t.Fatalf("%s, ‖∇f‖ = %v: the bias fooled nobody", r.Message, early)
	}
	asked := 0
	confirmed := &optim.NoisyGrad{Tol: tol, StdErr: sigma, Confirm: func(x []float64) float64 {
		asked++
		return trueNorm(x)
	}}
	s := settings(confirmed)
	s.MaxSteps = 50
	r = run(t, optim.Problem{Grad: biased}, away, optim.NewSGD(), s)
	if r.Status != optim.StepLimit || asked != 10 {
		t.Errorf("%s: confirmed %d times, want once in 5 of 50 steps", r.Message, asked)
	}
}

// TestNoisyGradNeedsError: without a standard error, or with one that is not a number,
// nothing passes; and the count starts anew after a failure.
func TestNoisyGradNeedsError(t *testing.T) {
	for name, f := range map[string]func() float64{
		"nil": nil, "NaN": math.NaN, "infinite": func() float64 { return math.Inf(1) }, "negative": func() float64 { return -1 },
	} {
		s := &optim.NoisyGrad{Tol: 1, Window: 1, StdErr: f}
		if s.Check(&optim.Progress{GradNorm: 0}) != optim.Running {
			t.Errorf("%s passed", name)
		}
	}
	s := &optim.NoisyGrad{Tol: 1, Window: 3, Z: 2, StdErr: func() float64 { return 0.2 }}
	for k, c := range []struct {
		norm float64
		want optim.Status
	}{
		{0.5, optim.Running}, {0.5, optim.Running}, {0.6, optim.Running}, // 0.6 + 2·0.2 is not below 1
		{0.5, optim.Running}, {0.59, optim.Running}, {0.5, optim.SmallNoisyGradient},
	} {
		if got := s.Check(&optim.Progress{GradNorm: c.norm}); got != c.want {
			t.Errorf("step %d: %v, want %v", k, got, c.want)
		}
	}
	s.Reset()
	if s.InARow != 0 {
		t.Error("Reset keeps the count")
	}
}
