package fd

import (
	"math"
	"sync"
)

// nine is a row of values, or a vector of that space.
type nine [2*reach + 1]float64

func (v nine) dot(w nine) (s float64) {
	for i := range v {
		s += v[i] * w[i]
	}
	return s
}

// minus is v - a·w.
func (v nine) minus(a float64, w nine) nine {
	for i := range v {
		v[i] -= a * w[i]
	}
	return v
}

func (v nine) times(a float64) nine {
	for i := range v {
		v[i] *= a
	}
	return v
}

// row makes the vector of a function of t = -4…4.
func row(f func(t float64) float64) (v nine) {
	for i := range v {
		v[i] = f(float64(i - reach))
	}
	return v
}

// rung is what nine values in a row, x + j·d, say about one distance.
type rung struct {
	d      float64
	y      nine
	bad    bool // a value is not finite
	spread float64
	top    float64 // largest |y|
	slope  float64 // of the cubic at x
	third  float64 // third derivative of the cubic
	rough  float64 // root of the mean square of what the cubic leaves
	rest   nine    // that, as a unit vector
	ties   int     // neighbours with equal values
	kink   feature
	jump   feature
}

// feature is the kink or the jump that explains the most of what a cubic leaves.
type feature struct {
	at     float64 // in units of d from x: of a jump the middle of its gap
	size   float64 // change of the slope, in values per unit of x; height of a jump
	share  float64 // of the sum of squares
	atCore bool    // a jump at x: the value there belongs to neither side
	apart  bool    // and the sides have one limit, the size being how far the value is from it
}

// fitted holds the unit vectors of the fit: the polynomials up to degree 3, and each kink and jump
// less what polynomials can make of it.
type fitted struct {
	poly   [4]nine
	kinks  []template
	jumps  []template
	second nine // of a jump at x whose value there is of neither side: beside the template of the gap before x
}

type template struct {
	at   float64
	unit nine
	norm float64 // of what the polynomials leave of a feature of size 1
}

var templates = sync.OnceValue(func() *fitted {
	f := new(fitted)
	for k := range f.poly {
		v := row(func(t float64) float64 { return math.Pow(t, float64(k)) })
		for range 2 { // once more, against rounding
			for _, p := range f.poly[:k] {
				v = v.minus(v.dot(p), p)
			}
		}
		f.poly[k] = v.times(1 / math.Sqrt(v.dot(v)))
	}
	leaves := func(at float64, v nine) template {
		v = f.rest(v)
		n := math.Sqrt(v.dot(v))
		return template{at, v.times(1 / n), n}
	}
	for z := -24; z <= 24; z++ {
		at := float64(z) / 8
		f.kinks = append(f.kinks, leaves(at, row(func(t float64) float64 { return max(0, t-at) })))
	}
	for gap := -3; gap < 3; gap++ {
		at := float64(gap) + 0.5
		f.jumps = append(f.jumps, leaves(at, row(func(t float64) float64 {
			if t > at {
				return 1
			}
			return 0
		})))
	}
	spike := f.rest(nine{reach: 1})
	before := f.jumps[2].unit // the gap between -1 and 0
	spike = spike.minus(spike.dot(before), before)
	f.second = spike.times(1 / math.Sqrt(spike.dot(spike)))
	return f
})

// rest is what a cubic leaves of v.
func (f *fitted) rest(v nine) nine {
	for range 2 {
		for _, p := range f.poly {
			v = v.minus(v.dot(p), p)
		}
	}
	return v
}

// fit reads the values.
func (r *rung) fit() {
	low, high := math.Inf(1), math.Inf(-1)
	for i, v := range r.y {
		if i > 0 && v == r.y[i-1] {
			r.ties++
		}
		low, high = min(low, v), max(high, v)
		r.bad = r.bad || math.IsNaN(v)
	}
	r.spread, r.top = high-low, max(math.Abs(low), math.Abs(high))
	if r.bad = r.bad || math.IsInf(r.spread, 0); r.bad || r.spread == 0 {
		return
	}
	// In units of the spread, from the value at x: nothing overflows, and little is lost.
	f, u := templates(), r.y
	for i, v := range r.y {
		u[i] = (v - r.y[reach]) / r.spread
	}
	var c [4]float64
	for k, p := range f.poly {
		c[k] = u.dot(p)
	}
	// The cubic is odd but for even powers: slope and third derivative are those of the two odd
	// polynomials, whose values are t/√60 and (5t³ - 59t)/√(7128·5) = (5t³ - 59t)/√35640.
	r.slope = r.spread * (c[1]/math.Sqrt(60) - 59*c[3]/math.Sqrt(35640)) / r.d
	r.third = r.spread * (30 * c[3] / math.Sqrt(35640)) / r.d / r.d / r.d
	u = f.rest(u)
	squares := u.dot(u)
	r.rough = r.spread * math.Sqrt(squares/float64(len(u)))
	if squares < 0x1p-96 { // rounding of the fit itself
		return
	}
	r.rest = u.times(1 / math.Sqrt(squares))
	best := func(ts []template) (b feature) {
		for _, t := range ts {
			c := u.dot(t.unit)
			if share := c * c / squares; share > b.share {
				b = feature{at: t.at, size: c / t.norm * r.spread, share: share}
			}
		}
		return b
	}
	r.kink, r.jump = best(f.kinks), best(f.jumps)
	r.kink.size /= r.d
	c1, c2 := u.dot(f.jumps[2].unit), u.dot(f.second)
	if share := (c1*c1 + c2*c2) / squares; share > r.jump.share+0.01 && share > alike {
		left, right := r.limit(-1), r.limit(1)
		r.jump = feature{size: right - left, share: share, atCore: true}
		if off := r.y[reach] - left - (right-left)/2; math.Abs(off) > math.Abs(right-left) {
			r.jump.size, r.jump.apart = off, true
		}
	}
}

// away is the greatest |y| beside x.
func (r *rung) away() (top float64) {
	for i, v := range r.y {
		if i != reach {
			top = max(top, math.Abs(v))
		}
	}
	return top
}

// limit is the limit at x from one side, from the four values there.
func (r *rung) limit(sign int) float64 {
	at := func(j int) float64 { return r.y[reach+sign*j] }
	return 4*at(1) - 6*at(2) + 4*at(3) - at(4)
}
