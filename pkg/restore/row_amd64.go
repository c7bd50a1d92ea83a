package restore

import "golang.org/x/sys/cpu"

// wide says whether the processor computes four float64 at a time.
var wide = cpu.X86.HasAVX

// wideRow is primalDual.row for the first n pixels, n > 0 being a multiple of 4 and less than the
// row is long, in the same operations and so with the same bits.
//
//go:noescape
func wideRow(n int, c *stepCoef, bar, below, above, f, u, px, py *float64)
