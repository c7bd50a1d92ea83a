package filter

// bits keeps the highest bits of a stored sample and clears the others: N = 2^bits
// levels. Pillow's ImageOps.posterize, masks like k & 0xf0.
var bits = &Family{
	Name:    "bits",
	Formula: "(k with all but its log₂ N highest bits cleared)/top, k = top·x",
	Whole:   true,
	Stored:  true,
	Has:     func(n int) bool { return n > 0 && n&(n-1) == 0 },
	Forms: []func(x, n, top float64) float64{
		func(x, n, top float64) float64 { return whole(x, n, top) * ((top + 1) / n) / top },
	},
}
