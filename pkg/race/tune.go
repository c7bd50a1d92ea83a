package race

import (
	"fmt"
	"math"
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
	wide := newGrid(rate, math.Sqrt(10), wideSteps, score)
	wide.widen(20)
	fine := newGrid(wide.middle(), math.Pow(10, 1.0/16), fineSteps, score)
	fine.smooth = true
	return fine.tuned(160, slack)
}

// coarse is the first half of Tune alone, for what takes seconds.
func coarse(rate, slack float64, score func(rate float64) float64) Tuned {
	return newGrid(rate, math.Sqrt(10), 2, score).tuned(20, slack)
}

// grid holds the scores of the rates centre·ratio^k, for k from lo to hi.
type grid struct {
	centre, ratio float64
	score         func(rate float64) float64
	scores        map[int]float64
	lo, hi        int
	smooth        bool // a rate is judged with its neighbours; the outermost two are not judged
}

func newGrid(centre, ratio float64, half int, score func(rate float64) float64) *grid {
	g := &grid{centre: centre, ratio: ratio, score: score, scores: map[int]float64{}, lo: -half, hi: half}
	for k := -half; k <= half; k++ {
		g.try(k)
	}
	return g
}

func (g *grid) rate(k int) float64 { return g.centre * math.Pow(g.ratio, float64(k)) }

func (g *grid) try(k int) {
	s := g.score(g.rate(k))
	if math.IsNaN(s) {
		s = math.Inf(1)
	}
	g.scores[k] = s
}

// judged is what rate k is judged by.
func (g *grid) judged(k int) float64 {
	if g.smooth {
		return (g.scores[k-1] + g.scores[k] + g.scores[k+1]) / 3
	}
	return g.scores[k]
}

// best returns the first and the last of the best rates side by side.
func (g *grid) best() (first, last int) {
	lo, hi := g.lo, g.hi
	if g.smooth {
		lo, hi = lo+1, hi-1
	}
	first = lo
	for k := lo; k <= hi; k++ {
		if g.judged(k) < g.judged(first) {
			first = k
		}
	}
	last = first
	for last < hi && g.judged(last+1) == g.judged(first) {
		last++
	}
	return first, last
}

// middle is the best rate.
func (g *grid) middle() float64 {
	first, last := g.best()
	return g.rate((first + last) / 2)
}

// widen adds rates while the best is at an end, and all are not equal, and until the grid reaches limit.
func (g *grid) widen(limit int) {
	for {
		first, last := g.best()
		edge := 0
		if g.smooth {
			edge = 1
		}
		down, up := first == g.lo+edge && g.lo > -limit, last == g.hi-edge && g.hi < limit
		if down == up { // inside, or no rate does better than another
			return
		}
		if down {
			g.lo--
			g.try(g.lo)
		} else {
			g.hi++
			g.try(g.hi)
		}
	}
}

// tuned widens the grid and says what it has found.
func (g *grid) tuned(limit int, slack float64) Tuned {
	g.widen(limit)
	first, last := g.best()
	t := Tuned{Rate: g.middle(), Score: g.judged((first + last) / 2), Tried: len(g.scores)}
	for k := g.lo; k <= g.hi; k++ {
		if g.scores[k] <= t.Score+slack {
			t.Near++
		}
	}
	return t
}
