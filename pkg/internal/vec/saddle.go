package vec

import "math"

// Saddle holds the constants of one step of the primal-dual method of total variation; see package
// restore. saddle_amd64.s knows the order of the fields.
type Saddle struct{ S, U, Div, F, Theta float64 }

// Row makes the step on one row of an image. At each pixel p = (px, py) comes first, from the old
// ū ("bar") of the pixel and of its right and lower neighbours, then u and the new ū:
//
//	p ← P(p + S∇ū),  P divides what is longer than 1 by its length
//	u⁺ = U u + Div div p + F f
//	ū = u⁺ + Theta (u⁺ - u)
//
// Below is ū in the row below, above py in the row above; in the last row below is bar itself.
func (c *Saddle) Row(bar, below, above, f, u, px, py []float64) {
	w := len(bar)
	below, above, f, u, px, py = below[:w], above[:w], f[:w], u[:w], px[:w], py[:w]
	done := 0
	if n := (w - 1) &^ 3; Wide && n > 0 {
		saddle4(n, c, &bar[0], &below[0], &above[0], &f[0], &u[0], &px[0], &py[0])
		done = n
	}
	c.row(done, bar, below, above, f, u, px, py)
}

// row is the twin of saddle4, from pixel x to the end of the row.
func (c *Saddle) row(x int, bar, below, above, f, u, px, py []float64) {
	w := len(bar)
	s, cu, cd, cf, theta := c.S, c.U, c.Div, c.F, c.Theta
	left := 0.0
	if x > 0 {
		left = px[x-1]
	}
	here := bar[x]
	for ; x < w-1; x++ {
		next := bar[x+1]
		p, q := px[x]+float64(s*(next-here)), py[x]+float64(s*(below[x]-here))
		r := Shorten(float64(p*p) + float64(q*q))
		p *= r
		q *= r
		px[x], py[x] = p, q
		old := u[x]
		v := float64(cu*old) + float64(cd*((p-left)+(q-above[x]))) + float64(cf*f[x])
		u[x], bar[x] = v, v+float64(theta*(v-old))
		here, left = next, p
	}
	q := py[x] + float64(s*(below[x]-here)) // in the last column px stays 0
	q *= Shorten(q * q)
	py[x] = q
	old := u[x]
	v := float64(cu*old) + float64(cd*((q-above[x])-left)) + float64(cf*f[x])
	u[x], bar[x] = v, v+float64(theta*(v-old))
}

// Shorten returns 1/√max(1, sq), by which a vector with the square length sq is
// multiplied. Bits of floats that are not negative are in the order of the
// floats, and comparing integers needs no branch: a branch that edges and noise
// send here and there costs more than the root.
func Shorten(sq float64) float64 {
	return 1 / math.Sqrt(math.Float64frombits(max(math.Float64bits(sq), oneBits)))
}

const oneBits = 0x3ff << 52 // the bits of 1.0
