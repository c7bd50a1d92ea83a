package filter

import "math"

// round takes the nearest of N levels that reach from black to white: ImageMagick's
// -posterize, GIMP's Posterize.
var round = &Family{
	Name:    "round",
	Formula: "⌊x·(N-1) + ½⌋/(N-1)",
	Whole:   true,
	Forms: []func(x, n, top float64) float64{
		func(x, n, _ float64) float64 { return math.Floor(x*(n-1)+0.5) / (n - 1) },
	},
}
