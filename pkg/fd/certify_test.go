package fd

import (
	"errors"
	"math"
	"strings"
	"testing"
)

// Points where f has a derivative that is hard to get; the bound must hold and be below tol.
func TestCertifyHardPoints(t *testing.T) {
	for _, q := range []struct {
		name       string
		f          func(float64) float64
		x, df, tol float64
	}{
		{"beside a kink", math.Abs, 1e-9, 1, 1e-12},
		{"far from 0 in units of a kink's distance", func(x float64) float64 { return math.Abs(x - 1) }, 1 + 1e-9, 1, 1e-6},
		{"a plateau", math.Floor, 2.5, 0, 1e-12},
		{"beside a jump", math.Floor, 3.0001, 0, 1e-9},
		{"a plateau among many", func(x float64) float64 { return math.Floor(20*x) / 20 }, 0.52, 0, 1e-11},
		{"domain ends near", math.Log, 1e-12, 1e12, 10},
		{"domain ends near, steep", math.Asin, 1 - 1e-9, 1 / math.Sqrt((2-1e-9)*1e-9), 0.1},
		{"pole near", func(x float64) float64 { return 1 / x }, 1e-9, -1e18, 1e7},
		{"one continuous derivative", func(x float64) float64 { return x * math.Abs(x) }, 0, 0, 1e-11},
		{"the same on a slope", func(x float64) float64 { return 5*x + x*math.Abs(x) }, 0, 5, 1e-6},
		{"a spline's knot", func(x float64) float64 { return math.Pow(max(0, x-0.5), 3) }, 0.5, 0, 1e-7},
		{"derivative that is not continuous", func(x float64) float64 {
			if x == 0 {
				return 0
			}
			return x * x * math.Sin(1/x)
		}, 0, 0, 1e-11},
		{"a period that a binary step would hit", func(x float64) float64 { return math.Sin(2 * math.Pi * 4096 * x) }, 0.3, 2 * math.Pi * 4096 * math.Cos(2*math.Pi*4096*0.3), 1e-4},
		{"zero", func(float64) float64 { return 0 }, 1, 0, 1e-300},
		{"rounded to six places, near 0", func(x float64) float64 { return math.Round(1e6*math.Sin(x)) / 1e6 }, 0.107, math.Cos(0.107), 1e-2},
		{"least number", func(x float64) float64 { return x }, 5e-324, 1, 1e-13},
		{"large values", math.Exp, 700, math.Exp(700), 1e-11 * math.Exp(700)},
	} {
		e, err := Certify(q.f, q.x)
		if err != nil {
			t.Errorf("%s: %v", q.name, err)
			continue
		}
		if miss := math.Abs(e.Value - q.df); miss > e.Err || e.Err > q.tol || e.Evals > maxEvals {
			t.Errorf("%s: %v ± %g after %d evaluations, want %v (error %g) within %g", q.name, e.Value, e.Err, e.Evals, q.df, miss, q.tol)
		}
		if e.Err != e.Trunc+e.Noise || e.Left != e.Value || e.Right != e.Value || e.Jump != 0 {
			t.Errorf("%s: parts %+v", q.name, e)
		}
	}
}

