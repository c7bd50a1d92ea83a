package fd

import (
	"fmt"
	"math"
	"slices"
)

// diagnose judges the ladder: as a whole and, where x is small, up to the scale of x alone.
func (p *ladder) diagnose() Diagnosis {
	rs := p.finite()
	if len(rs) < inARow+1 {
		return p.atTheEdge()
	}
	d := p.judge(rs)
	if near := slices.IndexFunc(rs, func(r rung) bool { return r.d > p.small*topRung*2 }); near > inARow {
		own := p.judge(rs[:near])
		switch {
		case own.Kind == Unknown || own.Kind == d.Kind:
		case own.Kind == Plateau && own.Height == 0 && d.Kind == Smooth: // f changes by less than its rounding there
		case d.Kind == Unknown:
			return own
		default:
			d.unknown("%s in units of 1, %s in units of x (%s; %s): the values do not say which is yours", d.Kind, own.Kind, d.Reason, own.Reason)
		}
	}
	return d
}

// atTheEdge says where f is not finite, when it is so next to x.
func (p *ladder) atTheEdge() Diagnosis {
	var bad [2]bool // left, right
	for i, v := range p.all[0].y {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			bad[min(1, i/reach)] = true
		}
	}
	side := map[[2]bool]string{{true, false}: "on the left", {false, true}: "on the right", {true, true}: "on both sides"}[bad]
	if side == "" && len(p.finite()) == 0 {
		return unknown("f is finite at no distance from x")
	}
	if side == "" {
		return unknown("f is finite only within %.2g of x", reach*p.finite()[len(p.finite())-1].d)
	}
	return unknown("f is not finite %s of x, at the finest distance already", side)
}

// judge says what f is at x from some rungs, fine to coarse, all finite. Where f is small at x but not
// beside it, as 1 - cos x is near 0, errors of 2⁻⁵³ may come from numbers of size 1 inside f.
func (p *ladder) judge(rs []rung) Diagnosis {
	d := p.weigh(rs)
	size := math.Inf(1)
	switch d.Kind {
	case Jump:
		size = math.Abs(d.Height)
	case Plateau:
		if d.Height > 0 {
			size = d.Height
		}
	case Noisy:
		size = d.Noise
	}
	all := p.finite()
	if size <= 0x1p-50 && math.Abs(p.fx) < 0x1p-10 && all[len(all)-1].top > 0x1p-10 {
		d.unknown("%s, but by %.2g only, which may be the rounding of numbers of size 1: %s", d.Kind, size, d.Reason)
	}
	return d
}

func (p *ladder) weigh(rs []rung) Diagnosis {
	unit := p.unit(rs)
	d := unknown("")
	if away := rs[0].away(); away > 4*rs[1].away() && rs[1].away() > 4*rs[2].away() {
		d.unknown("f grows without bound, to %.2g within %.2g of x: a pole", away, reach*rs[0].d)
		return d
	}
	flat := slices.IndexFunc(rs, func(r rung) bool { return r.spread > 0 })
	if flat < 0 {
		d.plateau(rs, len(rs))
		return d
	}
	level, rungs := noiseOf(rs, unit)
	d.Noise = max(level, unit/2)
	jumpFrom, jumpTo := longest(rs, byJump, unit)
	enough := inARow
	for flat > 0 && jumpTo > jumpFrom && rs[jumpTo-1].spread > 1.2*math.Abs(rs[jumpTo-1].jump.size) {
		jumpTo-- // more than one step of a staircase
	}
	if flat > 0 && jumpTo < len(rs) {
		enough++ // near the edge of a tread, beside the width of treads
	}
	kinkFrom, kinkTo := longest(rs, byKink, unit)
	if n := jumpTo - jumpFrom; n >= enough && n >= kinkTo-kinkFrom {
		if at, within, ok := p.confirmJump(&rs[jumpFrom], jumpFrom == 0); ok {
			d.jump(rs[jumpFrom:jumpTo], at, within, p.x)
			return d
		}
	} else if kinkTo-kinkFrom >= inARow {
		at, within, looked := p.confirmKink(rs[:kinkTo], kinkFrom, d.Noise)
		switch looked {
		case Kink:
			d.kink(rs[kinkFrom:kinkTo], at, within, p.x)
			return d
		case Unknown:
			d.unknown("a kink near %.6g, or a narrow bend: the noise of %.2g hides which", at, d.Noise)
			return d
		}
	}
	beside := (jumpTo-jumpFrom == enough-1 || kinkTo-kinkFrom == inARow-1) && jumpFrom+kinkFrom > 0
	tied := slices.IndexFunc(rs, func(r rung) bool { return r.ties <= reach })
	switch step := rs[flat].spread; {
	case flat > 0 && (tied < 0 || tied >= inARow) && step > 64*unit && (step > coarseFrom*rs[len(rs)-1].top || rs[flat].d > p.small*0x1p-12):
		d.plateau(rs, flat)
	case rungs > inARow && level > noisyFrom*unit && isNoise(rs[:rungs]):
		d.noisy(rs, rungs, unit)
	case level > roundingTo*unit:
		d.unknown("at the finest distances a cubic leaves %.2g, %.2g units of rounding, and what it leaves looks like no kink, no jump and no noise", level, level/unit)
		return d
	default:
		d.smooth(rs, unit)
	}
	if beside && d.Kind != Unknown {
		d.unknown("%s at x, but a kink or a jump is not far from it: %s", d.Kind, d.Reason)
	}
	return d
}

