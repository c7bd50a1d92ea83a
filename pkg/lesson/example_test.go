package lesson_test

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/lesson"
	"github.com/gradstep/gradstep/pkg/stair"
)

// A verdict tells an answer that is not given yet from a wrong one, whose mistake it names where it
// is a typical one, and from a right one.
func ExampleVerdict() {
	fmt.Println(lesson.Start2(func(x, b float64) float64 { return math.NaN() }))
	fmt.Println(lesson.Start2(func(x, b float64) float64 { return math.Floor(b*x) / b }))
	fmt.Println(lesson.Start2(func(x, b float64) float64 { return (math.Floor(b*x) + 0.5) / b }))
	// Output:
	// … No answer yet. Replace the return of the cell above, run that cell, then run this one again.
	// ✗ Not yet. y(0.3; 5) came out as 0.2, the lower edge of the step: the value moves to the middle of its step. (Did you write 1/2? Between whole numbers that is 0; write 0.5.)
	// ✓ Right. It agrees with stair.Quantize in 28 cases.
}

// A claim that holds is printed; one that does not stops the lesson.
func ExampleClaim() {
	y := stair.Quantize(0.2, 12.5)
	lesson.Claim(y == 0.2, "at b = 12.5 the pixel x = 0.2 becomes %.1f", y)
	// Output:
	// ✓ at b = 12.5 the pixel x = 0.2 becomes 0.2
}