func TestCertifyKinks(t *testing.T) {
	for _, q := range []struct {
		name        string
		f           func(float64) float64
		x           float64
		left, right float64
	}{
		{"|x|", math.Abs, 0, -1, 1},
		{"|x - 1|", func(x float64) float64 { return math.Abs(x - 1) }, 1, -1, 1},
		{"far |x|", func(x float64) float64 { return math.Abs(x - 1e6) }, 1e6, -1, 1},
		{"max(0, x)", func(x float64) float64 { return max(0, x) }, 0, 0, 1},
		{"max(0, x) + exp", func(x float64) float64 { return max(0, x) + math.Exp(x) }, 0, 1, 2},
		{"exp|x|", func(x float64) float64 { return math.Exp(math.Abs(x)) }, 0, -1, 1},
		{"|sin| at float π", func(x float64) float64 { return math.Abs(math.Sin(x)) }, math.Pi, -1, 1},
		{"noisy |x|", func(x float64) float64 { return math.Abs(x) + 1e-6*noise(x) }, 0, -1, 1},
	} {
		e, err := Certify(q.f, q.x)
		if !errors.Is(err, ErrKink) {
			t.Errorf("%s: %+v, %v", q.name, e, err)
			continue
		}
		tol := 1e-8
		if strings.HasPrefix(q.name, "noisy") {
			tol = 1e-3
		}
		if math.Abs(e.Left-q.left) > e.LeftErr+tol || math.Abs(e.Right-q.right) > e.RightErr+tol || e.LeftErr > tol || e.RightErr > tol {
			t.Errorf("%s: %g ± %g and %g ± %g, want %g and %g", q.name, e.Left, e.LeftErr, e.Right, e.RightErr, q.left, q.right)
		}
		// Not a confident number: the interval covers both.
		if e.Value-e.Err > q.left+tol || e.Value+e.Err < q.right-tol || e.Evals > maxEvals {
			t.Errorf("%s: %g ± %g after %d evaluations", q.name, e.Value, e.Err, e.Evals)
		}
		if !strings.Contains(err.Error(), "from the left") {
			t.Errorf("%s: %v", q.name, err)
		}
	}
}

func TestCertifyJumps(t *testing.T) {
	for _, q := range []struct {
		name              string
		f                 func(float64) float64
		x                 float64
		jump, left, right float64
	}{
		{"floor", math.Floor, 3, 1, 0, 0},
		{"a staircase", func(x float64) float64 { return math.Floor(20*x) / 20 }, 0.5, 0.05, 0, 0},
		{"sign", func(x float64) float64 {
			if x == 0 {
				return 0
			}
			return math.Copysign(1, x)
		}, 0, 2, 0, 0},
		{"two branches", func(x float64) float64 {
			if x < 0.7 {
				return math.Sin(x)
			}
			return 2 + x*x
		}, 0.7, 2.49 - math.Sin(0.7), math.Cos(0.7), 1.4},
		{"one value apart", func(x float64) float64 {
			if x == 0.5 {
				return 9
			}
			return x
		}, 0.5, 0, 1, 1},
	} {
		e, err := Certify(q.f, q.x)
		if !errors.Is(err, ErrJump) || !math.IsNaN(e.Value) || !math.IsInf(e.Err, 1) {
			t.Errorf("%s: %+v, %v", q.name, e, err)
			continue
		}
		if math.Abs(e.Jump-q.jump) > 1e-9 || math.Abs(e.Left-q.left) > 1e-6 || math.Abs(e.Right-q.right) > 1e-6 {
			t.Errorf("%s: jump %g, slopes %g and %g; want %g, %g, %g", q.name, e.Jump, e.Left, e.Right, q.jump, q.left, q.right)
		}
	}
}

func TestCertifyNoDerivative(t *testing.T) {
	root := func(x float64) float64 { return math.Sqrt(math.Abs(x)) }
	nan := func(x float64) float64 {
		if x > 1 {
			return math.NaN()
		}
		return x * x
	}
	for _, q := range []struct {
		name string
		f    func(float64) float64
		x    float64
		is   error
		says string
	}{
		{"√|x|", root, 0, ErrUnbounded, "x = 0"},
		{"cube root", math.Cbrt, 0, ErrUnbounded, "x = 0"},
		{"log at 0", math.Log, 0, ErrNotFinite, "f(0) = -Inf"},
		{"log of -1", math.Log, -1, ErrNotFinite, "f(-1) = NaN"},
		{"end of the domain", math.Sqrt, 0, ErrNotFinite, "f(-"},
		{"nan on the right", nan, 1, ErrNotFinite, "f(1.0000"},
		{"overflow", func(x float64) float64 { return x * x }, 1e200, ErrNotFinite, "f(1e+200) = +Inf"},
		{"at NaN", math.Sin, math.NaN(), ErrNotFinite, "NaN"},
		{"at infinity", math.Atan, math.Inf(1), ErrNotFinite, "+Inf"},
		{"at the largest number", func(x float64) float64 { return x }, math.MaxFloat64, ErrNotFinite, "near x"},
	} {
		e, err := Certify(q.f, q.x)
		if !errors.Is(err, q.is) || !strings.Contains(err.Error(), q.says) {
			t.Errorf("%s: %v", q.name, err)
		}
		if !math.IsNaN(e.Value) || !math.IsInf(e.Err, 1) {
			t.Errorf("%s: %g ± %g", q.name, e.Value, e.Err)
		}
	}
	// No derivative, and no confident number either.
	e, err := Certify(func(x float64) float64 {
		if x == 0 {
			return 0
		}
		return x * math.Sin(1/x)
	}, 0)
	if err == nil && e.Err < 1 {
		t.Errorf("x sin(1/x) at 0: %g ± %g", e.Value, e.Err)
	}
	if e, err := Certify(noise, 0.3); err == nil && e.Err < 1 {
		t.Errorf("noise: %g ± %g", e.Value, e.Err)
	}
}

