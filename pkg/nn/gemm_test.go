package nn

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/vec"
)

// The wide kernels return the bits of gonum's, for all shapes around the sides of their
// blocks, with rows that are apart, and with numbers that show an order of summation.
func TestWideKernelsReturnTheSameBits(t *testing.T) {
	if !vec.Wide {
		t.Skip("the processor has no AVX")
	}
	rng := rand.New(rand.NewPCG(1, 2))
	blocks := 0
	for _, kind := range []string{"plain", "A transposed", "B transposed", "zeros in A", "infinities"} {
		for range 400 {
			m, n, k := 1+rng.IntN(9), 1+rng.IntN(40), 1+rng.IntN(40)
			if rng.IntN(8) == 0 {
				m, n = 65+rng.IntN(20), 193+rng.IntN(20)
			}
			a := random(rng, m, k, kind == "A transposed")
			b := random(rng, k, n, kind == "B transposed")
			c := random(rng, m, n, false)
			switch kind {
			case "zeros in A":
				a.data[rng.IntN(len(a.data))] = 0
			case "infinities":
				b.data[rng.IntN(len(b.data))], a.data[rng.IntN(len(a.data))] = math.Inf(1), math.Inf(-1)
			}
			beta := float64(rng.IntN(2))
			want := matrix{append([]float64(nil), c.data...), c.stride, false}
			if beta == 0 {
				for i := range m {
					clear(want.data[i*want.stride:][:n])
				}
			}
			narrowGemm(m, n, k, a, b, want)
			copied := matrix{append([]float64(nil), c.data...), c.stride, false}
			if rows, cols := wideGemm(m, n, k, a, b, copied); rows*cols > 0 {
				blocks++
			}
			gemm(m, n, k, a, b, beta, c)
			for i := range c.data {
				if got, want := c.data[i], want.data[i]; math.Float64bits(got) != math.Float64bits(want) && !(math.IsNaN(got) && math.IsNaN(want)) {
					t.Fatalf("%s, %d×%d×%d, β = %v: number %d is %v, gonum's %v", kind, m, n, k, beta, i, got, want)
				}
			}
		}
	}
	if blocks < 600 {
		t.Errorf("the wide kernels had a part in %d products only", blocks)
	}
}

// A gradient has the same bits without the wide kernels.
func TestGradientWithoutWideKernels(t *testing.T) {
	if !vec.Wide {
		t.Skip("the processor has no AVX")
	}
	net, err := New(Shape{2, 15, 14}, Conv{Out: 9}, ReLU{}, Conv{Out: 6, Edge: Reflect}, ReLU{Leak: 0.1}, Dense{Out: 7})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(3, 4))
	theta, x, target := net.Init(rng), random(rng, 5, net.In.Len(), false), random(rng, 5, 7, false)
	gradient := func() string {
		dst := make([]float64, net.Params())
		loss := net.NewPass(5, 1).Gradient(dst, theta, nil, x.data[:5*net.In.Len()], target.data[:5*7], MSE)
		return fmt.Sprint(loss, dst)
	}
	with := gradient()
	vec.Wide = false
	defer func() { vec.Wide = true }()
	if gradient() != with {
		t.Error("another gradient")
	}
}

// random returns a matrix of normal numbers of many sizes, with space behind its rows.
func random(rng *rand.Rand, m, n int, t bool) matrix {
	if t {
		m, n = n, m
	}
	v := matrix{stride: n + rng.IntN(3), t: t}
	for range m * v.stride {
		v.data = append(v.data, rng.NormFloat64()*math.Exp2(float64(rng.IntN(40)-20)))
	}
	return v
}
