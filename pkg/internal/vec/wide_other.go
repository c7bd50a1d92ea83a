//go:build !amd64

package vec

// Wide: without assembly the twins in Go do all the work.
var Wide = false

const amd64Only = "vec: this kernel is for amd64"

func adam4(n int, k *Adam, x, grad, m, v *float64) int { panic(amd64Only) }

func momentum4(n int, k *Momentum, x, grad, v *float64) { panic(amd64Only) }

func descend4(n int, move float64, x, grad *float64) { panic(amd64Only) }

func mulAdd4x8(k int, a *float64, aRow, aCol uintptr, b *float64, bRow uintptr, c *float64, cRow uintptr) {
	panic(amd64Only)
}

func dot2x4(k int, a *float64, aRow uintptr, b *float64, bRow uintptr, c *float64, cRow uintptr) {
	panic(amd64Only)
}

func saddle4(n int, c *Saddle, bar, below, above, f, u, px, py *float64) { panic(amd64Only) }
