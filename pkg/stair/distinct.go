package stair

import "math"

// manyPairs is from where on clearing a table of counts costs less than sorting.
const manyPairs = 1 << 12

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
