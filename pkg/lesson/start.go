package lesson

import (
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
)

// Start1 checks the prediction of lesson 00: what the third run of a cell
// prints that adds 5 to a variable declared as 10 in another cell.
func Start1(prediction func() float64) Verdict {
	return guarded(func() Verdict {
		switch got := prediction(); {
		case math.IsNaN(got):
			return unanswered()
		case got == 25:
			return wrong("25 would be right if the variable kept its value; but each run starts afresh from the declaration.")
		case got != 15:
			return wrong("Your prediction is %g. Each run is a program of its own that starts from the declaration: what does it print?", got)
		}
		return right("The declaration survives, the value does not: each run starts from 10 and prints 15.")
	})
}

// Start2 checks the staircase of lesson 00 against [stair.Quantize], at its
// jumps and off them, with whole and fractional b.
func Start2(quantize func(x, b float64) float64) Verdict {
	return guarded(func() Verdict {
		close := func(a, b float64) bool { return math.Abs(a-b) < 1e-12 }
		switch got := quantize(0.3, 5); { // ⌊1.5⌋ = 1: the middle is 0.3
		case close(got, 0.2):
			return wrong("y(0.3; 5) came out as 0.2, the lower edge of the step: the value moves to the middle of its step. (Did you write 1/2? Between whole numbers that is 0; write 0.5.)")
		case close(got, 0.4):
			return wrong("y(0.3; 5) came out as 0.4: this rounds to the nearest edge, or up. The floor rounds down, and half a step is added then.")
		case close(got, 1.5):
			return wrong("y(0.3; 5) came out as 1.5, the number of the step and a half. Divide by b to come back to greys.")
		case close(got, 1.1):
			return wrong("y(0.3; 5) came out as 1.1: only ½ is divided by b. Put parentheses around the sum.")
		}
		var probes []probe
		for _, b := range []float64{5, 8.5, 30, math.Pi} {
			for _, x := range []float64{0, 0.1, 0.2, 0.5, 0.75, 0.95, 1} {
				probes = append(probes, probe{label("y(%g; %g)", x, b), quantize(x, b), stair.Quantize(x, b), 1e-12})
			}
		}
		return judge("It agrees with stair.Quantize in 28 cases.", probes...)
	})
}

// Start3 checks the number of different values that the staircase of lesson 00
// takes for x in [0, 1]: ⌊b⌋ + 1, since x = 1 lies on a step of its own when b is
// whole, and on the last, cut one when it is not.
func Start3(values func(b float64) float64) Verdict {
	return guarded(func() Verdict {
		if v, w := values(5), values(8.5); v == 5 {
			return wrong("For b = 5 it gives 5, which leaves out x = 1: it lies on a step of its own, number 5, behind the numbers 0 to 4.")
		} else if v == 6 && w == 9.5 {
			return wrong("For b = 8.5 it gives 9.5, and a number of colours is whole. How many of the steps 0, 1, 2, … does x reach?")
		}
		var probes []probe
		for _, b := range []float64{5, 8.5, 12.34, 30} {
			probes = append(probes, probe{label("b = %g", b), values(b), math.Floor(b) + 1, 0})
		}
		return judge("Every x in [n/b, (n+1)/b) lies on step n, and x = 1 lies on step ⌊b⌋: ⌊b⌋ + 1 values.", probes...)
	})
}
