package stair

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// meanSquare is the loss straight from its definition.
func meanSquare(x, y []float64, b float64) float64 {
	s := 0.0
	for i := range x {
		d := Quantize(x[i], b) - y[i]
		s += d * d
	}
	return s / float64(len(x))
}

// drawPairs draws pairs of one of the kinds that a fit meets.
func drawPairs(t *rapid.T, lo, hi float64) (x, y []float64) {
	n := rapid.IntRange(1, 30).Draw(t, "n")
	b := rapid.Float64Range(lo, hi).Draw(t, "b")
	kind := rapid.IntRange(0, 4).Draw(t, "pairs")
	for range n {
		u := drawX(t)
		v := Quantize(u, b)
		switch kind {
		case 1:
			v = math.Floor(255*min(1, v)+0.5) / 255
		case 2:
			v += rapid.Float64Range(-0.1, 0.1).Draw(t, "noise")
		case 3:
			v = rapid.Float64Range(-0.5, 1.5).Draw(t, "y")
		case 4:
			v = 0
		}
		x, y = append(x, u), append(y, v)
	}
	return x, y
}

func TestLeastSquaresIsTheGlobalMinimum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lo := rapid.Float64Range(0.5, 40).Draw(t, "lo")
		hi := lo + rapid.Float64Range(0, 20).Draw(t, "width")
		x, y := drawPairs(t, lo, hi)
		f, err := FitLeastSquares(x, y, lo, hi)
		if err != nil {
			t.Fatal(err)
		}
		// Every piece by brute force: its ends, and the vertex of its quadratic.
		starts := []float64{lo, math.Nextafter(hi, 100)}
		for _, v := range x {
			for _, b := range Jumps(nil, v, lo, hi) {
				starts = append(starts, b, math.Nextafter(b, 0))
			}
		}
		for _, b := range starts {
			a, m := 0.0, 0.0
			for i, v := range x {
				k := math.Floor(v*b) + 0.5
				a, m = a+k*k, m+k*y[i]
			}
			for _, c := range []float64{b, a / m, lo, hi} {
				if lo <= c && c <= hi {
					if l := meanSquare(x, y, c); math.Sqrt(f.Loss) > math.Sqrt(l)+1e-15 {
						t.Fatalf("%+v, but the loss at %v is %v", f, c, l)
					}
				}
			}
		}
		if l := meanSquare(x, y, f.B); math.Abs(l-f.Loss) > 1e-14*l+1e-32 {
			t.Fatalf("%+v, but Quantize at B gives a loss of %v", f, l)
		}
		checkPiece(t, x, f, lo, hi)
	})
}

// checkPiece checks that [Lo, Hi) is the whole piece of B.
func checkPiece(t *rapid.T, x []float64, f Fit, lo, hi float64) {
	last := math.Nextafter(f.Hi, 0)
	if f.Hi == hi {
		last = f.B
	}
	same := func(b float64) bool {
		for _, v := range x {
			if math.Floor(v*b) != math.Floor(v*f.B) {
				return false
			}
		}
		return true
	}
	switch {
	case !(lo <= f.Lo && f.Lo <= f.B && f.B <= f.Hi && f.Hi <= hi):
		t.Fatalf("%+v is not in order in [%v, %v]", f, lo, hi)
	case !same(f.Lo) || !same(last):
		t.Fatalf("%+v: floors differ within the piece", f)
	case f.Lo > lo && same(math.Nextafter(f.Lo, 0)):
		t.Fatalf("%+v: the piece begins further left", f)
	case f.Hi < hi && (f.B == f.Hi || same(f.Hi)):
		t.Fatalf("%+v: the piece ends further right", f)
	}
}

// With y = 0 the loss of one pair is y(x; b)², and the fit is Minimize.
func TestLeastSquaresOfZeroIsMinimize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawX(t)
		lo := rapid.Float64Range(0.5, 300).Draw(t, "lo")
		hi := lo + rapid.Float64Range(0, 100).Draw(t, "width")
		m, err := Minimize(x, lo, hi)
		if err != nil {
			t.Fatal(err)
		}
		p, err := NewPairs([]float64{x}, []float64{0})
		if err != nil {
			t.Fatal(err)
		}
		f, err := p.LeastSquares(Settings{Lo: lo, Hi: hi})
		if err != nil || f.B != m.Near(0) || f.Attained != m.Attained || !near(f.Loss, m.Value*m.Value, 8) {
			t.Fatalf("x = %v in [%v, %v]: %+v, %v; Minimize gives %+v", x, lo, hi, f, err, m)
		}
	})
}

func TestLeastSquaresFindsTheTrueB(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for trial := range 200 {
		b := 5 + 25*r.Float64()
		x := make([]float64, 300)
		for i := range x {
			x[i] = r.Float64()
			if trial%2 == 0 {
				x[i] = levels[r.IntN(256)]
			}
		}
		p, err := NewPairs(x, QuantizeTo(nil, x, b))
		if err != nil {
			t.Fatal(err)
		}
		f, err := p.LeastSquares(Settings{})
		if err != nil || math.Abs(f.B-b) > 1e-14*b || f.Loss > 1e-31 || f.Ambiguous() || f.NextLoss < 1e-9 {
			t.Errorf("b = %v: %+v, %v", b, f, err)
		}
	}
}

