package stair

import "math"

// dd is an unevaluated sum hi + lo of two floats with |lo| at most half a unit
// in the last place of hi: about 32 decimal digits. Running sums in dd do not
// drift over millions of updates, and the loss can be told from zero down to
// the rounding of the pairs themselves.
//
// Products are converted explicitly, which forbids the compiler to fuse them.
type dd struct{ hi, lo float64 }

// twoSum returns a + b exactly (Knuth).
func twoSum(a, b float64) dd {
	s := a + b
	t := s - a
	return dd{s, (a - (s - t)) + (b - t)}
}

// fastTwoSum returns a + b exactly for |a| >= |b| (Dekker).
func fastTwoSum(a, b float64) dd {
	s := a + b
	return dd{s, b - (s - a)}
}

// twoProd returns a·b exactly.
func twoProd(a, b float64) dd {
	p := float64(a * b)
	return dd{p, math.FMA(a, b, -p)}
}

func (a dd) add(b dd) dd {
	s := twoSum(a.hi, b.hi)
	t := twoSum(a.lo, b.lo)
	s = fastTwoSum(s.hi, s.lo+t.hi)
	return fastTwoSum(s.hi, s.lo+t.lo)
}

func (a dd) mul(b float64) dd {
	p := twoProd(a.hi, b)
	return fastTwoSum(p.hi, p.lo+float64(a.lo*b))
}

// div returns a/b rounded to float64, with an error of little more than half a
// unit in the last place.
func (a dd) div(b dd) float64 {
	q := a.hi / b.hi
	r := math.FMA(-q, b.hi, a.hi) + a.lo - float64(q*b.lo)
	return q + r/b.hi
}
