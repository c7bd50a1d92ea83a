package stair

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// onlyFar reports whether the interval around b on which no floor and no vote
// changes is sure to lie apart from the winner: no jump of any x comes between.
func onlyFar(w Vote, x []float64, b float64) bool {
	for _, v := range x {
		if math.Floor(v*b) == math.Floor(v*(w.Lo-DefaultApart)) || math.Floor(v*b) == math.Floor(v*(w.Hi+DefaultApart)) {
			return false
		}
	}
	return w.Agree > 0
}

func TestConsensusIsTheMost(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	rapid.Check(t, func(t *rapid.T) {
		lo := rapid.Float64Range(0.5, 40).Draw(t, "lo")
		hi := lo + rapid.Float64Range(0.1, 20).Draw(t, "width")
		x, y := drawPairs(t, lo, hi)
		tol := rapid.SampledFrom([]float64{HalfLevel, 1.0 / 255, 0.01, 0.003}).Draw(t, "tol")
		v, err := FitConsensus(x, y, tol, lo, hi)
		if err != nil {
			if !errors.Is(err, ErrNone) {
				t.Fatal(err)
			}
			v.Agree = 0
		} else {
			for _, b := range []float64{v.B, v.Lo + 0.01*(v.Hi-v.Lo), v.Lo + 0.99*(v.Hi-v.Lo)} {
				if n := bruteVote(x, y, tol, b); n != v.Agree {
					t.Fatalf("%+v, but %d pairs allow %v", v, n, b)
				}
			}
			if !(lo <= v.Lo && v.Lo < v.B && v.B < v.Hi && v.Hi <= hi) || v.Total != len(x) {
				t.Fatalf("%+v in [%v, %v]", v, lo, hi)
			}
			// Just outside fewer agree: the interval is no smaller than it is.
			for _, b := range []float64{v.Lo * (1 - 1e-12), v.Hi * (1 + 1e-12)} {
				if lo <= b && b <= hi && bruteVote(x, y, tol, b) == v.Agree {
					t.Fatalf("%+v, but as many allow %v", v, b)
				}
			}
		}
		p, err := NewPairs(x, y)
		if err != nil {
			t.Fatal(err)
		}
		w, _ := p.Consensus(Settings{Lo: lo, Hi: hi, Tol: tol})
		if w.Consensus != v {
			t.Fatalf("Consensus gives %+v, FitConsensus %+v", w, v)
		}
		rival := w.RunnerUp
		if far := rival.Hi <= v.Lo-DefaultApart || rival.Lo >= v.Hi+DefaultApart; rival.Agree > 0 &&
			(!far || bruteVote(x, y, tol, rival.B) != rival.Agree) {
			t.Fatalf("runner-up %+v of %+v", rival, v)
		}
		for range 200 {
			b := lo + (hi-lo)*r.Float64()
			n := bruteVote(x, y, tol, b)
			switch {
			case n > v.Agree,
				n < v.Agree && n > w.Nearby,
				n == v.Agree && n > 0 && (b < w.First || b > w.Last || !w.Ambiguous() && (b < v.Lo || b > v.Hi)),
				(b < v.Lo-DefaultApart || b > v.Hi+DefaultApart) && n > rival.Agree && onlyFar(w, x, b):
				t.Fatalf("%+v, but %d pairs allow %v", w, n, b)
			}
		}
	})
}

// Two pairs whose intervals touch at one b: both seem to agree there, but no
// interval holds both, and rounding must not make one.
func TestTouchingIntervalsDoNotWin(t *testing.T) {
	for n := 1; n < 30; n++ {
		for j := 20; j < 235; j++ {
			// Levels j and j+1 meet at y = (j+½)/255, b = (n+½)·510/(2j+1), for
			// any two x with floor n there.
			b := (float64(n) + 0.5) * 510 / float64(2*j+1)
			k := math.Floor((float64(n) + 0.5) / b * 255)
			if b < 5 || b > 30 || k < 1 || k > 254 {
				continue
			}
			x := []float64{k / 255, (k + 1) / 255}
			if math.Floor(x[0]*b) != float64(n) || math.Floor(x[1]*b) != float64(n) {
				continue
			}
			y := []float64{float64(j) / 255, float64(j+1) / 255}
			v, err := FitConsensus(x, y, HalfLevel, b-1e-3, b+1e-3)
			if err != nil || v.Agree != 1 || v.Hi-v.Lo < 0.9e-3 {
				t.Fatalf("levels %d and %d touch at b = %v: %+v, %v", j, j+1, b, v, err)
			}
		}
	}
}

func TestConsensusOfConstantImageIsAmbiguous(t *testing.T) {
	p, err := NewPairs([]float64{0.5, 0.5}, []float64{0.5, 0.5})
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.Consensus(Settings{Tol: 0.01})
	if err != nil {
		t.Fatal(err)
	}
	// b = 2n + 1 explains y = ½ for every n; the widest interval is the last
	// that the domain does not cut.
	if !v.Ambiguous() || v.Ties != 12 || v.Agree != 2 || v.First != 5 || math.Abs(v.Last-14.5/0.49) > 1e-12 ||
		math.Abs(v.Lo-14.5/0.51) > 1e-12 || v.RunnerUp.Agree != 2 {
		t.Errorf("%+v", v)
	}
}

func TestConsensusWithoutTolerance(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 4))
	for range 50 {
		b := 5 + 25*r.Float64()
		x := make([]float64, 50)
		for i := range x {
			x[i] = r.Float64()
		}
		v, err := FitConsensus(x, QuantizeTo(nil, x, b), 0, 5, 30)
		if err != nil || v.Agree != 50 || v.Lo > b || b > v.Hi || v.Hi-v.Lo > 1e-10 {
			t.Errorf("b = %v: %+v, %v", b, v, err)
		}
	}
}

func TestConsensusAtOnePoint(t *testing.T) {
	x := []float64{0.2, 0.5, 0.9}
	v, err := FitConsensus(x, QuantizeTo(nil, x, 7), HalfLevel, 7, 7)
	if err != nil || v != (Consensus{B: 7, Lo: 7, Hi: 7, Agree: 3, Total: 3}) {
		t.Errorf("%+v, %v", v, err)
	}
}

func TestConsensusErrors(t *testing.T) {
	v, err := FitConsensus([]float64{0.9}, []float64{0.1}, HalfLevel, 5, 30)
	if !errors.Is(err, ErrNone) || v != (Consensus{}) {
		t.Errorf("black from white: %+v, %v", v, err)
	}
	for _, tol := range []float64{-1, math.NaN(), math.Inf(1)} {
		if _, err := FitConsensus([]float64{0.5}, []float64{0.5}, tol, 5, 30); !errors.Is(err, ErrValue) {
			t.Errorf("tol = %v: %v", tol, err)
		}
	}
	p, err := NewPairs([]float64{0.5}, []float64{0.5})
	if err != nil {
		t.Fatal(err)
	}
	// One interval in a domain too narrow for another: no runner-up.
	if v, err := p.Consensus(Settings{Lo: 6.8, Hi: 7.2}); err != nil || v.Ambiguous() || v.RunnerUp != (Consensus{Total: 1}) || v.Nearby != 0 {
		t.Errorf("[6.8, 7.2]: %+v, %v", v, err)
	}
	if _, err := p.Consensus(Settings{Apart: -1}); !errors.Is(err, ErrValue) {
		t.Errorf("Apart = -1: %v", err)
	}
}
