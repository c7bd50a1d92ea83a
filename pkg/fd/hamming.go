package fd

import "math"

// differences is what the difference table of values at equally spaced points says.
type differences struct {
	top   [2*reach + 1]float64 // top[k]: the largest difference of order k
	level float64              // standard deviation of the noise
	flat  bool                 // the last orders agree on it: they are noise, not the rest of a smooth function
	ties  int                  // neighbours with equal values
}

// newDifferences makes the difference table.
//
// A smooth function's differences vanish as their order k rises; those of independent noise of standard
// deviation a grow as a·√C(2k,k). So each order gives an upper estimate of a, and the least of them is near
// it once the smooth part has vanished; of two orders in a row the larger is taken, against luck.
//
// Source: Hamming, Introduction to Applied Numerical Analysis, section 1.4; Moré and Wild, "Estimating
// computational noise", SIAM J. Sci. Comput. 33 (2011), (2.4).
func newDifferences(y [2*reach + 1]float64) differences {
	d := differences{level: math.Inf(1)}
	before, gamma := math.Inf(1), 1.0
	low, high := math.Inf(1), 0.0
	for k := 1; k < len(y); k++ {
		rows := y[:len(y)-k]
		for i := range rows {
			rows[i] = y[i+1] - y[i]
			if k == 1 && rows[i] == 0 {
				d.ties++
			}
			d.top[k] = max(d.top[k], math.Abs(rows[i]))
		}
		gamma *= float64(k) / float64(2*(2*k-1))
		now := 0.0
		if unit := d.top[k]; unit > 0 { // scaled, so that squares neither overflow nor vanish
			for _, v := range rows {
				now += (v / unit) * (v / unit)
			}
			now = unit * math.Sqrt(gamma*now/float64(len(rows)))
		}
		if k < len(y)-1 {
			d.level = min(d.level, max(before, now))
		}
		if k >= len(y)-4 && k < len(y)-1 {
			low, high = min(low, now), max(high, now)
		}
		before = now
	}
	d.flat = high <= 4*low
	return d
}

// next estimates the size of the differences of order 9 where the function is smooth: those of order 8 and 7,
// times the rate at which the orders fall. Both parities count, since one of them may pass through 0 at x.
func (d *differences) next() float64 {
	m := &d.top
	rate := 0.0
	for k := 6; k <= 8; k++ {
		if m[k-2] > 0 {
			rate = max(rate, math.Sqrt(m[k]/m[k-2]))
		}
	}
	return max(m[8]*rate, m[7]*rate*rate)
}
