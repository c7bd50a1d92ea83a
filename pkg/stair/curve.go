package stair

import (
	"fmt"
	"math"
	"sort"
)

// Curve is the loss L(b) of pairs on an interval of b, with its sums kept for
// every piece, so that the loss, its Steklov mean and the derivative of that
// mean cost one or two binary searches each. It never changes and may be used by
// several goroutines at once.
//
// Its values carry an absolute error of a few roundings of (1/N) Σ y²; where
// losses as tiny as that matter, use [Pairs.Loss].
type Curve struct {
	lo, hi   float64
	start    []float64 // first float of each piece
	a, m     []float64 // L(b) = a/b² - 2·m/b + yy on the piece
	yy       float64
	integral []dd // ∫ L from lo to start
}

// Curve returns the loss on [lo, hi]. It takes five floats for each piece. The
// error wraps [ErrValue] if 0 < lo <= hi does not hold or the domain holds more
// than 2²⁴ jumps.
func (p *Pairs) Curve(lo, hi float64) (*Curve, error) {
	if err := (Settings{Lo: lo, Hi: hi}).check(); err != nil {
		return nil, err
	}
	if err := p.checkJumps(lo, hi, maxPieces); err != nil {
		return nil, err
	}
	n := float64(p.total)
	c := &Curve{lo: lo, hi: hi, yy: p.sumYY.hi / n}
	var sum dd
	p.sweep(lo, hi, func(s piece) {
		c.start = append(c.start, s.lo)
		c.a = append(c.a, s.a/n)
		c.m = append(c.m, s.m.hi/n)
		c.integral = append(c.integral, sum)
		sum = sum.add(dd{c.over(len(c.start)-1, s.lo, s.hi), 0})
	})
	return c, nil
}

// Domain returns the ends of the curve's interval.
func (c *Curve) Domain() (lo, hi float64) { return c.lo, c.hi }

// Starts returns the first float of each piece, in ascending order: the lower
// end of the domain and every jump of the loss. The caller must not change it.
func (c *Curve) Starts() []float64 { return c.start }

// Loss returns L(b). It panics if b is not in the domain.
func (c *Curve) Loss(b float64) float64 {
	i := c.find(b)
	return c.at(i, b)
}

// LossLeft returns the limit of L at b from the left, which differs from L(b) at
// a jump. It panics if b is not in the domain, or is its lower end.
func (c *Curve) LossLeft(b float64) float64 {
	i := c.find(math.Nextafter(b, 0))
	return c.at(i, b)
}

// Mean returns the Steklov mean of the loss,
//
//	L_h(b) = (1/2h) ∫ L(u) du   from b-h to b+h,
//
// in closed form: on a piece from l to r the integral is
//
//	a (1/l - 1/r) - 2 m ln(r/l) + c (r - l).
//
// L_0 = L. It panics if h < 0 or [b-h, b+h] is not in the domain.
func (c *Curve) Mean(b, h float64) float64 {
	if h == 0 {
		return c.Loss(b)
	}
	l, r := c.window(b, h)
	i, j := c.find(l), c.find(r)
	if i == j {
		return c.over(i, l, r) / (r - l)
	}
	from, to := c.integral[i+1], c.integral[j]
	whole := to.add(dd{-from.hi, -from.lo}) // the pieces that lie in the window whole
	return (c.over(i, l, c.start[i+1]) + whole.hi + c.over(j, c.start[j], r)) / (r - l)
}

// MeanDerivative returns the derivative of the Steklov mean in b, which is the
// central difference of the loss itself:
//
//	dL_h/db = (L(b+h) - L(b-h)) / 2h.
//
// Where L jumps at b+h or b-h the derivative from the right is meant. It panics
// if h <= 0 or [b-h, b+h] is not in the domain.
func (c *Curve) MeanDerivative(b, h float64) float64 {
	l, r := c.window(b, h)
	return (c.Loss(r) - c.Loss(l)) / (r - l)
}

// window returns b-h and b+h, rounded.
func (c *Curve) window(b, h float64) (l, r float64) {
	l, r = b-h, b+h
	if !(h > 0 && c.lo <= l && l < r && r <= c.hi) {
		panic(fmt.Sprintf("stair: window of b = %v, h = %v does not lie in the curve's domain [%v, %v]", b, h, c.lo, c.hi))
	}
	return l, r
}

// find returns the piece that b lies in.
func (c *Curve) find(b float64) int {
	if !(c.lo <= b && b <= c.hi) {
		panic(fmt.Sprintf("stair: b = %v is not in the curve's domain [%v, %v]", b, c.lo, c.hi))
	}
	return sort.Search(len(c.start), func(i int) bool { return c.start[i] > b }) - 1
}

func (c *Curve) at(i int, b float64) float64 {
	return max(0, (c.a[i]/b-2*c.m[i])/b+c.yy)
}

// over returns the integral of piece i's loss from l to r.
func (c *Curve) over(i int, l, r float64) float64 {
	w := r - l
	return c.a[i]*(w/l/r) - 2*c.m[i]*math.Log1p(w/l) + c.yy*w
}
