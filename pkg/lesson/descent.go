package lesson

import (
	"math"
	"math/rand/v2"
)

// Descent1 checks the gradient of a mean over [b - h, b + h] in lesson 05: (L(b+h) - L(b-h))/(2h).
func Descent1(slope func(loss func(float64) float64, b, h float64) float64) Verdict {
	return guarded(func() Verdict {
		cube := func(b float64) float64 { return b * b * b }
		switch got := slope(cube, 2, 1); { // 27 and 1: 13
		case near(got, 26):
			return wrong("For L = b³ at b = 2, h = 1 it gives 26, the difference. The interval is 2h wide: divide by that.")
		case near(got, -13):
			return wrong("For L = b³ at b = 2, h = 1 it gives −13: the sign is turned. The value at b + h comes first.")
		case near(got, 19) || near(got, 7):
			return wrong("For L = b³ at b = 2, h = 1 it gives %g, from one side only: it takes L at b + h and at b − h.", got)
		case near(got, 12):
			return wrong("For L = b³ at b = 2, h = 1 it gives 12, the derivative at b itself. The mean knows the ends of its interval.")
		case near(got, 14):
			return wrong("For L = b³ at b = 2, h = 1 it gives 14, the mean of the two values. Its gradient is their difference, by 2h.")
		}
		wide := slope(cube, 2, 0.5) // (15.625 - 3.375)/1
		if near(wide, 12.25/4) || near(wide, 12.25*0.25) {
			return wrong("For L = b³ at b = 2, h = 0.5 it gives %g: (L(b+h) − L(b−h))/2*h divides by 2 and multiplies by h. Put parentheses around 2*h.", wide)
		}
		jump := func(b float64) float64 { return math.Floor(b) }
		return judge("And L may jump: its mean has this slope all the same.",
			probe{"b³ at 2, h = 1", slope(cube, 2, 1), 13, 1e-12}, probe{"b³ at 2, h = 0.5", wide, 12.25, 1e-12},
			probe{"floor at 3.5, h = 1", slope(jump, 3.5, 1), 1, 1e-12}, probe{"floor at 3, h = 0.25", slope(jump, 3, 0.25), 2, 1e-12},
			probe{"a constant", slope(func(float64) float64 { return 3 }, 2, 0.1), 0, 1e-12})
	}).hinted("Descent1", "What enters the interval at its right end as b grows, and what leaves it at the left?",
		"(loss(b+h) - loss(b-h)) / (2*h)")
}

// Descent2 checks what the averaged error of the staircase passes back to a sample in lesson 05:
// J (z - y)/(h z), with J = ⌊z(b+h)⌋ - ⌊z(b-h)⌋.
func Descent2(slope func(z, y, b, h float64) float64) Verdict {
	return guarded(func() Verdict {
		const z, y, b, h = 0.5, 0.45, 12, 2.5 // z·b from 4.75 to 7.25: J = 3
		right := 3 * (z - y) / (h * z)
		switch got := slope(z, y, b, h); {
		case near(got, 2*(z-y)):
			return wrong("That is the slope with 2hz jumps in reach, their number on average. Count them: 5, 6 and 7 lie between 4.75 and 7.25.")
		case near(got, 2*right) || near(got, right/2):
			return wrong("For z = 0.5, y = 0.45, b = 12, h = 2.5 it gives %.4g, and is off by a factor 2: each jump brings 2(z − y)/z, and the mean divides by 2h.", got)
		case near(got, -right):
			return wrong("The sign is turned: it is z − y, how far the sample is above its target.")
		case near(got, right*h) || near(got, right*2*h):
			return wrong("That is the integral. The mean divides it by the width of the interval, 2h.")
		case near(got, 2*(z-y)/(h*z)) || near(got, 4*(z-y)/(h*z)):
			return wrong("It counts %s jumps where there are three: 5, 6 and 7 lie between z(b−h) = 4.75 and z(b+h) = 7.25. Take the difference of two floors.",
				map[bool]string{true: "two", false: "four"}[near(got, 2*(z-y)/(h*z))])
		case near(got, right*z):
			return wrong("It has z − y where each jump brings 2(z − y)/z.")
		}
		probes := []probe{{label("z = %g, y = %g, b = %g, h = %g", z, y, float64(b), h), slope(z, y, b, h), right, 1e-12}}
		rng := rand.New(rand.NewPCG(5, 2))
		for range 20 {
			z, y, b, h := 0.05+0.9*rng.Float64(), rng.Float64(), 8+20*rng.Float64(), 0.02+2*rng.Float64()
			want := (math.Floor(z*(b+h)) - math.Floor(z*(b-h))) * (z - y) / (h * z)
			probes = append(probes, probe{label("z = %.4f, y = %.4f, b = %.4f, h = %.4f", z, y, b, h), slope(z, y, b, h), want, 1e-9 * max(1, math.Abs(want))})
		}
		return judge("On average there are 2hz jumps in reach, and it is 2(z − y): as if there were no staircase.", probes...)
	}).hinted("Descent2", "The whole numbers that z·β passes between two β's: the difference of two floors.",
		"j := math.Floor(z*(b+h)) - math.Floor(z*(b-h)); each brings 2*(z-y)/z; divide by 2*h.")
}
