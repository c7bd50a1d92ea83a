package picture

import (
	"fmt"
	"math"
)

// MSE returns the mean squared difference of two planes:
//
//	MSE = (1/n) Σ (a_i - b_i)²
//
// Special cases: NaN when a sample is NaN. It panics when the lengths differ
// or are 0.
func MSE(a, b []float64) float64 {
	if len(a) != len(b) || len(a) == 0 {
		panic(fmt.Sprintf("picture: MSE: planes of %d and %d samples, want equally many and at least one", len(a), len(b)))
	}
	return sumSquares(a, b) / float64(len(a))
}

// PSNR returns the peak signal-to-noise ratio of two planes in decibels, for
// the peak 1:
//
//	PSNR = 10·log₁₀(1/MSE)
//
// Special cases: +Inf when the planes are identical; NaN when a sample is NaN.
// It panics when the lengths differ or are 0.
func PSNR(a, b []float64) float64 { return decibels(MSE(a, b)) }

// MSE returns the mean squared difference of two images over all samples of
// all channels. It panics when their shapes differ.
func (im *Image) MSE(other *Image) float64 {
	other.check("MSE")
	sizedImage("MSE", other, im)
	sum := 0.0
	for c, plane := range im.Planes {
		sum += sumSquares(plane, other.Planes[c])
	}
	return sum / float64(len(im.Planes)*im.W*im.H)
}

// PSNR returns the peak signal-to-noise ratio of two images in decibels, from
// the mean squared difference over all samples of all channels, for the peak
// 1; +Inf when they are identical. It panics when their shapes differ.
func (im *Image) PSNR(other *Image) float64 { return decibels(im.MSE(other)) }

func sumSquares(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		d := v - b[i]
		sum += d * d
	}
	return sum
}

func decibels(mse float64) float64 { return 10 * math.Log10(1/mse) }
