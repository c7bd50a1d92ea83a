package steklov

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/allocs"
)

var kinds = []Kind{Sphere, Gaussian, Rademacher, Orthogonal, Coordinate}

func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 7)) }

// linear is a·x + 3 with a fixed generic a.
func linear(n int) (f func([]float64) float64, a []float64) {
	a = make([]float64, n)
	for i := range a {
		a[i] = math.Sin(float64(7*i+1)) + 0.3
	}
	return func(x []float64) float64 {
		s := 3.0
		for i, v := range x {
			s += a[i] * v
		}
		return s
	}, a
}

// moments collects a scalar's mean and the standard error of it.
type moments struct{ n, sum, squares float64 }

func (m *moments) add(v float64) {
	m.n++
	d := v - m.sum
	m.sum += d / m.n
	m.squares += d * (v - m.sum)
}

func (m *moments) mean() (mean, stderr float64) {
	return m.sum, math.Sqrt(m.squares / (m.n - 1) / m.n)
}

// On linear functions every kind is unbiased in every dimension, its variance is that of theory, and so is
// the mean of its own squared standard error.
func TestUnbiasedWithTheVarianceOfTheory(t *testing.T) {
	const tolerance = 5 // standard errors
	repeats := 1500
	if testing.Short() {
		repeats = 300
	}
	worst := 0.0
	for _, kind := range kinds {
		for n := 1; n <= 50; n++ {
			for _, k := range []int{1, 3} {
				f, a := linear(n)
				x := make([]float64, n)
				e := Estimator{Radius: 0.5, Directions: k, Kind: kind, Rand: seeded(uint64(100*n + k))}
				if n%2 == 0 {
					e.Scheme = Forward
				}
				g := make([]float64, n)
				coordinates := make([]moments, n)
				var spread, own moments
				for range repeats {
					stderr := e.Gradient(g, f, x)
					own.add(stderr * stderr)
					sum := 0.0
					for i := range g {
						coordinates[i].add(g[i])
						sum += (g[i] - a[i]) * (g[i] - a[i])
					}
					spread.add(sum)
				}
				norm := square(a)
				for i := range coordinates {
					mean, se := coordinates[i].mean()
					if kind == Coordinate { // hit or missed: the spread of few hits says little, theory's is exact
						se = math.Abs(a[i]) * math.Sqrt(kind.Variance(n, k)/float64(repeats))
					}
					if z := math.Abs(mean-a[i]) / (se + 1e-12); z > tolerance {
						t.Errorf("%v, n = %d, K = %d: coordinate %d is %g, want %g: %.1f standard errors", kind, n, k, i, mean, a[i], z)
					} else {
						worst = max(worst, z)
					}
				}
				want := kind.Variance(n, k) * norm
				for name, m := range map[string]*moments{"variance": &spread, "mean squared standard error": &own} {
					if math.IsNaN(own.sum) && name != "variance" {
						if many := float64(k) >= mostOfABlock*float64(n) && k <= n; !(kind.blocked() && many) && !(k == 1 && n < 3) && !(kind == Coordinate && k > n) {
							t.Errorf("%v, n = %d, K = %d: standard error NaN", kind, n, k)
						}
						continue
					}
					if share := 1 - float64(k)/float64(n); kind.blocked() && share < leastShare && k < n && name != "variance" {
						continue // for any f, not for a linear one (TestStandardErrorIsHonest)
					}
					if mean, se := m.mean(); math.Abs(mean-want) > tolerance*se+1e-9 {
						t.Errorf("%v, n = %d, K = %d: %s %g ± %g, want %g", kind, n, k, name, mean, se, want)
					}
				}
			}
		}
	}
	t.Logf("largest deviation of a coordinate: %.2f standard errors", worst)
}

func TestVarianceFormula(t *testing.T) {
	for _, q := range []struct {
		kind Kind
		n, k int
		want float64
	}{
		{Sphere, 10, 1, 9},
		{Gaussian, 10, 1, 11},
		{Rademacher, 10, 1, 9},
		{Orthogonal, 10, 1, 9},
		{Sphere, 10, 5, 1.8},
		{Orthogonal, 10, 5, 1},
		{Orthogonal, 10, 10, 0},
		{Coordinate, 10, 10, 0},
		{Orthogonal, 10, 30, 0},
		{Orthogonal, 10, 16, 0.125},
		{Sphere, 1, 1, 0},
		{Gaussian, 1, 1, 2},
		{Gaussian, math.MaxInt, math.MaxInt, 1},
		{Orthogonal, 1, math.MaxInt, 0},
		{Orthogonal, 1 << 61, 1 << 62, 0},
		{Coordinate, math.MaxInt, 1 << 62, 1},
	} {
		if got := q.kind.Variance(q.n, q.k); math.Abs(got-q.want) > 1e-15 {
			t.Errorf("%v, n = %d, K = %d: %g, want %g", q.kind, q.n, q.k, got, q.want)
		}
	}
}

