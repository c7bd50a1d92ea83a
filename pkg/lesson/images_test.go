package lesson

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestImages(t *testing.T) {
	nan := math.NaN()
	outcomes(t, Images1, solutions.Images1, func(height float64, n int) (float64, float64) { return nan, nan },
		solutions.Images1OneStep, solutions.Images1Signed)
	outcomes(t, Images2, solutions.Images2, func(lambda float64) (float64, float64) { return nan, nan },
		solutions.Images2Safe, solutions.Images2Largest)
	outcomes(t, Images3, solutions.Images3, func(p []float64) []float64 { return nil },
		solutions.Images3Sign, solutions.Images3Ends, solutions.Images3Short)
	outcomes(t, Images4, solutions.Images4, func(a, b, lambda float64) (float64, float64) { return nan, nan },
		solutions.Images4NoMeeting, solutions.Images4Quadratic)
}
