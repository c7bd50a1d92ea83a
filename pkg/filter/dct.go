package filter

import "math"

// cosines[u][x] is the orthonormal cosine transform of 8 samples,
// c(u) cos((2x+1) u π/16) / 2 with c(0) = 1/√2 and c(u) = 1 otherwise.
var cosines = func() (c [8][8]float64) {
	for u := range c {
		for x := range c[u] {
			c[u][x] = math.Cos(float64(2*x+1)*float64(u)*math.Pi/16) / 2
			if u == 0 {
				c[u][x] /= math.Sqrt2
			}
		}
	}
	return c
}()

// dct transforms a block of 8 by 8 samples in place, as ITU-T T.81, section A.3.3,
// has it: the first value is 8 times the mean.
func dct(b *[64]float64) {
	var rows [64]float64
	for y := 0; y < 64; y += 8 {
		transform8(rows[y:y+8:y+8], b[y:y+8:y+8], 1)
	}
	for x := range 8 {
		transform8(b[x:], rows[x:], 8)
	}
}

// transform8 transforms 8 samples, a step apart; even and odd frequencies share sums and
// differences.
func transform8(dst, src []float64, step int) {
	var sum, diff [4]float64
	for i := range 4 {
		a, b := src[i*step], src[(7-i)*step]
		sum[i], diff[i] = a+b, a-b
	}
	for u := range 8 {
		v := &sum
		if u%2 == 1 {
			v = &diff
		}
		c := &cosines[u]
		dst[u*step] = float64(c[0]*v[0]) + float64(c[1]*v[1]) + float64(c[2]*v[2]) + float64(c[3]*v[3])
	}
}
