package restore

import (
	"errors"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"github.com/gradstep/gradstep/pkg/internal/allocs"
)

// lopsided is a kernel that is no product and has no symmetry.
var lopsided = Kernel{3, 5, []float64{
	0.1, 0, 0.3,
	0, 0.2, 0,
	-0.1, 0.05, 0.15,
	0, 0, 0.1,
	0.02, 0, 0.18,
}}

// operators returns one of each kind for images of w·h samples; the kernels may
// be larger than the image.
func operators(t testing.TB, w, h int, seed uint64) map[string]Operator {
	t.Helper()
	known := make([]bool, w*h)
	for i, v := range random(w*h, seed) {
		known[i] = v > -0.3 || i == 0
	}
	mask, err := NewMask(w, h, known)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]Operator{"mask": mask, "downsample 2": NewDownsample(w, h, 2), "downsample 3": NewDownsample(w, h, 3), "downsample 1": NewDownsample(w, h, 1)}
	for name, k := range map[string]Kernel{"Gauss": GaussianKernel(1.3), "motion": MotionKernel(7), "lopsided": lopsided, "point": {1, 1, []float64{2}}} {
		b, err := NewBlur(w, h, k)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = b
	}
	return all
}

func TestAdjoints(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w, h := rapid.IntRange(1, 12).Draw(rt, "w"), rapid.IntRange(1, 12).Draw(rt, "h")
		seed := rapid.Uint64().Draw(rt, "seed")
		for name, a := range operators(t, w, h, seed) {
			aw, ah, m := a.Size()
			if aw != w || ah != h {
				rt.Fatalf("%s: size %d×%d, want %d×%d", name, aw, ah, w, h)
			}
			u, r, au, ar := random(w*h, seed+1), random(m, seed+2), make([]float64, m), make([]float64, w*h)
			a.Apply(au, u)
			a.Adjoint(ar, r)
			if left, right := dot(au, r), dot(u, ar); math.Abs(left-right) > 1e-13*float64(w*h) {
				rt.Fatalf("%s, %d×%d: ⟨Au, r⟩ = %v, ⟨u, Aᵀr⟩ = %v", name, w, h, left, right)
			}
		}
	})
}

// Norm is not below the largest singular value, and equal to it where the
// documentation says so.
func TestNorms(t *testing.T) {
	for _, size := range sizes {
		w, h := size[0], size[1]
		for name, a := range operators(t, w, h, 3) {
			_, _, m := a.Size()
			var svd mat.SVD
			if !svd.Factorize(dense(w*h, m, a.Apply), mat.SVDNone) {
				t.Fatal("no singular values")
			}
			largest := svd.Values(nil)[0]
			if largest > a.Norm()*(1+1e-12) {
				t.Errorf("%s, %d×%d: ‖A‖ = %v, above %v", name, w, h, largest, a.Norm())
			}
			if name != "lopsided" && a.Norm() > largest*(1+1e-12) {
				t.Errorf("%s, %d×%d: ‖A‖ = %v, and %v is not tight", name, w, h, largest, a.Norm())
			}
		}
	}
}

// The convolution by its formula, on mirrored images of every size, kernels of
// one term and of several.
func TestBlur(t *testing.T) {
	for _, size := range sizes {
		w, h := size[0], size[1]
		u, got := random(w*h, 4), make([]float64, w*h)
		for name, k := range map[string]Kernel{"Gauss": GaussianKernel(0.8), "lopsided": lopsided, "motion": MotionKernel(5)} {
			b, err := NewBlur(w, h, k)
			if err != nil {
				t.Fatal(err)
			}
			if terms := map[string]int{"Gauss": 1, "lopsided": 5, "motion": 1}[name]; len(b.terms) != terms {
				t.Errorf("%s: %d terms, want %d", name, len(b.terms), terms)
			}
			b.Apply(got, u)
			for i, v := range got {
				want := 0.0
				for j, weight := range k.V {
					x, y := i%w-(j%k.W-k.W/2), i/w-(j/k.W-k.H/2)
					want += weight * u[reflected(y, h)*w+reflected(x, w)]
				}
				if math.Abs(v-want) > 1e-14*float64(len(k.V)) {
					t.Fatalf("%s, %d×%d: sample %d is %v, want %v", name, w, h, i, v, want)
				}
			}
		}
	}
}

// reflected walks from i towards the image, turning around at its ends.
func reflected(i, n int) int {
	for i < 0 || i >= n {
		if i < 0 {
			i = -1 - i
		} else {
			i = 2*n - 1 - i
		}
	}
	return i
}

func TestMaskAndDownsample(t *testing.T) {
	m, err := NewMask(3, 1, []bool{true, false, true})
	if err != nil {
		t.Fatal(err)
	}
	got := make([]float64, 2)
	m.Apply(got, []float64{5, math.NaN(), 7})
	if got[0] != 5 || got[1] != 7 {
		t.Errorf("known samples %v", got)
	}
	d := NewDownsample(5, 3, 2)
	if cw, ch := d.Coarse(); cw != 3 || ch != 2 {
		t.Errorf("%d×%d coarse pixels", cw, ch)
	}
	coarse := make([]float64, 6)
	d.Apply(coarse, []float64{1, 3, 5, 7, 9, 3, 5, 7, 9, 11, 2, 4, 6, 8, 10})
	if want := []float64{3, 7, 10, 3, 7, 10}; maxDiff(coarse, want) > 1e-15 {
		t.Errorf("means %v, want %v", coarse, want)
	}
}

