package stylize

import (
	"fmt"
	"math"
)

// Relaxed asks less than Smoothed, and answers from everywhere: the chain's output z
// shall be near the image, and b such that a share Tau of the samples lies within
// Tau of half a step of it.
//
//	F(p) = (1/m) Σ (z_i(p) - y_i)²            for the chain's parameters,
//	R(b) = (1/m) Σ ρ(ln(2b|z_i - y_i|/Tau))   for b, with z as it is,   ρ(r) = max((1-Tau)·(-r), Tau·r).
//
// The error of a staircase is spread nearly evenly over half a step, |z - y| <= 1/(2b),
// so that the quantile Tau of 2b|z - y| is Tau. R is convex in ln b: its slope is the
// share of samples beyond, minus 1-Tau. The two have no common value, and Relaxed has
// a gradient only. The parameters are the chain's, and b after them; the chain ends
// before the staircase. It allocates nothing after its first call.
type Relaxed struct {
	Match
	Tau float64 // between 0 and 1; 0.8 leaves the tail to clipping, outliers and the chain's own error
}

// Grad writes the gradient of F in the chain's parameters and that of R in b to dst.
func (r *Relaxed) Grad(dst, p []float64) {
	if !(r.Tau > 0 && r.Tau < 1) {
		panic(fmt.Sprintf("stylize: Relaxed: Tau is %v, want a share between 0 and 1", r.Tau))
	}
	last := len(p) - 1
	if last < 0 || len(dst) != len(p) {
		panic(fmt.Sprintf("stylize: Relaxed: dst has length %d, p %d, want those of the chain's parameters and b", len(dst), len(p)))
	}
	r.residuals(p[:last])
	r.Chain.Backward(dst[:last], r.residual)
	b, beyond, n := p[last], 0, 0
	out := r.Chain.Output()
	for i, y := range r.Target {
		if r.Clipped && y >= 1 {
			continue
		}
		if n++; 2*b*math.Abs(out[i]-y) > r.Tau {
			beyond++
		}
	}
	dst[last] = (float64(beyond)/float64(n) - (1 - r.Tau)) / b
}
