// Package rategrid looks for the best rate: on a grid that grows until the best is inside, each rate judged alone
// or together with its neighbours.
package rategrid

import "math"

// Grid holds the scores of the rates At(k), for k from Lo to Hi.
type Grid struct {
	At     func(k int) float64        // rises with k
	Score  func(rate float64) float64 // the less the better; NaN counts as +Inf
	Smooth bool                       // a rate is judged with its neighbours; the outermost two are not judged
	Scores map[int]float64
	Lo, Hi int
}

// Try scores the rates from -half to half, the first ones of a grid.
func (g *Grid) Try(half int) {
	g.Scores, g.Lo, g.Hi = map[int]float64{}, -half, half
	for k := -half; k <= half; k++ {
		g.try(k)
	}
}

func (g *Grid) try(k int) {
	s := g.Score(g.At(k))
	if math.IsNaN(s) {
		s = math.Inf(1)
	}
	g.Scores[k] = s
}

// Judged is what rate k is judged by: its score, or the mean of it and of both its neighbours', so that no lucky
// rate is taken beside bad ones and none beside one of +Inf.
func (g *Grid) Judged(k int) float64 {
	if g.Smooth {
		return (g.Scores[k-1] + g.Scores[k] + g.Scores[k+1]) / 3
	}
	return g.Scores[k]
}

// edge is how many rates at either end are not judged.
func (g *Grid) edge() int {
	if g.Smooth {
		return 1
	}
	return 0
}

// Best returns the first and the last of the best rates side by side.
func (g *Grid) Best() (first, last int) {
	lo, hi := g.Lo+g.edge(), g.Hi-g.edge()
	first = lo
	for k := lo; k <= hi; k++ {
		if g.Judged(k) < g.Judged(first) {
			first = k
		}
	}
	last = first
	for last < hi && g.Judged(last+1) == g.Judged(first) {
		last++
	}
	return first, last
}

// Middle is the best rate's number; of equal ones side by side, that of the middle one.
func (g *Grid) Middle() int {
	first, last := g.Best()
	return (first + last) / 2
}

// Widen adds rates while the best is at an end, and all are not equal, and until the grid reaches limit.
func (g *Grid) Widen(limit int) {
	for {
		first, last := g.Best()
		down, up := first == g.Lo+g.edge() && g.Lo > -limit, last == g.Hi-g.edge() && g.Hi < limit
		if down == up { // inside, or no rate does better than another
			return
		}
		if down {
			g.Lo--
			g.try(g.Lo)
		} else {
			g.Hi++
			g.try(g.Hi)
		}
	}
}
