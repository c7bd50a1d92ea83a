//go:build race

package allocs

// PerRun runs f once more often than asked, as the plain build does, and reports no allocation.
func PerRun(runs int, f func()) float64 {
	for range runs + 1 {
		f()
	}
	return 0
}
