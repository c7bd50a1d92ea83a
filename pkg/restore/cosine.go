package restore

import "math"

// A cosine transform works on a band of columns at once: what is one number in a textbook is here
// a row of the band, and each step of the transform is a loop along such rows.

// cosines is the cosine transform of columns of n samples, n a power of two, at least 4:
//
//	X_k = 2 Σ x_j cos(πk(2j+1)/(2n)),
//
// and its inverse times 2n. The samples are reordered so that the transform becomes a Fourier
// transform of n real numbers, which is one of m = n/2 complex numbers and a step that
// untangles the two halves. Source: J. Makhoul, A fast cosine transform in one and two
// dimensions, IEEE Trans. ASSP 28 (1980).
type cosines struct {
	n, m  int
	order []int        // order[p] is the complex number that the first stage finds at place p
	root  []complex128 // e^{-2πik/m}, k < m: the factors of the stages
	half  []complex128 // -i e^{-2πik/n}, k ≤ m/2: the factors that untangle
	turn  []complex128 // e^{-iπk/(2n)}, k ≤ m: the factors that make cosines
}

func newCosines(n int) *cosines {
	m := n / 2
	c := &cosines{n: n, m: m}
	unit := func(turns float64) complex128 {
		sin, cos := math.Sincos(-2 * math.Pi * turns)
		return complex(cos, sin)
	}
	for k := range m {
		c.root = append(c.root, unit(float64(k)/float64(m)))
	}
	for k := range m + 1 {
		c.half = append(c.half, -1i*unit(float64(k)/float64(n)))
		c.turn = append(c.turn, unit(float64(k)/float64(4*n)))
	}
	c.place(0, 1, m)
	return c
}

// place appends the order of a transform of size numbers that begin at first, stride apart.
func (c *cosines) place(first, stride, size int) {
	if size == 1 {
		c.order = append(c.order, first)
		return
	}
	r := radix(size)
	for q := range r {
		c.place(first+q*stride, stride*r, size/r)
	}
}

// radix is that of the last stage of a transform of this size.
func radix(size int) int {
	if size%4 == 0 {
		return 4
	}
	return 2
}

// sample is the row that holds number j of the reordered samples: the even ones in their order,
// then the odd ones backwards.
func (c *cosines) sample(j int) int {
	if j < c.m {
		return 2 * j
	}
	return 2*(c.n-1-j) + 1
}

// A band is the columns lo to hi of a plane whose rows are w apart, and memory for them: m rows of
// real and m rows of imaginary parts.
type band struct {
	plane  []float64
	w      int
	lo, hi int
	re, im []float64
}

func (b *band) row(y int) []float64 { return b.plane[y*b.w+b.lo : y*b.w+b.hi] }

func (b *band) at(k int) (re, im []float64) {
	n := b.hi - b.lo
	return b.re[k*n:][:n], b.im[k*n:][:n]
}

// forward transforms the columns of the band, read from src.
func (c *cosines) forward(b, src *band) {
	for p, j := range c.order {
		re, im := b.at(p)
		copy(re, src.row(c.sample(2*j)))
		copy(im, src.row(c.sample(2*j+1)))
	}
	c.stages(b)
	for k := range c.m/2 + 1 {
		l := (c.m - k) % c.m
		zr, zi := b.at(k)
		yr, yi := b.at(l)
		to := [4][]float64{b.row(k), nil, b.row(c.m - k), nil} // X_k, X_{n-k}, X_{m-k}, X_{m+k}
		to[1], to[3] = b.row((c.n-k)%c.n), b.row(c.m+k)
		hr, hi := real(c.half[k]), imag(c.half[k])
		ar, ai := real(c.turn[k]), imag(c.turn[k])
		br, bi := real(c.turn[c.m-k]), imag(c.turn[c.m-k])
		for x := range zr {
			er, ei := zr[x]+yr[x], zi[x]-yi[x]
			or, oi := zr[x]-yr[x], zi[x]+yi[x]
			tr, ti := hr*or-hi*oi, hr*oi+hi*or
			vr, vi := er+tr, ei+ti      // 2V_k
			ur, ui := er-tr, -(ei - ti) // 2V_{m-k}
			to[1][x] = -(ar*vi + ai*vr)
			to[3][x] = -(br*ui + bi*ur)
			to[0][x] = ar*vr - ai*vi
			to[2][x] = br*ur - bi*ui
		}
	}
}