// n orthogonal directions give a linear function's gradient exactly; two blocks say so, one has no way to know.
func TestCompleteBlocksAreExact(t *testing.T) {
	for _, kind := range []Kind{Orthogonal, Coordinate} {
		for _, n := range []int{1, 2, 7, 40} {
			for _, blocks := range []int{1, 2} {
				f, a := linear(n)
				g := make([]float64, n)
				e := Estimator{Radius: 1, Directions: blocks * n, Kind: kind, Rand: seeded(3)}
				stderr := e.Gradient(g, f, make([]float64, n))
				for i := range g {
					if math.Abs(g[i]-a[i]) > 1e-12 {
						t.Errorf("%v, n = %d, %d blocks: %v, want %v", kind, n, blocks, g, a)
						break
					}
				}
				if blocks == 1 && !math.IsNaN(stderr) || blocks == 2 && !(stderr < 1e-12) {
					t.Errorf("%v, n = %d, %d blocks: standard error %g", kind, n, blocks, stderr)
				}
			}
		}
	}
	// All axes need no random numbers: the estimate is the central difference.
	e := Estimator{Radius: 0.5, Kind: Coordinate}
	g := make([]float64, 2)
	e.Gradient(g, func(x []float64) float64 { return x[0]*x[0] + 3*x[1] }, []float64{1, 1})
	if !slices.Equal(g, []float64{2, 3}) || e.Evals() != 4 {
		t.Errorf("%v after %d evaluations", g, e.Evals())
	}
}

// The expectation is the gradient of the smoothed function: on a cubic it differs from the gradient by
// h²/(2(n+2)) times the gradient of the Hessian's trace, for directions uniform on the sphere.
func TestExpectationIsTheSmoothedGradient(t *testing.T) {
	const h = 0.8
	f := func(x []float64) float64 { return x[0]*x[0]*x[0] + x[0]*x[1]*x[1] + x[1]*x[2] - x[2]*x[2] }
	x := []float64{0.4, -0.7, 0.2}
	n := float64(len(x))
	shift := h * h / (2 * (n + 2)) * 8 // tr H = 6x₀ + 2x₀ - 2
	want := []float64{3*x[0]*x[0] + x[1]*x[1] + shift, 2*x[0]*x[1] + x[2], x[1] - 2*x[2]}
	for _, kind := range []Kind{Sphere, Orthogonal} {
		for _, scheme := range []Scheme{Central, Forward} {
			e := Estimator{Radius: h, Directions: 3, Kind: kind, Scheme: scheme, Rand: seeded(11)}
			g, coordinates := make([]float64, 3), make([]moments, 3)
			for range 40000 {
				e.Gradient(g, f, x)
				for i := range g {
					coordinates[i].add(g[i])
				}
			}
			for i := range want {
				mean, se := coordinates[i].mean()
				if math.Abs(mean-want[i]) > 5*se || se > 0.05 {
					t.Errorf("%v, scheme %d: coordinate %d is %g ± %g, want %g", kind, scheme, i, mean, se, want[i])
				}
			}
			if mean, se := coordinates[0].mean(); math.Abs(mean-(want[0]-shift)) < 5*se {
				t.Errorf("%v: the test would not see the shift %g", kind, shift)
			}
		}
	}
}

func TestSameSeedSameBits(t *testing.T) {
	f, _ := linear(6)
	x := []float64{1, 2, 3, 4, 5, 6}
	for _, kind := range kinds {
		var first []float64
		for range 2 {
			e := Estimator{Radius: 0.1, Directions: 4, Kind: kind, Rand: seeded(5)}
			g := make([]float64, 6)
			e.Gradient(g, f, x)
			e.Gradient(g, f, x)
			if first == nil {
				first = g
			}
			if !slices.Equal(first, g) {
				t.Errorf("%v: %v, then %v", kind, first, g)
			}
		}
	}
	if !slices.Equal(x, []float64{1, 2, 3, 4, 5, 6}) {
		t.Error("x was modified")
	}
}

