package fd

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// Functions of scales from 1e-15 to 1e15: the default step is right on all of them, for every stencil.
func TestDefaultStepFindsTheScale(t *testing.T) {
	type row struct {
		name  string
		f     func(float64) float64
		x, df float64
	}
	var rows []row
	for _, c := range []float64{1e-8, 1e-3, 1, 1e3, 1e5, 1e8, 1e12, 1e15} {
		rows = append(rows, row{fmt.Sprintf("sin(%gx)", c), func(x float64) float64 { return math.Sin(c * x) }, 1 / c, c * math.Cos(1)})
	}
	for _, x := range []float64{1e-4, 2.6e-5, 1e-6, 1e-8, 1e-50, 1, 1e50} {
		rows = append(rows, row{fmt.Sprintf("log at %g", x), math.Log, x, 1 / x})
	}
	rows = append(rows,
		row{"exp(1e7x) at 0", func(x float64) float64 { return math.Exp(1e7 * x) }, 0, 1e7},
		row{"exp(1e7x) at -1e-7", func(x float64) float64 { return math.Exp(1e7 * x) }, -1e-7, 1e7 / math.E},
		row{"sin at 1e-10", math.Sin, 1e-10, 1},
		row{"1e8 + sin", func(x float64) float64 { return 1e8 + math.Sin(x) }, 0.7, math.Cos(0.7)},
		row{"far from 0", func(x float64) float64 { return math.Exp((x - 1e6) / 3) }, 1e6, 1. / 3},
	)
	for _, q := range rows {
		for name, s := range named {
			p := float64(s.Order)
			tol := 200 * math.Pow(0x1p-52, p/(p+1))
			if q.name == "1e8 + sin" {
				tol = 200 * math.Pow(1e8*0x1p-52, p/(p+1))
			}
			if q.name == "far from 0" {
				tol *= 100 // the spacing of x shows
			}
			tol = max(tol, 1e-8)
			f := func(x []float64) float64 { return q.f(x[0]) }
			adaptive := make([]float64, 1)
			NewSource(f, 1, Settings{Stencil: s, Adaptive: true}).Grad(adaptive, []float64{q.x})
			for way, got := range map[string]float64{
				"Gradient": Gradient(nil, f, []float64{q.x}, s, 0)[0], "Derivative": Derivative(q.f, q.x, s, 0), "Adaptive": adaptive[0],
				"Directional": DirectionalDerivative(f, []float64{q.x}, []float64{2}, s, 0) / 2,
				"Jacobian":    Jacobian(nil, func(dst, x []float64) { dst[0] = f(x) }, []float64{q.x}, 1, s, 0)[0],
			} {
				if e := math.Abs(got/q.df - 1); !(e <= tol) {
					t.Errorf("%s, %s, %s: %.9g, want %.9g: relative error %.1e", q.name, name, way, got, q.df, e)
				}
			}
		}
	}
}

// Whatever lies further away from x, a step does not reach past it.
func TestTuneStopsAtKinks(t *testing.T) {
	table := func(x float64) float64 {
		k := math.Floor(x * 1000)
		a, b := math.Sin(k/1000), math.Sin((k+1)/1000)
		return a + (b-a)*(x*1000-k)
	}
	for _, q := range []struct {
		name  string
		f     func(float64) float64
		x, df float64
	}{
		{"max(0,x)", func(x float64) float64 { return max(0, x) }, 1e-5, 1},
		{"hinge", func(x float64) float64 { return max(0, 1-x) }, 0.99, -1},
		{"|x-1|", func(x float64) float64 { return math.Abs(x - 1) }, 1.01, 1},
		{"clip", func(x float64) float64 { return min(1, max(0, x)) }, 0.999, 1},
		{"x+floor(x)", func(x float64) float64 { return x + math.Floor(x) }, 3.01, 1},
		{"table", table, .5004, (math.Sin(.501) - math.Sin(.5)) * 1000},
	} {
		for name, s := range named {
			tuned, err := Tune(q.f, q.x, s)
			if miss := math.Abs(Derivative(q.f, q.x, s, tuned.Step) - q.df); err != nil || miss > max(10*tuned.Expect, 1e-14) {
				t.Errorf("%s, %s: error %.1e with the step %.2g, %.1e was expected; %v", q.name, name, miss, tuned.Step, tuned.Expect, err)
			}
		}
	}
}

