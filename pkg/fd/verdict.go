package fd

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// verdict says what f is at x where no grid shows a smooth function, from the two finest grids.
func (c *search) verdict() (Estimate, error) {
	fine := &c.rough[len(c.rough)-1]
	if fine.bad {
		return c.none(), fmt.Errorf("%w: f(%v) = %g, near x = %v", ErrNotFinite, fine.badAt, fine.badY, c.x)
	}
	coarse, coarser := fine, fine
	for i := range len(c.rough) - 1 {
		if g := &c.rough[i]; !g.bad {
			coarse, coarser = g, coarse
		}
	}
	switch {
	case c.kinked(fine) && persists(fine.kink, coarse.kink):
		return c.kinkAt(fine)
	case c.kinked(coarse) && coarser != fine && persists(coarse.kink, coarser.kink):
		return c.kinkAt(coarse)
	case c.jumps(fine) && samePlaces(fine, coarse):
		e := c.slopes(fine)
		e.Jump = fine.right - fine.left
		return e, fmt.Errorf("%w: the limits at x = %v (or within %.2g of it) are %.6g from the left and %.6g from the right, with the slopes %.6g and %.6g",
			ErrJump, c.x, reach*fine.d, c.fx+fine.left, c.fx+fine.right, e.Left, e.Right)
	case fine.slope > 2*coarse.slope:
		e := c.none()
		e.Step = fine.d
		return e, fmt.Errorf("%w: from %.6g to %.6g as the step falls to %.2g at x = %v", ErrUnbounded, coarse.slope, fine.slope, fine.d, c.x)
	}
	// No table converges, but no kink persists either: the spread of the chords is all that can be said.
	_, n := c.parts(fine)
	e := Estimate{Value: fine.value, Trunc: 4 * fine.fan, Noise: n, Step: fine.d, Evals: c.evals}
	e.Err = e.Trunc + e.Noise
	e.Left, e.Right, e.LeftErr, e.RightErr = e.Value, e.Value, e.Err, e.Err
	return e, nil
}

// samePlaces reports whether both limits are as far from the value at x on two scales.
func samePlaces(fine, coarse *grid) bool {
	size := max(math.Abs(fine.right), math.Abs(fine.left)) / 8
	return math.Abs(fine.right-coarse.right) <= size && math.Abs(fine.left-coarse.left) <= size
}

// persists reports whether a quantity is the same on two scales.
func persists(fine, coarse float64) bool {
	return math.Abs(fine-coarse) <= max(math.Abs(fine), math.Abs(coarse))/8
}

// kinkAt is the estimate and the error at a kink.
func (c *search) kinkAt(g *grid) (Estimate, error) {
	e := c.slopes(g)
	e.Value = e.Left + (e.Right-e.Left)/2
	e.Err = math.Abs(e.Right-e.Left)/2 + max(e.LeftErr, e.RightErr)
	e.Trunc, e.Noise = e.Err, 0
	return e, fmt.Errorf("%w: %.6g ± %.2g from the left and %.6g ± %.2g from the right at x = %v (or within %.2g of it)",
		ErrKink, e.Left, e.LeftErr, e.Right, e.RightErr, c.x, reach*g.d)
}

// slopes is an estimate with the one-sided derivatives: of the finest grid, and of each coarser one with a
// smaller bound that agrees with what the finer ones say.
func (c *search) slopes(fine *grid) Estimate {
	e := c.none()
	e.Step = fine.d
	grids := append([]grid(nil), c.rough...)
	for _, d := range [...]float64{0x1p7 * fine.d, 0x1p14 * fine.d, c.wide * firstStep / 8} {
		if c.affords() && d > fine.d {
			grids = append(grids, c.grid(d))
		}
	}
	grids = slices.DeleteFunc(grids, func(g grid) bool { return g.bad || g.d < fine.d })
	slices.SortFunc(grids, func(a, b grid) int { return cmp.Compare(a.d, b.d) })
	level, jump := 0.0, c.jumps(fine)
	if c.best.d > 0 {
		level = c.probe.level
	}
	for i := range grids {
		if g := &grids[i]; g.d <= 0x1p7*fine.d {
			level = max(level, g.side(-1, jump).level, g.side(1, jump).level)
		}
	}
	for i := range grids {
		g := &grids[i]
		if v, b := c.side(g, -1, jump, level); b < e.LeftErr && (i == 0 || math.Abs(v-e.Left) <= b+e.LeftErr) {
			e.Left, e.LeftErr = v, b
		}
		if v, b := c.side(g, 1, jump, level); b < e.RightErr && (i == 0 || math.Abs(v-e.Right) <= b+e.RightErr) {
			e.Right, e.RightErr = v, b
		}
	}
	e.Evals = c.evals
	return e
}

// side is a one-sided derivative on a grid, and its bound; level is the noise that the fine grids show beside x.
func (c *search) side(g *grid, sign int, jump bool, level float64) (value, bound float64) {
	s := g.side(sign, jump)
	a := max(g.ulp+s.slope*math.Abs(c.x)*coherent, c.noise, safety*level)
	return s.value, margin * (s.trunc + (a/g.d+s.slope*g.shift)*s.norm)
}