func TestEnergiesWithAnOperator(t *testing.T) {
	const w, h = 5, 6
	for name, a := range operators(t, w, h, 5) {
		_, _, m := a.Size()
		f, u, v, hv, g0, g1 := random(m, 6), random(w*h, 7), random(w*h, 8), make([]float64, w*h), make([]float64, w*h), make([]float64, w*h)
		q, err := NewQuadratic(f, w, h, 1.7, a)
		if err != nil {
			t.Fatal(err)
		}
		checkGradient(t, "J, "+name, q.Value, q.Grad, u)
		s, err := NewSmoothTV(f, w, h, 1.7, 0.2, a)
		if err != nil {
			t.Fatal(err)
		}
		checkGradient(t, "E_ε, "+name, s.Value, s.Grad, u)
		q.HessVec(hv, v)
		q.Grad(g0, u)
		for i := range v {
			u[i] += v[i]
		}
		q.Grad(g1, u)
		for i := range v {
			if math.Abs(g1[i]-g0[i]-hv[i]) > 1e-12 {
				t.Fatalf("%s: Hv = %v at %d, want %v", name, hv[i], i, g1[i]-g0[i])
			}
		}
		if n := allocs.PerRun(5, func() { q.Value(u); q.Grad(g0, u); q.HessVec(hv, v); s.Value(u); s.Grad(g0, u) }); n != 0 {
			t.Errorf("%s: the energies allocate %v times", name, n)
		}
	}
}

// Solve agrees with the dense system.
func TestSolve(t *testing.T) {
	for _, size := range sizes {
		w, h := size[0], size[1]
		n := w * h
		all := operators(t, w, h, 9)
		all["identity"] = nil
		for name, a := range all {
			m := n
			if a != nil {
				_, _, m = a.Size()
			}
			f := random(m, 10)
			for _, lambda := range []float64{0.1, 20} {
				q, err := NewQuadratic(f, w, h, lambda, a)
				if err != nil {
					t.Fatal(err)
				}
				s, err := q.Solve(1e-13, 0)
				if err != nil {
					t.Fatal(err)
				}
				hess, rhs := dense(n, n, q.HessVec), make([]float64, n)
				q.Grad(rhs, make([]float64, n))
				var want mat.VecDense
				if err := want.SolveVec(hess, mat.NewVecDense(n, rhs)); err != nil {
					t.Fatal(err)
				}
				want.ScaleVec(-1, &want)
				if d := maxDiff(s.U, want.RawVector().Data); d > 1e-9 || s.Residual > 1e-12 {
					t.Errorf("%s, %d×%d, λ = %g: off by %.1e, residual %.1e after %d steps", name, w, h, lambda, d, s.Residual, s.Steps)
				}
				if s.Energy != q.Value(s.U) || (a == nil && s.Steps > 2) {
					t.Errorf("%s: energy %v, %d steps", name, s.Energy, s.Steps)
				}
			}
		}
	}
}

func TestSolveStops(t *testing.T) {
	const w, h = 20, 20
	b, err := NewBlur(w, h, GaussianKernel(2))
	if err != nil {
		t.Fatal(err)
	}
	q, err := NewQuadratic(random(w*h, 11), w, h, 1000, b)
	if err != nil {
		t.Fatal(err)
	}
	if s, err := q.Solve(0, 7); err != nil || s.Steps != 7 || s.Residual == 0 {
		t.Errorf("%+v, %v", s.Steps, err)
	}
	zero, _ := NewQuadratic(make([]float64, w*h), w, h, 1, b)
	if s, err := zero.Solve(1e-9, 0); err != nil || s.Steps != 0 || s.Residual != 0 {
		t.Errorf("zero data: %d steps, residual %v, %v", s.Steps, s.Residual, err)
	}
	edges, err := NewBlur(w, h, Kernel{3, 1, []float64{-1, 2, -1}})
	if err != nil {
		t.Fatal(err)
	}
	blind, _ := NewQuadratic(random(w*h, 12), w, h, 1, edges)
	for name, call := range map[string]func() (Solution, error){
		"blind to brightness": func() (Solution, error) { return blind.Solve(1e-9, 0) },
		"tol -1":              func() (Solution, error) { return q.Solve(-1, 0) },
		"tol NaN":             func() (Solution, error) { return q.Solve(math.NaN(), 0) },
		"maxSteps -1":         func() (Solution, error) { return q.Solve(1e-9, -1) },
	} {
		if _, err := call(); !errors.Is(err, ErrValue) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOperatorsRefuse(t *testing.T) {
	for name, k := range map[string]Kernel{
		"even": {2, 1, []float64{1, 1}}, "empty": {}, "NaN": {1, 1, []float64{math.NaN()}},
		"Inf": {1, 1, []float64{math.Inf(1)}}, "zeros": {3, 1, make([]float64, 3)},
	} {
		if _, err := NewBlur(4, 4, k); !errors.Is(err, ErrValue) {
			t.Errorf("kernel %s: %v", name, err)
		}
	}
	if _, err := NewMask(2, 1, []bool{false, false}); !errors.Is(err, ErrValue) {
		t.Errorf("an empty mask: %v", err)
	}
	panics(t, "NewMask with a short slice", func() { _, _ = NewMask(2, 2, []bool{true}) })
	panics(t, "a kernel with too few weights", func() { _, _ = NewBlur(2, 2, Kernel{3, 3, []float64{1}}) })
	panics(t, "a Gaussian of no width", func() { GaussianKernel(0) })
	panics(t, "an even motion", func() { MotionKernel(4) })
	panics(t, "blocks of nothing", func() { NewDownsample(2, 2, 0) })
	panics(t, "an operator of another size", func() { _, _ = NewQuadratic(make([]float64, 4), 2, 2, 1, NewDownsample(4, 1, 1)) })
	panics(t, "Apply to a short image", func() { NewDownsample(2, 2, 1).Apply(make([]float64, 4), make([]float64, 3)) })
}
