package fd

import (
	"errors"
	"math"
	"testing"
)

// Known levels: uniform noise of amplitude a has the standard deviation a/√3, rounding to a spacing q has
// q/√12.
func TestMeasureNoise(t *testing.T) {
	for _, q := range []struct {
		name string
		f    func(float64) float64
		want float64
	}{
		{"uniform 1e-6", func(x float64) float64 { return math.Sin(x) + 1e-6*noise(x) }, 1e-6 / math.Sqrt(3)},
		{"uniform 1e-3", func(x float64) float64 { return math.Exp(x) + 1e-3*noise(x) }, 1e-3 / math.Sqrt(3)},
		{"gauss 1e-9", func(x float64) float64 { return x*x + 1e-9*gauss(x) }, 1e-9},
		{"float32", func(x float64) float64 { return f32(math.Cos(x)) }, 0x1p-24 / math.Sqrt(12)},
		{"1e8 + sin", func(x float64) float64 { return 1e8 + math.Sin(x) }, 0x1p-26 / math.Sqrt(12)},
		{"bisection", func(x float64) float64 { return halving(3+x, 26) }, 0x1p-25 / math.Sqrt(12)},
	} {
		logs, n := 0.0, 0
		for i := range 40 { // nine values give the level to a factor of about 2: the geometric mean is sharper
			got, err := MeasureNoise(q.f, 0.3+0.02*float64(i))
			if err != nil || got.Level == 0 {
				continue
			}
			if r := got.Level / q.want; r < 1./20 || r > 20 {
				t.Errorf("%s at %g: level %g, want %g", q.name, 0.3+0.02*float64(i), got.Level, q.want)
			}
			logs, n = logs+math.Log(got.Level/q.want), n+1
		}
		if mean := math.Exp(logs / float64(n)); n < 36 || mean < 0.4 || mean > 1.6 {
			t.Errorf("%s: %d levels, %.2f times the known one in the mean", q.name, n, mean)
		}
	}
}

func TestMeasureNoiseCases(t *testing.T) {
	if got, err := MeasureNoise(func(float64) float64 { return 5 }, 1); err != nil || got.Level != 0 {
		t.Errorf("constant: %+v, %v", got, err)
	}
	if _, err := MeasureNoise(math.Sqrt, 0); !errors.Is(err, ErrNotFinite) {
		t.Errorf("end of the domain: %v", err)
	}
	if got, err := MeasureNoise(noise, 0.3); err != nil || math.Abs(got.Level-1/math.Sqrt(3)) > 0.4 {
		t.Errorf("nothing but noise: %+v, %v", got, err)
	}
	if got, err := MeasureNoise(func(x float64) float64 { return math.Sin(1e300 * x) }, 0.3); err == nil && got.Level < 0.1 {
		t.Errorf("a wave that no spacing shows: %+v", got)
	}
}

// Tuned steps give good derivatives of functions for which the standard step does not.
func TestTune(t *testing.T) {
	cosine := math.Cos(0.7)
	root := 1.2134116627622296 // of z³ + z = 3
	for _, q := range []struct {
		name     string
		f        func(float64) float64
		x, df    float64
		tol      [3]float64 // for Forward, Central, Central4
		standard float64    // the error of the standard step with Central is above this
	}{
		{"sin", math.Sin, 0.7, cosine, [3]float64{1e-7, 1e-10, 1e-12}, 0},
		{"float32", func(x float64) float64 { return f32(math.Sin(x)) }, 0.7, cosine, [3]float64{1e-3, 2e-5, 3e-6}, 1e-4},
		{"1e8 + sin", func(x float64) float64 { return 1e8 + math.Sin(x) }, 0.7, cosine, [3]float64{1e-3, 2e-5, 2e-6}, 1e-4},
		{"bisection", func(x float64) float64 { return halving(x, 26) }, 3, 1 / (3*root*root + 1), [3]float64{2e-4, 1e-5, 1e-6}, 1e-5},
		{"iteration", func(x float64) float64 { return kepler(x, 0.5, 1e-10) }, 0.7, 1 / (1 - 0.5*math.Cos(kepler(0.7, 0.5, 1e-15))), [3]float64{1e-7, 1e-8, 1e-8}, 0},
		{"noise", func(x float64) float64 { return math.Exp(x) + 1e-4*noise(x) }, 0.7, math.Exp(0.7), [3]float64{0.1, 0.01, 2e-3}, 1},
		{"stiff", math.Log, 1e-3, 1e3, [3]float64{1e-3, 1e-6, 1e-8}, 1e-2},
		{"huge", func(x float64) float64 { return 1e200 * math.Cos(x) }, 0.7, -1e200 * math.Sin(0.7), [3]float64{1e193, 1e190, 1e188}, 0},
		{"constant", func(float64) float64 { return 5 }, 1, 0, [3]float64{0, 0, 0}, 0},
	} {
		for i, s := range []Stencil{Forward, Central, Central4} {
			tuned, err := Tune(q.f, q.x, s)
			if err != nil {
				t.Errorf("%s: %v", q.name, err)
				continue
			}
			if miss := math.Abs(Derivative(q.f, q.x, s, tuned.Step) - q.df); miss > q.tol[i] {
				t.Errorf("%s, order %d: error %g with step %g, want %g", q.name, s.Order, miss, tuned.Step, q.tol[i])
			}
		}
		if miss := math.Abs(Derivative(q.f, q.x, Central, Central.Step(q.x, 0)) - q.df); miss < q.standard {
			t.Errorf("%s: the standard step has only the error %g", q.name, miss)
		}
	}
}
