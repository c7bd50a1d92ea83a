package fd

import "math"

// confirmJump halves the gap, in which a jump stays and a steep slope does not.
func (p *ladder) confirmJump(r *rung, finest bool) (at, within float64, ok bool) {
	i := reach + int(math.Floor(r.jump.at))
	j := i + 1
	if r.jump.atCore {
		if finest {
			return p.x, r.d, true
		}
		i, j = reach-1, reach+1
		if r.jump.apart { // a narrow peak, and no jump
			return 0, 0, false
		}
	}
	lo, hi := p.x+float64(i-reach)*r.d, p.x+float64(j-reach)*r.d
	ylo, yhi := r.y[i], r.y[j]
	size := math.Abs(r.jump.size)
	for range 14 {
		mid := lo + (hi-lo)/2
		if finest || hi-lo < 32*spacing(p.x) { // at the jump itself f may have a third value
			break
		}
		y := p.values([]float64{mid})[0]
		if math.Abs(y-ylo) > math.Abs(yhi-y) {
			hi, yhi = mid, y
		} else {
			lo, ylo = mid, y
		}
		if !(math.Abs(yhi-ylo) > size/4) {
			return 0, 0, false
		}
	}
	return lo + (hi-lo)/2, (hi - lo) / 2, math.Abs(yhi-ylo) > size/4
}

// confirmKink looks closer at where rung k, the finest that shows the kink, has it. It answers Smooth
// for a bend, and Unknown where noise hides which of the two it is.
func (p *ladder) confirmKink(rs []rung, k int, noise float64) (at, within float64, kind Kind) {
	r := &rs[k]
	at, within = p.x+r.kink.at*r.d, r.d/4
	hidden := true // on all finer rungs, below the noise
	for i := range rs[:k] {
		would := r.rough * rs[i].d / r.d
		hidden = hidden && (would < visible*noise || rs[i].rough > would/visible)
	}
	if hidden {
		return at, max(within, r.d), Kink
	}
	size, would, d := r.kink.size, r.rough, r.d
	for seen := range 5 {
		d /= rungRatio
		would /= rungRatio
		if would < visible*noise || d < 64*spacing(p.x) {
			if seen > 0 {
				break
			}
			return at, within, Unknown
		}
		z := p.look(at, d)
		if z.bad || z.kink.share < 0.95 || math.Abs(z.kink.size-size) > 2*steady*math.Abs(size) {
			return at, within, Smooth
		}
		at, within, size = at+z.kink.at*d, d/4, z.kink.size
	}
	return at, within, Kink
}
