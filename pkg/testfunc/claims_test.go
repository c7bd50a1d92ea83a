package testfunc_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/gradstep/gradstep/pkg/testfunc"
)

// eigenvalues returns those of a problem's Hessian at x, ascending.
func eigenvalues(t *testing.T, p testfunc.Problem, x []float64) []float64 {
	t.Helper()
	n := p.Dim()
	h := make([]float64, n*n)
	p.Hess(h, x)
	var e mat.EigenSym
	if !e.Factorize(mat.NewSymDense(n, h), false) {
		t.Fatal("no eigenvalues")
	}
	return e.Values(nil)
}

// TestCurvatures: the eigenvalues that the comments name.
func TestCurvatures(t *testing.T) {
	if e := eigenvalues(t, testfunc.Ravine(), []float64{0, 0}); math.Abs(e[0]-2) > 1e-12 || math.Abs(e[1]-200) > 1e-12 {
		t.Errorf("Ravine: %v, want 2 and 200", e)
	}
	for _, lambda := range []float64{0.1, 2} {
		e := eigenvalues(t, testfunc.Tikhonov1D(30, lambda), make([]float64, 30))
		if math.Abs(e[0]-lambda) > 1e-12 || e[29] >= lambda+4 {
			t.Errorf("Tikhonov1D: from %v to %v, want within [%v, %v)", e[0], e[29], lambda, lambda+4)
		}
	}
	for _, p := range testfunc.All() {
		if p.Hess == nil || len(p.Minima) == 0 {
			continue
		}
		e := eigenvalues(t, p, p.Minima[0].X)
		ill := e[len(e)-1] >= 99.9*max(e[0], 0)
		if says := p.Kind&testfunc.IllCond != 0; ill != says {
			t.Errorf("%s: curvatures from %v to %v, ill-conditioned %v", p.Name, e[0], e[len(e)-1], says)
		}
		if p.Kind&testfunc.Smooth != 0 && e[0] < -1e-8*max(1, e[len(e)-1]) {
			t.Errorf("%s: curvature %v at a minimum", p.Name, e[0])
		}
	}
}

// TestRavineMomentum: the lecture's α and β converge on it, to 1e-3 in 200 steps.
func TestRavineMomentum(t *testing.T) {
	p := testfunc.Ravine()
	x, v, g := append([]float64(nil), p.Start...), []float64{0, 0}, []float64{0, 0}
	for range 200 {
		p.Grad(g, x)
		for i := range x {
			v[i] = 0.83*v[i] + 0.0035*g[i]
			x[i] -= v[i]
		}
	}
	if d := p.Distance(x); d > 1e-3 {
		t.Errorf("distance %v", d)
	}
}

// TestLipschitz: no slope exceeds the constant that the comment names, and one reaches it.
func TestLipschitz(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for _, c := range []struct {
		p        testfunc.Problem
		constant float64
	}{{testfunc.AbsSum(3), math.Sqrt(14)}, {testfunc.MaxAbs(3), 1}} {
		g, largest := make([]float64, 3), 0.0
		for range 1000 {
			x, y := generic(c.p, r), generic(c.p, r)
			d := math.Hypot(math.Hypot(x[0]-y[0], x[1]-y[1]), x[2]-y[2])
			if math.Abs(c.p.Func(x)-c.p.Func(y)) > c.constant*d*(1+1e-12) {
				t.Fatalf("%s: steeper than %v between %v and %v", c.p.Name, c.constant, x, y)
			}
			c.p.Grad(g, x)
			largest = max(largest, math.Hypot(math.Hypot(g[0], g[1]), g[2]))
		}
		if math.Abs(largest-c.constant) > 1e-12 {
			t.Errorf("%s: largest slope %v, want %v", c.p.Name, largest, c.constant)
		}
	}
}

// TestStaircaseJumps: at b = k/x the value jumps up by 1/b, and between jumps it falls.
func TestStaircaseJumps(t *testing.T) {
	p := testfunc.Staircase(0.7)
	for k := 4; k <= 20; k++ {
		b := float64(k) / 0.7
		below, above := p.Func([]float64{b * (1 - 1e-12)}), p.Func([]float64{b * (1 + 1e-12)})
		if math.Abs(above-below-1/b) > 1e-9 {
			t.Errorf("at %v the value goes from %v to %v", b, below, above)
		}
	}
}

// TestSecondRosenbrockMinimum: Newton finds the one of four dimensions, and the curvatures there
// are positive.
func TestSecondRosenbrockMinimum(t *testing.T) {
	p := testfunc.Rosenbrock(4)
	x, g, h := []float64{-0.8, 0.6, 0.4, 0.15}, make([]float64, 4), make([]float64, 16)
	for range 20 {
		p.Grad(g, x)
		p.Hess(h, x)
		var d mat.VecDense
		if err := d.SolveVec(mat.NewDense(4, 4, h), mat.NewVecDense(4, g)); err != nil {
			t.Fatal(err)
		}
		for i := range x {
			x[i] -= d.AtVec(i)
		}
	}
	p.Grad(g, x)
	e := eigenvalues(t, p, x)
	far := false
	for i, v := range []float64{-0.776, 0.613, 0.382, 0.146} {
		far = far || math.Abs(x[i]-v) > 5e-4
	}
	if e[0] <= 0 || far {
		t.Errorf("%v is no second minimum: curvatures %v", x, e)
	}
}
