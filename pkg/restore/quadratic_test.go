package restore

import (
	"errors"
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/internal/allocs"
	"github.com/gradstep/gradstep/pkg/optim"
)

// checkGradient compares a gradient with certified differences of the value.
func checkGradient(t *testing.T, name string, value func([]float64) float64, grad func(dst, u []float64), u []float64) {
	t.Helper()
	g, x := make([]float64, len(u)), make([]float64, len(u))
	grad(g, u)
	for i := range u {
		copy(x, u)
		e, err := fd.Certify(func(v float64) float64 { x[i] = v; return value(x) }, u[i])
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if math.Abs(e.Value-g[i]) > e.Err+1e-13 {
			t.Errorf("%s: ∂/∂u[%d] = %v, by differences %v ± %.0e", name, i, g[i], e.Value, e.Err)
		}
	}
}

func TestQuadratic(t *testing.T) {
	for _, size := range sizes {
		w, h := size[0], size[1]
		n := w * h
		f, u, v := random(n, 1), random(n, 2), random(n, 3)
		q, err := NewQuadratic(f, w, h, 0.7, nil)
		if err != nil {
			t.Fatal(err)
		}
		gx, gy := make([]float64, n), make([]float64, n)
		Gradient(gx, gy, u, w, h)
		want := (dot(gx, gx) + dot(gy, gy)) / 2
		for i := range u {
			want += 0.35 * (u[i] - f[i]) * (u[i] - f[i])
		}
		if got := q.Value(u); math.Abs(got-want) > 1e-13*want {
			t.Errorf("%d×%d: J = %v, want %v", w, h, got, want)
		}
		if n < 50 {
			checkGradient(t, "J", q.Value, q.Grad, u)
		}
		// ∇J(u + v) - ∇J(u) = Hv, for a quadratic exactly.
		a, b, hv, sum := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range sum {
			sum[i] = u[i] + v[i]
		}
		q.Grad(a, sum)
		q.Grad(b, u)
		q.HessVec(hv, v)
		for i := range hv {
			if math.Abs(a[i]-b[i]-hv[i]) > 1e-13 {
				t.Fatalf("%d×%d: Hv = %v at %d, want %v", w, h, hv[i], i, a[i]-b[i])
			}
		}
	}
}

// The eigenvalues of the Hessian lie in [λ, λ+8); they predict the best fixed rate
// and how fast gradient descent with it comes to the exact minimizer.
func TestDescentReachesTheExactMinimizerAtThePredictedRate(t *testing.T) {
	const w, h, lambda = 32, 24, 0.5
	f := random(w*h, 4)
	q, err := NewQuadratic(f, w, h, lambda, nil)
	if err != nil {
		t.Fatal(err)
	}
	exact := Tikhonov(nil, f, w, h, lambda)
	low, high := lambda, lambda+Eigenvalue(w-1, h-1, w, h)
	if !(high < lambda+8) {
		t.Fatalf("largest eigenvalue %v", high)
	}
	rate, factor := 2/(low+high), (high-low)/(high+low)
	trace := &optim.Trace{}
	s := optim.Settings{Rate: optim.Constant(rate), MaxSteps: 320, Trace: trace, Stop: optim.StopNone()}
	if _, err := optim.Minimize(optim.Problem{Func: q.Value, Grad: q.Grad}, make([]float64, w*h), optim.NewSGD(), s); err != nil {
		t.Fatal(err)
	}
	left := make([]float64, trace.Len())
	for k, x := range trace.X {
		left[k] = math.Sqrt(squaredDistance(x, exact))
		if bound := left[0] * math.Pow(factor, float64(k)); left[k] > bound*(1+1e-9)+1e-13 {
			t.Fatalf("step %d: distance %v, above %v", k, left[k], bound)
		}
	}
	// The slowest directions are left over, and shrink by the factor itself.
	if got := left[180] / left[179]; math.Abs(got-factor) > 1e-3*factor {
		t.Errorf("the distance shrinks by %v a step, want %v", got, factor)
	}
	if left[320] > 1e-13 {
		t.Errorf("%v left after 320 steps", left[320])
	}
	// A rate of 2/high and above does not converge.
	s.Rate = optim.Constant(2.001 / high)
	s.MaxSteps, s.Trace = 3000, nil
	r, _ := optim.Minimize(optim.Problem{Func: q.Value, Grad: q.Grad}, make([]float64, w*h), optim.NewSGD(), s)
	if v := q.Value(exact); math.Sqrt(squaredDistance(r.X, exact)) < 0.1 && r.F < 1.01*v {
		t.Errorf("the rate %v converges", 2.001/high)
	}
}

