package vec

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// both runs f with the kernels and without them on copies of the same slices, and fails unless
// every bit is the same.
func both(t *testing.T, what string, f func(s [][]float64), slice ...[]float64) {
	t.Helper()
	if !Wide {
		t.Skip("the processor does not compute four float64 at a time")
	}
	with, without := make([][]float64, len(slice)), make([][]float64, len(slice))
	for i, s := range slice {
		with[i], without[i] = slices.Clone(s), slices.Clone(s)
	}
	f(with)
	Wide = false
	defer func() { Wide = true }()
	f(without)
	for i := range slice {
		for j, got := range with[i] {
			if want := without[i][j]; math.Float64bits(got) != math.Float64bits(want) && !(math.IsNaN(got) && math.IsNaN(want)) {
				t.Fatalf("%s: slice %d, number %d is %v, without the kernel %v", what, i, j, got, want)
			}
		}
	}
}

// awkward are values that find a kernel's rare paths.
var awkward = []float64{0, math.Copysign(0, -1), 1, -1, 5e-324, 1e-310, 1e-160, 1e-40, 0x1p-60, 0x1p-61, 0x1p59, 0x1p60, 1e38, 1e39, 1e160, 1e308, math.Inf(1), math.Inf(-1), math.NaN()}

func numbers(rng *rand.Rand, n int, strange float64) []float64 {
	s := make([]float64, n)
	for i := range s {
		s[i] = rng.NormFloat64() * math.Exp2(float64(rng.IntN(60)-30))
		if rng.Float64() < strange {
			s[i] = awkward[rng.IntN(len(awkward))]
		}
	}
	return s
}

// Lengths around the groups of four, and alignments: the slices begin anywhere.
func TestUpdatesReturnTheSameBits(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for round := range 4000 {
		n, at, strange := rng.IntN(40), rng.IntN(4), []float64{0, 0.02, 0.5}[round%3]
		x, g, m, v := numbers(rng, n+at, strange)[at:], numbers(rng, n+at, strange)[at:], numbers(rng, n+at, strange)[at:], numbers(rng, n+at, strange)[at:]
		for i := range v {
			v[i] = math.Abs(v[i])
		}
		k := Adam{Rest1: 0.1, Rest2: 0.001, Move: 0.01, Keep: 1}
		switch round % 4 {
		case 0:
			k.Outside = 1e-8
		case 1:
			k.Inside, k.Keep = 1e-8, 0.999
		case 2:
			k.Rest1, k.Rest2 = rng.Float64(), rng.Float64()
		}
		both(t, "Adam", func(s [][]float64) { k.Update(s[0], s[1], s[2], s[3]) }, x, g, m, v)
		h := Momentum{Gamma: 0.9, Gain: rng.Float64(), Move: rng.Float64()}
		both(t, "Momentum", func(s [][]float64) { h.Update(s[0], s[1], s[2]) }, x, g, v)
		both(t, "Descend", func(s [][]float64) { Descend(s[0], s[1], h.Move) }, x, g)
	}
}

// Against the formula itself, in the plainest form.
func TestAdamIsItsFormula(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	x, g, m, v := numbers(rng, 1003, 0), numbers(rng, 1003, 0), numbers(rng, 1003, 0), numbers(rng, 1003, 0)
	k := Adam{Rest1: 0.1, Rest2: 0.02, Inside: 1e-9, Outside: 1e-8, Move: 0.01, Keep: 0.99}
	want := make([]float64, len(x))
	for i := range v {
		v[i] = math.Abs(v[i])
		mi, vi := m[i]+k.Rest1*(g[i]-m[i]), v[i]+k.Rest2*(g[i]*g[i]-v[i])
		want[i] = k.Keep*x[i] - k.Move*mi/(math.Sqrt(vi+k.Inside)+k.Outside)
	}
	size := slices.Clone(x)
	k.Update(x, g, m, v)
	for i := range x {
		if math.Abs(x[i]-want[i]) > 2e-14*max(math.Abs(size[i]), math.Abs(want[i]-k.Keep*size[i])) {
			t.Fatalf("number %d is %v, want %v", i, x[i], want[i])
		}
	}
}

