package filter

import (
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
)

// Votes returns how many samples the filter explains with each of the numbers.
func (d *Data) Votes(f Filter, numbers []float64, tol float64) []int {
	t := newTally(d, f.Transfer)
	votes := make([]int, len(numbers))
	for i, n := range numbers {
		f.N = n
		votes[i] = int(t.agree(f, tol, nil))
	}
	return votes
}

// Distance returns how far stored samples lie from what the answer allows for a level of
// the original, in levels: 0 where they agree, NaN for a level that did not occur. For None
// it is the distance from the nearest formula.
func (d *Data) Distance(a Answer, tol float64) func(x, y uint8) float64 {
	windows := a.Rising.windows(d)
	if a.Name != Curve {
		windows = d.windows(a.Best.Filter, tol)
	}
	var known [256]bool
	var of [256]window
	for i, g := range d.groups {
		k := int(g.x*stair.MaxLevel + 0.5)
		known[k], of[k] = true, windows[i]
	}
	return func(x, y uint8) float64 {
		w, v := of[x], float64(y)
		switch {
		case !known[x]:
			return math.NaN()
		case v < w.lo:
			return w.lo - v
		case v > w.hi:
			return v - w.hi
		}
		return 0
	}
}
