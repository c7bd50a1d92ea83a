package testfunc_test

import (
	"encoding/csv"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/testfunc"
)

func readAll(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open("../../testdata/bendfo/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestMoreWildList: the list is the published file.
func TestMoreWildList(t *testing.T) {
	data, err := os.ReadFile("../../testdata/bendfo/dfo.dat")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	all := testfunc.MoreWildProblems()
	if len(all) != 53 || len(lines) != 53 {
		t.Fatalf("%d problems, %d lines, want 53", len(all), len(lines))
	}
	for i, p := range all {
		far := 0
		if p.Far {
			far = 1
		}
		if got, want := fmt.Sprint(p.Function, p.N, p.M, far), strings.Join(strings.Fields(lines[i]), " "); got != want || p.Row != i+1 {
			t.Errorf("row %d: %s, published %s", p.Row, got, want)
		}
	}
}

// TestMoreWildStarts: the values at the starts are those that BenDFO publishes with six
// digits. Those with random noise are one draw each: they lie within its size.
func TestMoreWildStarts(t *testing.T) {
	forms := map[string]testfunc.Form{
		"smooth": testfunc.SumSquares, "nondiff": testfunc.SumAbs, "wild3": testfunc.Wild, "noisy3": testfunc.UniformNoise,
	}
	all := testfunc.MoreWildProblems()
	seen := 0
	for _, line := range readAll(t, "start-values.csv") {
		p := all[int(number(t, line[0]))-1]
		form, ok := forms[line[1]]
		if !ok {
			t.Fatalf("form %q", line[1])
		}
		q := p.Problem(form, rand.New(rand.NewPCG(1, 2)))
		got, want, tol := q.Func(q.Start), number(t, line[4]), 0.6e-5
		if form.Random() {
			tol = 2 * 2.1e-3 // two draws, each (1 ± 0.001)² at most
		}
		if !(math.Abs(got-want) <= tol*want) {
			t.Errorf("%s: %.8g at the start, published %g", q.Name, got, want)
		}
		seen++
	}
	if seen != 4*53 {
		t.Errorf("%d values, want %d", seen, 4*53)
	}
}

// TestMoreWildValues: at other points the values are those of optimagic's own implementation.
func TestMoreWildValues(t *testing.T) {
	all := testfunc.MoreWildProblems()
	lines := readAll(t, "values.csv")[1:]
	for _, line := range lines {
		p := all[int(number(t, line[0]))-1]
		var x []float64
		for _, s := range strings.Fields(line[4]) {
			x = append(x, number(t, s))
		}
		for i, form := range []testfunc.Form{testfunc.SumSquares, testfunc.SumAbs} {
			got, want := p.Problem(form, nil).Func(x), number(t, line[2+i])
			if !(math.Abs(got-want) <= 1e-10*want) && !(math.IsInf(want, 1) && math.IsInf(got, 1)) {
				t.Errorf("%v, %v at %v: %v, optimagic %v", p, form, x, got, want)
			}
		}
	}
	if len(lines) != 6*53 {
		t.Errorf("%d points, want %d", len(lines), 6*53)
	}
}

// TestMoreWildDerivatives: each Jacobian and the gradient of each form without random
// noise is what differences of the values say, near the start.
func TestMoreWildDerivatives(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	for _, p := range testfunc.MoreWildProblems() {
		if p.Far {
			continue // the same function; its values near that start span too many sizes for differences
		}
		for range 3 {
			x := p.Start()
			for i := range x {
				x[i] = x[i]*(1+0.1*rng.NormFloat64()) + 0.01*rng.NormFloat64()
			}
			jacobian, r, y := make([]float64, p.M*p.N), make([]float64, p.M), make([]float64, p.N)
			p.Jacobian(jacobian, x)
			for j := range p.N {
				for i := range p.M {
					component := func(t float64) float64 {
						copy(y, x)
						y[j] += t
						p.Residuals(r, y)
						return r[i]
					}
					checkColumn(t, fmt.Sprintf("%v: ∂r_%d/∂x_%d at %v", p, i+1, j+1, x), jacobian[i*p.N+j], component, max(1, math.Abs(x[j])))
				}
			}
			for _, form := range []testfunc.Form{testfunc.SumSquares, testfunc.SumAbs, testfunc.Wild} {
				q := p.Problem(form, nil)
				g := make([]float64, p.N)
				q.Grad(g, x)
				scale := 0.01
				if form == testfunc.Wild {
					scale = 0.3 / 100 // a wave is 2π/100 long
				}
				for j := range p.N {
					along := func(t float64) float64 {
						copy(y, x)
						y[j] += t
						return q.Func(y)
					}
					checkColumn(t, fmt.Sprintf("%s: ∂/∂x_%d at %v", q.Name, j+1, x), g[j], along, scale*max(1, math.Abs(x[j])))
				}
			}
		}
	}
}

// TestMoreWildNoise: the mean of random values and slopes is (1 + σ²) times the value
// without noise, their spread is the noise's, and a seed gives the same bits.
func TestMoreWildNoise(t *testing.T) {
	p := testfunc.MoreWildProblems()[14] // Bard's
	exact := p.Problem(testfunc.SumSquares, nil)
	x := exact.Start
	g := make([]float64, p.N)
	exact.Grad(g, x)
	for form, sd := range map[testfunc.Form]float64{testfunc.UniformNoise: 1e-3 / math.Sqrt(3), testfunc.NormalNoise: 1e-3} {
		q := p.Problem(form, rand.New(rand.NewPCG(7, 8)))
		const draws = 20000
		var sum, square, slopes float64
		h := make([]float64, p.N)
		for range draws {
			d := q.Func(x)/exact.Func(x) - 1
			sum, square = sum+d, square+d*d
			q.Grad(h, x)
			slopes += h[0]/g[0] - 1
		}
		// Var F = Σ r_i⁴ Var (1+u)² = 4σ² Σ r_i⁴ to first order
		r, four := make([]float64, p.M), 0.0
		p.Residuals(r, x)
		for _, v := range r {
			four += v * v * v * v
		}
		want := 2 * sd * math.Sqrt(four) / exact.Func(x)
		if got := math.Sqrt(square / draws); math.Abs(got/want-1) > 0.03 {
			t.Errorf("%v: spread %.3g, want %.3g", form, got, want)
		}
		if math.Abs(sum/draws) > 4*want/math.Sqrt(draws)+2*sd*sd || math.Abs(slopes/draws) > 1e-4 {
			t.Errorf("%v: mean off by %.3g, slope by %.3g", form, sum/draws, slopes/draws)
		}
		a, b := p.Problem(form, rand.New(rand.NewPCG(7, 8))), p.Problem(form, rand.New(rand.NewPCG(7, 8)))
		for range 2 {
			if u, v := a.Func(x), b.Func(x); u != v {
				t.Errorf("%v: the same seed gives %v and %v", form, u, v)
			}
		}
	}
}

// TestMoreWildMisuse: wrong lengths and missing generators panic with the package's name.
func TestMoreWildMisuse(t *testing.T) {
	p := testfunc.MoreWildProblems()[0]
	for name, f := range map[string]func(){
		"short x":      func() { p.Residuals(make([]float64, 45), make([]float64, 8)) },
		"short dst":    func() { p.Residuals(make([]float64, 44), make([]float64, 9)) },
		"Jacobian":     func() { p.Jacobian(make([]float64, 45), make([]float64, 9)) },
		"no generator": func() { p.Problem(testfunc.NormalNoise, nil) },
		"no form":      func() { p.Problem(testfunc.Form(9), nil) },
		"made by hand": func() { testfunc.MoreWild{Row: 7, Function: 4, N: 1, M: 2}.Start() },
		"zero problem": func() { testfunc.MoreWild{}.Start() },
		"x of Func":    func() { p.Problem(testfunc.SumSquares, nil).Func(make([]float64, 3)) },
	} {
		func() {
			defer func() {
				if s := fmt.Sprint(recover()); !strings.HasPrefix(s, "testfunc: ") {
					t.Errorf("%s: %s", name, s)
				}
			}()
			f()
			t.Errorf("%s: no panic", name)
		}()
	}
}
