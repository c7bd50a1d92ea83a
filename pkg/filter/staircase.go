package filter

import "github.com/gradstep/gradstep/pkg/stair"

// staircase puts each step in the middle of its interval: y = (⌊x·b⌋ + ½)/b. Whole
// steps of s levels with their middles, k/s·s + s/2, are this one with b = 255/s.
var staircase = &Family{
	Name:    "staircase",
	Formula: "(⌊x·b⌋ + ½)/b",
	Forms:   []func(x, b, top float64) float64{func(x, b, _ float64) float64 { return stair.Quantize(x, b) }},
}