func TestProductsReturnTheSameBits(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		k, gap, gapC := rng.IntN(20), rng.IntN(5), rng.IntN(5)
		c := numbers(rng, 4*(8+gapC), 0)
		row := max(1, k) + gap
		a, b := numbers(rng, 4*row+8, 0), numbers(rng, (k+1)*(8+gap)+8, 0)
		both(t, "MulAdd", func(s [][]float64) { MulAdd(k, a, row, 1, b, 8+gap, s[0], 8+gapC) }, c)
		at := numbers(rng, (k+1)*(4+gap)+8, 0)
		both(t, "MulAdd of a transpose", func(s [][]float64) { MulAdd(k, at, 1, 4+gap, b, 8+gap, s[0], 8+gapC) }, c)
		k &^= 3
		b = numbers(rng, 4*row+8, 0)
		both(t, "Dots", func(s [][]float64) { Dots(k, a, row, b, row, s[0], 8+gapC) }, c)
	}
}

func TestRowsReturnTheSameBits(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for round := range 2000 {
		w, strange := 1+rng.IntN(30), []float64{0, 0.05}[round%2]
		row := func() []float64 { return numbers(rng, w, strange) }
		below, above, f := row(), row(), row()
		px, py := row(), row()
		for i := range px {
			px[i], py[i] = math.Tanh(px[i])/2, math.Tanh(py[i])/2
		}
		px[w-1] = 0
		c := Saddle{S: 0.3, U: 0.9, Div: 0.2, F: 0.1, Theta: 0.7}
		both(t, "Saddle", func(s [][]float64) { c.Row(s[0], below, above, f, s[1], s[2], s[3]) }, row(), row(), px, py)
	}
}

func FuzzAdam(f *testing.F) {
	f.Add(uint64(1), 5, 0.1, 0.001, 1e-8)
	f.Fuzz(func(t *testing.T, seed uint64, n int, rest1, rest2, eps float64) {
		rng := rand.New(rand.NewPCG(seed, 9))
		n = int(uint(n) % 100)
		v := numbers(rng, n, 0.2)
		for i := range v {
			v[i] = math.Abs(v[i])
		}
		k := Adam{Rest1: rest1, Rest2: rest2, Outside: eps, Move: 1, Keep: 1}
		both(t, "Adam", func(s [][]float64) { k.Update(s[0], s[1], s[2], s[3]) }, numbers(rng, n, 0.2), numbers(rng, n, 0.2), numbers(rng, n, 0.2), v)
	})
}

func BenchmarkUpdate(b *testing.B) {
	const n = 100_000
	rng := rand.New(rand.NewPCG(1, 1))
	x, g, m, v := numbers(rng, n, 0), numbers(rng, n, 0), numbers(rng, n, 0), make([]float64, n)
	for i := range v {
		v[i] = g[i] * g[i]
	}
	adam := Adam{Rest1: 0.1, Rest2: 0.001, Outside: 1e-8, Move: 1e-9, Keep: 1}
	heavy := Momentum{Gamma: 0.9, Gain: 1e-9, Move: 1}
	for name, f := range map[string]func(){
		"adam":     func() { adam.Update(x, g, m, v) },
		"descent":  func() { Descend(x, g, 1e-9) },
		"momentum": func() { heavy.Update(x, g, m) },
	} {
		for _, wide := range []bool{true, false} {
			if wide && !Wide {
				continue
			}
			label := name + "/twin"
			if wide {
				label = name + "/kernel"
			}
			b.Run(label, func(b *testing.B) {
				old := Wide
				Wide = wide
				defer func() { Wide = old }()
				for b.Loop() {
					f()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/element")
			})
		}
	}
}
