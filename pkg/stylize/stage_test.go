package stylize

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/surrogate"
)

var small = Size{W: 9, H: 7, Channels: 3}

// stages returns every stage, with generic parameters.
func stages() map[string]struct {
	Stage
	p []float64
} {
	type row = struct {
		Stage
		p []float64
	}
	return map[string]row{
		"tone":          {Tone{}, []float64{1.13, 0.77}},
		"balance":       {NewWhiteBalance(small), []float64{0.9, 1.2}},
		"contrast":      {Contrast{}, []float64{4.3, 0.37}},
		"blur":          {NewBlur(small, 0), []float64{1.21}},
		"narrow blur":   {NewBlur(small, 3), []float64{0.41}},
		"quantize":      {&Quantize{Surrogate: surrogate.Gaussian{}, Temperature: 0.3}, []float64{7.3}},
		"quantize, wet": {&Quantize{Surrogate: surrogate.Arctan{}, Temperature: 0.4}, []float64{12.9}},
	}
}

func noise(n int, seed uint64) []float64 {
	rng, x := rand.New(rand.NewPCG(seed, 1)), make([]float64, n)
	for i := range x {
		x[i] = 0.02 + 0.96*rng.Float64()
	}
	return x
}

func dot(a, b []float64) (s float64) {
	for i, v := range a {
		s += v * b[i]
	}
	return s
}

// Both gradients of every stage are those of differences of <weights, Forward>.
func TestStagesBackward(t *testing.T) {
	for name, s := range stages() {
		src, weights := noise(small.Len(), 1), noise(small.Len(), 2)
		dst, gradSrc, gradP := make([]float64, len(src)), make([]float64, len(src)), make([]float64, len(s.p))
		forward := func(src, p []float64) float64 { s.Forward(dst, src, p); return dot(weights, dst) }

		byP := fd.Gradient(nil, func(p []float64) float64 { return forward(src, p) }, s.p, fd.Central4, 1e-4)
		forward(src, s.p)
		s.Backward(gradSrc, gradP, weights, dst, src, s.p)
		for i, want := range byP {
			if math.Abs(gradP[i]-want) > 1e-7*(1+math.Abs(want)) {
				t.Errorf("%s: ∂/∂%s is %v, differences give %v", name, s.Params()[i].Name, gradP[i], want)
			}
		}
		bySrc := fd.Gradient(nil, func(x []float64) float64 { return forward(x, s.p) }, src, fd.Central4, 1e-5)
		for i, want := range bySrc {
			if math.Abs(gradSrc[i]-want) > 1e-7*(1+math.Abs(want)) {
				t.Fatalf("%s: ∂/∂src[%d] is %v, differences give %v", name, i, gradSrc[i], want)
			}
		}
		clear(gradP)
		forward(src, s.p)
		s.Backward(nil, gradP, weights, dst, src, s.p) // without the gradient in src
		for i, want := range byP {
			if math.Abs(gradP[i]-want) > 1e-7*(1+math.Abs(want)) {
				t.Errorf("%s: without gradSrc ∂/∂%s is %v, differences give %v", name, s.Params()[i].Name, gradP[i], want)
			}
		}
	}
}

// The formulas, at a few numbers each.
func TestStagesForward(t *testing.T) {
	one, dst := Size{1, 1, 3}, make([]float64, 3)
	near := func(name string, want ...float64) {
		t.Helper()
		for i, w := range want {
			if math.Abs(dst[i]-w) > 1e-12 {
				t.Errorf("%s: %v, want %v", name, dst, want)
			}
		}
	}
	Tone{}.Forward(dst, []float64{0.25, 0, -1}, []float64{1.5, 0.5})
	near("tone", 0.75, 0, 0)
	NewWhiteBalance(one).Forward(dst, []float64{0.5, 0.5, 0.5}, []float64{0.8, 1.2})
	near("balance", 0.4, 0.5, 0.6)
	Contrast{}.Forward(dst, []float64{0, 0.5, 1}, []float64{5, 0.5})
	near("contrast", 0, 0.5, 1)
	(&Quantize{Surrogate: surrogate.Exact{}}).Forward(dst, []float64{0.31, 0.99, -0.2}, []float64{10})
	near("quantize", 0.35, 0.95, 0.05)
	(&Quantize{Surrogate: surrogate.Replaced{}, Hard: true}).Forward(dst, []float64{0.31, 0.99, -0.2}, []float64{10})
	near("hard", 0.35, 0.95, 0.05)
}

