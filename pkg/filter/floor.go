package filter

import "math"

// floor takes the lower end of each interval, so that white alone stays white.
var floor = &Family{
	Name:    "floor",
	Formula: "⌊x·N⌋/N",
	Whole:   true,
	Forms: []func(x, n, top float64) float64{
		func(x, n, _ float64) float64 { return math.Floor(x*n) / n },
		// In whole numbers white falls into the last interval: k·N/256·256/N.
		func(x, n, top float64) float64 { return whole(x, n, top) * (top + 1) / n / top },
	},
}

// whole returns ⌊k·N/(top+1)⌋ of the stored sample k = x·top, as programs compute it
// in whole numbers: one of 0…N-1.
func whole(x, n, top float64) float64 {
	return math.Floor(math.Floor(x*top+0.5) * n / (top + 1))
}
