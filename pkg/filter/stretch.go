package filter

import "math"

// stretch takes N intervals of one width and spreads their levels from black to white:
// Photoshop's Posterize, the discrete transfer of SVG filters, shaders.
var stretch = &Family{
	Name:    "stretch",
	Formula: "min(⌊x·N⌋, N-1)/(N-1)",
	Whole:   true,
	Forms: []func(x, n, top float64) float64{
		func(x, n, _ float64) float64 { return min(math.Floor(x*n), n-1) / (n - 1) },
		func(x, n, top float64) float64 { return whole(x, n, top) / (n - 1) },
	},
}