func TestEvaluationsAndAliases(t *testing.T) {
	for _, scheme := range []Scheme{Central, Forward} {
		calls := 0
		f, _ := linear(5)
		count := func(x []float64) float64 { calls++; return f(x) }
		e := Estimator{Radius: 0.1, Directions: 3, Scheme: scheme, Rand: seeded(5)}
		x, g := []float64{1, 2, 3, 4, 5}, make([]float64, 5)
		e.Gradient(g, count, x)
		if want := map[Scheme]int{Central: 6, Forward: 4}[scheme]; calls != want || e.Evals() != want {
			t.Errorf("scheme %d: %d evaluations, counted %d, want %d", scheme, calls, e.Evals(), want)
		}
		e.Rand = seeded(5)
		e.Gradient(x, f, x)
		if !slices.Equal(x, g) {
			t.Errorf("scheme %d: dst = x gives %v, not %v", scheme, x, g)
		}
	}
}

func TestGradientAllocatesNothing(t *testing.T) {
	f, _ := linear(20)
	x, g := make([]float64, 20), make([]float64, 20)
	for _, kind := range kinds {
		e := Estimator{Radius: 0.1, Directions: 8, Kind: kind, Rand: seeded(5), Control: make([]float64, 20)}
		e.Gradient(g, f, x)
		if got := allocs.PerRun(100, func() { e.Gradient(g, f, x) }); got != 0 {
			t.Errorf("%v: %g allocations", kind, got)
		}
	}
}

func TestMisuse(t *testing.T) {
	f, _ := linear(2)
	x := []float64{1, 2}
	for name, g := range map[string]func(){
		"no Rand":           func() { (&Estimator{Radius: 1}).Gradient(nil, f, x) },
		"radius 0":          func() { (&Estimator{Rand: seeded(1)}).Gradient(nil, f, x) },
		"radius NaN":        func() { (&Estimator{Radius: math.NaN(), Rand: seeded(1)}).Gradient(nil, f, x) },
		"negative K":        func() { (&Estimator{Radius: 1, Directions: -1, Rand: seeded(1)}).Gradient(nil, f, x) },
		"2^62 directions":   func() { (&Estimator{Radius: 1, Directions: 1 << 62, Rand: seeded(1)}).Gradient(nil, f, x) },
		"dst's length":      func() { (&Estimator{Radius: 1, Rand: seeded(1)}).Gradient(make([]float64, 3), f, x) },
		"control's length":  func() { (&Estimator{Radius: 1, Control: []float64{1}, Rand: seeded(1)}).Gradient(nil, f, x) },
		"kind":              func() { (&Estimator{Radius: 1, Kind: 9, Rand: seeded(1)}).Gradient(nil, f, x) },
		"scheme":            func() { (&Estimator{Radius: 1, Scheme: 9, Rand: seeded(1)}).Gradient(nil, f, x) },
		"mean's radius":     func() { Mean(f, x, -1) },
		"pairs":             func() { MonteCarlo(f, x, 1, 0, seeded(1)) },
		"no Rand for pairs": func() { MonteCarlo(f, x, 1, 1, nil) },
		"no f for pairs":    func() { MonteCarlo(nil, x, 1, 1, seeded(1)) },
		"no f for L":        func() { Lipschitz(nil, x, 1, 1, seeded(1)) },
		"points of 2^62":    func() { Goldstein(f, x, 1, 1<<62, seeded(1)) },
		"variance":          func() { Sphere.Variance(0, 1) },
		"derivative":        func() { Derivative(math.Sin, 1, 0) },
		"closed form":       func() { Abs(1, math.Inf(1)) },
	} {
		func() {
			defer func() {
				if text := fmt.Sprint(recover()); !strings.HasPrefix(text, "steklov: ") {
					t.Errorf("%s: %s", name, text)
				}
			}()
			g()
		}()
	}
	if got := fmt.Sprint(Sphere, Coordinate, Kind(9)); got != "Sphere Coordinate Kind(9)" {
		t.Error(got)
	}
	// NaN shows in the result and in its error.
	e := Estimator{Radius: 1, Directions: 2, Rand: seeded(1)}
	g := make([]float64, 2)
	if se := e.Gradient(g, func([]float64) float64 { return math.NaN() }, x); !math.IsNaN(se) || !math.IsNaN(g[0]) {
		t.Errorf("%v ± %g", g, se)
	}
	if se := e.Gradient(nil, f, nil); se != 0 {
		t.Errorf("no dimension: %g", se)
	}
}
