package filter

import (
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
)

// fitReal finds the interval of b that the most samples allow, by the consensus of
// [stair.Pairs.Consensus]: behind a curve T it is asked of T(x), with T of the values
// that a stored y may stand for. Single b's stand against the intervals.
func (t *tally) fitReal(f Filter, s Settings) (Candidate, error) {
	if s.Lo == 0 && s.Hi == 0 {
		s.Lo, s.Hi = DefaultLo, DefaultHi
	}
	so := stair.Settings{Lo: s.Lo, Hi: s.Hi, Tol: s.Tol / t.d.topY, Clipped: true}
	pairs := t.d.pairs
	if t.transfer != plain || f.Cut {
		so.Bounds = t.bounds(f.Cut, s.Tol)
		var err error
		if pairs, err = pairs.Transform(t.transfer.Forth); err != nil {
			return Candidate{}, err
		}
	}
	v, err := pairs.Consensus(so)
	if err != nil {
		return Candidate{}, err
	}
	if s.Tol == DefaultTol {
		v = t.withPoints(v, f, s.Lo, s.Hi)
	}
	f.N = v.B
	return Candidate{f, v}, nil
}

// bounds returns between which values, seen through the curve, a sample lay that was
// stored as y.
func (t *tally) bounds(cut bool, tol float64) func(y float64) (lo, hi float64) {
	shift := 0.0
	if cut {
		shift = 0.5
	}
	return func(y float64) (lo, hi float64) {
		k := y*t.d.topY + shift
		lo, hi = (k-tol)/t.d.topY, (k+tol)/t.d.topY
		if y >= 1 || hi > 1 {
			hi = math.Inf(1) // clipped
		} else {
			hi = t.transfer.Forth(hi)
		}
		if lo <= 0 {
			return -1, hi
		}
		return t.transfer.Forth(min(1, lo)), hi
	}
}

// A single b may explain more samples than any interval. For b = 5, say,
// x = 51/255 = 1/5 asks for b >= 5, or its floor falls, and its y, at 76.5
// levels rounded up to 77, for b <= 5. So odd whole numbers, the likeliest b of
// all, stand alone; intervals of positive width do not find them.

// stored returns how many samples are stored exactly as f has it.
func (t *tally) stored(f Filter) int {
	var n int64
	if t.d.byY != nil {
		value := func(i int) float64 { return f.Value(t.d.groups[i].x, t.d.topX) }
		for i := 0; i < len(t.d.groups); {
			v := value(i)
			end := runEnd(i+1, len(t.d.groups), func(k int) bool { return value(k) == v })
			y := f.Store(v, t.d.topY)
			n += t.d.between(i, end, y, y)
			i = end
		}
		return int(n)
	}
	for i, g := range t.d.groups {
		y := f.Store(f.Value(g.x, t.d.topX), t.d.topY)
		n += t.d.count(i, y, y)
	}
	return int(n)
}

// withPoints lets single b's stand against the intervals of v: the whole
// numbers of the domain, and the ends of the best interval if they explain
// every sample. A point wins by having more votes than the best interval. The
// tolerance must be half a level.
func (t *tally) withPoints(v stair.Vote, f Filter, lo, hi float64) stair.Vote {
	f.Transfer = t.transfer
	var points []stair.Consensus
	add := func(b float64, least int) {
		if b < lo || b > hi {
			return
		}
		f.N = b
		if n := t.stored(f); n >= least {
			points = append(points, stair.Consensus{B: b, Lo: b, Hi: b, Agree: n, Total: v.Total})
		}
	}
	for n := math.Ceil(lo); n <= hi; n++ {
		add(n, 0)
	}
	for _, end := range []float64{v.Lo, v.Hi} {
		// The end is rounded: the jump may be at a float beside it.
		add(math.Nextafter(end, 0), v.Total)
		add(end, v.Total)
		add(math.Nextafter(end, math.Inf(1)), v.Total)
	}
	interval := v.Consensus
	for _, p := range points {
		if p.Agree > v.Agree {
			v.Consensus = p
		}
	}
	rivals := append([]stair.Consensus{v.RunnerUp}, points...)
	if v.Consensus != interval {
		rivals = append(rivals, interval)
		v.Nearby, v.Ties, v.First, v.Last = interval.Agree, 0, v.B, v.B
	}
	v.RunnerUp = stair.Consensus{}
	for _, p := range rivals {
		if (p.Hi <= v.Lo-stair.DefaultApart || p.Lo >= v.Hi+stair.DefaultApart) && p.Agree > v.RunnerUp.Agree {
			v.RunnerUp = p
		}
		if point := p.Lo == p.Hi; point && (p.Hi < v.Lo || p.Lo > v.Hi) && p.Agree < v.Agree {
			v.Nearby = max(v.Nearby, p.Agree)
		}
	}
	if v.RunnerUp.Agree == v.Agree {
		v.First, v.Last = min(v.First, v.RunnerUp.Lo), max(v.Last, v.RunnerUp.Hi)
	}
	return v
}
