package fd

import (
	"math"
	"testing"
)

// The paper's five gradients under the names of what they are. Its lgrad takes f(x) - f(x-h), so "left" means
// backward, and rgrad is forward; of its second order, hlgrad takes f(x), f(x+h), f(x+2h), so there "left" is
// forward, and hrgrad is backward.
var paperGradients = []struct {
	paper string
	s     Stencil
	h     float64
}{
	{"lgrad", Backward, 1e-6},
	{"rgrad", Forward, 1e-6},
	{"hlgrad", Forward2, 1e-5},
	{"hcgrad", Central, 1e-5},
	{"hrgrad", Backward2, 1e-5},
}

// The paper's assertions, decimal=5: |difference| < 1.5e-5.
func TestPaperAssertions(t *testing.T) {
	f := func(x []float64) float64 { return x[0]*x[0]*x[0] + 2*x[0]*x[0] + 12*x[0] + 100 }
	F := func(x []float64) float64 { return x[0]*x[0] + x[0]*x[1] + x[1]*x[1] }
	for _, p := range paperGradients {
		if got := Gradient(nil, f, []float64{2}, p.s, p.h)[0]; math.Abs(got-32) >= 1.5e-5 {
			t.Errorf("%s: f′(2) = %v, want 32", p.paper, got)
		}
		g := Gradient(nil, F, []float64{2, -1}, p.s, p.h)
		if math.Abs(g[0]-3) >= 1.5e-5 || math.Abs(g[1]) >= 1.5e-5 {
			t.Errorf("%s: ∇F(2, -1) = %v, want (3, 0)", p.paper, g)
		}
	}
}

// The formulas of the paper's code, written out, agree with the stencils.
func TestPaperCode(t *testing.T) {
	f := math.Exp
	const x = 0.5
	h := 0x1p-16
	for i, want := range []float64{
		(f(x) - f(x-h)) / h,
		(f(x+h) - f(x)) / h,
		(-3*f(x) + 4*f(x+h) - f(x+2*h)) / (2 * h),
		(f(x+h) - f(x-h)) / (2 * h),
		(f(x-2*h) - 4*f(x-h) + 3*f(x)) / (2 * h),
	} {
		p := paperGradients[i]
		if got := Derivative(f, x, p.s, h); math.Abs(got-want) > 1e-10 {
			t.Errorf("%s: %v, want %v", p.paper, got, want)
		}
	}
}

// The signs of the remainders in (10) and (15), of which the paper has the central one wrong: (formula) +
// R·hᵖ·f⁽ᵖ⁺¹⁾ = f′.
func TestPaperRemainders(t *testing.T) {
	const x, h = 0.5, 0x1p-8
	for _, q := range []struct {
		s    Stencil
		want float64
	}{
		{Forward, -h / 2}, {Backward, h / 2}, {Forward2, h * h / 3}, {Central, -h * h / 6}, {Backward2, h * h / 3},
	} {
		got := math.Exp(x) - Derivative(math.Exp, x, q.s, h)
		if ratio := got / (q.want * math.Exp(x)); math.Abs(ratio-1) > 0.02 {
			t.Errorf("%v: the remainder is %.3f times what its sign and constant say", q.s, ratio)
		}
	}
}
