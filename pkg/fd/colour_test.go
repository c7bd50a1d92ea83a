package fd

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// terms are the summands of Rosenbrock's function.
func terms(dst, x []float64) {
	for i := range len(x) - 1 {
		a, b := x[i+1]-x[i]*x[i], 1-x[i]
		dst[i] = 100*a*a + b*b
	}
}

// chain says that value i depends on variables i and i+1.
func chain(m int) [][]int {
	sparsity := make([][]int, m)
	for i := range sparsity {
		sparsity[i] = []int{i, i + 1}
	}
	return sparsity
}

func TestColour(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		m, n := rng.IntN(30), 1+rng.IntN(30)
		sparsity := make([][]int, m)
		widest := 0
		for j := range sparsity {
			for i := range n {
				if rng.Float64() < 0.15 {
					sparsity[j] = append(sparsity[j], i)
				}
			}
			widest = max(widest, len(sparsity[j]))
		}
		groups := Colour(sparsity, n)
		colour := make([]int, n)
		seen := 0
		for c, group := range groups {
			for _, i := range group {
				colour[i] = c
				seen++
			}
		}
		for j, row := range sparsity {
			for a := range row {
				for b := range a {
					if colour[row[a]] == colour[row[b]] {
						t.Fatalf("variables %d and %d of value %d are in one group", row[a], row[b], j)
					}
				}
			}
		}
		if seen != n || len(groups) < widest {
			t.Fatalf("%d of %d variables in %d groups", seen, n, len(groups))
		}
	}
	if got := len(Colour(chain(999), 1000)); got != 2 {
		t.Errorf("a chain needs %d groups, want 2", got)
	}
	for name, f := range map[string]func(){
		"a variable too many": func() { Colour([][]int{{0, 3}}, 3) },
		"a row too few":       func() { NewJacobianSource(terms, 3, 4, Settings{Sparsity: chain(2)}) },
	} {
		if !panics(f) {
			t.Errorf("%s: accepted", name)
		}
	}
}

// The gradient of Rosenbrock's function in 1,000 variables from 4 evaluations of all its terms.
func TestSumSource(t *testing.T) {
	const n = 1000
	x, want, got := generic(n), make([]float64, n), make([]float64, n)
	rosenbrockGrad(want, x)
	for name, q := range map[string]struct {
		set   Settings
		first int
		later int
	}{
		"fixed":    {Settings{}, 4, 4},
		"forward":  {Settings{Stencil: Forward}, 3, 3},
		"adaptive": {Settings{Adaptive: true}, 20, 5},
		"workers":  {Settings{Adaptive: true, Workers: 2}, 20, 5},
	} {
		q.set.Sparsity = chain(n - 1)
		src := NewSumSource(terms, n-1, n, q.set)
		src.Grad(got, x)
		first := src.Evals()
		tol := 1e-6
		if name == "forward" {
			tol = 1e-3
		}
		for i := range want {
			if math.Abs(got[i]-want[i]) > tol*(1+math.Abs(want[i])) {
				t.Fatalf("%s: coordinate %d is %g, want %g", name, i, got[i], want[i])
			}
		}
		for range 10 {
			src.Grad(got, x)
		}
		if later := float64(src.Evals()-first) / 10; first > q.first || later > float64(q.later) {
			t.Errorf("%s: %d evaluations of the terms, then %.1f, want %d and %d", name, first, later, q.first, q.later)
		}
	}
	if !panics(func() { NewSumSource(terms, n-1, n, Settings{}).GradAt(got, x, 0) }) {
		t.Error("GradAt was accepted")
	}
}

// A sparse Jacobian is the dense one, with and without bounds, at any number of workers.
func TestSparseJacobian(t *testing.T) {
	const n = 12
	x := generic(n)
	lo := slices.Clone(x) // every coordinate on a bound, every other one free to the left
	for i := range lo {
		lo[i] -= float64(i%2) * 10
	}
	for name, s := range named {
		for _, set := range []Settings{{Stencil: s, Step: 0x1p-12}, {Stencil: s}, {Stencil: s, Lo: lo}, {Stencil: s, Adaptive: true}, {Stencil: s, Adaptive: true, Lo: lo}} {
			dense, sparse, again := make([]float64, n*(n-1)), make([]float64, n*(n-1)), make([]float64, n*(n-1))
			NewJacobianSource(terms, n-1, n, set).Jacobian(dense, x)
			set.Sparsity = chain(n - 1)
			few := NewJacobianSource(terms, n-1, n, set)
			few.Jacobian(sparse, x)
			tol := 1e4 * math.Pow(0x1p-52, float64(s.Order)/float64(s.Order+1))
			for k := range dense {
				if math.Abs(dense[k]-sparse[k]) > tol || !set.Adaptive && dense[k] != sparse[k] {
					t.Fatalf("%s: entry %d is %g dense and %g sparse", name, k, dense[k], sparse[k])
				}
			}
			set.Workers = 3
			more := NewJacobianSource(terms, n-1, n, set)
			if more.Jacobian(again, x); !slices.Equal(again, sparse) || more.Evals() != few.Evals() {
				t.Errorf("%s: other bits with 3 workers, or %d evaluations in place of %d", name, more.Evals(), few.Evals())
			}
		}
	}
}
