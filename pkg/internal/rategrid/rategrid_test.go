package rategrid

import (
	"math"
	"testing"
)

// made is a grid of whole powers of ten, with 5 rates at first.
func made(smooth bool, score func(exponent float64) float64) *Grid {
	g := &Grid{
		Smooth: smooth, At: func(k int) float64 { return math.Pow(10, float64(k)) },
		Score: func(rate float64) float64 { return score(math.Round(math.Log10(rate))) },
	}
	g.Try(2)
	g.Widen(9)
	return g
}

// The grid grows until the best rate has judged ones on both sides, and no further than its limit.
func TestWiden(t *testing.T) {
	for _, smooth := range []bool{false, true} {
		edge := 0
		if smooth {
			edge = 1
		}
		for best := -7; best <= 7; best++ {
			g := made(smooth, func(e float64) float64 { return math.Pow(e-float64(best), 2) })
			if k := g.Middle(); k != best || g.Lo+edge >= best || g.Hi-edge <= best || len(g.Scores) != g.Hi-g.Lo+1 {
				t.Errorf("smooth %t: best %d of %d to %d, want %d", smooth, k, g.Lo, g.Hi, best)
			}
			if g.Lo != min(-2, best-1-edge) || g.Hi != max(2, best+1+edge) {
				t.Errorf("smooth %t, best %d: a grid from %d to %d", smooth, best, g.Lo, g.Hi)
			}
		}
		if g := made(smooth, func(e float64) float64 { return e }); g.Lo != -9 || g.Hi != 2 {
			t.Errorf("without a best rate: from %d to %d", g.Lo, g.Hi)
		}
		if g := made(smooth, func(float64) float64 { return 1 }); g.Middle() != 0 || len(g.Scores) != 5 {
			t.Errorf("all equal: %d of %d rates", g.Middle(), len(g.Scores))
		}
	}
}

// The lowest score stands beside a cliff: alone it is taken, with its neighbours it is not.
func TestCliff(t *testing.T) {
	for _, beyond := range []float64{math.Inf(1), math.NaN()} {
		score := func(e float64) float64 {
			if e > 1 {
				return beyond
			}
			return -e
		}
		if k := made(false, score).Middle(); k != 1 {
			t.Errorf("alone: 10^%d", k)
		}
		g := made(true, score)
		if k := g.Middle(); k != 0 || g.Judged(0) != 0 || !math.IsInf(g.Judged(1), 1) {
			t.Errorf("with its neighbours: 10^%d, by %v", k, g.Judged(0))
		}
	}
}