// A blur keeps a constant image, keeps the sum of any, is its own transpose, and of a
// point far from the edges makes a normal distribution.
func TestBlur(t *testing.T) {
	size := Size{W: 31, H: 27, Channels: 1}
	b, p := NewBlur(size, 12), []float64{1.7}
	dst, flat := make([]float64, size.Len()), make([]float64, size.Len())
	for i := range flat {
		flat[i] = 0.7
	}
	b.Forward(dst, flat, p)
	for _, v := range dst {
		if math.Abs(v-0.7) > 1e-14 {
			t.Fatalf("a constant 0.7 becomes %v", v)
		}
	}
	u, v := noise(size.Len(), 3), noise(size.Len(), 4)
	bu, bv := make([]float64, size.Len()), make([]float64, size.Len())
	b.Forward(bu, u, p)
	b.Forward(bv, v, p)
	if math.Abs(dot(bu, v)-dot(u, bv)) > 1e-10 {
		t.Errorf("<Ku, v> = %v, <u, Kv> = %v", dot(bu, v), dot(u, bv))
	}
	ones := make([]float64, size.Len())
	for i := range ones {
		ones[i] = 1
	}
	if math.Abs(dot(ones, bu)-dot(ones, u)) > 1e-10 {
		t.Errorf("the sum changes from %v to %v", dot(ones, u), dot(ones, bu))
	}
	point := make([]float64, size.Len())
	point[13*31+15] = 1
	b.Forward(dst, point, p)
	for _, at := range [][2]int{{0, 0}, {1, 0}, {2, 1}, {-3, 2}} {
		d2 := float64(at[0]*at[0] + at[1]*at[1])
		want := math.Exp(-d2/(2*1.7*1.7)) / (2 * math.Pi * 1.7 * 1.7)
		if got := dst[(13+at[1])*31+15+at[0]]; math.Abs(got-want) > 1e-6 {
			t.Errorf("at %v of the point: %v, want %v", at, got, want)
		}
	}
}

func TestEdgesOfTheDomain(t *testing.T) {
	src := []float64{0, -0.3, 0.4}
	dst, g, gp := make([]float64, 3), make([]float64, 3), make([]float64, 2)
	Tone{}.Forward(dst, src, []float64{1, 0.5})
	Tone{}.Backward(g, gp, []float64{1, 1, 1}, dst, src, []float64{1, 0.5})
	if g[0] != 0 || g[1] != 0 || !(g[2] > 0) || math.IsNaN(gp[0]+gp[1]) {
		t.Errorf("tone at 0 and below: %v, %v", g, gp)
	}
	q := &Quantize{Surrogate: surrogate.Arctan{}, Temperature: 0.3}
	q.Forward(dst, src, []float64{9})
	q.Backward(g, gp[:1], []float64{1, 1, 1}, dst, src, []float64{9})
	if g[1] != 0 || !(g[2] > 0) {
		t.Errorf("quantize below 0: %v", g)
	}
	src[2] = math.NaN()
	for name, s := range map[string]Stage{"tone": Tone{}, "contrast": Contrast{}, "quantize": q} {
		if s.Forward(dst, src, []float64{9, 0.5}); !math.IsNaN(dst[2]) {
			t.Errorf("%s makes %v of NaN", name, dst[2])
		}
	}
}
