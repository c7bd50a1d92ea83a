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

// Allowed returns between which stored samples, 0 to 1, the answer puts those of a level x of the original; NaN for a
// level that did not occur. A filter that allows nothing there has hi < 0. For None it is the nearest formula.
func (d *Data) Allowed(a Answer, tol float64) func(x float64) (lo, hi float64) {
	windows := a.Rising.windows(d)
	if a.Name != Curve {
		windows = d.windows(a.Best.Filter, tol)
	}
	of := make([]int32, int(d.topX)+1) // the number of its group, from 1
	for i, g := range d.groups {
		of[int(g.x*d.topX+0.5)] = int32(i + 1)
	}
	return func(x float64) (lo, hi float64) {
		k := math.Floor(x*d.topX + 0.5)
		if !(k >= 0 && k <= d.topX) || of[int(k)] == 0 {
			return math.NaN(), math.NaN()
		}
		w := windows[of[int(k)]-1]
		return w.lo / d.topY, w.hi / d.topY
	}
}

// Distance returns how far stored samples, 0 to 1, lie from what the answer allows for a level of
// the original, in levels of 1/255: 0 where they agree, NaN for a level that did not occur. For None
// it is the distance from the nearest formula.
func (d *Data) Distance(a Answer, tol float64) func(x, y float64) float64 {
	allowed := d.Allowed(a, tol)
	return func(x, y float64) float64 {
		lo, hi := allowed(x)
		const rounding = 1e-9 // of a quotient of whole samples; stored ones are 1/65535 apart
		switch {
		case math.IsNaN(lo):
			return math.NaN()
		case y < lo-rounding:
			return stair.MaxLevel * (lo - y)
		case y > hi+rounding:
			return stair.MaxLevel * (y - hi)
		}
		return 0
	}
}
