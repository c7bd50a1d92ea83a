package solutions

import "math"

// Descent1 is the gradient of the mean of a function over [b - h, b + h].
func Descent1(loss func(float64) float64, b, h float64) float64 {
	return (loss(b+h) - loss(b-h)) / (2 * h)
}

// Descent1OneSided is wrong: it takes one side only.
func Descent1OneSided(loss func(float64) float64, b, h float64) float64 {
	return (loss(b+h) - loss(b)) / h
}

// Descent2 is what the averaged error of the staircase passes back to a sample.
func Descent2(z, y, b, h float64) float64 {
	return (math.Floor(z*(b+h)) - math.Floor(z*(b-h))) * (z - y) / (h * z)
}

// Descent2OnAverage is wrong: the number of jumps in reach is a whole number.
func Descent2OnAverage(z, y, b, h float64) float64 { return 2 * (z - y) }
