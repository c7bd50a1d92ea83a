package steklov

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The rule is exact on every polynomial up to degree 3, and on a quadratic it is F + h² tr H / (2(n+2)).
func TestMeanIsExactUpToDegreeThree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "n")
		draw := rapid.SliceOfN(rapid.Float64Range(-2, 2), n, n)
		x, diag, a, cubic := draw.Draw(t, "x"), draw.Draw(t, "diag"), draw.Draw(t, "a"), draw.Draw(t, "cubic")
		h := rapid.Float64Range(0.01, 3).Draw(t, "h")
		f := func(x []float64) float64 {
			s := 1.0
			for i, v := range x {
				s += a[i]*v + diag[i]*v*v/2 + cubic[i]*v*v*v + v*x[0]*x[n-1]
			}
			return s
		}
		before := slices.Clone(x)
		trace := 0.0
		for i, v := range x {
			trace += diag[i] + 6*cubic[i]*v
		}
		trace += laplacian(x)
		want := f(x) + h*h*trace/(2*float64(n+2))
		if got := Mean(f, x, h); math.Abs(got-want) > 1e-11*(1+math.Abs(want))*(1+h*h*h) {
			t.Fatalf("got %v, want %v", got, want)
		}
		if !slices.Equal(x, before) {
			t.Fatal("x was modified")
		}
	})
}

// laplacian of Σ_i x_i·x_0·x_{n-1}.
func laplacian(x []float64) float64 {
	n := len(x)
	if n == 1 {
		return 6 * x[0] // x³
	}
	// x_0²·x_{n-1} + x_0·x_{n-1}² + Σ of the others, which are linear in each coordinate.
	return 2*x[n-1] + 2*x[0]
}

func TestMeanOfOtherFunctions(t *testing.T) {
	// The error is of the fourth order: halving h divides it by 16.
	f := func(x []float64) float64 { return math.Exp(x[0]) }
	exact := func(h float64) float64 { return math.Sinh(h) / h }
	miss := func(h float64) float64 { return math.Abs(Mean(f, []float64{0}, h) - exact(h)) }
	if r := miss(0.4) / miss(0.2); r < 15 || r > 17.5 {
		t.Errorf("the error falls by %g", r)
	}
	if got := Mean(f, []float64{0.3}, 0); got != math.Exp(0.3) {
		t.Errorf("h = 0: %v", got)
	}
	if got := Mean(func([]float64) float64 { return 4 }, nil, 1); got != 4 {
		t.Errorf("no dimension: %v", got)
	}
}

func TestMonteCarlo(t *testing.T) {
	// Known means over a ball: ‖y‖ has the mean n/(n+1)·h, ‖y‖² n/(n+2)·h², and what is linear is exact.
	for _, n := range []int{1, 2, 3, 10} {
		h, x := 1.5, make([]float64, n)
		norm := func(x []float64) float64 { return math.Sqrt(square(x)) }
		for name, q := range map[string]struct {
			f    func([]float64) float64
			want float64
		}{
			"norm":   {norm, float64(n) / float64(n+1) * h},
			"square": {square, float64(n) / float64(n+2) * h * h},
		} {
			got, se := MonteCarlo(q.f, x, h, 20000, seeded(uint64(n)))
			if math.Abs(got-q.want) > 5*se || se > 0.01 {
				t.Errorf("%s, n = %d: %g ± %g, want %g", name, n, got, se, q.want)
			}
		}
		f, _ := linear(n)
		if got, se := MonteCarlo(f, x, h, 50, seeded(1)); math.Abs(got-3) > 1e-12 || se > 1e-12 {
			t.Errorf("linear, n = %d: %g ± %g", n, got, se)
		}
	}
	// The standard error is that of theory: the pairs of |x| in [-h, h] have the variance h²/12.
	_, se := MonteCarlo(func(x []float64) float64 { return math.Abs(x[0]) }, []float64{0}, 1, 40000, seeded(3))
	if want := math.Sqrt(1. / 12 / 40000); math.Abs(se/want-1) > 0.03 {
		t.Errorf("standard error %g, want %g", se, want)
	}
	if _, se := MonteCarlo(square, []float64{1}, 1, 1, seeded(3)); !math.IsNaN(se) {
		t.Errorf("one pair: standard error %g", se)
	}
	if got, _ := MonteCarlo(func([]float64) float64 { return 4 }, nil, 1, 3, seeded(3)); got != 4 {
		t.Errorf("no dimension: %v", got)
	}
}
