package testfunc_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/functions"

	"github.com/gradstep/gradstep/pkg/testfunc"
)

// slope is the derivative of f at 0 by Ridders' extrapolation of central differences,
// and an estimate of its error. It is independent of the library's own differences.
func slope(f func(t float64) float64, h float64) (d, err float64) {
	const rows, shrink = 10, 1.6
	var a [rows][rows]float64
	err = math.Inf(1)
	for i := range rows {
		a[0][i] = (f(h) - f(-h)) / (2 * h)
		h /= shrink
		factor := 1.0
		for j := 1; j <= i; j++ {
			factor *= shrink * shrink
			a[j][i] = (a[j-1][i]*factor - a[j-1][i-1]) / (factor - 1)
			if e := max(math.Abs(a[j][i]-a[j-1][i]), math.Abs(a[j][i]-a[j-1][i-1])); e <= err {
				d, err = a[j][i], e
			}
		}
	}
	return d, err
}

// domain returns a box to draw generic points from.
func domain(p testfunc.Problem) (lo, hi []float64) {
	if p.Lo != nil {
		return p.Lo, p.Hi
	}
	lo, hi = make([]float64, p.Dim()), make([]float64, p.Dim())
	for i, v := range p.Start {
		lo[i], hi[i] = v-1, v+1
	}
	return lo, hi
}

func generic(p testfunc.Problem, r *rand.Rand) []float64 {
	lo, hi := domain(p)
	x := make([]float64, p.Dim())
	for i := range x {
		x[i] = lo[i] + (hi[i]-lo[i])*r.Float64()
	}
	return x
}

// checkColumn compares one directional derivative.
func checkColumn(t *testing.T, what string, got float64, f func(float64) float64, scale float64) {
	t.Helper()
	want, err := slope(f, 1e-3*scale)
	rounding := 1e-14 * math.Abs(f(0)) / (1e-3 * scale)
	tol := 1e-7*(math.Abs(want)+1) + 10*err + rounding
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s: %v, differences give %v ± %.1g", what, got, want, err)
	}
}

// derivatives checks Grad against Func, and Hess against Grad, at x.
func derivatives(t *testing.T, p testfunc.Problem, x []float64) {
	t.Helper()
	n := p.Dim()
	g, h := make([]float64, n), make([]float64, n*n)
	p.Grad(g, x)
	if p.Hess != nil {
		p.Hess(h, x)
	}
	y, gy := make([]float64, n), make([]float64, n)
	for j := range n {
		at := func(t float64) []float64 {
			copy(y, x)
			y[j] += t
			return y
		}
		scale := max(1, math.Abs(x[j]))
		if p.Kind&testfunc.NonSmooth != 0 {
			scale = 1e-3 // stay on one side of the kinks
		}
		checkColumn(t, p.Name+" gradient", g[j], func(t float64) float64 { return p.Func(at(t)) }, scale)
		if p.Hess == nil {
			continue
		}
		for i := range n {
			checkColumn(t, p.Name+" Hessian", h[i*n+j], func(t float64) float64 {
				p.Grad(gy, at(t))
				return gy[i]
			}, scale)
		}
	}
}

func TestDerivatives(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	for _, p := range testfunc.All() {
		t.Run(p.Name, func(t *testing.T) {
			if p.Grad == nil {
				t.Fatal("no gradient")
			}
			for range 5 {
				derivatives(t, p, generic(p, r))
			}
		})
	}
}

