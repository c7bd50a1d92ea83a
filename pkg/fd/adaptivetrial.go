package fd

import "math"

// first is the step that is tried first. A source that is to save evaluations takes the coordinate itself for its
// scale: where that is far too small, a wider step costs one trial more.
func (e *engine) first(i int, x float64) float64 {
	if a := math.Abs(x); a > 0 && e.set.Scale == nil && !e.set.precise {
		return e.unit * a
	}
	return e.unit * e.size(i, x)
}

// pursuit starts the search for a coordinate's step.
func (e *engine) pursuit(i int, x float64) pursuit {
	return pursuit{
		size: e.size(i, x), own: math.Abs(x), floor: 4 * spacing(x), unit: e.unit, want: e.want, ceiling: math.Inf(1),
		level: max(e.level, e.steps[i].level), asked: e.set.Noise > 0,
	}
}

// settle gives a spot the step h, or what the bounds leave of it, and the stencil that goes with it: twice the step
// has to fit too. Without the value at x there is only the main stencil, and the step shrinks.
func (e *engine) settle(p *spot, h float64) {
	p.st, p.h = &e.main, rounded(p.x, h)
	if !e.bounded() || p.st.fits(p.x, 2*p.h, p.lo, p.hi) {
		return
	}
	if lo, hi := e.main.span(); !e.based && e.main.coeffAt(0) == 0 {
		for range 1100 {
			if p.st.fits(p.x, 2*p.h, p.lo, p.hi) || p.x+p.h*max(-lo, hi) == p.x {
				return
			}
			p.h /= 2
		}
	}
	var twice float64
	p.st, twice = e.beside.choose(p.x, 2*p.h, p.lo, p.hi)
	p.h = representable(p.x, twice/2)
}

// trial sums up the quotients of a spot.
func (e *engine) trial(w *worker, p *spot) attempt {
	c := attempt{st: p.st, h: p.h}
	for _, j := range e.rows(p.i) {
		c.slope = math.Hypot(c.slope, w.fine[j])
		c.gap = math.Hypot(c.gap, w.coarse[j]-w.fine[j])
		c.moved = math.Hypot(c.moved, w.fine[j]-w.held[j])
		top, change, first := 0.0, 0.0, w.near[j]
		for k := range p.st.Points {
			for _, v := range [2]float64{w.near[k*e.m+j], w.far[k*e.m+j]} {
				top, change = max(top, math.Abs(v)), max(change, math.Abs(v-first))
			}
		}
		c.top, c.change = math.Hypot(c.top, top), math.Hypot(c.change, change)
	}
	sum := c.slope + c.gap + c.top
	c.finite = sum-sum == 0
	return c
}

// noiseAlong measures the noise of the values along a coordinate; 0 where none shows.
func (e *engine) noiseAlong(w *worker, p *spot) float64 {
	row := make([]float64, e.m)
	along := func(t float64) float64 {
		w.x[p.i] = min(max(t, p.lo), p.hi)
		w.evals++
		e.f(row, w.x)
		w.x[p.i] = p.x
		sum := 0.0
		for _, j := range e.rows(p.i) {
			sum += row[j]
		}
		return sum
	}
	n, err := MeasureNoise(along, p.x)
	if err != nil {
		return 0
	}
	return n.Level
}
