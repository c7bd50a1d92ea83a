package restore

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"
)

// sizes of grids with every kind of edge: single pixels, rows and columns,
// primes, powers of two.
var sizes = [][2]int{{1, 1}, {1, 7}, {7, 1}, {2, 2}, {2, 1}, {5, 3}, {8, 8}, {13, 11}, {16, 9}, {70, 5}}

func random(n int, seed uint64) []float64 {
	rng := rand.New(rand.NewPCG(seed, 17))
	v := make([]float64, n)
	for i := range v {
		v[i] = rng.NormFloat64()
	}
	return v
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}

// dense returns the matrix of a linear map, column by column.
func dense(n, m int, apply func(dst, u []float64)) *mat.Dense {
	a, unit, column := mat.NewDense(m, n, nil), make([]float64, n), make([]float64, m)
	for i := range n {
		unit[i] = 1
		apply(column, unit)
		a.SetCol(i, column)
		unit[i] = 0
	}
	return a
}

func TestDivergenceIsTheNegativeAdjoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 20).Draw(t, "w"), rapid.IntRange(1, 20).Draw(t, "h")
		seed, n := rapid.Uint64().Draw(t, "seed"), w*h
		u, px, py := random(n, seed), random(n, seed+1), random(n, seed+2)
		gx, gy := make([]float64, n), make([]float64, n)
		Gradient(gx, gy, u, w, h)
		left, right := dot(gx, px)+dot(gy, py), -dot(u, Divergence(nil, px, py, w, h))
		if math.Abs(left-right) > 1e-13*float64(n)*(1+math.Abs(left)) {
			t.Fatalf("%d×%d: ⟨∇u, p⟩ = %v, -⟨u, div p⟩ = %v", w, h, left, right)
		}
		lap, div := Laplacian(nil, u, w, h), Divergence(nil, gx, gy, w, h)
		for i, v := range lap {
			if math.Abs(v-div[i]) > 1e-13*(1+math.Abs(v)) {
				t.Fatalf("%d×%d: the Laplacian at %d is %v, div ∇u is %v", w, h, i, v, div[i])
			}
		}
	})
}

// The gradient, by its definition.
func TestGradient(t *testing.T) {
	u := []float64{1, 3, 8, 2, 2, 5}
	gx, gy := make([]float64, 6), make([]float64, 6)
	Gradient(gx, gy, u, 3, 2)
	if want := []float64{2, 5, 0, 0, 3, 0}; !slices.Equal(gx, want) {
		t.Errorf("gx = %v, want %v", gx, want)
	}
	if want := []float64{1, -1, -3, 0, 0, 0}; !slices.Equal(gy, want) {
		t.Errorf("gy = %v, want %v", gy, want)
	}
}

func TestEigenvalues(t *testing.T) {
	for _, size := range sizes {
		w, h := size[0], size[1]
		n := w * h
		a := dense(n, n, func(dst, u []float64) { Laplacian(dst, u, w, h) })
		sym := mat.NewSymDense(n, nil)
		for i := range n {
			for j := range i + 1 {
				if a.At(i, j) != a.At(j, i) {
					t.Fatalf("%d×%d: the Laplacian is not symmetric", w, h)
				}
				sym.SetSym(i, j, -a.At(i, j))
			}
		}
		var eigen mat.EigenSym
		if !eigen.Factorize(sym, false) {
			t.Fatal("no eigenvalues")
		}
		var want []float64
		for k := range w {
			for l := range h {
				want = append(want, Eigenvalue(k, l, w, h))
			}
		}
		slices.Sort(want)
		for i, v := range eigen.Values(nil) {
			if math.Abs(v-want[i]) > 1e-12 || want[i] < 0 || want[i] >= 8 {
				t.Errorf("%d×%d: eigenvalue %d is %v, by the formula %v", w, h, i, v, want[i])
			}
		}
	}
}

func TestEigenvectors(t *testing.T) {
	const w, h = 6, 5
	v := make([]float64, w*h)
	for k := range w {
		for l := range h {
			for i := range v {
				x, y := float64(i%w), float64(i/w)
				v[i] = math.Cos(math.Pi*float64(k)*(x+0.5)/w) * math.Cos(math.Pi*float64(l)*(y+0.5)/h)
			}
			mu := Eigenvalue(k, l, w, h)
			for i, lap := range Laplacian(nil, v, w, h) {
				if math.Abs(lap+mu*v[i]) > 1e-14 {
					t.Fatalf("k = %d, l = %d: -Δv = %v, μv = %v", k, l, -lap, mu*v[i])
				}
			}
		}
	}
}
