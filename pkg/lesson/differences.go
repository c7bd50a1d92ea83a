package lesson

import (
	"math"

	"github.com/gradstep/gradstep/pkg/fd"
)

// Differences1 checks the central difference of lesson 06.
func Differences1(central func(f func(float64) float64, x, h float64) float64) Verdict {
	return guarded(func() Verdict {
		cube := func(t float64) float64 { return t * t * t }
		if v, ok := slipped("f = t³, x = 1, h = 0.25", central(cube, 1, 0.25),
			slip{3.8125, "That is the forward difference: one of its two points is x itself."},
			slip{2.3125, "That is the backward difference: one of its two points is x itself."},
			slip{6.125, "The two points are 2h apart, and it is divided by h alone."},
			slip{-3.0625, "The sign is turned: the value at x + h comes first."},
			slip{1.53125, "That is the rise alone. Divide it by the distance of the two points."},
			slip{1.109375, "Only the second value is divided: put the difference into parentheses."},
			slip{0.19140625, "a / 2*h is (a/2)·h in Go; write a / (2*h)."},
			slip{0, "Is there 1/2 in it? Between whole numbers that is 0."},
			slip{3, "That is the derivative itself. Only values of f are to be used."},
		); ok {
			return v
		}
		var probes []probe
		for _, c := range []struct {
			name string
			f    func(float64) float64
			x, h float64
		}{
			{"f = t³", cube, 1, 0.25},
			{"f = t²", func(t float64) float64 { return t * t }, -2, 0.5},
			{"f = eᵗ", math.Exp, 0, 0.125},
			{"f = |t|", math.Abs, 0.2, 0.5},
			{"f = 5", func(float64) float64 { return 5 }, 1, 0.5},
		} {
			want := (c.f(c.x+c.h) - c.f(c.x-c.h)) / (2 * c.h)
			probes = append(probes, probe{label("%s, x = %g, h = %g", c.name, c.x, c.h), central(c.f, c.x, c.h), want, 1e-12})
		}
		return judge("On a parabola it is exact, whatever h is: the two errors of the one-sided slopes cancel.", probes...)
	}).hinted("Differences1",
		"take one step forward and one step backward, and join the two points.",
		"the rise is f(x+h) − f(x−h). How far apart are the two points?")
}

// Differences2 checks the best step of a forward difference in lesson 06, where the values are
// wrong by up to a and |f″| is at most m: the minimizer of m·h/2 + 2a/h, which is 2√(a/m).
func Differences2(step func(a, m float64) float64) Verdict {
	return guarded(func() Verdict {
		if v, ok := slipped("a = 1e-6, m = 100", step(1e-6, 100),
			slip{math.Sqrt2 * 1e-4, "That counts the error of one value; there are two, and each may be wrong by a."},
			slip{1e-4, "That counts the error of one value, and leaves out the ½ of the truncation."},
			slip{2e-3, "The size of f″ is missing: a function that bends more wants a smaller step."},
			slip{2, "Is there 1/2 as an exponent? Between whole numbers that is 0. Write math.Sqrt."},
			slip{1, "Is there 1/2 as an exponent? Between whole numbers that is 0. Write math.Sqrt."},
			slip{4e-8, "That is its square: take the root."},
			slip{2e4, "m and a have changed places: more noise wants a larger step."},
			slip{math.Cbrt(3e-8), "That is the central difference's step; the forward one's truncation is m·h/2."},
			slip{2e-2, "That is the error at the best step, not the step."},
		); ok {
			return v
		}
		var probes []probe
		for _, c := range [][2]float64{{1e-6, 1}, {1e-6, 100}, {1e-6, 0.01}, {0x1p-53, 1}, {0.01, 4}, {1e-9, 3e5}} {
			want := 2 * math.Sqrt(c[0]/c[1])
			probes = append(probes, probe{label("a = %.4g, m = %g", c[0], c[1]), step(c[0], c[1]), want, 1e-9 * want})
		}
		return judge("Both terms are then equal, √(a·m) each: half of the error is truncation and half is noise.", probes...)
	}).hinted("Differences2",
		"write the bound as a function of h: truncation m·h/2, and the noise of two values over h.",
		"the derivative of m·h/2 + 2a/h in h is m/2 − 2a/h². Where is it 0?")
}

// Differences3 checks Runge–Romberg's rule in lesson 06: from the same quantity at the steps h
// and r·h and the order p, (rᵖ·ζ(h) - ζ(rh))/(rᵖ - 1).
func Differences3(romberg func(zh, zrh, r float64, p int) float64) Verdict {
	return guarded(func() Verdict {
		if v, ok := slipped("ζ(h) = −2, ζ(2h) = −11, p = 2", romberg(-2, -11, 2, 2),
			slip{-14, "The finer value has the weight of the coarser one."},
			slip{3, "That is the error that ζ(h) has. Add ζ(h) itself."},
			slip{7, "The order is missing: the error falls by rᵖ, not by r."},
			slip{-5, "The correction has the wrong sign: z is as far beyond ζ(h) as ζ(h) is beyond ζ(rh), less a factor."},
			slip{-6.5, "That is the mean of the two; the finer one deserves more weight."},
			slip{19.0 / 5, "The denominator is rᵖ − 1, not rᵖ + 1."},
		); ok {
			return v
		}
		var probes []probe
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
			probes = append(probes, probe{
				label("ζ(h) = %g, ζ(rh) = %g, r = %g, p = %d", c.zh, c.zrh, c.r, c.p),
				romberg(c.zh, c.zrh, c.r, c.p), c.want, 1e-12,
			})
		}
		return judge("It removes the term C·hᵖ, and with r = −1 it makes a central difference of two one-sided ones.", probes...)
	}).hinted("Differences3",
		"two equations, z = ζ(h) + C·hᵖ and z = ζ(rh) + C·rᵖ·hᵖ, and C·hᵖ is to go.",
		"multiply the first by rᵖ and subtract the second: (rᵖ − 1)·z = rᵖ·ζ(h) − ζ(rh).")
}

// Differences4 checks a derivative from the three values f(x), f(x+h) and f(x+3h), in the appendix
// of lesson 06. Only one combination is of order 2; it is compared with
// fd.NewStencil on functions that tell the wrong ones, and must look at no other
// point.
func Differences4(lopsided func(f func(float64) float64, x, h float64) float64) Verdict {
	return guarded(func() Verdict {
		s := fd.NewStencil(1, 0, 1, 3)
		var probes []probe
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
			probes = append(probes, probe{label("%s at x = %g, h = %g", c.name, c.x, c.h), got, fd.Derivative(c.f, c.x, s, c.h), 1e-12})
		}
		return judge("Three points fit a parabola, and yours is exact on every one: order 2, as "+s.String()+" is.", probes...)
	}).hinted("Differences4",
		"with a·f(x) + b·f(x+h) + c·f(x+3h), a constant must give 0, t must give 1, and t² must give 2x.",
		"a + b + c = 0, b + 3c = 1/h, b + 9c = 0.")
}
