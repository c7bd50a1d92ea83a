package restore

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/gradstep/gradstep/pkg/internal/allocs"
)

func maxDiff(a, b []float64) float64 {
	worst := 0.0
	for i, v := range a {
		worst = max(worst, math.Abs(v-b[i]))
	}
	return worst
}

// The solution is that of the dense system, for λ from tiny to huge.
func TestTikhonovSolvesTheDenseSystem(t *testing.T) {
	for _, size := range sizes {
		w, h := size[0], size[1]
		n := w * h
		f := random(n, 5)
		for _, lambda := range []float64{1e-3, 0.1, 1, 8, 1e4} {
			a := dense(n, n, func(dst, u []float64) { Laplacian(dst, u, w, h) })
			a.Scale(-1, a)
			b := mat.NewVecDense(n, nil)
			for i := range n {
				a.Set(i, i, a.At(i, i)+lambda)
				b.SetVec(i, lambda*f[i])
			}
			var want mat.VecDense
			if err := want.SolveVec(a, b); err != nil {
				t.Fatal(err)
			}
			if d := maxDiff(Tikhonov(nil, f, w, h, lambda), want.RawVector().Data); d > 1e-12 {
				t.Errorf("%d×%d, λ = %g: off by %.1e", w, h, lambda, d)
			}
			for i := range n {
				b.SetVec(i, f[i])
			}
			if err := want.SolveVec(a, b); err != nil {
				t.Fatal(err)
			}
			if d := maxDiff(NewPlan(w, h).Solve(nil, f, lambda), want.RawVector().Data); d > 1e-12*max(1, 1/lambda) {
				t.Errorf("Solve %d×%d, λ = %g: off by %.1e", w, h, lambda, d)
			}
		}
	}
}

// byCosines is the solution as a sum of eigenvectors, term by term: both directions
// by cosine series, in n² operations.
func byCosines(f []float64, w, h int, lambda float64) []float64 {
	u := make([]float64, w*h)
	for k := range w {
		for l := range h {
			v := func(x, y int) float64 {
				return math.Cos(math.Pi*float64(k)*(float64(x)+0.5)/float64(w)) * math.Cos(math.Pi*float64(l)*(float64(y)+0.5)/float64(h))
			}
			fv, vv := 0.0, 0.0
			for i := range f {
				fv += f[i] * v(i%w, i/w)
				vv += v(i%w, i/w) * v(i%w, i/w)
			}
			c := fv / vv * lambda / (lambda + Eigenvalue(k, l, w, h))
			for i := range u {
				u[i] += c * v(i%w, i/w)
			}
		}
	}
	return u
}

// For a tiny λ the system is nearly singular; the elimination loses nothing.
func TestTikhonovKeepsItsDigits(t *testing.T) {
	const w, h = 19, 23
	f := random(w*h, 6)
	for i := range f {
		f[i] += 3
	}
	for _, lambda := range []float64{1e-300, 1e-15, 1e-9, 1e-4, 1} {
		if d := maxDiff(Tikhonov(nil, f, w, h, lambda), byCosines(f, w, h, lambda)); d > 2e-14 {
			t.Errorf("λ = %g: off by %.1e", lambda, d)
		}
	}
}

func TestTikhonovSpecialCases(t *testing.T) {
	f := []float64{1, 2, 3, 6}
	if got, want := Tikhonov(nil, f, 2, 2, 0), []float64{3, 3, 3, 3}; !slices.Equal(got, want) {
		t.Errorf("λ = 0: %v", got)
	}
	if got := Tikhonov(nil, f, 2, 2, math.Inf(1)); !slices.Equal(got, f) {
		t.Errorf("λ = +Inf: %v", got)
	}
	if got := Tikhonov(nil, f, 2, 2, 1e-12); maxDiff(got, []float64{3, 3, 3, 3}) > 1e-11 {
		t.Errorf("λ = 1e-12: %v", got)
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		for _, lambda := range []float64{0, 1, math.Inf(1)} {
			for i, u := range Tikhonov(nil, []float64{1, v, 3, 6}, 2, 2, lambda) {
				if !math.IsNaN(u) {
					t.Errorf("λ = %v, a sample %v: u[%d] = %v", lambda, v, i, u)
				}
			}
		}
	}
	constant := make([]float64, 35)
	fill(constant, 0.3)
	if d := maxDiff(Tikhonov(nil, constant, 7, 5, 0.1), constant); d > 1e-15 {
		t.Errorf("a constant image changes by %v", d)
	}
}

func TestTikhonovMayWriteOverItsInput(t *testing.T) {
	const w, h = 70, 33
	f := random(w*h, 7)
	want := Tikhonov(nil, f, w, h, 2)
	if again := random(w*h, 7); !slices.Equal(f, again) {
		t.Fatal("the input was changed")
	}
	if got := Tikhonov(f, f, w, h, 2); !slices.Equal(got, want) {
		t.Error("another result when dst is f")
	}
}

// atCores runs f with 1, 2, 3 and 8 goroutines.
func atCores(t *testing.T, f func(t *testing.T)) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, n := range []int{1, 2, 3, 8} {
		runtime.GOMAXPROCS(n)
		t.Run(fmt.Sprintf("%d cores", n), f)
	}
}

func TestTikhonovHasTheSameBitsAtAnyNumberOfCores(t *testing.T) {
	const w, h = 150, 67
	f := random(w*h, 8)
	var want []float64
	atCores(t, func(t *testing.T) {
		got := Tikhonov(nil, f, w, h, 0.3)
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Error("other bits")
		}
	})
}

func TestPlanAllocatesNothing(t *testing.T) {
	const w, h = 64, 64
	p, f, dst := NewPlan(w, h), random(w*h, 9), make([]float64, w*h)
	if n := allocs.PerRun(10, func() { p.Tikhonov(dst, f, 1) }); n != 0 {
		t.Errorf("a solve allocates %v times", n)
	}
}

func BenchmarkTikhonov512(b *testing.B) {
	const n = 512
	p, f, dst := NewPlan(n, n), random(n*n, 10), make([]float64, n*n)
	for b.Loop() {
		p.Tikhonov(dst, f, 1)
	}
}
