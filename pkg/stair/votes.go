package stair

import (
	"fmt"
	"math"
	"slices"
)

const (
	sameEnd = 0x1p-44 // ends that differ relatively by no more are one number
	minTol  = 0x1p-40 // wide enough for intervals far wider than sameEnd

	maxIntervals = 1 << 25 // a gigabyte of ends
)

// end is an end of an allowed interval: n pairs enter there, or -n leave.
type end struct {
	b float64
	n int64
}

// ends returns the ends of all intervals of b in [o.Lo, o.Hi] that the pairs
// allow, unsorted. It counts them first, so as to refuse what would not fit in
// memory before it takes any.
func (p *Pairs) ends(o Settings) ([]end, error) {
	count := 0.0
	p.Each(func(x, y float64, _ int64) {
		a := o.allowance(x, y)
		count += max(0, a.last-a.first+1)
	})
	if count > maxIntervals {
		return nil, fmt.Errorf("%w: the pairs allow about %.3g intervals of b in [%v, %v] (at most %d): narrow the domain or the tolerance, or round the values to 8 bits",
			ErrValue, count, o.Lo, o.Hi, maxIntervals)
	}
	out := make([]end, 0, 2*int(count))
	p.Each(func(x, y float64, n int64) {
		a := o.allowance(x, y)
		for k := a.first; k <= a.last; k++ {
			lo, hi := max(o.Lo, (k+0.5)/a.v), o.Hi
			if a.u > 0 {
				hi = min(hi, (k+0.5)/a.u)
			}
			if x > 0 {
				lo, hi = max(lo, k/x), min(hi, (k+1)/x)
			}
			if hi-lo > sameEnd*hi {
				out = append(out, end{lo, n}, end{hi, -n})
			}
		}
	})
	return out, nil
}

// allowance is what a pair says: u <= y(x; b) <= v, which a b can satisfy only
// if its floor is at least first and at most last.
type allowance struct{ u, v, first, last float64 }

func (o Settings) allowance(x, y float64) allowance {
	u, v := o.bounds(y)
	a := allowance{u, v, math.Floor(x * o.Lo), math.Floor(x * o.Hi)}
	if a.v <= 0 {
		a.last = -1 // y > 0
		return a
	}
	// Floor k allows some b only if (k+½)/v < (k+1)/x and k/x <= (k+½)/u. One more
	// is tried for the rounding; empty intervals drop out.
	if x > a.v {
		a.last = min(a.last, math.Floor((a.v-x/2)/(x-a.v))+1)
	}
	if a.u > x {
		a.last = min(a.last, math.Floor(x/2/(a.u-x))+1)
	}
	return a
}

// segment is an interval of b that the same pairs allow throughout.
type segment struct {
	lo, hi float64
	n      int64
}

// profile holds the segments of a domain in ascending order, without gaps but
// for those between ends taken for one number.
type profile []segment

// newProfile sorts the ends and counts. Ends taken for one number are one end of
// a segment: the outermost of them, so that rounding never cuts off the b they
// stand for.
func newProfile(ends []end, lo, hi float64) profile {
	slices.SortFunc(ends, func(a, b end) int { return order(a.b, b.b) })
	var (
		out         profile
		n           int64
		from, until = lo, lo // the last group of ends
	)
	for i := 0; i < len(ends); {
		first, delta := ends[i].b, int64(0)
		j := i
		for ; j < len(ends) && ends[j].b-first <= sameEnd*first; j++ {
			delta += ends[j].n
		}
		last := ends[j-1].b
		if first-until > sameEnd*first {
			out = append(out, segment{from, last, n})
		}
		from, until = first, last
		n += delta
		i = j
	}
	if hi-until > sameEnd*hi {
		out = append(out, segment{from, hi, n})
	}
	return out
}

// vote finds the best interval and its rivals.
func (s profile) vote(apart float64, total int) Vote {
	var v Vote
	best := s.best(func(segment) bool { return true })
	v.Consensus = best.consensus(total)
	v.First, v.Last = v.Lo, v.Hi
	runs := 0
	for i, t := range s {
		switch {
		case t.n != best.n:
			v.Nearby = max(v.Nearby, int(t.n))
		case i == 0 || s[i-1].n != t.n:
			runs++
			v.First = min(v.First, t.lo)
			fallthrough
		default:
			v.Last = max(v.Last, t.hi)
		}
	}
	v.Ties = runs - 1
	v.RunnerUp.Total = total
	rival := s.best(func(t segment) bool { return t.hi <= v.Lo-apart || t.lo >= v.Hi+apart })
	if rival.n > 0 {
		v.RunnerUp = rival.consensus(total)
	}
	return v
}

// run is an interval of neighbouring segments with the same count, and the
// widest of them.
type run struct {
	segment
	widest segment
}

// best returns the run of segments that may be chosen with the greatest count;
// of those the widest, of these the first.
func (s profile) best(may func(segment) bool) run {
	var best, cur run
	for i, t := range s {
		if !may(t) {
			continue
		}
		if i > 0 && cur.hi > cur.lo && s[i-1].n == t.n && may(s[i-1]) {
			cur.hi = t.hi
			if t.hi-t.lo > cur.widest.hi-cur.widest.lo {
				cur.widest = t
			}
		} else {
			cur = run{t, t}
		}
		if cur.n > best.n || cur.n == best.n && cur.hi-cur.lo > best.hi-best.lo {
			best = cur
		}
	}
	return best
}

// consensus returns the run as an answer. Its b lies in the middle of the widest
// segment, clear of every end, so that all the pairs allow it.
func (r run) consensus(total int) Consensus {
	b := r.widest.lo + (r.widest.hi-r.widest.lo)/2
	return Consensus{B: b, Lo: r.lo, Hi: r.hi, Agree: int(r.n), Total: total}
}