func TestEnergiesAllocateNothing(t *testing.T) {
	const w, h = 40, 30
	f, u, dst := random(w*h, 1), random(w*h, 2), make([]float64, w*h)
	q, _ := NewQuadratic(f, w, h, 1, nil)
	s, _ := NewSmoothTV(f, w, h, 1, 0.1, nil)
	for name, call := range map[string]func(){
		"Value": func() { q.Value(u) }, "Grad": func() { q.Grad(dst, u) }, "HessVec": func() { q.HessVec(dst, u) },
		"SmoothTV.Value": func() { s.Value(u) }, "SmoothTV.Grad": func() { s.Grad(dst, u) },
	} {
		if n := allocs.PerRun(10, call); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}

func TestEnergiesRefuse(t *testing.T) {
	for name, c := range map[string]struct {
		f           []float64
		lambda, eps float64
	}{
		"lambda 0":   {[]float64{1, 2}, 0, 1},
		"lambda -1":  {[]float64{1, 2}, -1, 1},
		"lambda NaN": {[]float64{1, 2}, math.NaN(), 1},
		"lambda Inf": {[]float64{1, 2}, math.Inf(1), 1},
		"data NaN":   {[]float64{1, math.NaN()}, 1, 1},
		"data Inf":   {[]float64{math.Inf(-1), 1}, 1, 1},
	} {
		if _, err := NewQuadratic(c.f, 2, 1, c.lambda, nil); !errors.Is(err, ErrValue) {
			t.Errorf("NewQuadratic, %s: %v", name, err)
		}
		if _, err := NewSmoothTV(c.f, 2, 1, c.lambda, c.eps, nil); !errors.Is(err, ErrValue) {
			t.Errorf("NewSmoothTV, %s: %v", name, err)
		}
	}
	for _, eps := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		if _, err := NewSmoothTV([]float64{1, 2}, 2, 1, 1, eps, nil); !errors.Is(err, ErrValue) {
			t.Errorf("eps %v: %v", eps, err)
		}
	}
}

func panics(t *testing.T, name string, f func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Errorf("%s does not panic", name)
		}
	}()
	f()
}

func TestMisusePanics(t *testing.T) {
	two := []float64{1, 2}
	q, _ := NewQuadratic(two, 2, 1, 1, nil)
	panics(t, "NewQuadratic with a short f", func() { _, _ = NewQuadratic(two, 2, 2, 1, nil) })
	panics(t, "NewQuadratic of no size", func() { _, _ = NewQuadratic(nil, 0, 2, 1, nil) })
	panics(t, "Value of a short u", func() { q.Value(two[:1]) })
	panics(t, "Grad into a short dst", func() { q.Grad(two[:1], two) })
	panics(t, "Tikhonov with a short f", func() { Tikhonov(nil, two, 2, 2, 1) })
	panics(t, "Tikhonov into a short dst", func() { Tikhonov(two[:1], two, 2, 1, 1) })
	panics(t, "Tikhonov with a negative lambda", func() { Tikhonov(nil, two, 2, 1, -1) })
	panics(t, "Tikhonov with lambda NaN", func() { Tikhonov(nil, two, 2, 1, math.NaN()) })
	panics(t, "Solve with lambda 0", func() { NewPlan(2, 1).Solve(nil, two, 0) })
	panics(t, "TV with a short f", func() { _, _ = TV(two, 2, 2, 1, 0, 1) })
	panics(t, "Gradient into a short gx", func() { Gradient(two[:1], two, two, 2, 1) })
	panics(t, "Eigenvalue outside", func() { Eigenvalue(2, 0, 2, 1) })
}
