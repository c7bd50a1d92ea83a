package fd

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/allocs"
)

// rosenbrock is Σ 100(x_{i+1} - x_i²)² + (1 - x_i)².
func rosenbrock(x []float64) float64 {
	s := 0.0
	for i := range len(x) - 1 {
		a, b := x[i+1]-x[i]*x[i], 1-x[i]
		s += 100*a*a + b*b
	}
	return s
}

func rosenbrockGrad(dst, x []float64) {
	clear(dst)
	for i := range len(x) - 1 {
		a := x[i+1] - x[i]*x[i]
		dst[i] += -400*a*x[i] - 2*(1-x[i])
		dst[i+1] += 200 * a
	}
}

// generic is a point with nothing special about it.
func generic(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = 1.2 * math.Sin(float64(3*i+1))
	}
	return x
}

func TestGradient(t *testing.T) {
	for name, s := range named {
		x := generic(7)
		before := slices.Clone(x)
		want := make([]float64, 7)
		rosenbrockGrad(want, x)
		got := Gradient(nil, rosenbrock, x, s, 0)
		// f is about 1000, its derivatives up to 2400: the error is ε^(p/(p+1)) times that.
		tol := 1e5 * math.Pow(0x1p-52, float64(s.Order)/float64(s.Order+1))
		for i := range want {
			if math.Abs(got[i]-want[i]) > tol {
				t.Errorf("%s: coordinate %d is %g, want %g", name, i, got[i], want[i])
			}
		}
		if !slices.Equal(x, before) {
			t.Errorf("%s: x was modified", name)
		}
		dst := make([]float64, 7)
		if &Gradient(dst, rosenbrock, x, s, 0)[0] != &dst[0] || !slices.Equal(dst, got) {
			t.Errorf("%s: dst is not the result", name)
		}
		NewSource(rosenbrock, 7, Settings{Stencil: s}.once()).Grad(x, x)
		if !slices.Equal(x, got) {
			t.Errorf("%s: dst = x changes the result", name)
		}
	}
}

func TestSameBitsAtAnyNumberOfWorkers(t *testing.T) {
	const n = 23
	x := generic(n)
	bounds := slices.Repeat([]float64{-1.15}, n)
	for i := range bounds {
		bounds[i] = math.Min(bounds[i], x[i])
	}
	for name, s := range named {
		var want []float64
		var evals int
		for _, workers := range []int{0, 1, 2, 3, 8, 50} {
			src := NewSource(rosenbrock, n, Settings{Stencil: s, Workers: workers, Lo: bounds})
			got := make([]float64, n)
			src.Grad(got, x)
			if want == nil {
				want, evals = got, src.Evals()
			}
			if !slices.Equal(got, want) || src.Evals() != evals {
				t.Errorf("%s, %d workers: other bits, or %d evaluations in place of %d", name, workers, src.Evals(), evals)
			}
		}
	}
}

func TestEvaluationsAreCountedAndTheBaseIsReused(t *testing.T) {
	const n = 5
	for name, want := range map[string][2]int{ // with Grad, with GradAt
		"Forward": {n + 1, n}, "Backward": {n + 1, n}, "Central": {2 * n, 2 * n},
		"Forward2": {2*n + 1, 2 * n}, "Backward2": {2*n + 1, 2 * n}, "Central4": {4 * n, 4 * n},
	} {
		calls := 0
		f := func(x []float64) float64 { calls++; return rosenbrock(x) }
		x, g, h := generic(n), make([]float64, n), make([]float64, n)
		src := NewSource(f, n, Settings{Stencil: named[name]})
		src.Grad(g, x)
		if calls != want[0] || src.Evals() != calls {
			t.Errorf("%s: %d evaluations, counted %d, want %d", name, calls, src.Evals(), want[0])
		}
		src.GradAt(h, x, rosenbrock(x))
		if got := src.Evals() - want[0]; got != want[1] || !slices.Equal(g, h) {
			t.Errorf("%s: %d evaluations with the base given, want %d, same result %v", name, got, want[1], slices.Equal(g, h))
		}
	}
}

// A common ξ for all points: the gradient of F(x, ξ) = ξ·x² + noise(ξ) sees no noise, and draws once.
func TestSampledSharesTheSample(t *testing.T) {
	type sample struct{ a, shift float64 }
	draws, k := 0, 0.0
	draw := func() sample { draws++; k++; return sample{k, 1e9 * k} }
	f := func(x []float64, xi sample) float64 { return xi.a*x[0]*x[0]/2 + x[1] + xi.shift*0x1p-20 }
	for _, workers := range []int{1, 2} {
		draws, k = 0, 0
		src := NewSampled(f, draw, 2, Settings{Step: 0x1p-10, Workers: workers})
		g := make([]float64, 2)
		for i := 1; i <= 3; i++ {
			src.Grad(g, []float64{2, 5})
			if math.Abs(g[0]-2*float64(i)) > 1e-9 || math.Abs(g[1]-1) > 1e-9 || draws != i {
				t.Errorf("gradient %d: %v after %d draws", i, g, draws)
			}
		}
		if !panics(func() { src.GradAt(g, []float64{1, 1}, 0) }) {
			t.Error("GradAt accepts a value of another sample")
		}
	}
}

