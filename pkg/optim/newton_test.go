package optim_test

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
)

// TestNewtonIsExactOnQuadratics: one full step from anywhere lands on the minimum, and
// a step of rate ½ halves the distance.
func TestNewtonIsExactOnQuadratics(t *testing.T) {
	h := []float64{4, 1, -1, 1, 3, 0.5, -1, 0.5, 2}
	grad := func(dst, x []float64) {
		for i := range dst {
			dst[i] = h[3*i]*(x[0]-1) + h[3*i+1]*(x[1]-2) + h[3*i+2]*(x[2]-3)
		}
	}
	r := optim.NewNewton(func(dst, _ []float64) { copy(dst, h) })
	x := []float64{10, -7, 5}
	r.Step(x, grad, 1)
	near(t, "full step", x, []float64{1, 2, 3})
	x = []float64{3, 4, 5}
	r.Step(x, grad, 0.5)
	near(t, "half step", x, []float64{2, 3, 4})
	if r.Damped != 0 {
		t.Errorf("damped %d times", r.Damped)
	}
}

// TestNewtonDescendsOnSaddles: where the Hessian is not positive definite, the damped
// step still goes downhill, and is counted.
func TestNewtonDescendsOnSaddles(t *testing.T) {
	f := func(x []float64) float64 { return x[0]*x[0] - x[1]*x[1] + 0.1*math.Pow(x[1], 4) }
	grad := func(dst, x []float64) { dst[0], dst[1] = 2*x[0], -2*x[1]+0.4*x[1]*x[1]*x[1] }
	full := optim.NewNewton(func(dst, x []float64) { dst[0], dst[1], dst[2], dst[3] = 2, 0, 0, -2+1.2*x[1]*x[1] })
	diag := optim.NewDiagonalNewton(func(dst, x []float64) { dst[0], dst[1] = 2, -2+1.2*x[1]*x[1] })
	for name, r := range map[string]*optim.Newton{"full": full, "diagonal": diag} {
		x := []float64{1, 0.1}
		before := f(x)
		r.Step(x, grad, 0.1)
		if f(x) >= before || r.Damped != 1 {
			t.Errorf("%s: f from %v to %v, damped %d times", name, before, f(x), r.Damped)
		}
		res := run(t, optim.Problem{Func: f, Grad: grad}, []float64{1, 0.1}, r, optim.Settings{
			Rate: optim.Constant(0.5), MaxSteps: 500, Stop: optim.StopGrad(1e-10),
		})
		if math.Abs(math.Abs(res.X[1])-math.Sqrt(5)) > 1e-9 || math.Abs(res.X[0]) > 1e-9 {
			t.Errorf("%s: %s at %v", name, res.Message, res.X)
		}
	}
}

// TestNewtonScale: the damping follows the size of the Hessian, so that f in other units makes
// the same steps, on saddles too.
func TestNewtonScale(t *testing.T) {
	step := func(unit float64) []float64 {
		x := []float64{1, 0.1}
		optim.NewNewton(func(dst, _ []float64) {
			dst[0], dst[1], dst[2], dst[3] = 2*unit, 0, 0, -1e-3*unit
		}).Step(x, func(dst, x []float64) { dst[0], dst[1] = 2*unit*x[0], -1e-3*unit*x[1] }, 0.5)
		return x
	}
	// τ = 1e-3·2 turns -1e-3 into 1e-3 at the first attempt.
	want := []float64{1 - 0.5*2/(2+2e-3), 0.1 + 0.5*1e-4/1e-3}
	near(t, "damped", step(1), want)
	for _, unit := range []float64{1e-9, 1e9} {
		near(t, "scaled", step(unit), want)
	}
	// With zeros on the diagonal there is no size to follow; the step is finite and goes downhill.
	x := []float64{1, -0.9}
	f := func(x []float64) float64 { return x[0] * x[1] }
	before := f(x)
	optim.NewNewton(func(dst, _ []float64) { dst[0], dst[1], dst[2], dst[3] = 0, 1, 1, 0 }).
		Step(x, func(dst, x []float64) { dst[0], dst[1] = x[1], x[0] }, 0.1)
	if !(f(x) < before) {
		t.Errorf("f from %v to %v at %v", before, f(x), x)
	}
}

// TestNewtonByDifferences: the Hessian may be finite differences of the gradient, and
// takes Rosenbrock's valley in a few dozen steps.
func TestNewtonByDifferences(t *testing.T) {
	grad := func(dst, x []float64) {
		d := x[1] - x[0]*x[0]
		dst[0], dst[1] = -400*x[0]*d-2*(1-x[0]), 200*d
	}
	hess := func(dst, x []float64) {
		const h = 1e-5
		n := len(x)
		right, left := make([]float64, n), make([]float64, n)
		y := append([]float64(nil), x...)
		for j := range n {
			y[j] = x[j] + h
			grad(right, y)
			y[j] = x[j] - h
			grad(left, y)
			y[j] = x[j]
			for i := range n {
				dst[i*n+j] = (right[i] - left[i]) / (2 * h)
			}
		}
	}
	r := run(t, optim.Problem{Grad: grad}, []float64{-1.2, 1}, optim.NewNewton(hess), optim.Settings{
		Rate: optim.Constant(1), MaxSteps: 60, Stop: optim.StopGrad(1e-9),
	})
	if r.Status != optim.SmallGradient || math.Hypot(r.X[0]-1, r.X[1]-1) > 1e-8 {
		t.Errorf("%s at %v", r.Message, r.X)
	}
	// The diagonal alone takes second differences of f, and is all of the Hessian of the paper's function.
	diag := func(dst, x []float64) {
		const h = 1e-4
		y := append([]float64(nil), x...)
		for i, xi := range x {
			y[i] = xi + h
			right := logQuad(y)
			y[i] = xi - h
			dst[i] = (right - 2*logQuad(x) + logQuad(y)) / (h * h)
			y[i] = xi
		}
	}
	p := optim.Problem{Func: logQuad, Grad: centralDifferences(logQuad, 1e-4)}
	r = run(t, p, []float64{1, 1}, optim.NewDiagonalNewton(diag), optim.Settings{
		Rate: optim.Constant(1), MaxSteps: 100, Stop: optim.StopGrad(1e-3),
	})
	if r.Status != optim.SmallGradient || r.Steps > 20 {
		t.Errorf("diagonal: %s at %v", r.Message, r.X)
	}
}

// TestNewtonBadHessian: a Hessian that is not finite ends the run, and one of Hess and
// Diag must be set.
func TestNewtonBadHessian(t *testing.T) {
	for name, r := range map[string]*optim.Newton{
		"full":     optim.NewNewton(func(dst, _ []float64) { dst[0] = math.NaN() }),
		"diagonal": optim.NewDiagonalNewton(func(dst, _ []float64) { dst[0] = math.NaN() }),
	} {
		res, err := optim.Minimize(bowl(), ones(2), r, optim.Settings{Rate: optim.Constant(1), MaxSteps: 5})
		if err == nil || res.Status != optim.NonFinite || res.X[0] != 1 {
			t.Errorf("%s: %v, %v", name, res.Message, err)
		}
	}
	mustPanic(t, "neither", func() { (&optim.Newton{}).Step(ones(1), bowl().Grad, 1) })
}
