package lesson

import (
	"math"

	"github.com/gradstep/gradstep/pkg/fd"
)

// Differences1 checks Runge–Romberg's rule (13) in lesson 06: from the same
// quantity at the steps h and r·h and the order p, (rᵖ·ζ(h) - ζ(rh))/(rᵖ - 1).
func Differences1(romberg func(zh, zrh, r float64, p int) float64) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range []struct {
			zh, zrh, r float64
			p          int
			want       float64
		}{
			// ζ(h) = 1 - 3hᵖ at h = 1 and at h = r: the limit is 1.
			{-2, -5, 2, 1, 1},
			{-2, -11, 2, 2, 1},
			{-2, -0.5, 0.5, 1, 1},
			{-2, -242, 3, 4, 1},
			// A central value from a forward and a backward one, r = -1.
			{2, 4, -1, 1, 3},
			{7, 7, 2, 3, 7},
		} {
			trials = append(trials, trial{
				label("ζ(h) = %g, ζ(rh) = %g, r = %g, p = %d", c.zh, c.zrh, c.r, c.p),
				romberg(c.zh, c.zrh, c.r, c.p), c.want, 1e-12,
			})
		}
		return judge("It removes the term C·hᵖ, and with r = -1 it makes a central difference of two one-sided ones.", trials...)
	})
}

// Differences2 checks the best step of a forward difference in lesson 06, where
// the values are wrong by up to a and |f″| is at most m: the minimizer of
// m·h/2 + 2a/h, which is 2√(a/m).
func Differences2(step func(a, m float64) float64) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range [][2]float64{{1e-6, 1}, {1e-6, 100}, {1e-6, 0.01}, {0x1p-53, 1}, {0.01, 4}, {1e-9, 3e5}} {
			want := 2 * math.Sqrt(c[0]/c[1])
			trials = append(trials, trial{label("a = %.4g, m = %g", c[0], c[1]), step(c[0], c[1]), want, 1e-9 * want})
		}
		return judge("Both terms are then equal, √(a·m) each: half of the error is truncation and half is noise.", trials...)
	})
}

// Differences3 checks a derivative from the three values f(x), f(x+h) and
// f(x+3h) in lesson 06. Only one combination is of order 2; it is compared with
// fd.NewStencil on functions that tell the wrong ones, and must look at no other
// point.
func Differences3(lopsided func(f func(float64) float64, x, h float64) float64) Verdict {
	return guarded(func() Verdict {
		s := fd.NewStencil(1, 0, 1, 3)
		var trials []trial
		for _, c := range []struct {
			name string
			f    func(float64) float64
			x, h float64
		}{
			{"f = 5", func(float64) float64 { return 5 }, 1, 0.5},
			{"f = 2x", func(x float64) float64 { return 2 * x }, 1, 0.5},
			{"f = x²", func(x float64) float64 { return x * x }, 1, 0.5},
			{"f = x²", func(x float64) float64 { return x * x }, -2, 0.125},
			{"f = x³", func(x float64) float64 { return x * x * x }, 1, 0.5},
			{"f = eˣ", math.Exp, 0, -0.25},
		} {
			outside := math.NaN()
			guard := func(t float64) float64 {
				if o := (t - c.x) / c.h; o != 0 && o != 1 && o != 3 {
					outside = t
				}
				return c.f(t)
			}
			got := lopsided(guard, c.x, c.h)
			if !math.IsNaN(outside) {
				return wrong("At x = %g and h = %g your function asks for f(%g); only x, x+h and x+3h are allowed.", c.x, c.h, outside)
			}
			trials = append(trials, trial{label("%s at x = %g, h = %g", c.name, c.x, c.h), got, fd.Derivative(c.f, c.x, s, c.h), 1e-12})
		}
		return judge("Three points fit a parabola, and yours is exact on every one: order 2, as "+s.String()+" is.", trials...)
	})
}
