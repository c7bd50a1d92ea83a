package stair

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A vertex that is the float of the next jump does not lie in its piece: there
// the loss falls to 0 and does not reach it.
func TestLeastSquaresVertexAtTheJump(t *testing.T) {
	for _, c := range []struct{ x, n float64 }{{0.5, 3}, {0.25, 2}, {1, 6}, {0.125, 3}, {1, 29}} {
		b := c.n / c.x // exact for these
		y := (c.n - 0.5) / b
		p, err := NewPairs([]float64{c.x}, []float64{y})
		if err != nil {
			t.Fatal(err)
		}
		f, err := p.LeastSquares(Settings{Lo: b - 0.5, Hi: b + 0.5})
		if err != nil || f.Attained || f.B != math.Nextafter(b, 0) || f.Hi != b || f.Loss > 1e-31 {
			t.Errorf("x = %v, jump %v: %+v, %v", c.x, b, f, err)
		}
	}
}

// A constant image has as many best b's as pieces hold a root of y(x; b) = y,
// though rounding leaves most of the losses a little above 0.
func TestLeastSquaresCountsTheRoots(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 7))
	rounded := 0
	for range 2000 {
		x, b := 0.1+0.9*r.Float64(), 5+25*r.Float64()
		y := Quantize(x, b)
		p, err := NewPairs([]float64{x}, []float64{y})
		if err != nil {
			t.Fatal(err)
		}
		roots, unclear := 0, false
		for n := 0.0; n < 30; n++ {
			root := (n + 0.5) / y
			if k := x * root; root > 5 && root < 30 && k > n && k < n+1 {
				roots++
				if p.Loss(root) > 0 {
					rounded++
				}
			}
			for _, end := range []float64{5, 30, n / x, (n + 1) / x} {
				unclear = unclear || math.Abs(root-end) < 1e-9
			}
		}
		f, err := p.LeastSquares(Settings{})
		if err != nil || !unclear && f.Ties != roots-1 {
			t.Errorf("x = %v, b = %v: %d roots, %+v, %v", x, b, roots, f, err)
		}
	}
	if rounded < 100 {
		t.Errorf("only %d roots are rounded", rounded)
	}
}

// A better piece takes the place of those that tied before, which become the
// next best.
func TestSearchForgetsTies(t *testing.T) {
	p, err := NewPairs([]float64{0}, []float64{1})
	if err != nil {
		t.Fatal(err)
	}
	s := search{p: p, least: math.Inf(1), next: math.Inf(1)}
	tied := piece{lo: 5, hi: 8, a: 36, m: dd{5, 0}} // least at 36/5, with 1 - 25/36
	better, worse := piece{lo: 8, hi: 10, a: 81, m: dd{9, 0}}, piece{lo: 19, hi: 21, a: 100, m: dd{5, 0}}
	for _, c := range []piece{tied, tied, better, worse} {
		s.visit(c)
	}
	if f := s.best; f.B != 9 || f.Ties != 0 || f.First != 9 || f.Last != 9 || f.NextB != 7.2 || math.Abs(s.next-11.0/36) > 1e-15 || f.Pieces != 4 {
		t.Errorf("%+v, next %v", f, s.next)
	}
}

// Two parts that different pairs allow touch, and count as one interval: b lies
// inside the wider part, not between the two.
func TestConsensusOfTouchingParts(t *testing.T) {
	const tol = 1.0 / 128
	// x = 0 has no jumps, and y = ½/b: the first asks for b in [6.4, 8], the
	// second for b in [8, 32/3].
	p, err := NewPairs([]float64{0, 0}, []float64{9 * tol, 7 * tol})
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.Consensus(Settings{Tol: tol})
	if err != nil || v.Agree != 1 || v.Ties != 0 || !near(v.Lo, 6.4, 2) || !near(v.Hi, 32.0/3, 2) || !near(v.B, (8+32.0/3)/2, 4) {
		t.Errorf("%+v, %v", v, err)
	}
}