// At roots, at minima of value 0, near the end of a domain, and where there is nothing but noise.
func TestTuneWhereValuesAreSmall(t *testing.T) {
	k := 0.0
	jitter := func(x float64) float64 { k++; return gauss(k) }
	for _, q := range []struct {
		name           string
		f              func(float64) float64
		x, df, tol     float64
		noiseLo, noise float64
	}{
		{"sin at 0", math.Sin, 0, 1, 1e-10, 0, 1e-16},
		{"log at 1", math.Log, 1, 1, 1e-10, 0, 1e-15},
		{"x² at 0", func(x float64) float64 { return x * x }, 0, 0, 1e-10, 0, 1e-16},
		{"x²-2 at √2", func(x float64) float64 { return x*x - 2 }, math.Sqrt2, 2 * math.Sqrt2, 1e-9, 0, 1e-15},
		{"noisy sin at 0", func(x float64) float64 { return math.Sin(x) + 1e-6*jitter(x) }, 0, 1, 2e-3, 2e-7, 5e-6},
		{"noise", func(x float64) float64 { return 1e-3 * jitter(x) }, 5, 0, 5e-2, 2e-4, 5e-3},
		{"log at 1e-6", math.Log, 1e-6, 1e6, 1, 0, 1e-13},
		{"log at 1e-50", math.Log, 1e-50, 1e50, 1e44, 0, 1e-12},
	} {
		tuned, err := Tune(q.f, q.x, Central)
		if miss := math.Abs(Derivative(q.f, q.x, Central, tuned.Step) - q.df); err != nil || miss > q.tol || tuned.Step > 1.01*max(1, math.Abs(q.x))/8 {
			t.Errorf("%s: error %.1e with the step %.2g; %v", q.name, miss, tuned.Step, err)
		}
		level, err := MeasureNoise(q.f, q.x)
		if err != nil || level.Level < q.noiseLo || level.Level > q.noise {
			t.Errorf("%s: noise %.2g, want %.2g to %.2g; %v", q.name, level.Level, q.noiseLo, q.noise, err)
		}
	}
	if _, err := Tune(math.Log, -1, Central); !errors.Is(err, ErrNotFinite) {
		t.Errorf("outside the domain: %v", err)
	}
}

// The step along a direction suits the coordinates that the direction moves, and no vector is too long or short.
func TestDirectionalScale(t *testing.T) {
	f := func(x []float64) float64 { return 1e-8*x[0] + math.Sin(x[1]) }
	for _, s := range []float64{1, 1e4, 1e6, 1e8} {
		if got := DirectionalDerivative(f, []float64{s, 1e-3}, []float64{0, 1}, Central, 0); math.Abs(got-math.Cos(1e-3)) > 1e-7 {
			t.Errorf("beside a coordinate of %g: %g", s, got)
		}
	}
	line := func(x []float64) float64 { return x[0] + 2*x[1] }
	for _, v := range []float64{5e307, 1, 1e-200, 1e-320} {
		if got := DirectionalDerivative(line, []float64{1, 1}, []float64{v, v}, Central, 0); math.Abs(got/(3*v)-1) > 1e-3 {
			t.Errorf("along (%g, %g): %g, want %g", v, v, got, 3*v)
		}
	}
	if got := DirectionalDerivative(line, []float64{1, 1}, []float64{1.7e308, 1.7e308}, Central, 0); !math.IsInf(got, 1) {
		t.Errorf("where the result overflows: %g", got)
	}
}

