package testfunc_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/testfunc"
)

// TestNISTCertified: at the certified parameters the sum of squares is the certified one, as far as 11 digits of
// the parameters and 53 bits of the arithmetic allow, and the gradient is small beside its terms.
func TestNISTCertified(t *testing.T) {
	all := testfunc.NIST()
	if len(all) != 27 {
		t.Fatalf("%d problems, want 27", len(all))
	}
	for _, p := range all {
		tol := 1e-9 * p.SumSquares
		if p.Name == "Lanczos1" {
			tol = 1e-20 // residuals of 1e-13: what the parameters lack beyond 11 digits is more
		}
		if got := p.Func(p.Certified); math.Abs(got-p.SumSquares) > tol {
			t.Errorf("%s: Σ r² = %v, certified %v", p.Name, got, p.SumSquares)
		}
		m, n := p.M(), p.Dim()
		r, jac, g := make([]float64, m), make([]float64, m*n), make([]float64, n)
		p.Residuals(r, p.Certified)
		p.Jacobian(jac, p.Certified)
		p.Grad(g, p.Certified)
		for j := range n {
			terms := 0.0
			for i := range m {
				terms += math.Abs(2 * r[i] * jac[i*n+j])
			}
			if math.Abs(g[j]) > 1e-3*terms && p.Name != "Lanczos1" {
				t.Errorf("%s: ∂/∂b%d = %v, its terms sum to %v", p.Name, j+1, g[j], terms)
			}
		}
	}
}

// TestNISTDerivatives checks the Jacobian of every set that comes with the package by differences, at its starts
// and its fit.
func TestNISTDerivatives(t *testing.T) {
	for _, p := range testfunc.NIST() {
		for _, b := range [][]float64{p.Certified, p.Starts[1]} {
			checkJacobian(t, p, b)
		}
	}
}

// checkJacobian compares the columns of the Jacobian with extrapolated differences.
func checkJacobian(t *testing.T, p testfunc.NISTProblem, b []float64) {
	t.Helper()
	m, n := p.M(), p.Dim()
	jac, r, at := make([]float64, m*n), make([]float64, m), make([]float64, n)
	p.Jacobian(jac, b)
	for j := range n {
		for i := 0; i < m; i += max(1, m/7) {
			largest := 0.0 // a difference can't tell more than its rounding
			for k := range m {
				largest = max(largest, math.Abs(jac[k*n+j]))
			}
			want, err := slope(func(s float64) float64 {
				copy(at, b)
				at[j] += s
				p.Residuals(r, at)
				return r[i]
			}, 0.02*math.Abs(b[j]))
			if got := jac[i*n+j]; !(math.Abs(got-want) <= 1e-6*math.Abs(want)+1e-8*largest+10*err) {
				t.Errorf("%s: ∂r%d/∂b%d = %v, differences give %v ± %.1g", p.Name, i, j+1, got, want, err)
			}
		}
	}
}

// nistText is a file in NIST's format.
func nistText(name string, starts, certified []string, rows ...string) string {
	var s strings.Builder
	s.WriteString("NIST/ITL StRD\nDataset Name:  " + name + "\n\nData:          1 Response\n   Lower Level of Difficulty\n")
	for i, b := range starts {
		s.WriteString("  b" + string(rune('1'+i)) + " = " + b + "  " + b + "  " + certified[i] + "  0.1\n")
	}
	s.WriteString("\nResidual Sum of Squares:   1.0E+00\nNumber of Observations:  " + string(rune('0'+len(rows))) + "\n\nData:   y   x\n")
	return s.String() + strings.Join(rows, "\n") + "\n"
}

// TestReadNISTRefuses: the error names what is wrong with a file.
func TestReadNISTRefuses(t *testing.T) {
	good := nistText("Misra1a", []string{"500", "0.0001"}, []string{"2", "3"}, "1 2", "3 4", "5 6")
	if p, err := testfunc.ReadNIST(strings.NewReader(good)); err != nil || !slices.Equal(p.Y, []float64{1, 3, 5}) || !slices.Equal(p.X, []float64{2, 4, 6}) {
		t.Fatalf("%+v, %v", p, err)
	}
	for _, c := range []struct{ from, to, says string }{
		{"Dataset Name:", "Name:", "Dataset Name"},
		{"Misra1a", "Misra9", `"Misra9"`},
		{"3 4\n", "", "2 observations, and says 3"},
		{"b1 = 500", "b1 = 5oo", "invalid syntax"},
		{" b", " c", "no certified values"},
	} {
		if _, err := testfunc.ReadNIST(strings.NewReader(strings.ReplaceAll(good, c.from, c.to))); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q for %q: error %v, want one with %q", c.to, c.from, err, c.says)
		}
	}
	if _, err := testfunc.NISTByName("Turbine"); err == nil || !strings.Contains(err.Error(), "Turbine") {
		t.Error(err)
	}
}
