package stair

import "fmt"

// Histogram counts pairs of 8-bit levels (x, y), where level k stands for k/255.
// It is filled row by row, so that an image of any size takes half a megabyte
// and a fit costs the same whatever its size. The zero value is empty and ready
// to use; it is large, so pass a pointer.
//
// The pixels of several channels added to one Histogram are fitted with a common
// b; one Histogram for each channel gives one b each.
type Histogram struct {
	counts [256][256]int64
}

// Add counts the pairs (x[i], y[i]). It panics if the lengths differ.
func (h *Histogram) Add(x, y []uint8) {
	if len(x) != len(y) {
		panic(fmt.Sprintf("stair: Histogram.Add: x has %d levels, y has %d", len(x), len(y)))
	}
	for i, k := range x {
		h.counts[k][y[i]]++
	}
}

// AddEvery counts the pairs (x[i], y[i]) with i = first, first+step, …: one
// channel of interleaved rows. It panics if the lengths differ, first < 0 or
// step < 1.
func (h *Histogram) AddEvery(x, y []uint8, first, step int) {
	if len(x) != len(y) || first < 0 || step < 1 {
		panic(fmt.Sprintf("stair: Histogram.AddEvery: x has %d levels, y has %d, first = %d, step = %d", len(x), len(y), first, step))
	}
	y = y[:len(x)]
	for i := first; i < len(x); i += step {
		h.counts[x[i]][y[i]]++
	}
}

// AddCount counts the pair (x, y) n times. It panics if n < 0.
func (h *Histogram) AddCount(x, y uint8, n int64) {
	if n < 0 {
		panic(fmt.Sprintf("stair: Histogram.AddCount: n = %d", n))
	}
	h.counts[x][y] += n
}

// Merge adds the counts of other, which may be h itself.
func (h *Histogram) Merge(other *Histogram) {
	for k := range h.counts {
		for j := range h.counts[k] {
			h.counts[k][j] += other.counts[k][j]
		}
	}
}

// Count returns how often the pair of levels (x, y) was added.
func (h *Histogram) Count(x, y uint8) int64 { return h.counts[x][y] }

// Pairs returns the distinct pairs of the histogram with their counts. The error
// wraps [ErrEmpty] if there are none.
func (h *Histogram) Pairs() (*Pairs, error) {
	cells := 0
	for k := range h.counts {
		for _, n := range h.counts[k] {
			if n > 0 {
				cells++
			}
		}
	}
	b := newBuilder(cells)
	for k := range h.counts {
		for j, n := range h.counts[k] {
			if n > 0 {
				b.add(levels[k], levels[j], n)
			}
		}
	}
	return b.pairs()
}

// levels[k] is the value of the 8-bit level k.
var levels = func() (v [256]float64) {
	for k := range v {
		v[k] = float64(k) / MaxLevel
	}
	return v
}()

// levelOf returns the 8-bit level whose value is v, and whether there is one.
func levelOf(v float64) (uint8, bool) {
	if !(v >= 0 && v <= 1) {
		return 0, false
	}
	k := uint8(v*MaxLevel + 0.5)
	return k, levels[k] == v
}
