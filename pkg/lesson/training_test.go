package lesson

import (
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestTraining(t *testing.T) {
	outcomes(t, Training1, solutions.Training1, func([3]float64, []float64) []float64 { return nil },
		solutions.Training1Forward, solutions.Training1Short)
	outcomes(t, Training2, solutions.Training2, func([]float64, int) (int, int) { return -1, -1 },
		solutions.Training2Whole, solutions.Training2Ties)
	outcomes(t, Training3, solutions.Training3, func(x, dy []float64) []float64 { return nil },
		solutions.Training3Constant, solutions.Training3Mean)
}
