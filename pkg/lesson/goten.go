package lesson

import (
	"fmt"
	"math"
)

// Go1 checks the mean of two whole numbers.
func Go1(mean func(a, b int) float64) Verdict {
	return guarded(func() Verdict {
		if v := mean(1, 2); v == 1 {
			return wrong("The mean of 1 and 2 came out as 1: (a + b) / 2 divides whole numbers, and the half is lost. Convert first: float64(a+b) / 2.")
		} else if v == 3 {
			return wrong("The mean of 1 and 2 came out as 3, their sum. What is left to do?")
		} else if v == 2 {
			return wrong("The mean of 1 and 2 came out as 2: b/2 is 1 for whole numbers, and so a + b/2 is. Add first, then halve.")
		}
		var probes []probe
		for _, c := range [][2]int{{1, 2}, {4, 6}, {-3, 0}, {7, 7}, {0, -5}} {
			probes = append(probes, probe{fmt.Sprintf("the mean of %d and %d", c[0], c[1]), mean(c[0], c[1]), (float64(c[0]) + float64(c[1])) / 2, 0})
		}
		return judge("Converted before it is divided, nothing is lost.", probes...)
	})
}

// Go2 checks the sum of squares of a slice.
func Go2(sum func(v []float64) float64) Verdict {
	return guarded(func() Verdict {
		one := sum([]float64{1, 2, 3})
		switch one {
		case 6:
			return wrong("For 1, 2, 3 it gives 6, the sum of the numbers themselves. Square each before you add it.")
		case 36:
			return wrong("For 1, 2, 3 it gives 36, the square of the sum. Square each number, then add.")
		case 5:
			return wrong("For 1, 2, 3 it gives 5: the sum of 0² + 1² + 2². With one variable, range gives the index; write for _, x := range v.")
		case 9:
			return wrong("For 1, 2, 3 it gives 9, the last square alone: add to a variable that is declared before the loop.")
		case 13:
			return wrong("For 1, 2, 3 it gives 13: the first number is left out. The first index is 0.")
		}
		return judge("And the empty slice needs no special case: a loop over nothing adds nothing.",
			probe{"1, 2, 3", one, 14, 0}, probe{"a single −2", sum([]float64{-2}), 4, 0},
			probe{"the empty slice", sum(nil), 0, 0}, probe{"0.5, 0.5", sum([]float64{0.5, 0.5}), 0.5, 1e-15})
	})
}

// Go3 checks the slope of a function between two points.
func Go3(slope func(f func(float64) float64, x, h float64) float64) Verdict {
	return guarded(func() Verdict {
		square := func(x float64) float64 { return x * x }
		switch got := slope(square, 1, 0.5); {
		case math.Abs(got-1.25) < 1e-12:
			return wrong("For x² at x = 1, h = 0.5 it gives 1.25, the difference alone. Divide it by h.")
		case math.Abs(got+2.5) < 1e-12:
			return wrong("For x² at x = 1, h = 0.5 it gives −2.5: the sign is turned. The value at x + h comes first.")
		case math.Abs(got-1.5) < 1e-12:
			return wrong("For x² at x = 1, h = 0.5 it gives 1.5, the slope on the left side of x: take f(x+h) − f(x), not f(x) − f(x−h).")
		case math.Abs(got-0.25) < 1e-12:
			return wrong("For x² at x = 1, h = 0.5 it gives 0.25: without parentheses only f(x) is divided by h.")
		}
		return judge("It is the forward difference; lesson 06 asks which h is best.",
			probe{"x² at 1 with h = 0.5", slope(square, 1, 0.5), 2.5, 1e-12},
			probe{"x² at −1 with h = 1", slope(square, -1, 1), -1, 1e-12},
			probe{"sin at 0 with h = 1", slope(math.Sin, 0, 1), math.Sin(1), 1e-12},
			probe{"a constant", slope(func(float64) float64 { return 3 }, 2, 0.1), 0, 1e-12})
	})
}
