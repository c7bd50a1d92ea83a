package nn

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// pixel reads a plane with the edges that docs/network.md defines.
func pixel(plane []float64, s Shape, e Edge, i, j int) float64 {
	mirror := func(k, n int) int {
		if e == Reflect && k < 0 {
			return -k
		}
		if e == Reflect && k >= n {
			return 2*n - 2 - k
		}
		return k
	}
	i, j = mirror(i, s.H), mirror(j, s.W)
	if i < 0 || i >= s.H || j < 0 || j >= s.W {
		return 0
	}
	return plane[i*s.W+j]
}

// The convolution's own sum, loop by loop, on shapes from one pixel to several tiles.
func TestConvBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := rapid.SampledFrom([]Edge{Zero, Reflect}).Draw(t, "edge")
		least := 1 + int(e)
		s := Shape{rapid.IntRange(1, 4).Draw(t, "C"), rapid.IntRange(least, 25).Draw(t, "H"), rapid.IntRange(least, 25).Draw(t, "W")}
		n, l := rapid.IntRange(1, 3).Draw(t, "n"), Conv{Out: rapid.IntRange(1, 5).Draw(t, "Out"), Edge: e}
		net, err := New(s, l)
		if err != nil {
			t.Fatal(err)
		}
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		theta, x := net.Init(rng), make([]float64, n*s.Len())
		for i := range x {
			x[i] = rng.NormFloat64()
		}
		y := net.NewPass(n, 2).Forward(theta, nil, x, Training)
		for k, got := range y {
			j, i, o, m := k%s.W, k/s.W%s.H, k/s.plane()%l.Out, k/s.plane()/l.Out
			want := theta[l.weights(s)+o]
			for c := range s.C {
				plane := x[(m*s.C+c)*s.plane():][:s.plane()]
				for q := range 9 {
					want += theta[(o*s.C+c)*9+q] * pixel(plane, s, e, i+q/3-1, j+q%3-1)
				}
			}
			if math.Abs(got-want) > 1e-12*max(1, math.Abs(want)) {
				t.Fatalf("y[%d,%d,%d,%d] = %v, want %v", m, o, i, j, got, want)
			}
		}
	})
}

// <im2col x, z> = <x, col2im z> for all x and z, whatever the pixels of the tile.
func TestCol2imIsTheAdjoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := rapid.SampledFrom([]Edge{Zero, Reflect}).Draw(t, "edge")
		least := 1 + int(e)
		s := Shape{rapid.IntRange(1, 3).Draw(t, "C"), rapid.IntRange(least, 6).Draw(t, "H"), rapid.IntRange(least, 6).Draw(t, "W")}
		lo := rapid.IntRange(0, s.plane()-1).Draw(t, "lo")
		hi := rapid.IntRange(lo+1, s.plane()).Draw(t, "hi")
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		stride := hi - lo + 2
		x, back := make([]float64, s.Len()), make([]float64, s.Len())
		cols, z := make([]float64, 9*s.C*stride), make([]float64, 9*s.C*stride)
		for i := range x {
			x[i] = rng.NormFloat64()
		}
		for i := range z {
			if i%stride < hi-lo { // the columns beyond the tile belong to nobody
				z[i] = rng.NormFloat64()
			}
		}
		im2col(cols, stride, x, s, e, lo, hi)
		col2im(back, s, e, z, stride, lo, hi)
		var left, right float64
		for i, v := range cols {
			left += v * z[i]
		}
		for i, v := range x {
			right += v * back[i]
		}
		if math.Abs(left-right) > 1e-11 {
			t.Fatalf("%v and %v", left, right)
		}
	})
}
