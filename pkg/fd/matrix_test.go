package fd

import (
	"math"
	"slices"
	"testing"
)

func TestJacobian(t *testing.T) {
	f := func(dst, x []float64) {
		dst[0] = x[0] * x[1]
		dst[1] = math.Sin(x[0]) + x[2]*x[2]
		dst[2] = math.Exp(x[1] - x[2])
		dst[3] = 7
	}
	x := []float64{0.4, -1.3, 0.8}
	e := math.Exp(x[1] - x[2])
	want := []float64{x[1], x[0], 0, math.Cos(x[0]), 0, 2 * x[2], 0, e, -e, 0, 0, 0}
	for name, s := range named {
		calls := 0
		Jacobian(nil, func(dst, x []float64) { calls++; f(dst, x) }, x, 4, s, 0x1p-16)
		got := Jacobian(nil, f, x, 4, s, 0)
		for i := range want {
			if math.Abs(got[i]-want[i]) > 20*math.Pow(0x1p-52, float64(s.Order)/float64(s.Order+1)) {
				t.Errorf("%s: entry %d is %g, want %g", name, i, got[i], want[i])
			}
		}
		points := len(s.Points) * 3
		if s.coeffAt(0) != 0 {
			points = (len(s.Points)-1)*3 + 1
		}
		if calls != points {
			t.Errorf("%s: %d evaluations, want %d", name, calls, points)
		}
	}
	if !slices.Equal(x, []float64{0.4, -1.3, 0.8}) {
		t.Error("x was modified")
	}
	if got := Jacobian(nil, f, nil, 0, Central, 0); len(got) != 0 {
		t.Errorf("empty: %v", got)
	}
}

func TestHessian(t *testing.T) {
	f := func(x []float64) float64 { return math.Exp(x[0]*x[1]) + x[1]*x[2]*x[2] + math.Cos(x[0]) }
	x := []float64{0.4, -1.3, 0.8}
	e := math.Exp(x[0] * x[1])
	want := []float64{
		x[1]*x[1]*e - math.Cos(x[0]), (1 + x[0]*x[1]) * e, 0,
		(1 + x[0]*x[1]) * e, x[0] * x[0] * e, 2 * x[2],
		0, 2 * x[2], 2 * x[1],
	}
	for name, s := range named {
		tol := 100 * math.Pow(0x1p-52, float64(s.Order)/float64(s.Order+2))
		got := Hessian(nil, f, x, s, 0)
		diag := HessianDiag(nil, f, x, s, 0)
		for i := range 3 {
			if diag[i] != got[i*3+i] {
				t.Errorf("%s: diagonals differ: %g, %g", name, diag[i], got[i*3+i])
			}
			for j := range 3 {
				if math.Abs(got[i*3+j]-want[i*3+j]) > tol || got[i*3+j] != got[j*3+i] {
					t.Errorf("%s: entry %d,%d is %g, want %g ± %g", name, i, j, got[i*3+j], want[i*3+j], tol)
				}
			}
		}
	}
	direct := HessianDiag(nil, f, x, NewCentral(2, 4), 0)
	if math.Abs(direct[0]-want[0]) > 1e-9 {
		t.Errorf("with a stencil of the second derivative: %g, want %g", direct[0], want[0])
	}
	if !panics(func() { Hessian(nil, f, x, NewCentral(2, 4), 0) }) || !panics(func() { HessianDiag(nil, f, x, NewCentral(3, 2), 0) }) {
		t.Error("a stencil of another derivative was accepted")
	}
}

// Values along the axes are evaluated once: n(n-1)/2 pairs cost a forward stencil one value each, beside those along the axes.
func TestHessianEvaluations(t *testing.T) {
	const n = 6
	for _, q := range []struct {
		name string
		s    Stencil
		h    float64
		want int
	}{
		{"forward", Forward, 0x1p-10, 1 + 2*n + n*(n-1)/2},
		{"central", Central, 0x1p-10, 1 + 2*n + 4*n*(n-1)/2},
	} {
		calls := 0
		Hessian(nil, func(x []float64) float64 { calls++; return rosenbrock(x) }, make([]float64, n), q.s, q.h)
		if calls != q.want {
			t.Errorf("%s: %d evaluations, want %d", q.name, calls, q.want)
		}
	}
}

