package fd

import "math"

// findProbe looks for a fine grid on which f is smooth: at the scale of 1 or |x|, at that of |x|, and finer
// yet.
func (c *search) findProbe() bool {
	for _, d := range [...]float64{c.wide, c.small, c.small * zoom, c.small * zoom * zoom, c.small * zoom * zoom * zoom} {
		d *= probeStep
		if len(c.rough) > 0 && d >= 0.99*c.rough[len(c.rough)-1].d {
			continue
		}
		c.probe = grid{}
		c.probe = c.grid(d)
		if c.smooth(&c.probe) && c.settleProbe() {
			return true
		}
		c.rough = append(c.rough, c.probe)
	}
	g := &c.rough[len(c.rough)-1]
	edge := max(math.Abs(g.right), math.Abs(g.left))
	if !c.edge && !g.bad && c.jumps(g) && !c.kinked(&c.rough[0]) && edge <= quantized*top(g) {
		// An edge between two rounded values lies at x.
		c.edge = true
		c.noise = max(c.noise, edge)
		c.rough = c.rough[:0]
		return c.findProbe()
	}
	return false
}

// settleProbe reports whether the probe serves, and puts a finer grid in its place where that one serves
// better. It looks at a finer grid where the noise is large, or may be the rest of a smooth function: noise is
// the same there, what f does between the points is not, and a jump at x is not noise.
func (c *search) settleProbe() bool {
	g := &c.probe
	a := safety * g.level
	large := a > suspicious*top(g)
	if !large && (g.flat || a <= 8*g.ulp) {
		return true
	}
	d := c.small * probeStep
	if d >= 0.99*g.d {
		d = g.d * 0x1p-9
	}
	fine := c.grid(d)
	if 4*fine.level >= g.level || fine.ties >= reach || fine.bad {
		return fine.bad || !c.jumps(&fine)
	}
	if !c.smooth(&fine) || safety*fine.level > suspicious*top(&fine) {
		return !large
	}
	c.rough = append(c.rough, c.probe)
	c.probe = fine
	return true
}
