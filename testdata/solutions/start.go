// Package solutions holds the reference answers to the exercises of the course,
// and some wrong answers that the checks must reject.
package solutions

import "math"

// Start1: a cell is a program, so that the variable is 10 whenever it starts.
func Start1() float64 { return 15 }

// Start2 is the staircase.
func Start2(x, b float64) float64 { return (math.Floor(x*b) + 0.5) / b }

// Start2WithoutHalf is wrong: it forgets that the value is the middle of a step.
func Start2WithoutHalf(x, b float64) float64 { return math.Floor(x*b) / b }

// Start3 counts the steps 0, 1, …, ⌊b⌋.
func Start3(b float64) float64 { return math.Floor(b) + 1 }

// Start3AsTheTextSays is wrong: b steps would leave out x = 1 for whole b, and
// is no whole number for any other.
func Start3AsTheTextSays(b float64) float64 { return b }
