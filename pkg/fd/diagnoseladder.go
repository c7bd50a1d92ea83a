package fd

import (
	"math"
	"slices"
)

// What the verdict goes by; docs/diagnosis.md says on which functions these were set.
const (
	topRung    = 0x1.6ap-5 // spacing of the coarsest rung, in units of the scale; no round number, lest f have it as a period
	rungCount  = 13        // from there down, on the scale of |x|
	rungRatio  = 8         // from one rung to the next
	nothing    = 0x1p-60   // |x| below this is taken for 0
	alike      = 0.98      // share of the squares from which a feature explains a rung
	inARow     = 3         // rungs in a row that it must explain
	steady     = 0.12      // relative change of its size from one rung to the next
	visible    = 16        // times the rounding or the noise, from which something is seen
	roundingTo = 100       // units of 2⁻⁵³ up to which errors are taken for rounding
	noisyFrom  = 600       // and from which they are noise
	coarseFrom = 0x1p-34   // of the size of values, from which a step is one of a plateau
	straight   = 1. / 64   // of the spread that a cubic may leave where f is smooth
)

// ladder is the state of one diagnosis.
type ladder struct {
	f           func(y, points []float64)
	x, fx       float64
	wide, small float64 // scales: of 1 or |x|, whichever is larger; of |x|
	evals       int
	all         []rung // from fine to coarse
}

// values evaluates f.
func (p *ladder) values(points []float64) []float64 {
	y := make([]float64, len(points))
	p.evals += len(points)
	p.f(y, points)
	return y
}

// climb evaluates the ladder, and f at x twice.
func (p *ladder) climb() (fx, again float64) {
	var steps []float64
	d := p.small * topRung
	for k := rungCount - 1; k >= 0; k-- {
		steps = append(steps, short(d*math.Pow(rungRatio, float64(-k))))
	}
	for d *= rungRatio; d <= 2*topRung*p.wide; d *= rungRatio {
		steps = append(steps, short(d))
	}
	points := []float64{p.x}
	for _, d := range steps {
		for j := -reach; j <= reach; j++ {
			if j != 0 {
				points = append(points, p.x+float64(j)*d)
			}
		}
	}
	y := p.values(append(points, p.x))
	p.fx = y[0]
	for k, d := range steps {
		r, row := rung{d: d}, y[1+2*reach*k:]
		copy(r.y[:reach], row)
		r.y[reach] = p.fx
		copy(r.y[reach+1:], row[reach:2*reach])
		r.fit()
		p.all = append(p.all, r)
	}
	// Values that repeat where they are closest may be rounded ones: look closer.
	for range 2 {
		r := &p.all[0]
		if r.bad || r.spread == 0 || r.ties < 2 || r.spread < 64*p.unit(p.finite()) || r.d < 128*spacing(p.x) {
			break
		}
		p.all = append([]rung{p.look(p.x, short(r.d/rungRatio))}, p.all...)
	}
	return p.fx, y[len(y)-1]
}

// look evaluates a rung around another point.
func (p *ladder) look(at, d float64) rung {
	r := rung{d: d}
	points := make([]float64, len(r.y))
	for i := range points {
		points[i] = at + float64(i-reach)*d
	}
	copy(r.y[:], p.values(points))
	r.fit()
	return r
}

// finite are the rungs from the finest up to the first where f is not finite.
func (p *ladder) finite() []rung {
	if i := slices.IndexFunc(p.all, func(r rung) bool { return r.bad }); i >= 0 {
		return p.all[:i]
	}
	return p.all
}

// unit is the spacing of floats that the values of f cannot be held to better than: that at f(x), at
// what x itself being rounded makes of it, and, where f(x) is the small difference of large numbers,
// at what f is farther away.
func (p *ladder) unit(rs []rung) float64 {
	slope, regular := 0.0, false
	least := math.Inf(1)
	for i := range rs {
		r := &rs[i]
		if r.regular() {
			slope, regular = max(slope, math.Abs(r.slope)), true
		}
		least = min(least, r.spread/(2*reach*r.d))
	}
	if !regular {
		slope = least
	}
	size := max(math.Abs(p.fx), slope*max(math.Abs(p.x), reach*topRung*p.small)/16)
	far := 0.0
	for i := range rs {
		if r := &rs[i]; r.d < 2*topRung*p.small {
			far = max(far, min(r.top, 64*rs[max(i-1, 0)].top))
		}
	}
	if math.Abs(p.fx) < far*0x1p-13 {
		size = max(size, far)
	}
	return size * 0x1p-53
}

// regular reports whether the rung looks like a smooth curve.
func (r *rung) regular() bool { return r.spread > 0 && r.rough <= straight*r.spread }

// explained reports whether a kink or a jump explains the rung, and is above the rounding.
func (r *rung) explained(by func(*rung) feature, unit float64) bool {
	return by(r).share >= alike && r.rough > visible*unit
}

func byKink(r *rung) feature { return r.kink }
func byJump(r *rung) feature { return r.jump }

// longest returns the rungs [from, to) of the longest run that one and the same feature explains.
func longest(rs []rung, by func(*rung) feature, unit float64) (from, to int) {
	start := 0
	for i := range rs {
		switch {
		case !rs[i].explained(by, unit):
			start = i + 1
		case i > start && !same(&rs[i-1], &rs[i], by):
			start = i
		}
		if i+1-start > to-from {
			from, to = start, i+1
		}
	}
	return from, to
}

// same reports whether two rungs show the same feature: of one size, at one place.
func same(fine, coarse *rung, by func(*rung) feature) bool {
	a, b := by(fine), by(coarse)
	apart := math.Abs(a.at*fine.d - b.at*coarse.d)
	return math.Abs(a.size-b.size) <= steady*math.Abs(a.size) && apart <= 0.7*coarse.d+0.7*fine.d
}
