package stair

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// stored returns the 8-bit level that y is stored as.
func stored(y float64) uint8 { return uint8(math.Floor(255*min(1, y) + 0.5)) }

// bruteVote counts the pairs that allow b, from the definition.
func bruteVote(x, y []float64, tol, b float64) (n int) {
	for i := range x {
		if math.Abs(Quantize(x[i], b)-y[i]) <= tol {
			n++
		}
	}
	return n
}

// storedPairs returns n pairs of random levels and their quantized levels, a
// share of them replaced at random.
func storedPairs(t *testing.T, r *rand.Rand, n int, b, share float64) *Pairs {
	t.Helper()
	x, y := make([]uint8, n), make([]uint8, n)
	for i := range x {
		x[i] = uint8(r.IntN(256))
		y[i] = stored(Quantize(levels[x[i]], b))
		if r.Float64() < share {
			y[i] = uint8(r.IntN(256))
		}
	}
	var h Histogram
	h.Add(x, y)
	p, err := h.Pairs()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// All midpoints between neighbouring ends of 8-bit intervals, found in exact
// integers, hold no b with more votes.
func TestConsensusOfLevelsAgainstEveryMidpoint(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 2))
	for range 20 {
		b := 5 + 5*r.Float64()
		p := storedPairs(t, r, 60, b, 0.35)
		v, err := p.Consensus(Settings{Lo: 5, Hi: 10, Clipped: true})
		if err != nil {
			t.Fatal(err)
		}
		most := int64(0)
		for c := 5.00005; c < 10; c += 1e-4 { // ends lie 10⁻³ apart
			most = max(most, p.agree(c, HalfLevel, true))
		}
		if int(most) != v.Agree || p.agree(v.B, HalfLevel, true) != most {
			t.Errorf("b = %v: %+v, a grid finds %d", b, v, most)
		}
	}
}

// On the wide domain [1, 300] an image still has one answer.
func TestConsensusOnWideDomain(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 5))
	trials := 20
	if testing.Short() {
		trials = 3
	}
	for range trials {
		b := 2 + 60*r.Float64()
		p := storedPairs(t, r, 20000, b, 0.35)
		v, err := p.Consensus(Settings{Lo: 1, Hi: 300, Clipped: true})
		if err != nil || v.Lo > b || b > v.Hi || v.Ambiguous() {
			t.Errorf("b = %v: %+v, %v", b, v, err)
		}
	}
}

// 35 % of the pixels replaced by random values: the true b lies in the interval
// in at least 99 % of 1,000 trials.
func TestConsensusWithOutliers(t *testing.T) {
	trials := 1000
	if testing.Short() {
		trials = 100
	}
	r := rand.New(rand.NewPCG(7, 3))
	inside, agreeing := 0, 0
	for range trials {
		b := 5 + 25*r.Float64()
		p := storedPairs(t, r, 64*64, b, 0.35)
		v, err := p.Consensus(Settings{Clipped: true})
		if err != nil {
			t.Fatal(err)
		}
		if v.Lo <= b && b <= v.Hi {
			inside++
		}
		if v.Hi-v.Lo < 0.05 && v.RunnerUp.Agree < v.Agree/2 && !v.Ambiguous() {
			agreeing++
		}
	}
	t.Logf("%d of %d inside, %d narrow and far ahead of the runner-up", inside, trials, agreeing)
	if 100*inside < 99*trials {
		t.Errorf("the true b lies in the interval in %d of %d trials", inside, trials)
	}
	if !testing.Short() {
		page.Says(t, fmt.Sprintf("in %d of %d seeded trials", inside, trials))
	}
}

// At a whole b many pixels lie on a jump exactly, and the interval begins there:
// rounding must not cut off its end.
func TestConsensusAtWholeB(t *testing.T) {
	for b := 5.5; b < 30; b += 0.5 {
		var x, y []float64
		for k := range 256 {
			x = append(x, levels[k])
			y = append(y, levels[stored(Quantize(levels[k], b))])
		}
		v, err := FitConsensus(x, y, HalfLevel, 5, 30)
		if err != nil || v.Lo > b || b > v.Hi || v.Hi-v.Lo > 0.1 {
			t.Errorf("b = %v: %+v, %v", b, v, err)
		}
	}
}

// A bright sky clips: in the plain meaning white pixels vote for b = n + ½,
// where y(1; b) = 1; as lower bounds they vote for every b that clips.
func TestConsensusOfClippedPixels(t *testing.T) {
	const b = 12.34
	var x, y []float64
	for k := range 256 {
		n := 1
		if k == 255 {
			n = 1000
		}
		for range n {
			x = append(x, levels[k])
			y = append(y, levels[stored(Quantize(levels[k], b))])
		}
	}
	plain, err := FitConsensus(x, y, HalfLevel, 5, 30)
	if err != nil || plain.Lo <= b && b <= plain.Hi {
		t.Errorf("plain: %+v, %v", plain, err)
	}
	if n := bruteVote(x, y, HalfLevel, plain.B); n != plain.Agree {
		t.Errorf("plain: %+v, but %d agree", plain, n)
	}
	p, err := NewPairs(x, y)
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.Consensus(Settings{Clipped: true})
	if err != nil || v.Lo > b || b > v.Hi || v.Agree != v.Total || v.Ambiguous() {
		t.Errorf("clipped: %+v, %v", v, err)
	}
	page.Says(t, fmt.Sprintf("| consensus, plain meaning | %.4f |", plain.B))
	page.Says(t, fmt.Sprintf("| consensus, clipped pixels as bounds | [%.4f, %.4f] |", v.Lo, v.Hi))
}
