package stylize

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/internal/allocs"
	"github.com/gradstep/gradstep/pkg/stair"
)

// smooth is a chain that ends before the staircase, with generic parameters and b.
func smooth() (*Chain, []float64) {
	c := NewChain(small, Tone{}, NewWhiteBalance(small), NewBlur(small, 0), Contrast{})
	return c, []float64{1.1, 0.83, 0.92, 1.15, 0.9, 3.7, 0.45, 11.3}
}

func TestSmoothedGradient(t *testing.T) {
	c, p := smooth()
	for _, h := range []float64{0.05, 0.7, 4} {
		s := &Smoothed{Chain: c, Src: noise(small.Len(), 5), Target: noise(small.Len(), 6), Clipped: true, Radius: h}
		s.Target[3] = 1.2
		got := make([]float64, len(p))
		s.Grad(got, p)
		for i, want := range fd.Gradient(nil, s.Func, p, fd.Central, 1e-7) {
			if math.Abs(got[i]-want) > 1e-5*(1+math.Abs(want)) {
				t.Errorf("h = %v: ∂/∂(%d) is %v, differences give %v", h, i, got[i], want)
			}
		}
	}
}

// With a chain that does nothing, Smoothed is the Steklov mean of the loss of pairs.
func TestSmoothedIsTheSteklovMean(t *testing.T) {
	size := Size{40, 1, 1}
	x := noise(size.Len(), 9)
	y := stair.QuantizeTo(nil, x, 12.34)
	for i, v := range y {
		y[i] = min(v, 0.99) // stair.Pairs clips nothing
	}
	pairs, err := stair.NewPairs(x, y)
	if err != nil {
		t.Fatal(err)
	}
	curve, err := pairs.Curve(5, 30)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range []float64{7.7, 12.34, 25.1} {
		for _, h := range []float64{0.01, 0.3, 2} {
			s := &Smoothed{Chain: NewChain(size, Tone{}), Src: x, Target: y, Clipped: true, Radius: h}
			p, g := []float64{1, 1, b}, make([]float64, 3)
			if got, want := s.Func(p), curve.Mean(b, h); math.Abs(got-want) > 1e-12 {
				t.Errorf("b = %v, h = %v: F is %v, the mean %v", b, h, got, want)
			}
			if s.Grad(g, p); math.Abs(g[2]-curve.MeanDerivative(b, h)) > 1e-12/h {
				t.Errorf("b = %v, h = %v: ∂F/∂b is %v, want %v", b, h, g[2], curve.MeanDerivative(b, h))
			}
		}
	}
}

// The slope of R is the share of samples beyond, minus 1 - Tau, and it vanishes near
// the b that made the image.
func TestRelaxed(t *testing.T) {
	size := Size{50, 40, 1}
	src := noise(size.Len(), 10)
	r := &Relaxed{Match: Match{Chain: NewChain(size, Tone{}), Src: src, Target: stair.QuantizeTo(nil, src, 12.34), Clipped: true}, Tau: 0.8}
	slope := func(b float64) float64 {
		g := make([]float64, 3)
		r.Grad(g, []float64{1, 1, b})
		return g[2] * b
	}
	last := -1.0
	for b := 5.0; b <= 30; b += 0.25 {
		s := slope(b)
		if s < last {
			t.Errorf("R is not convex in ln b: slope %v at %v after %v", s, b, last)
		}
		last = s
	}
	if lo, hi := slope(11.9), slope(12.8); lo > 0 || hi < 0 {
		t.Errorf("slopes %v and %v around 12.34", lo, hi)
	}
	if s := slope(5); math.Abs(s+0.2) > 1e-12 {
		t.Errorf("at b = 5 the slope is %v, want -0.2", s)
	}
	m, g, want := &r.Match, make([]float64, 3), make([]float64, 2)
	r.Grad(g, []float64{1.1, 0.9, 8})
	m.Grad(want, []float64{1.1, 0.9})
	if g[0] != want[0] || g[1] != want[1] {
		t.Errorf("the chain's gradient is %v, want %v", g[:2], want)
	}
}

func TestNoAllocationsWhenSmoothed(t *testing.T) {
	c, p := smooth()
	src, target, g := noise(small.Len(), 5), noise(small.Len(), 6), make([]float64, len(p))
	s := &Smoothed{Chain: c, Src: src, Target: target, Radius: 0.5}
	r := &Relaxed{Match: Match{Chain: c, Src: src, Target: target}, Tau: 0.8}
	s.Grad(g, p)
	r.Grad(g, p)
	if n := allocs.PerRun(20, func() { s.Grad(g, p); s.Func(p); r.Grad(g, p) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestSmoothedMisuse(t *testing.T) {
	c, p := smooth()
	src := noise(small.Len(), 5)
	for name, call := range map[string]func(){
		"no radius":      func() { (&Smoothed{Chain: c, Src: src, Target: src}).Func(p) },
		"radius above b": func() { (&Smoothed{Chain: c, Src: src, Target: src, Radius: 12}).Func(p) },
		"target":         func() { (&Smoothed{Chain: c, Src: src, Target: src[1:], Radius: 1}).Func(p) },
		"no tau":         func() { (&Relaxed{Match: Match{Chain: c, Src: src, Target: src}}).Grad(p, p) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			call()
		}()
	}
}