// plateau says that the finest rungs, all before the index, are flat.
func (d *Diagnosis) plateau(rs []rung, flat int) {
	d.Kind, d.Scales = Plateau, flat
	d.Reach = reach * rs[flat-1].d
	d.Tread, d.Left, d.Right = d.Reach, 0, 0
	d.Noise, d.Height = 0, 0
	if flat == len(rs) {
		d.Reason = fmt.Sprintf("all values within %.2g of x are equal", d.Reach)
		return
	}
	d.Height = rs[flat].spread
	d.Reason = fmt.Sprintf("all values within %.2g of x are equal, and differ by %.2g within %.2g", d.Reach, d.Height, reach*rs[flat].d)
}

func (d *Diagnosis) noisy(rs []rung, n int, unit float64) {
	d.Kind, d.Scales, d.Reach = Noisy, n, reach*rs[n-1].d
	d.Reason = fmt.Sprintf("errors of %.2g, %.2g units of rounding, are the same at distances from %.2g to %.2g", d.Noise, d.Noise/unit, reach*rs[0].d, d.Reach)
}

// vanishes reports whether what the cubic leaves falls to the rung, or from it, faster than d^2.5, as
// where the first derivatives of f are all 0.
func vanishes(rs []rung, i int) bool {
	const fast = 181 // 8^2.5
	return i+1 < len(rs) && fast*rs[i].rough < rs[i+1].rough || i > 0 && fast*rs[i-1].rough < rs[i].rough
}

// smooth looks for rungs in a row that show a smooth curve above the rounding, and that no finer one
// contradicts.
func (d *Diagnosis) smooth(rs []rung, unit float64) {
	seen := func(r rung) bool { return r.spread > visible/straight*max(unit, d.Noise) }
	first := slices.IndexFunc(rs, seen)
	if first < 0 {
		d.unknown("f changes by no more than a few times its rounding, %.2g", unit)
		return
	}
	last := first
	for last < len(rs) && seen(rs[last]) && (rs[last].regular() || vanishes(rs, last)) {
		last++
	}
	switch n := last - first; {
	case n == 0:
		d.unknown("at the distance %.2g, the finest that shows f above its rounding, no smooth curve, no kink and no jump explains the values", reach*rs[first].d)
		return
	case n < inARow:
		d.unknown("a smooth curve explains the values at %d distances only, up to %.2g", n, reach*rs[last-1].d)
		return
	default:
		d.Kind, d.Scales, d.Reach = Smooth, n, reach*rs[last-1].d
	}
	best := math.Inf(1)
	for i := first; i+1 < last; i++ {
		if off := math.Abs(rs[i].slope-rs[i+1].slope) + d.Noise/rs[i+1].d; off < best {
			best, d.Left = off, rs[i+1].slope
		}
	}
	d.Right = d.Left
	d.Reason = fmt.Sprintf("a cubic leaves at most 1/64 of what f changes by at each distance from %.2g to %.2g", reach*rs[first].d, d.Reach)
}

func (d *Diagnosis) kink(rs []rung, at, within, x float64) {
	fine := &rs[0]
	d.Kind, d.Scales, d.Reach = Kink, len(rs), reach*rs[len(rs)-1].d
	d.At, d.Within = at, within
	d.Left, d.Right = (fine.y[3]-fine.y[0])/(3*fine.d), (fine.y[8]-fine.y[5])/(3*fine.d)
	d.Reason = fmt.Sprintf("the slope changes by %.4g at %.6g, %.2g from x, at each distance from %.2g to %.2g", d.Right-d.Left, at, at-x, reach*fine.d, d.Reach)
}

func (d *Diagnosis) jump(rs []rung, at, within, x float64) {
	d.Kind, d.Scales, d.Reach = Jump, len(rs), reach*rs[len(rs)-1].d
	d.At, d.Within, d.Height = at, within, byJump(&rs[0]).size
	if byJump(&rs[0]).apart {
		d.Reason = fmt.Sprintf("the value at x is off by %.4g from the limit of both sides, at each distance from %.2g to %.2g", d.Height, reach*rs[0].d, d.Reach)
		return
	}
	d.Reason = fmt.Sprintf("a jump by %.4g at %.6g, %.2g from x, at each distance from %.2g to %.2g", d.Height, at, at-x, reach*rs[0].d, d.Reach)
}

// evidence is the ladder as numbers.
func (p *ladder) evidence() []Evidence {
	es := make([]Evidence, 0, len(p.all))
	for i := range p.all {
		r := &p.all[i]
		e := Evidence{Distance: reach * r.d, Spread: r.spread, Rough: r.rough}
		if r.bad {
			e.Spread, e.Rough = math.NaN(), math.NaN()
		}
		e.Kink, e.ByKink, e.KinkAt = r.kink.size, r.kink.share, p.x+r.kink.at*r.d
		e.Jump, e.ByJump, e.JumpAt = r.jump.size, r.jump.share, p.x+r.jump.at*r.d
		es = append(es, e)
	}
	return es
}