// TestMinima: the listed value is attained, nothing near a minimum or at random in
// the domain is smaller, and smooth functions are stationary there.
func TestMinima(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 2))
	for _, p := range testfunc.All() {
		t.Run(p.Name, func(t *testing.T) {
			n := p.Dim()
			if len(p.Minima) > 0 && !p.Minima[0].Global {
				t.Error("the first minimum is not global")
			}
			for _, m := range p.Minima {
				scale := 1e-9 * max(1, math.Abs(m.F))
				if f := p.Func(m.X); !(math.Abs(f-m.F) <= scale) {
					t.Errorf("f%v = %v, listed %v", m.X, f, m.F)
				}
				if m.Global {
					if d := p.Distance(m.X); d != 0 {
						t.Errorf("distance of a minimum: %v", d)
					}
				}
				for range 200 {
					y := append([]float64(nil), m.X...)
					for i := range y {
						y[i] += 1e-3 * max(1e-3, math.Abs(y[i])) * r.NormFloat64()
					}
					if f := p.Func(y); f < m.F-scale {
						t.Fatalf("f%v = %v is below the minimum %v at %v", y, f, m.F, m.X)
					}
				}
				if p.Kind&testfunc.Smooth != 0 {
					g := make([]float64, n)
					p.Grad(g, m.X)
					for i, v := range g {
						if !(math.Abs(v) <= 1e-6) {
							t.Errorf("gradient %v at the minimum %v, coordinate %d", v, m.X, i)
						}
					}
				}
			}
			if best, ok := p.Best(); ok {
				for range 2000 {
					if x := generic(p, r); p.Func(x) < best-1e-9 {
						t.Fatalf("f%v = %v is below the global minimum %v", x, p.Func(x), best)
					}
				}
			}
		})
	}
}

// TestConvex: a function that says so is below its chords, and above the planes that
// its gradients span.
func TestConvex(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 3))
	for _, p := range testfunc.All() {
		if p.Kind&testfunc.Convex == 0 {
			continue
		}
		g, mid := make([]float64, p.Dim()), make([]float64, p.Dim())
		for range 500 {
			x, y := generic(p, r), generic(p, r)
			p.Grad(g, x)
			plane := p.Func(x)
			for i := range x {
				mid[i] = (x[i] + y[i]) / 2
				plane += g[i] * (y[i] - x[i])
			}
			eps := 1e-9 * (1 + math.Abs(p.Func(x)) + math.Abs(p.Func(y)))
			if p.Func(mid) > (p.Func(x)+p.Func(y))/2+eps {
				t.Fatalf("%s lies above its chord between %v and %v", p.Name, x, y)
			}
			if p.Func(y) < plane-eps {
				t.Fatalf("%s lies below its tangent plane at %v", p.Name, x)
			}
		}
	}
}

// TestGonumBealeHessian shows what is wrong with gonum's Hessian of Beale's function,
// and that it is the Hessian only where x = y. When this test fails, gonum has been
// mended, and Beale can use gonum's.
func TestGonumBealeHessian(t *testing.T) {
	p := testfunc.Beale()
	for _, c := range []struct {
		x     []float64
		wrong bool
	}{{[]float64{0.7, 0.7}, false}, {[]float64{1.3, -0.4}, true}, {[]float64{3, 0.5}, true}} {
		own := make([]float64, 4)
		p.Hess(own, c.x)
		gonum := mat.NewSymDense(2, nil)
		functions.Beale{}.Hess(gonum, c.x)
		worst := 0.0
		for i, v := range own {
			worst = max(worst, math.Abs(v-gonum.At(i/2, i%2)))
		}
		if wrong := worst > 1e-9; wrong != c.wrong {
			t.Errorf("at %v gonum's Hessian is off by %v", c.x, worst)
		}
	}
}

// TestWrongDerivativeIsSeen proves the gate of TestDerivatives: it rejects gonum's Hessian.
func TestWrongDerivativeIsSeen(t *testing.T) {
	x := []float64{1.3, -0.4}
	h := mat.NewSymDense(2, nil)
	functions.Beale{}.Hess(h, x)
	g := make([]float64, 2)
	want, err := slope(func(s float64) float64 {
		functions.Beale{}.Grad(g, []float64{x[0], x[1] + s})
		return g[1]
	}, 1e-3)
	if tol := 1e-7*(math.Abs(want)+1) + 10*err; math.Abs(h.At(1, 1)-want) <= tol {
		t.Errorf("the check accepts %v for %v", h.At(1, 1), want)
	}
}
