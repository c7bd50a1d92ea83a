package lesson

import (
	"fmt"
	"math"
	"os"

	"github.com/gradstep/gradstep/pkg/nbplot"
)

// Claim asserts a statement that the text of a lesson makes. When it holds, it is printed with a
// tick. When it does not, a student who changed a number is told so and goes on; where the
// lesson itself is on trial, which is everywhere but in a student's notebook, Claim panics,
// so that no lesson can be executed with a sentence that is false.
func Claim(holds bool, format string, args ...any) {
	statement := fmt.Sprintf(format, args...)
	switch {
	case holds:
		fmt.Println("✓", statement)
	case student():
		fmt.Println("✗ The lesson says something else; with your numbers it is:", statement)
	default:
		panic("the lesson claims what does not hold: " + statement)
	}
}

// Says asserts a number that the text of a lesson states: that got is within the tolerance of
// said. It prints what, and the number; a student who changed something is told both.
//
//	lesson.Says("the misfit at b = 12", misfit, 0.0031, 0.0001)
//
// It panics where [Claim] does. NaN is within no tolerance.
func Says(what string, got, said, tolerance float64) {
	switch {
	case math.Abs(got-said) <= tolerance:
		fmt.Printf("✓ %s: %.4g\n", what, got)
	case student():
		fmt.Printf("✗ %s: here it says %.4g; with your numbers it is %.4g\n", what, said, got)
	default:
		panic(fmt.Sprintf("the lesson claims what does not hold: %s is %.6g, and it says %.6g ± %.2g", what, got, said, tolerance))
	}
}

// student reports whether somebody plays with the lesson: in a kernel, and not under run, check
// or a test, which set GRADSTEP_STATIC.
func student() bool {
	return os.Getenv("GONB_PIPE") != "" && os.Getenv("GRADSTEP_STATIC") != "1"
}

// Need ends a cell with a sentence when a number that its reader chose makes no sense there:
//
//	lesson.Need(b > 0, "b = %g: a staircase has a positive number of steps", b)
//
// NaN fails every comparison, so a condition on what is right refuses it as well.
func Need(holds bool, format string, args ...any) {
	if !holds {
		nbplot.Fail(fmt.Errorf(format, args...))
	}
}
