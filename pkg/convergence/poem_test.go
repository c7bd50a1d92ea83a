package convergence

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/study"
)

// With nothing chosen, POEM comes within twice the bound of the step that knows L, D and T, at the mean of its
// iterates, whatever the size of F and the distance to the minimum: over nine and over four powers of ten.
func TestPOEM(t *testing.T) {
	const n, steps = 10, 4000
	for _, size := range []float64{1e-6, 1, 1e3} {
		for _, far := range []float64{0.01, 1, 100} {
			p := sumAbs(n)
			f := func(x []float64) float64 {
				z := make([]float64, n)
				for i, v := range x {
					z[i] = v / far
				}
				return size * far * p.f(z)
			}
			rule, grad := POEM(f, study.Generator("poem", 1))
			mean, x0 := &optim.Average{}, make([]float64, n)
			for i, v := range p.x0 {
				x0[i] = far * v
			}
			if _, err := optim.Minimize(optim.Problem{Grad: grad}, x0, optim.Chain(rule, mean), optim.Settings{Rate: optim.Constant(1), MaxSteps: steps}); err != nil {
				t.Fatal(err)
			}
			if got, bound := f(mean.Mean)-size*far*p.low, 2*MeanBound(size, 2*far, n, steps); !(got >= 0 && got < bound) {
				t.Errorf("size %v, distance %v: %v above the minimum, twice the bound is %v", size, far, got, bound)
			}
		}
	}
}

// The radius is the distance so far, times √(n/t).
func TestPOEMRadius(t *testing.T) {
	var seen [][]float64
	rule, grad := POEM(func(x []float64) float64 {
		seen = append(seen, append([]float64(nil), x...))
		return x[0] + 2*x[1]
	}, study.Generator("poem", 2))
	x, x0 := []float64{3, 4}, []float64{3, 4}
	for k := range 4 {
		at := append([]float64(nil), x...)
		far := rule.First * 6
		for i := range x {
			at[i] -= x0[i]
		}
		far = max(far, rule.Distance(), length(at))
		before := append([]float64(nil), x...)
		rule.Step(x, grad, 1)
		off := length([]float64{seen[2*k][0] - before[0], seen[2*k][1] - before[1]})
		if want := rule.First * 6 * math.Sqrt(2); k == 0 && math.Abs(off/want-1) > 1e-6 {
			t.Errorf("the first radius is %v, want %v", off, want)
		}
		if k > 0 && (off > far*math.Sqrt(2/float64(k+1))*1.001 || off == 0) {
			t.Errorf("radius %d is %v, the distance %v", k+1, off, far)
		}
	}
	for _, f := range []func(){
		func() { POEM(nil, study.Generator("", 0)) },
		func() { POEM(func([]float64) float64 { return 0 }, nil) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			f()
		}()
	}
}
