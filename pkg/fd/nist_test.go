package fd

import (
	"math"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/testfunc"
)

// worst is the largest relative error of a coordinate.
func worst(got, want []float64) float64 {
	w := 0.0
	for i := range got {
		e := math.Abs(got[i]/want[i] - 1)
		if math.IsNaN(e) {
			e = math.Inf(1)
		}
		w = max(w, e)
	}
	return w
}

// The gradient of the sum of squares at all 54 starts, and the evaluations along a run towards the fit. At MGH17's
// first start the last derivative is 2e-4 beside a sum of 9e4, whose rounding alone leaves about 1e-6 of it to
// stencils of any order.
func TestGradientsOfNIST(t *testing.T) {
	const steps = 50
	sum, most, starts := 0.0, 0.0, 0
	for _, p := range testfunc.NIST() {
		n := p.Dim()
		want, got := make([]float64, n), make([]float64, n)
		for k, start := range p.Starts {
			starts++
			tol := 1e-6
			if p.Name == "MGH17" && k == 0 {
				tol = 1e-4
			}
			p.Grad(want, start)
			for name, s := range map[string]Stencil{"Central": Central, "Central4": Central4} {
				if Gradient(got, p.Func, start, s, 0); worst(got, want) > tol {
					t.Errorf("%s, start %d, %s: relative error %.0e", p.Name, k+1, name, worst(got, want))
				}
			}
			src := NewSource(p.Func, n, Settings{Adaptive: true})
			if src.Grad(got, start); worst(got, want) > tol {
				t.Errorf("%s, start %d, adaptive: relative error %.0e", p.Name, k+1, worst(got, want))
			}
			x := slices.Clone(start)
			for s := 1; s < steps; s++ {
				for i := range x {
					x[i] = start[i] + (p.Certified[i]-start[i])*0.95*float64(s)/steps
				}
				src.Grad(got, x)
				p.Grad(want, x)
				if e := worst(got, want); e > 100*tol {
					t.Errorf("%s, start %d, step %d of the run: relative error %.0e", p.Name, k+1, s, e)
				}
			}
			evals := float64(src.Evals()) / float64(n*steps)
			if sum, most = sum+evals, max(most, evals); evals > 2.2 {
				t.Errorf("%s, start %d: %.2f n evaluations a gradient", p.Name, k+1, evals)
			}
		}
	}
	t.Logf("%d starts: %.2f n evaluations a gradient in the mean, %.2f at most", starts, sum/float64(starts), most)
}