// The error of the Hessian's entries falls with the order of the stencil, off the diagonal too.
func TestHessianOrder(t *testing.T) {
	f := func(x []float64) float64 { return math.Exp(x[0] + 2*x[1]) }
	x := []float64{0.1, 0.2}
	want := 2 * math.Exp(0.5)
	for _, s := range []Stencil{Forward, Central, Central4} {
		miss := func(h float64) float64 { return math.Abs(Hessian(nil, f, x, s, h)[1] - want) }
		if got := math.Log2(miss(1./16) / miss(1./32)); math.Abs(got-float64(s.Order)) > 0.4 {
			t.Errorf("order %d: the error falls by 2^%.2f", s.Order, got)
		}
	}
}

// What does not depend on x_i leaves exactly nothing in the mixed derivative, whatever the coefficients round.
func TestHessianOfASeparableFunction(t *testing.T) {
	f := func(x []float64) float64 { return 1e9 * math.Sin(x[1]) }
	for i := range 50 {
		at := []float64{0.3, 0.1 + 0.02*float64(i)}
		for _, s := range []Stencil{Forward2, Central4, NewForward(1, 5), NewCentral(1, 8)} {
			if got := Hessian(nil, f, at, s, 0); got[1] != 0 || got[0] != 0 {
				t.Fatalf("order %d at %v: %g and %g, want 0", s.Order, at, got[0], got[1])
			}
		}
	}
}

func TestDirectionalDerivative(t *testing.T) {
	x, v := generic(6), []float64{1, -2, 0.5, 0, 3, 1}
	g := make([]float64, 6)
	rosenbrockGrad(g, x)
	want := 0.0
	for i := range g {
		want += g[i] * v[i]
	}
	calls := 0
	f := func(x []float64) float64 { calls++; return rosenbrock(x) }
	if got := DirectionalDerivative(f, x, v, Central4, 0x1p-10); math.Abs(got-want) > 1e-9*math.Abs(want) || calls != 4 {
		t.Errorf("got %g from %d evaluations, want %g", got, calls, want)
	}
	if got := DirectionalDerivative(f, x, make([]float64, 6), Central, 0); got != 0 {
		t.Errorf("along 0: %g", got)
	}
	if !panics(func() { DirectionalDerivative(f, x, v[:5], Central, 0) }) {
		t.Error("a direction of another length was accepted")
	}
}

// At a corner of the bounds the Hessian is one-sided in both directions, with steps for second derivatives.
func TestHessianAtACorner(t *testing.T) {
	f := func(x []float64) float64 { return math.Exp(x[0] + 2*x[1]) }
	lo, hi := []float64{0, -1}, []float64{1, 0}
	for _, q := range []struct {
		s   Stencil
		tol float64
	}{{Central, 1e-5}, {Central4, 1e-6}} {
		got := Settings{Stencil: q.s, Lo: lo, Hi: hi}.Hessian(nil, f, []float64{0, 0})
		for i, want := range []float64{1, 2, 2, 4} {
			if math.Abs(got[i]-want) > q.tol {
				t.Errorf("order %d: %v", q.s.Order, got)
				break
			}
		}
	}
}

// Workers change neither bits nor counts, and a source may be used again.
func TestHessianSource(t *testing.T) {
	const n = 9
	x := generic(n)
	lo := make([]float64, n)
	for i := range lo {
		lo[i] = x[i] - float64(i%2)
	}
	for name, s := range named {
		for _, set := range []Settings{{Stencil: s}, {Stencil: s, Lo: lo}} {
			var want, wantDiag []float64
			var evals int
			for _, workers := range []int{1, 2, 4, 30} {
				set.Workers = workers
				src := NewHessianSource(rosenbrock, n, set)
				got, diag := make([]float64, n*n), make([]float64, n)
				src.Hessian(got, x)
				once := src.Evals()
				src.Hessian(got, x)
				if src.Evals() != 2*once {
					t.Errorf("%s: %d evaluations, then %d", name, once, src.Evals()-once)
				}
				src.Diag(diag, x)
				if want == nil {
					want, wantDiag, evals = got, diag, once
				}
				if !slices.Equal(got, want) || !slices.Equal(diag, wantDiag) || once != evals {
					t.Errorf("%s: other bits with %d workers, or %d evaluations in place of %d", name, workers, once, evals)
				}
			}
		}
	}
}
