package restore

import (
	"math"
	"testing"
)

// Against the sum itself, and back.
func TestCosines(t *testing.T) {
	for _, n := range []int{4, 8, 16, 32, 64, 128, 256} {
		const w, lo, hi = 9, 2, 7
		src, dst := random(n*w, uint64(n)), make([]float64, n*w)
		b := &band{plane: dst, w: w, lo: lo, hi: hi, re: make([]float64, n/2*(hi-lo)), im: make([]float64, n/2*(hi-lo))}
		from := &band{plane: src, w: w, lo: lo, hi: hi}
		c := newCosines(n)
		c.forward(b, from)
		for k := range n {
			for x := range w {
				want := 0.0
				if x >= lo && x < hi {
					for j := range n {
						want += 2 * src[j*w+x] * math.Cos(math.Pi*float64(k*(2*j+1))/float64(2*n))
					}
				}
				if math.Abs(dst[k*w+x]-want) > 1e-14*float64(n) {
					t.Fatalf("n = %d: X[%d] of column %d is %v, want %v", n, k, x, dst[k*w+x], want)
				}
			}
		}
		c.inverse(b, make([]float64, hi-lo))
		for j := range n {
			for x := lo; x < hi; x++ {
				if got := dst[j*w+x] / float64(2*n); math.Abs(got-src[j*w+x]) > 1e-14 {
					t.Fatalf("n = %d: back, sample %d of column %d is %v, want %v", n, j, x, got, src[j*w+x])
				}
			}
		}
	}
}
