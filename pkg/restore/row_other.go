//go:build !amd64

package restore

const wide = false

func wideRow(n int, c *stepCoef, bar, below, above, f, u, px, py *float64) {
	panic("restore: wideRow is for amd64")
}
