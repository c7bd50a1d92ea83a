package stair

import (
	"fmt"
	"math"
)

// Fit is the b that explains pairs best in the mean square.
//
// Loss is the mean of (y(x_i; B) - y_i)², computed by Quantize at B. Every float
// b in [Lo, Hi) has the same floors as B, for every x_i. If the piece reaches the
// end of the domain, Hi is that end, and belongs to it.
type Fit struct {
	B, Lo, Hi, Loss float64
}

// LeastSquares is a [Fit] with its certificate.
type LeastSquares struct {
	Fit

	// Attained is false if the loss still falls at the open end of the piece:
	// in exact arithmetic its infimum is then the limit at Hi from the left,
	// which no b attains, and B is the float just below Hi.
	Attained bool

	// Pieces is how many pieces of the domain were compared: all there are.
	Pieces int

	// Ties is how many other pieces have a minimum that differs from Loss by no
	// more than the rounding of y; First and Last are the smallest and the
	// largest of their best b's and B. Such pairs do not determine b: those of a
	// constant image, for one.
	Ties        int
	First, Last float64

	// NextB and NextLoss are the best b of all other pieces, ties aside, and its
	// loss. They are zero and +Inf if there is none.
	NextB, NextLoss float64
}

// Ambiguous reports whether b's of several pieces explain the pairs equally well.
func (l LeastSquares) Ambiguous() bool { return l.Ties > 0 }

// FitLeastSquares returns the global minimizer over b in [lo, hi] of
//
//	L(b) = (1/N) Σ (y(x_i; b) - y_i)².
//
// It takes y as it is: if y was clipped when it was stored, use
// [Pairs.LeastSquares] with Settings.Clipped. Of many jumps it sorts and visits those
// alone near which a lower bound leaves room for a minimum. The errors are those of
// [NewPairs] and [Pairs.LeastSquares].
func FitLeastSquares(x, y []float64, lo, hi float64) (Fit, error) {
	o := Settings{Lo: lo, Hi: hi}
	if err := o.check(); err != nil {
		return Fit{}, err
	}
	p, err := NewPairs(x, y)
	if err != nil {
		return Fit{}, err
	}
	if err := p.checkJumps(lo, hi, maxJumps); err != nil {
		return Fit{}, err
	}
	if p.jumps(lo, hi) < manyJumps {
		return p.leastSquares(o).Fit, nil
	}
	return p.nearest(lo, hi, binsOfMany), nil
}

const (
	manyJumps  = 1 << 16 // from here on bins pay
	binsOfMany = 1 << 10
)

// nearest returns the fit of leastSquares, without its rivals.
func (p *Pairs) nearest(lo, hi float64, parts int) Fit {
	s := newSearch(p)
	if !newBins(p, lo, hi, parts).sweep(s.visit) {
		p.sweep(lo, hi, s.visit)
	}
	s.best.Loss = p.Loss(s.best.B)
	return s.best.Fit
}

// LeastSquares returns the global minimizer of the loss over b in [o.Lo, o.Hi].
// Between two jumps the loss is a quadratic in t = 1/b,
//
//	N·L = a t² - 2 m t + Σ y²,   a = Σ (k+½)², m = Σ (k+½) y, k = ⌊x·b⌋,
//
// with its vertex at b = a/m. One sweep over the sorted jumps of all distinct x
// visits every piece and takes the vertex, or the end of the piece nearest to
// it: J jumps cost O(J log J), whatever the number of pairs. Among equal minima
// the smallest b wins.
//
// With o.Clipped, pairs with y >= 1 are left out. The error wraps [ErrValue] if
// the options are out of range or the domain holds more than 2²⁷ jumps, and
// [ErrEmpty] if no pair is left.
//
// Source: docs/staircase.md, theorem 2.
func (p *Pairs) LeastSquares(o Settings) (LeastSquares, error) {
	o, err := o.withDefaults()
	if err != nil {
		return LeastSquares{}, err
	}
	if o.Clipped {
		if p, err = p.Without(func(_, y float64) bool { return y >= 1 }); err != nil {
			return LeastSquares{}, fmt.Errorf("every y is clipped: %w", err)
		}
	}
	if err := p.checkJumps(o.Lo, o.Hi, maxJumps); err != nil {
		return LeastSquares{}, err
	}
	return p.leastSquares(o), nil
}

func (p *Pairs) leastSquares(o Settings) LeastSquares {
	s := newSearch(p)
	p.sweep(o.Lo, o.Hi, s.visit)
	s.best.Loss = p.Loss(s.best.B)
	s.best.NextLoss = s.next
	if s.best.NextB > 0 {
		s.best.NextLoss = p.Loss(s.best.NextB)
	}
	return s.best
}

// search keeps the best piece seen so far, as sums over N pairs.
type search struct {
	p           *Pairs
	best        LeastSquares
	least, next float64
}

func newSearch(p *Pairs) *search {
	return &search{p: p, least: math.Inf(1), next: math.Inf(1)}
}

func (s *search) visit(c piece) {
	s.best.Pieces++
	b, attained := c.vertex()
	if s.rough(c, b) > s.next {
		return
	}
	v := s.p.sumAt(c, b)
	fit := Fit{B: b, Lo: c.lo, Hi: c.hi}
	slack := s.slack()
	switch root, least := math.Sqrt(v), math.Sqrt(s.least); {
	case math.IsInf(least, 1) || root < least-slack:
		// Better than all before, which together become the next best.
		if s.best.Pieces > 1 {
			s.best.NextB, s.next = s.best.B, s.least
		}
		s.best.Fit, s.best.Attained, s.least = fit, attained, v
		s.best.Ties, s.best.First, s.best.Last = 0, b, b
	case root <= least+slack:
		s.best.Ties++
		s.best.Last = b
	case v < s.next:
		s.best.NextB, s.next = b, v
	}
}

// slack is by how much the root of a sum of squares over all pairs may differ
// because y is rounded: each term by a few units of 2⁻⁵³.
func (s *search) slack() float64 {
	return 0x1p-51 * math.Sqrt(float64(s.p.total))
}

// vertex returns the float of the piece nearest to the vertex of its quadratic,
// and whether the minimum in exact arithmetic is attained in the piece.
func (c piece) vertex() (b float64, attained bool) {
	b = math.Inf(1)
	if c.m.hi > 0 {
		b = dd{c.a, 0}.div(c.m)
	}
	switch {
	case b < c.lo:
		return c.lo, true
	case c.last && b > c.hi:
		return c.hi, true
	case !c.last && b >= c.hi:
		return math.Nextafter(c.hi, 0), false
	}
	return b, true
}

// rough returns a lower bound of the sum of squares of the piece at b: computed
// in float64, less a bound of its rounding.
func (s *search) rough(c piece, b float64) float64 {
	t := 1 / b
	at, yy := c.a*t*t, s.p.sumYY.hi
	mt := c.m.hi * t
	return at - 2*mt + yy - 0x1p-48*(at+2*math.Abs(mt)+yy)
}

// sumAt returns Σ n (y(x; b) - y)² for the floors of the piece, at b.
func (p *Pairs) sumAt(c piece, b float64) float64 {
	s := p.sumYY.mul(b).add(c.m.mul(-2)).mul(b).add(dd{c.a, 0})
	return max(0, s.hi/b/b)
}
