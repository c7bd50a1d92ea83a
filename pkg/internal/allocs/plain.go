//go:build !race

package allocs

import "testing"

// PerRun is the average number of allocations of f in that many runs, as [testing.AllocsPerRun] counts them.
func PerRun(runs int, f func()) float64 { return testing.AllocsPerRun(runs, f) }
