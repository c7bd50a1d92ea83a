package nn

import (
	"fmt"
	"math"
	"slices"
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

// CrossEntropy returns the loss of a classification among so many classes, PyTorch's CrossEntropyLoss. A sample's
// outputs are a number for each class, its targets the probabilities of the classes, mostly a 1 and zeros.
//
//	l = -(1/n) Σ_i Σ_c t_ic log p_ic,   p_ic = exp(y_ic)/Σ_k exp(y_ik)
//
// The mean is over the n samples. Large outputs do not overflow. Fewer than two classes panic, and so do
// outputs that are not a multiple of them.
func CrossEntropy(classes int) Loss {
	if classes < 2 {
		panic(fmt.Sprintf("nn: CrossEntropy: %d classes, want 2 or more", classes))
	}
	return func(dy, y, t []float64) float64 {
		checkLoss("CrossEntropy", dy, y, t)
		if len(y)%classes != 0 {
			panic(fmt.Sprintf("nn: CrossEntropy: %d outputs, want a multiple of %d", len(y), classes))
		}
		samples, s := float64(len(y)/classes), 0.0
		for at := 0; at < len(y); at += classes {
			row, want := y[at:at+classes], t[at:at+classes]
			most, sum, weight := slices.Max(row), 0.0, 0.0
			for _, v := range row {
				sum += math.Exp(v - most)
			}
			for c, v := range row {
				if want[c] != 0 { // 0·∞ is 0 here
					weight += want[c]
					s += want[c] * (math.Log(sum) - (v - most))
				}
			}
			if dy == nil {
				continue
			}
			for c, v := range row {
				dy[at+c] = (weight*math.Exp(v-most)/sum - want[c]) / samples
			}
		}
		return s / samples
	}
}

func checkLoss(name string, dy, y, t []float64) {
	if len(y) == 0 || len(t) != len(y) || dy != nil && len(dy) != len(y) {
		panic(fmt.Sprintf("nn: %s: %d outputs, %d targets, %d derivatives", name, len(y), len(t), len(dy)))
	}
}
