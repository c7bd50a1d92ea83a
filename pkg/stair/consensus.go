package stair

import "fmt"

// Consensus is the set of b that the most pairs allow: each pair allows those
// with |y(x_i; b) - y_i| <= tol.
//
// Agree of Total pairs allow every b between Lo and Hi, and no b is allowed by
// more. B lies in the middle; where the interval has parts that different pairs
// allow, in the middle of the widest. The ends are limits that need not belong
// to the set: an interval may end at a jump.
type Consensus struct {
	B, Lo, Hi    float64
	Agree, Total int
}

// Vote is a [Consensus] with how sure it is.
type Vote struct {
	Consensus

	// Ties is how many other intervals of b, apart from [Lo, Hi], are allowed by
	// just as many pairs; First and Last are the least and the greatest b of all
	// of them and [Lo, Hi]. [Lo, Hi] is the widest, of equally wide ones the
	// first. Such pairs do not determine b: those of a constant image, for one.
	Ties        int
	First, Last float64

	// RunnerUp is the best interval that lies at least Settings.Apart away from
	// [Lo, Hi] on either side: another answer, not the same one cut short. Its
	// Agree may equal the winner's if Ties > 0. If the domain reaches no further,
	// or no pair allows anything there, its Agree and its b's are zero.
	RunnerUp Consensus

	// Nearby is the greatest number of pairs that any b outside the best
	// intervals satisfies: Agree - Nearby pairs hold the ends of [Lo, Hi].
	Nearby int
}

// Ambiguous reports whether several intervals of b are allowed by the most pairs.
func (v Vote) Ambiguous() bool { return v.Ties > 0 }

// FitConsensus returns the b in [lo, hi] that the most pairs allow, exactly. A
// pair allows b if |y(x_i; b) - y_i| <= tol, in this plain meaning for y_i = 1
// also: if y was clipped when it was stored, use [Pairs.Consensus] with
// Settings.Clipped. For y stored in 8 bits tol is [HalfLevel]. The errors are
// those of [NewPairs] and [Pairs.Consensus].
func FitConsensus(x, y []float64, tol, lo, hi float64) (Consensus, error) {
	o := Settings{Lo: lo, Hi: hi, Tol: tol, Apart: DefaultApart}
	if err := o.check(); err != nil {
		return Consensus{}, err
	}
	p, err := NewPairs(x, y)
	if err != nil {
		return Consensus{}, err
	}
	v, err := p.consensus(o)
	return v.Consensus, err
}

// Consensus returns the b in [o.Lo, o.Hi] that the most pairs allow, and how
// sure that is. A pair (x, y) allows, for each n = ⌊x·b⌋,
//
//	n/x <= b < (n+1)/x   and   (n+½)/(y+tol) <= b <= (n+½)/(y-tol).
//
// One sweep over the sorted ends of all these intervals counts how many of them
// hold each b: E ends cost O(E log E).
//
// Only intervals of positive width count. Neighbouring levels of a stored y
// touch at the tie of the rounding, where both would seem to agree; ends that
// differ by at most 2⁻⁴⁴ of their size are taken for the same number, which is
// far above the rounding of an end and far below the least distance, of about
// 10⁻³, between different ends of 8-bit data. A Tol below 2⁻⁴⁰ counts as 2⁻⁴⁰
// in the intervals, since y itself is rounded.
//
// The error wraps [ErrValue] if the options are out of range or the pairs allow
// more than 2²⁵ intervals, and [ErrNone] if no pair allows any b.
//
// Source: docs/staircase.md, theorem 3.
func (p *Pairs) Consensus(o Settings) (Vote, error) {
	o, err := o.withDefaults()
	if err != nil {
		return Vote{}, err
	}
	return p.consensus(o)
}

func (p *Pairs) consensus(o Settings) (Vote, error) {
	o.Tol = max(o.Tol, minTol)
	var v Vote
	if o.Hi-o.Lo <= sameEnd*o.Hi {
		// No interval has a width here: ask the one b there is.
		v.B, v.Lo, v.Hi, v.First, v.Last = o.Lo, o.Lo, o.Hi, o.Lo, o.Hi
		v.Agree, v.RunnerUp = int(p.allowed(o.Lo, o)), Consensus{Total: p.Total()}
	} else {
		ends, err := p.ends(o)
		if err != nil {
			return Vote{}, err
		}
		v = newProfile(ends, o.Lo, o.Hi).vote(o.Apart, p.Total())
	}
	v.Total = p.Total()
	if v.Agree == 0 {
		return Vote{}, fmt.Errorf("%w: within %v of any of %d pairs there is no b in [%v, %v]: widen the domain or the tolerance, or check that x is the original and y its quantized image",
			ErrNone, o.Tol, v.Total, o.Lo, o.Hi)
	}
	return v, nil
}

// allowed returns how many pairs allow b.
func (p *Pairs) allowed(b float64, o Settings) int64 {
	if o.Bounds == nil {
		return p.agree(b, o.Tol, o.Clipped)
	}
	return p.count(b, func(q, y float64) bool {
		lo, hi := o.Bounds(y)
		return lo <= q && q <= hi
	})
}