// inverse transforms the columns of the band back, times 2n.
func (c *cosines) inverse(b *band, memory []float64) {
	n := b.hi - b.lo
	spare := memory[:n]
	clear(spare) // X_n = 0
	for p, k := range c.order {
		// Each number is made where the first stage looks for it, conjugated, since the
		// inverse is the transform of the conjugate.
		zr, zi := b.at(p)
		x0, x1, x2, x3 := b.row(k), spare, b.row(c.m-k), b.row(c.m+k%c.m)
		if k > 0 {
			x1 = b.row(c.n - k)
		}
		hr, hi := real(c.half[k]), imag(c.half[k])
		ar, ai := real(c.turn[k]), imag(c.turn[k])
		br, bi := real(c.turn[c.m-k]), imag(c.turn[c.m-k])
		for x := range zr {
			// V_k = conj(turn_k) (X_k - iX_{n-k}), and the same for m-k
			vr, vi := ar*x0[x]-ai*x1[x], -ai*x0[x]-ar*x1[x]
			ur, ui := br*x2[x]-bi*x3[x], -bi*x2[x]-br*x3[x]
			er, ei := vr+ur, vi-ui
			or, oi := vr-ur, vi+ui
			// Z = E + i·conj(ω)·O with half = -iω, so that i·conj(ω) = conj(half)
			zr[x] = er + (hr*or + hi*oi)
			zi[x] = -(ei + (hr*oi - hi*or))
		}
	}
	c.stages(b)
	for j := range c.m {
		re, im := b.at(j)
		copy(b.row(c.sample(2*j)), re)
		to := b.row(c.sample(2*j + 1))
		for x, v := range im {
			to[x] = -v
		}
	}
}

// stages is the complex transform, in place.
func (c *cosines) stages(b *band) {
	size := 1
	var sizes [32]int
	count := 0
	for s := c.m; s > 1; s /= radix(s) {
		sizes[count] = s
		count++
	}
	for count--; count >= 0; count-- {
		size = sizes[count]
		r := radix(size)
		part := size / r
		for first := 0; first < c.m; first += size {
			for k := range part {
				if r == 2 {
					c.two(b, first+k, part, k*(c.m/size))
				} else {
					c.four(b, first+k, part, k*(c.m/size))
				}
			}
		}
	}
}

// two and four combine the transforms of the parts: numbers k, k + part, … are multiplied with
// powers of the root and added up.
func (c *cosines) two(b *band, k, part, root int) {
	ar, ai := b.at(k)
	br, bi := b.at(k + part)
	wr, wi := real(c.root[root]), imag(c.root[root])
	for x := range ar {
		tr, ti := wr*br[x]-wi*bi[x], wr*bi[x]+wi*br[x]
		br[x], bi[x] = ar[x]-tr, ai[x]-ti
		ar[x], ai[x] = ar[x]+tr, ai[x]+ti
	}
}

func (c *cosines) four(b *band, k, part, root int) {
	var r, i [4][]float64
	var w [4]complex128
	for q := range 4 {
		r[q], i[q] = b.at(k + q*part)
		w[q] = c.root[q*root]
	}
	butterfly(w[1], w[2], w[3], r[0], i[0], r[1], i[1], r[2], i[2], r[3], i[3])
}

func butterfly(w1, w2, w3 complex128, r0, i0, r1, i1, r2, i2, r3, i3 []float64) {
	n := len(r0)
	i0, r1, i1, r2, i2, r3, i3 = i0[:n], r1[:n], i1[:n], r2[:n], i2[:n], r3[:n], i3[:n]
	w1r, w1i, w2r, w2i, w3r, w3i := real(w1), imag(w1), real(w2), imag(w2), real(w3), imag(w3)
	for x := range r0 {
		s1r, s1i := w1r*r1[x]-w1i*i1[x], w1r*i1[x]+w1i*r1[x]
		s2r, s2i := w2r*r2[x]-w2i*i2[x], w2r*i2[x]+w2i*r2[x]
		s3r, s3i := w3r*r3[x]-w3i*i3[x], w3r*i3[x]+w3i*r3[x]
		ar, ai, br, bi := r0[x]+s2r, i0[x]+s2i, r0[x]-s2r, i0[x]-s2i
		cr, ci, dr, di := s1r+s3r, s1i+s3i, s1i-s3i, s3r-s1r
		r0[x], i0[x] = ar+cr, ai+ci
		r1[x], i1[x] = br+dr, bi+di
		r2[x], i2[x] = ar-cr, ai-ci
		r3[x], i3[x] = br-dr, bi-di
	}
}