// A solver's error is a smooth function between the changes of its number of steps: only who knows it can say
// so.
func TestCertifyNoisyKnowsASolversTolerance(t *testing.T) {
	covered, told := 0, 0
	for i := range 40 {
		x := 0.2 + 0.06*float64(i)
		f := func(x float64) float64 { return kepler(x, 0.3, 1e-7) }
		df := 1 / (1 - 0.3*math.Cos(kepler(x, 0.3, 1e-15)))
		if e, err := Certify(f, x); err == nil && math.Abs(e.Value-df) <= e.Err {
			covered++
		}
		e, err := CertifyNoisy(f, x, 1e-7)
		if err == nil && math.Abs(e.Value-df) <= e.Err && e.Err < 1e-3 {
			told++
		}
	}
	if covered > 20 || told != 40 {
		t.Errorf("bound holds at %d of 40 points, at %d with the tolerance given", covered, told)
	}
}

func TestCertifyCostOfAnEasyPoint(t *testing.T) {
	if e, err := Certify(math.Exp, 1); err != nil || e.Evals != 17 {
		t.Errorf("%d evaluations, %v", e.Evals, err)
	}
}

// The weights in the grid are those of the stencils that the documentation names.
func TestGridWeights(t *testing.T) {
	var g grid
	const x, d = 0.3, 0x1p-7
	g.read(math.Exp, x, math.Exp(x), d)
	if want := Derivative(math.Exp, x, NewCentral(1, 8), d); math.Abs(g.value-want) > 1e-13 {
		t.Errorf("central: %v, order 8 gives %v", g.value, want)
	}
	for sign, s := range map[int]Stencil{1: NewForward(1, 4), -1: NewBackward(1, 4)} {
		want := Derivative(math.Exp, x, s, d)
		if got := g.side(sign, false).value; math.Abs(got-want) > 1e-12 {
			t.Errorf("side %d: %v, order 4 gives %v", sign, got, want)
		}
		if got := g.side(sign, true).value; math.Abs(got-math.Exp(x)) > 1e-5 {
			t.Errorf("branch %d: %v, want %v", sign, got, math.Exp(x))
		}
	}
	amplify, remainder := NewCentral(1, 8).constants()
	if math.Abs(amplify-centralNorm) > 1e-15 || math.Abs(remainder-1./remainder8) > 1e-17 {
		t.Errorf("central norms: %v, %v", amplify, remainder)
	}
	if amplify, _ = NewForward(1, 4).constants(); math.Abs(amplify-sideNorm) > 1e-14 {
		t.Errorf("one-sided norm: %v", amplify)
	}
	// Each extrapolation removes the powers it says, and keeps constants.
	for name, q := range map[string]struct {
		w      [reach]float64
		powers []float64
	}{
		"even": {evenWeights, []float64{2, 4, 6}}, "kink": {kinkWeights, []float64{1, 3, 5}}, "kink, inner": {kinkInner, []float64{1, 3}},
		"side": {sideWeights, []float64{1, 2, 3}}, "side, inner": {sideInner, []float64{1, 2}},
	} {
		for _, p := range append(q.powers, 0) {
			got := 0.0
			for j, w := range q.w {
				got += w * math.Pow(float64(j+1), p)
			}
			if want := map[bool]float64{true: 1}[p == 0]; math.Abs(got-want) > 1e-12 {
				t.Errorf("%s: Σ w·j^%g = %g", name, p, got)
			}
		}
	}
}
