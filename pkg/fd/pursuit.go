package fd

import "math"

// How far a search for a step goes. docs/finite-differences.md says what they cost on the NIST problems.
const (
	enough     = 0x1p-27 // relative error at which a source asks for no better step
	precise    = 0x1p-30 // the same where a single derivative is wanted
	plain      = 16      // or this times ε^(p/(p+d)), where a stencil cannot give that
	mostTrials = 20      // steps tried for one coordinate
	above      = 1.5     // truncation counts as seen above this multiple of what noise explains
	growth     = 8       // factor to a wider step while noise hides the truncation
)

// pursuit searches for the step of one coordinate: h is to be tried next, and take is told what the trial showed.
//
// Truncation that rises above the noise tells the best step, h·(A·a/(p·t·h))^(1/(p+1)), at once; while noise hides
// it the step grows, as long as the wider quotient agrees with the finer. A gap that grows as the step falls is
// noise, or a wave between the points: the level of the noise is measured then (MeasureNoise), and decides.
//
// Source: Shi, Xie, Xuan and Nocedal, "Adaptive finite-difference interval estimation for noisy derivative-free
// optimization", SIAM J. Sci. Comput. 44 (2022): the test of the step by two quotients, for any stencil; the
// jump to the best step, the growth that checks itself, and the measured noise are ours.
type pursuit struct {
	h       float64
	size    float64 // the length on which f is taken to change
	own     float64 // the size of x itself; 0: it is 0
	floor   float64 // the least step that the spacing of floats allows
	unit    float64 // step for size 1, from rounding
	level   float64 // of the noise; 0: rounding
	want    float64 // relative error that is small enough; 0: the best
	ceiling float64 // a step that is known to be too wide

	best    attempt
	held    bool // best is one
	flat    bool // all values were equal: the trial is a look further away
	ask     bool // the level of the noise is wanted: answer with noiseIs
	asked   bool
	pending attempt
	suspect float64 // a level of noise that is still to be seen on finer steps
	tries   int
	done    bool
}

// take reports whether c is the best trial so far.
func (p *pursuit) take(c attempt) (better bool) {
	p.tries++
	p.done = p.tries >= mostTrials
	if !c.finite {
		p.outside(c.h)
		return false
	}
	c.judge(p.level)
	switch {
	case p.suspect > 0:
		return p.confirm(c)
	case p.held && !p.flat && c.h == p.best.h: // the bounds, or float64, leave no other
		p.done = true
		return false
	case !p.held:
		if c.change == 0 && !p.flat && !p.asked && !p.done {
			p.best, p.held, p.flat = c, true, true
			p.h = min(p.size/64, p.ceiling/2)
			return true
		}
	case p.flat:
		p.flat = false
		if c.change == 0 || c.change > quantized*c.top { // constant, or a step of f itself further away
			p.done = true
			return false
		}
	case c.h < p.best.h:
		if (c.gap >= p.best.gap || c.change == 0) && !p.asked {
			p.ask, p.asked, p.pending = true, true, c
			return false
		}
		if c.total() > p.best.total() && !c.seen() {
			p.done = true
			return false
		}
		p.ceiling = min(p.ceiling, p.best.h)
	case c.total() > p.best.total() || c.moved > 4*(c.total()+p.best.total()):
		p.ceiling = c.h
		p.widen(math.Sqrt(p.best.h) * math.Sqrt(c.h))
		return false
	}
	p.best, p.held = c, true
	p.proceed()
	return true
}

// outside goes on after a value that is not finite.
func (p *pursuit) outside(h float64) {
	p.ceiling = min(p.ceiling, h)
	if p.held {
		p.flat = false
		p.widen(math.Sqrt(p.best.h) * math.Sqrt(h))
		return
	}
	next := h * 0x1p-7
	if own := p.unit * p.own; own > 0 {
		next = min(next, own)
	}
	p.narrow(next, h)
}

// noiseIs answers ask: the level of the noise, 0 where none shows. It reports whether the pending trial is now the
// best one.
func (p *pursuit) noiseIs(level float64) (better bool) {
	p.ask = false
	c := p.pending
	if c.shows() < 16*level && level > spacing(c.top) {
		p.suspect = level
		p.finer(c.h)
		return false
	}
	p.level = max(p.level, level)
	c.judge(p.level)
	p.best, p.ceiling = c, min(p.ceiling, p.best.h)
	p.proceed()
	return true
}

// finer goes on to see whether the noise is the same on finer steps, as a wave between the points is not.
func (p *pursuit) finer(h float64) {
	next := h * 0x1p-10
	if next < max(16*p.floor, p.size*0x1p-70) {
		p.restart()
		return
	}
	p.h = next
}

// confirm takes a trial with a finer step: where the values differ by less than the noise, it was none.
func (p *pursuit) confirm(c attempt) (better bool) {
	switch {
	case c.change == 0: // rounded values
		p.restart()
		return false
	case 8*c.change > p.suspect:
		p.finer(c.h)
		return false
	}
	p.suspect = 0
	p.best, p.held, p.ceiling = c, true, math.Inf(1)
	p.proceed()
	return true
}

// restart begins anew at the step that suits the noise.
func (p *pursuit) restart() {
	c := &p.pending
	p.level, p.suspect = max(p.level, p.suspect), 0
	p.held, p.ceiling = false, math.Inf(1)
	p.h = p.size / 8
	if r := p.level / c.top; r < 1 {
		p.h = min(p.h, p.size*c.st.stepUnit(r))
	}
}

// proceed chooses the next step from the best trial.
func (p *pursuit) proceed() {
	b := &p.best
	switch {
	case p.done:
	case b.total() <= p.want*b.slope:
		p.done = true
	case b.seen():
		if q := b.ideal(); q < 0.5 {
			p.narrow(b.h*q, b.h)
		} else {
			p.done = true
		}
	default:
		factor := float64(growth)
		if p.want > 0 && b.slope > 0 {
			factor = min(max(2*b.noise/(p.want*b.slope), growth/4), 0x1p20)
		}
		p.widen(b.h * factor)
	}
}

// widen tries h, or what is left between the best step and the ceiling.
func (p *pursuit) widen(h float64) {
	h = min(h, p.size/8)
	if h >= p.ceiling/1.5 {
		h = math.Sqrt(p.best.h) * math.Sqrt(p.ceiling)
	}
	if !(h >= 2*p.best.h) {
		p.done = true
		return
	}
	p.h = h
}

// narrow tries h, but not below the floor.
func (p *pursuit) narrow(h, from float64) {
	h = max(h, p.floor)
	if !(h < from/1.5) {
		p.done = true
		return
	}
	p.h = h
}