// Noise that nobody told of is measured, and the gradient is near the best that it allows; told in the unit of
// MeasureNoise, it is as good. The scale of the values does not matter.
func TestAdaptiveMeasuresNoise(t *testing.T) {
	const n = 4
	for _, size := range []float64{1e-6, 1, 1e6} {
		level := 1e-5 * size
		f := func(x []float64) float64 {
			s, key := 0.0, 0.0
			for i, v := range x {
				s += math.Sin(v + float64(i))
				key += v * float64(i+1)
			}
			return size*s + level*gauss(key)
		}
		x, want, got := generic(n), make([]float64, n), make([]float64, n)
		for i, v := range x {
			want[i] = math.Cos(v + float64(i))
		}
		for name, set := range map[string]Settings{"measured": {Adaptive: true}, "told": {Noise: level}} {
			src := NewSource(f, n, set)
			rms := 0.0
			for range 20 {
				for i := range x {
					x[i] += 1e-3
					want[i] = math.Cos(x[i] + float64(i))
				}
				src.Grad(got, x)
				for i := range got {
					rms += (got[i]/size - want[i]) * (got[i]/size - want[i]) / (20 * n)
				}
			}
			// The best step, (3·1e-5)^(1/3) = 0.03, leaves about 4e-4.
			if rms = math.Sqrt(rms); rms > 3e-3 {
				t.Errorf("values of %g, noise %s: error %.1e", size, name, rms)
			}
			if evals := float64(src.Evals()) / 20 / n; evals > 3.6 {
				t.Errorf("values of %g, noise %s: %.1f n evaluations a gradient", size, name, evals)
			}
		}
	}
}

// A run on which the scale falls by 1e6: the checks notice, and the steps are found anew.
func TestAdaptiveStepsFollow(t *testing.T) {
	f := func(x []float64) float64 { return math.Log(x[0]) + math.Exp(-x[1]) + x[2]*x[2] }
	src := NewSource(f, 3, Settings{Adaptive: true, Lo: []float64{0, -10, -1}})
	x, g := []float64{1, 0, 1}, make([]float64, 3)
	late := 0.0
	const steps = 400
	for k := range steps {
		x[0] = math.Pow(10, -6*float64(k)/steps)
		x[1] = -8 * float64(k) / steps
		src.Grad(g, x)
		late = max(late, math.Abs(g[0]*x[0]-1), math.Abs(g[1]*math.Exp(x[1])+1), math.Abs(g[2]-2*x[2]))
	}
	if late > 1e-4 {
		t.Errorf("relative error %.1e on the way", late)
	}
	if evals := float64(src.Evals()) / 3 / steps; evals > 2.5 {
		t.Errorf("%.2f n evaluations a gradient", evals)
	}
}

// A step that ends outside the domain is shortened at once.
func TestAdaptiveMeetsTheEndOfTheDomain(t *testing.T) {
	f := func(x []float64) float64 { return math.Log(x[0]) + x[1] }
	src := NewSource(f, 2, Settings{Adaptive: true})
	g := make([]float64, 2)
	src.Grad(g, []float64{1, 0})
	if src.Grad(g, []float64{1e-9, 0}); math.Abs(g[0]*1e-9-1) > 1e-6 || math.Abs(g[1]-1) > 1e-6 {
		t.Errorf("%v, want (1e9, 1)", g)
	}
	if src.Grad(g, []float64{-1, 0}); !math.IsNaN(g[0]) {
		t.Errorf("outside: %v", g)
	}
}

