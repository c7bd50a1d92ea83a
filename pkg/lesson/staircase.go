package lesson

import "math"

// Staircase1 checks the open circles of lesson 01: the limit of y at the jump
// b = n/x from the left, x - x/(2n).
func Staircase1(limit func(x float64, n int) float64) Verdict {
	return guarded(func() Verdict {
		switch got := limit(0.5, 3); { // the jump at b = 6: 2.5/6
		case near(got, 3.5/6):
			return wrong("For x = 0.5, n = 3 it gives 0.583, the filled circle: y at the jump. Left of it the pixel still lies one step lower.")
		case near(got, 2.0/6):
			return wrong("For x = 0.5, n = 3 it gives 0.333: the lower edge of the step, not its middle. " +
				"(Did you write 1/2? Between whole numbers that is 0; write 0.5.)")
		case near(got, 0.5):
			return wrong("For x = 0.5, n = 3 it gives 0.5, which is x itself: the circles tend to it, but lie below.")
		case near(got, 2.5):
			return wrong("For x = 0.5, n = 3 it gives 2.5, the number of the step and a half. Divide by b, which is n/x.")
		case near(got, 2.5*6):
			return wrong("For x = 0.5, n = 3 it gives 15: you multiply by b = n/x where the filter divides.")
		case near(got, 2.5/1.5):
			return wrong("For x = 0.5, n = 3 it gives 1.667: the jump is at b = n/x, and you divide by n·x.")
		case near(got, 2.5/0.5):
			return wrong("For x = 0.5, n = 3 it gives 5: you divide by x. Divide by b, which is n/x.")
		}
		var probes []probe
		for _, x := range []float64{0.1, 0.5, 1} {
			for _, n := range []int{1, 2, 7} {
				// Just left of n/x the pixel still lies on step n-1.
				want := (float64(n) - 0.5) / (float64(n) / x)
				probes = append(probes, probe{label("x = %g, n = %d", x, n), limit(x, n), want, 1e-12})
			}
		}
		return judge("Left of the jump the pixel lies on step n-1: (n-½)/(n/x) = x - x/(2n), which rises to x.", probes...)
	}).hinted("Staircase1", "Which number has the pixel's step just left of n/x: n, or one less?",
		"The step is number n - 1. Put it for the floor into y = (floor + 0.5)/b, with float64(n)/x for b.")
}

// Staircase2 checks the first jump right of lo in lesson 01, the jump at lo
// itself not counted: (⌊lo·x⌋ + 1)/x.
func Staircase2(firstJump func(x, lo float64) float64) Verdict {
	return guarded(func() Verdict {
		switch got, whole := firstJump(0.7, 5), firstJump(0.4, 5); {
		case near(got, 4/0.7) && near(whole, 5):
			return wrong("It is right for x = 0.7, and gives 5 for x = 0.4, lo = 5: there lo·x = 2 is whole, so rounding up does nothing. " +
				"A jump at lo does not count.")
		case near(got, 3/0.7):
			return wrong("For x = 0.7, lo = 5 it gives 4.286, left of lo: the last jump before it. Take the next.")
		case near(got, 4):
			return wrong("For x = 0.7, lo = 5 it gives 4, the number of the jump. Where on the axis of b is jump n?")
		case near(got, 4.5/0.7):
			return wrong("For x = 0.7, lo = 5 it gives 6.43: a jump is where x·b is whole, with no ½.")
		case near(got, 4*0.7):
			return wrong("For x = 0.7, lo = 5 it gives 2.8: jump n is at n/x, not at n·x.")
		case near(got, 4/0.7-1e-6):
			return wrong("For x = 0.7, lo = 5 it gives a little less than the jump. Return the jump itself: one comes near to it on one's own.")
		}
		return judge("Right of lo the pixel reaches step ⌊lo·x⌋ + 1 first; a jump at lo itself has no left side in the domain.",
			probe{"x = 0.5, lo = 5", firstJump(0.5, 5), 6, 1e-12},
			probe{"x = 1/30, lo = 5", firstJump(1.0/30, 5), 30, 1e-12},
			probe{"x = 0.7, lo = 5", firstJump(0.7, 5), 4 / 0.7, 1e-12},
			probe{"x = 0.4, lo = 5 (5·0.4 = 2 is whole)", firstJump(0.4, 5), 7.5, 1e-12},
			probe{"x = 1, lo = 5 (5·1 = 5 is whole)", firstJump(1, 5), 6, 1e-12},
			probe{"x = 0.25, lo = 10", firstJump(0.25, 10), 12, 1e-12},
		)
	}).hinted("Staircase2", "On which step lies the pixel at b = lo? The next jump takes it to the next step.",
		"At lo the step is math.Floor(lo*x). The next has one more, and jump n is at b = n/x.")
}

// Staircase3 checks the maximum of y over b in [lo, hi] in lesson 01. It is
// attained: at lo, or at the first jump in the domain, where y = x + x/(2n).
func Staircase3(maximum func(x, lo, hi float64) float64) Verdict {
	return guarded(func() Verdict {
		one, two, three := maximum(0.5, 5, 30), maximum(0.5, 7.9, 30), maximum(0.5, 5, 5.5) // 3.5/6, 4.5/8, 2.5/5
		switch {
		case near(one, 2.5/6):
			return wrong("For x = 0.5 on [5, 30] it gives 0.417, the infimum. Its largest value is at the other end of a piece.")
		case near(one, 0.5):
			return wrong("For x = 0.5 on [5, 30] it gives 0.5, the value at lo: the jump at b = 6 goes higher.")
		case near(one, 15.5/30):
			return wrong("For x = 0.5 on [5, 30] it gives 0.517, the value at hi: the filled circles fall as b grows. Which is the highest?")
		case near(one, 6):
			return wrong("For x = 0.5 on [5, 30] it gives 6, where the largest value is. Return y there.")
		case near(one, 3.5/6) && near(three, 3.5/6):
			return wrong("For x = 0.5 on [5, 5.5] it gives 0.583, the value at b = 6, outside of the domain.")
		case near(one, 3.5/6) && near(two, 3.5/7.9):
			return wrong("For x = 0.5 on [7.9, 30] it gives 0.443, the value at lo: the jump at b = 8 goes higher.")
		}
		var probes []probe
		for _, c := range []struct{ x, lo, hi float64 }{
			{0.5, 5, 30}, // first jump at 6: 3.5/6
			{0.5, 6, 30}, // lo is that jump
			{0.5, 5.9, 5.95},
			{0.5, 7.9, 30}, // the jump at 8 beats lo: 4.5/8 > 3.5/7.9
			{0.02, 5, 30},  // no jump: 0.5/5
			{0, 5, 30},
			{1, 5, 30}, // lo is a jump: 5.5/5
			{0.75, 7, 9},
		} {
			best := (math.Floor(c.lo*c.x) + 0.5) / c.lo
			if n := math.Floor(c.lo*c.x) + 1; c.x > 0 && n/c.x <= c.hi {
				best = max(best, c.x+c.x/(2*n))
			}
			probes = append(probes, probe{label("x = %g on [%g, %g]", c.x, c.lo, c.hi), maximum(c.x, c.lo, c.hi), best, 1e-12})
		}
		return judge("The larger of y at lo and of x + x/(2n) at the first jump inside, and unlike the infimum it is attained.", probes...)
	}).hinted("Staircase3", "Each piece is highest at its left end: a filled circle, or lo itself. Which of the filled circles is the highest?",
		"Two candidates: y at lo, and y at the first jump right of lo, if it is at most hi. Take the larger.")
}
