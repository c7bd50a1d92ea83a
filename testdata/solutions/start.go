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

// Go1 is the mean of two whole numbers.
func Go1(a, b int) float64 { return float64(a+b) / 2 }

// Go1Whole is wrong: the division of whole numbers loses the half.
func Go1Whole(a, b int) float64 { return float64((a + b) / 2) }

// Go2 is the sum of squares.
func Go2(v []float64) (sum float64) {
	for _, x := range v {
		sum += x * x
	}
	return sum
}

// Go2OfIndexes is wrong: it squares the places instead of the numbers.
func Go2OfIndexes(v []float64) (sum float64) {
	for i := range v {
		sum += float64(i * i)
	}
	return sum
}

// Go3 is the forward difference.
func Go3(f func(float64) float64, x, h float64) float64 { return (f(x+h) - f(x)) / h }

// Go3WithoutParentheses is wrong: it divides f(x) alone.
func Go3WithoutParentheses(f func(float64) float64, x, h float64) float64 { return f(x+h) - f(x)/h }
