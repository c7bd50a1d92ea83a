package pagetest

import "runtime"

// Reference reports whether figures are to be those of the documents to the last digit: on amd64 where products and
// sums are rounded one by one. Elsewhere products are fused into sums, and math's functions round another way.
func Reference() bool {
	negative := -float64(unit * unit) // added, since on amd64 differences are not fused
	return runtime.GOARCH == "amd64" && unit*unit+negative == 0
}

var unit = 1 + 0x1p-30 // a variable: the compiler computes constants exactly