func TestAdaptiveSameBitsAtAnyNumberOfWorkers(t *testing.T) {
	const n = 11
	lo := slices.Repeat([]float64{-1.25}, n)
	for name, s := range named {
		var want []float64
		var evals int
		for _, workers := range []int{0, 2, 3, 20} {
			src := NewSource(rosenbrock, n, Settings{Stencil: s, Adaptive: true, Workers: workers, Lo: lo})
			x, got := generic(n), make([]float64, n)
			for k := range 60 {
				for i := range x {
					x[i] = generic(n)[i] * (1 - float64(k)/70)
				}
				src.Grad(got, x)
			}
			if want == nil {
				want, evals = got, src.Evals()
			}
			if !slices.Equal(got, want) || src.Evals() != evals {
				t.Errorf("%s, %d workers: other bits, or %d evaluations in place of %d", name, workers, src.Evals(), evals)
			}
		}
	}
}

func TestScale(t *testing.T) {
	f := func(x []float64) float64 { return math.Sin(1e6 * x[0]) }
	g := []float64{0}
	NewSource(f, 1, Settings{Scale: []float64{1e-6}}).Grad(g, []float64{0})
	if math.Abs(g[0]/1e6-1) > 1e-9 {
		t.Errorf("with the scale: %g", g[0])
	}
	if NewSource(f, 1, Settings{}).Grad(g, []float64{0}); math.Abs(g[0]/1e6-1) < 0.1 {
		t.Errorf("without it: %g: the test shows nothing", g[0])
	}
	for name, set := range map[string]Settings{"length": {Scale: []float64{1, 2}}, "sign": {Scale: []float64{-1}}, "NaN": {Scale: []float64{math.NaN()}}} {
		if !panics(func() { NewSource(f, 1, set) }) {
			t.Errorf("%s: accepted", name)
		}
	}
}

// A function that writes into its argument is found out, whichever way it is differentiated.
func TestWritingIntoTheArgumentIsNamed(t *testing.T) {
	for name, f := range map[string]func([]float64) float64{
		"sorts": func(x []float64) float64 { slices.Sort(x); return x[0] },
		"normalizes": func(x []float64) float64 {
			s := sum(x)
			for i := range x {
				x[i] /= s
			}
			return x[1]
		},
		"one entry": func(x []float64) float64 { x[2] = 7; return sum(x) },
	} {
		vector := func(dst, x []float64) { dst[0] = f(x) }
		x := []float64{3, 1, 2}
		for way, run := range map[string]func(){
			"Gradient":          func() { Gradient(nil, f, x, Central, 0) },
			"Gradient, h":       func() { Gradient(nil, f, x, Forward, 1e-5) },
			"Source, 2 workers": func() { NewSource(f, 3, Settings{Workers: 2}).Grad(make([]float64, 3), x) },
			"Jacobian":          func() { Jacobian(nil, vector, x, 1, Central, 0) },
			"Hessian":           func() { Hessian(nil, f, x, Central, 0) },
			"HessianDiag":       func() { HessianDiag(nil, f, x, Central, 0) },
			"Directional":       func() { DirectionalDerivative(f, x, []float64{1, 1, 0}, Central, 0) },
			"CertifyGradient":   func() { CertifyGradient(f, x) },
		} {
			func() {
				defer func() {
					if text := fmt.Sprint(recover()); !strings.Contains(text, "wrote into its argument") {
						t.Errorf("%s, %s: %s", name, way, text)
					}
				}()
				run()
			}()
		}
		if !slices.Equal(x, []float64{3, 1, 2}) {
			t.Fatalf("%s: x was modified", name)
		}
	}
	for name, run := range map[string]func(f func([]float64) float64){
		"Source":   func(f func([]float64) float64) { NewSource(f, 1, Settings{}).Grad([]float64{0}, []float64{1}) },
		"Gradient": func(f func([]float64) float64) { Gradient(nil, f, []float64{1}, Central, 0) },
		"Hessian":  func(f func([]float64) float64) { Hessian(nil, f, []float64{1}, Central, 0) },
		"Certify":  func(f func([]float64) float64) { CertifyGradient(f, []float64{1}) },
	} {
		if !panics(func() { run(func(x []float64) float64 { x[0] = 7; return 49 }) }) {
			t.Errorf("%s: one variable: not noticed", name)
		}
	}
}
