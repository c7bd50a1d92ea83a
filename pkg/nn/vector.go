package nn

import (
	"cmp"
	"math"
	"math/rand/v2"
)

// fill draws normal numbers of standard deviation gain/√fanIn; a gain of 0 stands for
// √2, with which a ReLU network keeps the size of its signals: source [3], (10).
func fill(dst []float64, gain float64, fanIn int, rng *rand.Rand) {
	gain = cmp.Or(gain, math.Sqrt2)
	for i := range dst {
		dst[i] = gain / math.Sqrt(float64(fanIn)) * rng.NormFloat64()
	}
}

func constant(dst []float64, v float64) {
	for i := range dst {
		dst[i] = v
	}
}

// sum adds in four lanes, which the processor can overlap, and in an order of its own
// that never changes.
func sum(v []float64) float64 {
	var a, b, c, d float64
	for ; len(v) >= 4; v = v[4:] {
		a, b, c, d = a+v[0], b+v[1], c+v[2], d+v[3]
	}
	for _, x := range v {
		a += x
	}
	return (a + b) + (c + d)
}

// sumRows writes the sum of so many rows of len(dst) numbers to dst, the first row first.
func sumRows(dst, rows []float64, n int) {
	copy(dst, rows)
	for r := 1; r < n; r++ {
		for i, v := range rows[r*len(dst) : (r+1)*len(dst)] {
			dst[i] += v
		}
	}
}
