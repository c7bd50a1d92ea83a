package vec

// adam4 is Adam.update for groups of four of the n elements, until it meets one whose root is
// outside the safe range of float32; it returns how many elements it has done.
//
//go:noescape
func adam4(n int, k *Adam, x, grad, m, v *float64) int

// momentum4 is Momentum.update for n elements, n being a multiple of 8.
//
//go:noescape
func momentum4(n int, k *Momentum, x, grad, v *float64)

// descend4 is Descend for n elements, n being a multiple of 8.
//
//go:noescape
func descend4(n int, move float64, x, grad *float64)

// mulAdd4x8 is MulAdd with distances in bytes, k > 0.
//
//go:noescape
func mulAdd4x8(k int, a *float64, aRow, aCol uintptr, b *float64, bRow uintptr, c *float64, cRow uintptr)

// dot2x4 is Dots with distances in bytes, k > 0 being a multiple of 4.
//
//go:noescape
func dot2x4(k int, a *float64, aRow uintptr, b *float64, bRow uintptr, c *float64, cRow uintptr)

// saddle4 is Saddle.row for the first n pixels, n > 0 being a multiple of 4 and less than the row
// is long.
//
//go:noescape
func saddle4(n int, c *Saddle, bar, below, above, f, u, px, py *float64)
