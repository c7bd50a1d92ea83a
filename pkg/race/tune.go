package race

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/internal/rategrid"
)

const (
	wideSteps = 6  // how many half powers of ten stand on either side at first
	fineSteps = 24 // and how many rates on either side of the best of those: 49 in all
)

// Tuned is what a search for a rate has found.
type Tuned struct {
	Rate  float64 // the best of the last grid; neither its first nor its last
	Score float64 // of that rate
	Tried int     // rates of that grid
	Near  int     // of these, whose score is at most slack above the best
}

// Tune looks for the rate with the least score. It tries the powers of √10 from a thousandth to a thousand
// times the one given, further ones while the first or the last is the best, and then 49 rates around that,
// each 10^(1/16) times the one before, and again further ones while the best is at an end.
//
// In the fine grid a rate is judged by the mean of its score and those of both its neighbours, so that no lucky
// rate is taken beside bad ones. Of equal scores side by side, such as those of runs that arrive, the middle
// one is taken; a score of NaN counts as +Inf. slack is how much worse a rate may be that still counts as near.
// It panics when the rate is not positive and finite.
func Tune(rate, slack float64, score func(rate float64) float64) Tuned {
	if !(rate > 0) || math.IsInf(rate, 1) {
		panic(fmt.Sprintf("race: Tune: a rate of %v, want a positive one", rate))
	}
	if score == nil {
		panic("race: Tune: score is nil")
	}
	wide := newGrid(rate, math.Sqrt(10), wideSteps, false, score)
	wide.Widen(20)
	fine := newGrid(wide.At(wide.Middle()), math.Pow(10, 1.0/16), fineSteps, true, score)
	return tuned(fine, 160, slack)
}

// coarse is the first half of Tune alone, for what takes seconds.
func coarse(rate, slack float64, score func(rate float64) float64) Tuned {
	return tuned(newGrid(rate, math.Sqrt(10), 2, false, score), 20, slack)
}

// newGrid tries the rates centre·ratio^k, for k from -half to half.
func newGrid(centre, ratio float64, half int, smooth bool, score func(rate float64) float64) *rategrid.Grid {
	g := &rategrid.Grid{Smooth: smooth, Score: score, At: func(k int) float64 { return centre * math.Pow(ratio, float64(k)) }}
	g.Try(half)
	return g
}

// tuned widens the grid and says what it has found.
func tuned(g *rategrid.Grid, limit int, slack float64) Tuned {
	g.Widen(limit)
	best := g.Middle()
	t := Tuned{Rate: g.At(best), Score: g.Judged(best), Tried: len(g.Scores)}
	for k := g.Lo; k <= g.Hi; k++ {
		if g.Scores[k] <= t.Score+slack {
			t.Near++
		}
	}
	return t
}