func TestSourceBounds(t *testing.T) {
	lo, hi := []float64{0, -1, 0}, []float64{1, 2, 1e-9}
	x := []float64{0, 2, 5e-10}
	for _, s := range []Stencil{Central, Central4, Forward, Backward2} {
		f := func(x []float64) float64 {
			for i, v := range x {
				if v < lo[i] || v > hi[i] {
					t.Errorf("order %d: x[%d] = %v is outside", s.Order, i, v)
				}
			}
			return math.Exp(x[0]) + x[1]*x[1] + x[2]
		}
		set := Settings{Stencil: s, Lo: lo, Hi: hi}
		for name, g := range map[string][]float64{
			"gradient": set.Gradient(nil, f, x),
			"jacobian": set.Jacobian(nil, func(dst, x []float64) { dst[0] = f(x) }, x, 1),
		} {
			if math.Abs(g[0]-1) > 1e-7 || math.Abs(g[1]-4) > 1e-6 || math.Abs(g[2]-1) > 1e-2 {
				t.Errorf("%s, order %d: %v", name, s.Order, g)
			}
		}
		set.HessianDiag(nil, f, x)
		set.Hessian(nil, f, x)
		if got := set.DirectionalDerivative(f, x, []float64{1, -1, 0}); math.Abs(got+3) > 1e-6 {
			t.Errorf("directional, order %d: %g", s.Order, got)
		}
	}
	if !panics(func() { Settings{Lo: lo}.Gradient(nil, sum, []float64{-1, 0, 0}) }) {
		t.Error("a point outside its bounds was accepted")
	}
}

func TestPanicOfTheFunctionReachesTheCaller(t *testing.T) {
	for _, workers := range []int{1, 3} {
		src := NewSource(func(x []float64) float64 {
			if x[2] > 1 {
				panic("too far")
			}
			return 0
		}, 3, Settings{Workers: workers})
		func() {
			defer func() {
				if got := fmt.Sprint(recover()); !strings.HasPrefix(got, "too far") {
					t.Errorf("%d workers: recovered %q", workers, got)
				}
			}()
			src.Grad(make([]float64, 3), []float64{0, 0, 1})
		}()
		src.Grad(make([]float64, 3), []float64{0, 0, 0}) // the source is not broken by it
	}
}

func TestGradAllocatesNothing(t *testing.T) {
	const n = 40
	x, g := generic(n), make([]float64, n)
	lo := slices.Repeat([]float64{-1.2}, n)
	for name, set := range map[string]Settings{
		"plain":    {},
		"one side": {Stencil: Forward2},
		"bounds":   {Stencil: Central4, Lo: lo},
		"workers":  {Workers: 4},
		"adaptive": {Adaptive: true},
		"all":      {Adaptive: true, Stencil: Central4, Lo: lo, Workers: 3},
	} {
		src := NewSource(rosenbrock, n, set)
		for range 100 { // until steps are found and checked
			src.Grad(g, x)
		}
		if got := allocs.PerRun(200, func() { src.Grad(g, x) }); got != 0 {
			t.Errorf("%s: %g allocations a gradient", name, got)
		}
	}
}

// A float32 objective: told of its noise, the source takes steps that give a gradient, where the standard ones do not.
func TestNoiseOfTheSettings(t *testing.T) {
	const n = 6
	f := func(x []float64) float64 { return f32(sum(x) + math.Sin(x[0]) + math.Cos(x[n-1])) }
	x := generic(n)
	want := slices.Repeat([]float64{1}, n)
	want[0] += math.Cos(x[0])
	want[n-1] -= math.Sin(x[n-1])
	miss := func(set Settings) (worst float64) {
		for i, g := range set.Gradient(nil, f, x) {
			worst = max(worst, math.Abs(g-want[i]))
		}
		return worst
	}
	told, standard := miss(Settings{Noise: 1e-7}), miss(Settings{})
	if told > 1e-4 || standard < 10*told {
		t.Errorf("error %g with the noise given, %g without", told, standard)
	}
}

// Told of the noise, a one-sided stencil at a bound takes a step that suits it too.
func TestNoiseAtABound(t *testing.T) {
	f := func(x []float64) float64 { return f32(math.Exp(x[0])) }
	for _, s := range []Stencil{Central, Central4} {
		got := Settings{Stencil: s, Noise: 1e-7, Lo: []float64{0}}.Gradient(nil, f, []float64{0})[0]
		if math.Abs(got-1) > 3e-4 {
			t.Errorf("order %d: %g, want 1", s.Order, got)
		}
	}
}
