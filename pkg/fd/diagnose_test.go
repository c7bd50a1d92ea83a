package fd

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

func TestDiagnoseSpecialCases(t *testing.T) {
	digits := func(n int) func(float64) float64 {
		return func(x float64) float64 {
			v, _ := strconv.ParseFloat(strconv.FormatFloat(math.Sin(x)+x*x, 'g', n, 64), 64)
			return v
		}
	}
	rng := rand.New(rand.NewPCG(1, 1))
	for _, q := range []struct {
		name string
		f    func(float64) float64
		x    float64
		want Kind
	}{
		{"a constant", func(float64) float64 { return 3 }, 7, Plateau},
		{"0", func(float64) float64 { return 0 }, 0, Plateau},
		{"x² at 0", func(x float64) float64 { return x * x }, 0, Smooth},
		{"x⁴ at 0", func(x float64) float64 { return x * x * x * x }, 0, Smooth},
		{"1 - cos x at 0", func(x float64) float64 { return 1 - math.Cos(x) }, 0, Smooth},
		{"exp x - 1 at 0", func(x float64) float64 { return math.Exp(x) - 1 }, 0, Smooth},
		{"x² - 2 at its root", func(x float64) float64 { return x*x - 2 }, math.Sqrt2, Smooth},
		{"10⁸ + sin x", func(x float64) float64 { return 1e8 + math.Sin(x) }, 0.5, Smooth},
		{"sin 10⁶x", func(x float64) float64 { return math.Sin(1e6 * x) }, 1, Smooth},
		{"a large function", func(x float64) float64 { return 1e300 * math.Sin(x) }, 1, Smooth},
		{"a small function", func(x float64) float64 { return 1e-300 * math.Sin(x) }, 1, Smooth},
		{"log far away", math.Log, 1e300, Smooth},
		{"exp beside 0", math.Exp, 1e-200, Smooth},
		{"log near the end of its domain", math.Log, 1e-6, Smooth},
		{"a bend of width 10⁻⁶", func(x float64) float64 { return math.Hypot(x, 1e-6) }, 0, Smooth},
		{"|x| at 0", math.Abs, 0, Kink},
		{"|x - ½| with noise of 10⁻⁹", func(x float64) float64 { return math.Abs(x-0.5) + 1e-9*noise(x) }, 0.5, Kink},
		{"ten kinks, at one of them", func(x float64) float64 { return math.Abs(math.Mod(x, 0.1) - 0.05) }, 0.35, Kink},
		{"a jump with noise of 10⁻²", func(x float64) float64 { return sign(x-0.5) + 1e-2*noise(x) }, 0.5, Jump},
		{"one value apart", func(x float64) float64 { return heaviside(x == 2) }, 2, Jump},
		{"six digits", digits(6), 1.3, Plateau},
		{"nine digits", digits(9), 1.3, Plateau},
		{"fifteen digits", digits(15), 1.3, Smooth},
		{"random", func(x float64) float64 { return x*x + 1e-3*rng.NormFloat64() }, 0.5, Noisy},
		{"√|x| at 0", func(x float64) float64 { return math.Sqrt(math.Abs(x)) }, 0, Unknown},
		{"the cube root at 0", math.Cbrt, 0, Unknown},
		{"√x at 0", math.Sqrt, 0, Unknown},
		{"tan at its pole", math.Tan, math.Pi / 2, Unknown},
		{"x sin 1/x at 0", func(x float64) float64 {
			if x == 0 {
				return 0
			}
			return x * math.Sin(1/x)
		}, 0, Unknown},
		{"|x| at 10⁻⁹: which unit?", math.Abs, 1e-9, Unknown},
		{"a kink that noise hides", func(x float64) float64 { return math.Abs(x-0.5) + 1e-4*noise(x) }, 0.5, Unknown},
		{"Weierstrass", func(x float64) (s float64) {
			for k := range 40 {
				s += math.Pow(0.5, float64(k)) * math.Cos(math.Pow(7, float64(k))*math.Pi*x)
			}
			return s
		}, 0.37, Unknown},
	} {
		d, err := Diagnose(q.f, q.x)
		if err != nil || d.Kind != q.want || d.Reason == "" || (d.Kind == Unknown) != (d.Confidence == 0) || d.Advice.Why == "" {
			t.Errorf("%s: %v, %v, want %v: %+v", q.name, d.Kind, err, q.want, d)
		}
	}
}

func TestDiagnoseRefuses(t *testing.T) {
	for _, q := range []struct {
		f func(float64) float64
		x float64
	}{
		{math.Sin, math.NaN()}, {math.Sin, math.Inf(1)}, {math.Log, -1}, {func(x float64) float64 { return 1 / x }, 0},
	} {
		if d, err := Diagnose(q.f, q.x); !errors.Is(err, ErrNotFinite) || d.Kind != Unknown || d.Evals > 200 {
			t.Errorf("at %v: %v, %v", q.x, d.Kind, err)
		}
	}
}

// What a batch evaluates in any order gives the same diagnosis, and the numbers are those of the
// function.
func TestDiagnoseBatch(t *testing.T) {
	f := func(x float64) float64 { return math.Exp(x) + 3*math.Abs(x-0.7-1e-9) }
	want, err := Diagnose(f, 0.7)
	if err != nil {
		t.Fatal(err)
	}
	batches := 0
	got, err := DiagnoseBatch(func(y, points []float64) {
		batches++
		for i := len(points) - 1; i >= 0; i-- {
			y[i] = f(points[i])
		}
	}, 0.7)
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) || batches > 8 {
		t.Errorf("%v\n%v\n%v, %d batches", got, want, err, batches)
	}
	e := math.Exp(0.7)
	if math.Abs(want.At-0.7-1e-9) > want.Within+1e-12 || math.Abs(want.Left-(e-3)) > 1e-3 || math.Abs(want.Right-(e+3)) > 1e-3 {
		t.Errorf("kink at %v ± %v, slopes %v and %v", want.At, want.Within, want.Left, want.Right)
	}
	jump, err := Diagnose(func(x float64) float64 { return x + 2*heaviside(x > 0.7+1e-9) }, 0.7)
	if err != nil || math.Abs(jump.At-0.7-1e-9) > jump.Within+1e-12 || math.Abs(jump.Height-2) > 1e-6 {
		t.Errorf("jump at %v ± %v by %v, %v", jump.At, jump.Within, jump.Height, err)
	}
	plateau, err := Diagnose(func(x float64) float64 { return nearest(math.Sin(x), 1e-4) }, 0.7)
	if err != nil || math.Abs(plateau.Height/1e-4-1) > 4 || plateau.Tread > 2e-4 || plateau.Advice.Step < 4*plateau.Tread {
		t.Errorf("%+v, %v", plateau, err)
	}
	slope := Derivative(func(x float64) float64 { return nearest(math.Sin(x), 1e-4) }, 0.7, plateau.Advice.Stencil, plateau.Advice.Step)
	if math.Abs(slope-math.Cos(0.7)) > 0.01 {
		t.Errorf("across the treads: %v, want %v", slope, math.Cos(0.7))
	}
}

func ExampleDiagnose() {
	loss := func(b float64) float64 { return math.Abs(math.Floor(3*b)/3 - 2) } // a staircase in b
	d, err := Diagnose(loss, 1.4)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Kind, "–", d.Reason)
	fmt.Printf("%v, h = %.2g: %s\n", d.Advice.Method, d.Advice.Step, d.Advice.Why)
	// Output: plateau – all values within 0.022 of x are equal, and differ by 0.33 within 0.18
	// differences, h = 0.17: central differences across several treads, or a mean over a ball of this radius
}