// One pair, as every constant image is: y = (n+½)/b has a root in many pieces.
func TestLeastSquaresOfConstantImageIsAmbiguous(t *testing.T) {
	p, err := NewPairs([]float64{0.5, 0.5}, []float64{0.5, 0.5})
	if err != nil {
		t.Fatal(err)
	}
	f, err := p.LeastSquares(Settings{})
	// b = 2n + 1 explains y = ½ for every n: 5, 7, …, 29.
	if err != nil || !f.Ambiguous() || f.Ties != 12 || f.First != 5 || f.Last != 29 || f.B != 5 || f.Lo != 5 || f.Hi != 6 {
		t.Errorf("%+v, %v", f, err)
	}
	if f.Pieces != 14 || math.IsInf(f.NextLoss, 1) { // jumps at 6, 8, …, 30
		t.Errorf("%+v", f)
	}
}

// The sums over a long sweep do not drift: at its last piece they still give
// the loss that Quantize gives.
func TestSweepDoesNotDrift(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	x, y := make([]float64, 2000), make([]float64, 2000)
	for i := range x {
		x[i], y[i] = r.Float64(), r.Float64()
	}
	p, err := NewPairs(x, y)
	if err != nil {
		t.Fatal(err)
	}
	pieces, before := 0, 0.0
	p.sweep(1, 300, func(c piece) {
		if pieces++; c.lo != before && before > 0 || c.hi < c.lo {
			t.Fatalf("piece %d is [%v, %v) after %v", pieces, c.lo, c.hi, before)
		}
		before = c.hi
		if pieces%10000 == 0 || c.last {
			b := c.lo + (c.hi-c.lo)/2
			if got, want := p.sumAt(c, b)/2000, p.Loss(b); !near(got, want, 4) {
				t.Errorf("piece %d at %v: %v, want %v", pieces, b, got, want)
			}
		}
	})
	if pieces < 290000 {
		t.Errorf("only %d pieces", pieces)
	}
}

// Least squares on a stored image is biased by clipped pixels; leaving them out
// mends it.
func TestLeastSquaresIsBiasedByClipping(t *testing.T) {
	const b = 12.34 // 12.5/12.34 > 1: white is clipped
	var h Histogram
	for k := range 256 {
		y := min(1, Quantize(levels[k], b))
		n := 1
		if k == 255 {
			n = 1000 // a bright sky
		}
		for range n {
			h.Add([]uint8{uint8(k)}, []uint8{uint8(math.Floor(255*y + 0.5))})
		}
	}
	p, err := h.Pairs()
	if err != nil {
		t.Fatal(err)
	}
	plain, err := p.LeastSquares(Settings{})
	if err != nil || math.Abs(plain.B-b) < 0.05 {
		t.Errorf("with clipped pixels: %+v, %v", plain, err)
	}
	mended, err := p.LeastSquares(Settings{Clipped: true})
	if err != nil || math.Abs(mended.B-b) > 0.005 {
		t.Errorf("without clipped pixels: %+v, %v", mended, err)
	}
	page.Says(t, fmt.Sprintf("| least squares, every pixel | %.4f |", plain.B))
	page.Says(t, fmt.Sprintf("| least squares, clipped pixels left out | %.4f |", mended.B))
}

func TestLeastSquaresErrors(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	ok := []float64{0.5}
	for name, c := range map[string]struct {
		x, y   []float64
		lo, hi float64
		want   error
	}{
		"lengths":  {ok, []float64{0.5, 0.5}, 5, 30, ErrShape},
		"empty":    {nil, nil, 5, 30, ErrEmpty},
		"x NaN":    {[]float64{nan}, ok, 5, 30, ErrValue},
		"x > 1":    {[]float64{128}, ok, 5, 30, ErrValue},
		"y NaN":    {ok, []float64{nan}, 5, 30, ErrValue},
		"y Inf":    {ok, []float64{inf}, 5, 30, ErrValue},
		"lo = 0":   {ok, ok, 0, 30, ErrValue},
		"zero":     {ok, ok, 0, 0, ErrValue},
		"lo > hi":  {ok, ok, 30, 5, ErrValue},
		"lo NaN":   {ok, ok, nan, 30, ErrValue},
		"hi Inf":   {ok, ok, 5, inf, ErrValue},
		"too tiny": {ok, ok, 1e-200, 30, ErrValue},
		"jumps":    {ok, ok, 5, 1 << 29, ErrValue},
	} {
		f, err := FitLeastSquares(c.x, c.y, c.lo, c.hi)
		if !errors.Is(err, c.want) || f != (Fit{}) {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
		if v, err := FitConsensus(c.x, c.y, HalfLevel, c.lo, c.hi); !errors.Is(err, c.want) || v != (Consensus{}) {
			t.Errorf("%s: consensus %+v, %v", name, v, err)
		}
	}
	white, err := NewPairs([]float64{1}, []float64{1})
	if err != nil {
		t.Fatal(err)
	}
	if f, err := white.LeastSquares(Settings{Clipped: true}); !errors.Is(err, ErrEmpty) {
		t.Errorf("all clipped: %+v, %v", f, err)
	}
	// Only both ends together have a default.
	for _, o := range []Settings{{Hi: 20}, {Lo: 20}} {
		if f, err := white.LeastSquares(o); !errors.Is(err, ErrValue) {
			t.Errorf("%+v: %+v, %v", o, f, err)
		}
	}
}
