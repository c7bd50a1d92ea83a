package fd

import (
	"fmt"
	"math"
)

// oneSided are the one-sided stencils that stand in for a stencil near a bound: same derivative, same order.
type oneSided struct {
	forward, backward Stencil
	unit              float64 // their chosen step where |x| ≤ 1
}

func newOneSided(s Stencil, noise float64) oneSided {
	forward := NewForward(s.Derivative, s.Order)
	return oneSided{forward, NewBackward(s.Derivative, s.Order), forward.stepUnit(noise)}
}

// fits reports whether every point of the stencil lies in [lo, hi].
func (s Stencil) fits(x, h, lo, hi float64) bool {
	a, b := s.span()
	if h < 0 {
		a, b = b, a
	}
	return x+a*h >= lo && x+b*h <= hi
}

// choose takes the side with more room, and a step that ends inside: h, if it fits.
func (e *oneSided) choose(x, h, lo, hi float64) (*Stencil, float64) {
	s, room := &e.forward, hi-x
	if x-lo > room {
		s, room = &e.backward, x-lo
	}
	reach := float64(len(s.Points) - 1)
	step := math.Abs(h)
	if step*reach > room {
		// Rounding down to representable steps may need more than one attempt near a bound that is close.
		step = room / reach
	}
	ulp := spacing(x)
	for range 4 {
		if step = representable(x, step); s.fits(x, step, lo, hi) {
			return s, step
		}
		if step -= 2*ulp + step*0x1p-20; step <= 0 {
			break
		}
	}
	panic(fmt.Sprintf("fd: the bounds [%g, %g] leave no room for %d points beside %g; equal bounds would hold it there", lo, hi, len(s.Points), x))
}

// mustContain panics when a point and its bounds contradict each other; i names the coordinate, -1 for the
// only one. Equal bounds hold a coordinate.
func mustContain(i int, x, lo, hi float64) {
	if lo <= x && x <= hi {
		return
	}
	name := "x"
	if i >= 0 {
		name = fmt.Sprintf("x[%d]", i)
	}
	if !(lo <= hi) {
		panic(fmt.Sprintf("fd: the bounds [%g, %g] of %s leave no room", lo, hi, name))
	}
	panic(fmt.Sprintf("fd: %s = %g lies outside its bounds [%g, %g]", name, x, lo, hi))
}
