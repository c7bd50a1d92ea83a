package main

import (
	"math"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
)

// A single b may explain more samples than any interval. For b = 5, say,
// x = 51/255 = 1/5 asks for b >= 5, or its floor falls, and its y, at 76.5
// levels rounded up to 77, for b <= 5. So odd whole numbers, the likeliest b of
// all, stand alone; intervals of positive width do not find them.

// stored returns how many samples are stored exactly as b has it: those whose
// y is the byte that y(x; b) rounds and clips to.
func stored(h *stair.Histogram, b float64) int {
	var n int64
	for k := range 256 {
		x := uint8(k)
		n += h.Count(x, picture.ToByte(stair.Quantize(picture.FromByte(x), b)))
	}
	return int(n)
}

// withPoints lets single b's stand against the intervals of v: the whole
// numbers of the domain, and the ends of the best interval if they explain
// every sample. A point wins by having more votes than the best interval. The
// tolerance must be half a level.
func withPoints(v stair.Vote, h *stair.Histogram, lo, hi float64) stair.Vote {
	var points []stair.Consensus
	add := func(b float64, least int) {
		if n := stored(h, b); lo <= b && b <= hi && n >= least {
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
