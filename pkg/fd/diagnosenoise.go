package fd

import (
	"math"
	"slices"
)

// noiseOf is the level that the roughness of the finest rungs has in common, and how many share it.
func noiseOf(rs []rung, unit float64) (level float64, n int) {
	first := make([]float64, 0, 4)
	for i := range min(4, len(rs)) {
		first = append(first, rs[i].rough)
	}
	slices.Sort(first)
	level = first[len(first)/2]
	if level <= unit {
		return level, 0
	}
	sum := 0.0
	for n < len(rs) && rs[n].rough > level/6 && rs[n].rough < 6*level {
		sum += rs[n].rough * rs[n].rough
		n++
	}
	if n > 0 { // of nine values, a cubic leaves five degrees of freedom
		level = math.Sqrt(sum / float64(n) * 9 / 5)
	}
	return level, n
}

// isNoise reports whether what the cubic leaves neither falls with the distance nor has the same shape
// at each.
func isNoise(rs []rung) bool {
	n := float64(len(rs))
	mean, slope, squares, alignment, before := 0.0, 0.0, 0.0, 0.0, 0.0
	for i := range rs {
		mean += math.Log(rs[i].rough) / n
	}
	for i := range rs {
		k := float64(i) - (n-1)/2
		slope += k * (math.Log(rs[i].rough) - mean)
		squares += k * k
		if i > 0 {
			a := math.Abs(rs[i].rest.dot(rs[i-1].rest))
			alignment += a / (n - 1)
			if before > 0.95 && a > 0.95 {
				return false
			}
			before = a
		}
	}
	// Of noise, log rough has a standard deviation of 0.33, and two shapes an alignment of 0.36 in the
	// mean.
	return math.Abs(slope/squares) < 4*0.33/math.Sqrt(squares) && math.Abs(slope/squares) < 0.25*math.Log(rungRatio) && alignment < 0.8
}
