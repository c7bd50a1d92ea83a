package nn

import (
	"fmt"
	"math"
)

// Loss returns how far outputs y are from their targets t, and writes its derivatives by y
// to dy, unless that is nil. The mean is over all values of all samples, so a batch's loss is
// the mean of its samples' losses. Different lengths panic.
type Loss func(dy, y, t []float64) float64

// MSE is the mean squared error, PyTorch's MSELoss.
//
//	l = (1/N) Σ (y - t)²
func MSE(dy, y, t []float64) float64 {
	checkLoss("MSE", dy, y, t)
	n, s := float64(len(y)), 0.0
	for i, v := range y {
		d := v - t[i]
		s += d * d
		if dy != nil {
			dy[i] = 2 * d / n
		}
	}
	return s / n
}

// L1 is the mean absolute error, PyTorch's L1Loss. Where y = t it takes the subgradient 0.
//
//	l = (1/N) Σ |y - t|
func L1(dy, y, t []float64) float64 {
	checkLoss("L1", dy, y, t)
	n, s := float64(len(y)), 0.0
	for i, v := range y {
		d := v - t[i]
		s += math.Abs(d)
		if dy == nil {
			continue
		}
		dy[i] = math.Copysign(1/n, d)
		if d == 0 {
			dy[i] = 0
		}
	}
	return s / n
}

func checkLoss(name string, dy, y, t []float64) {
	if len(y) == 0 || len(t) != len(y) || dy != nil && len(dy) != len(y) {
		panic(fmt.Sprintf("nn: %s: %d outputs, %d targets, %d derivatives", name, len(y), len(t), len(dy)))
	}
}
