package stair

import (
	"fmt"
	"math"
	"slices"
)

// maxY bounds |y|: far more than any staircase reaches, small enough that sums
// of squares stay finite.
const maxY = 1 << 20

// manyPairs is from where on clearing a table of counts costs less than sorting.
const manyPairs = 1 << 12

// counted is a pair and how often it occurs.
type counted struct {
	x, y float64
	n    int64
}

// NewPairs returns the distinct pairs (x[i], y[i]). It takes one pass if all of
// them are 8-bit levels k/255, or if few of them differ, and a sort otherwise.
// The error wraps [ErrShape] if the lengths differ, [ErrEmpty] if they are zero,
// and [ErrValue] if an x is not in [0, 1] or a y not in [-2²⁰, 2²⁰]; it names
// the index and the value.
func NewPairs(x, y []float64) (*Pairs, error) {
	if len(x) != len(y) {
		return nil, fmt.Errorf("%w: %d values of x against %d of y", ErrShape, len(x), len(y))
	}
	if len(x) >= manyPairs {
		if h := levelPairs(x, y); h != nil {
			return h.Pairs()
		}
	}
	for i, v := range x {
		if !(v >= 0 && v <= 1) {
			return nil, fmt.Errorf("%w: x[%d] = %v: want 0 <= x <= 1 (divide 8-bit levels by 255)", ErrValue, i, v)
		}
		if !(math.Abs(y[i]) <= maxY) {
			return nil, fmt.Errorf("%w: y[%d] = %v: want a finite value near [0, 1]", ErrValue, i, y[i])
		}
	}
	var all []counted
	if len(x) >= manyPairs {
		all = fewPairs(x, y)
	}
	if all == nil {
		all = make([]counted, len(x))
		for i, v := range x {
			all[i] = counted{v, y[i], 1}
		}
	}
	return pairsOf(all)
}

// pairsOf sorts the pairs, which may repeat.
func pairsOf(all []counted) (*Pairs, error) {
	slices.SortFunc(all, func(a, b counted) int {
		if c := order(a.x, b.x); c != 0 {
			return c
		}
		return order(a.y, b.y)
	})
	b := newBuilder(len(all))
	for _, t := range all {
		b.add(t.x, t.y, t.n)
	}
	return b.pairs()
}

// levelPairs counts the pairs if all of them are 8-bit levels, or returns nil.
func levelPairs(x, y []float64) *Histogram {
	h := new(Histogram)
	for i, v := range x {
		k, okx := levelOf(v)
		j, oky := levelOf(y[i])
		if !okx || !oky {
			return nil
		}
		h.counts[k][j]++
	}
	return h
}

// fewPairs counts the distinct pairs in a hash table, or returns nil if they are
// so many that sorting is no dearer.
func fewPairs(x, y []float64) []counted {
	const bits, most = 15, 1 << 13
	table := make([]int32, 1<<bits) // index in out plus one
	var out []counted
	for i, v := range x {
		w := y[i]
		h := math.Float64bits(v)*0x9e3779b97f4a7c15 ^ math.Float64bits(w)*0xc2b2ae3d27d4eb4f
		slot := (h ^ h>>32) * 0x9e3779b97f4a7c15 >> (64 - bits)
		for {
			k := table[slot]
			if k == 0 {
				if len(out) == most {
					return nil
				}
				out = append(out, counted{v, w, 1})
				table[slot] = int32(len(out))
				break
			}
			if t := &out[k-1]; t.x == v && t.y == w {
				t.n++
				break
			}
			slot = (slot + 1) & (1<<bits - 1)
		}
	}
	return out
}
