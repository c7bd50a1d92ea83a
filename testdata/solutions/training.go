package solutions

import "math"

// Training1 is the backward step of a convolution along a line, with zeros outside.
func Training1(w [3]float64, dy []float64) []float64 {
	dx := make([]float64, len(dy))
	for i := range dx {
		dx[i] = w[1] * dy[i]
		if i+1 < len(dy) {
			dx[i] += w[0] * dy[i+1]
		}
		if i > 0 {
			dx[i] += w[2] * dy[i-1]
		}
	}
	return dx
}

// Training1Forward is wrong: it applies the kernel without mirroring it.
func Training1Forward(w [3]float64, dy []float64) []float64 {
	return Training1([3]float64{w[2], w[1], w[0]}, dy)
}

// Training1Short is wrong: it leaves the ends out.
func Training1Short(w [3]float64, dy []float64) []float64 {
	dx := Training1(w, dy)
	dx[0], dx[len(dx)-1] = 0, 0
	return dx
}

// Training2 is early stopping: the best row, and the row where the training ends.
func Training2(validation []float64, patience int) (best, end int) {
	for i, v := range validation {
		if v < validation[best] {
			best = i
		}
		if i-best >= patience {
			return best, i
		}
	}
	return best, len(validation) - 1
}

// Training2Whole is wrong: it takes the best row of all, which the training may never reach.
func Training2Whole(validation []float64, patience int) (best, end int) {
	_, end = Training2(validation, patience)
	for i, v := range validation {
		if v < validation[best] {
			best = i
		}
	}
	return best, end
}

// Training2Ties is wrong: it takes an equal loss for an improvement.
func Training2Ties(validation []float64, patience int) (best, end int) {
	for i, v := range validation {
		if v <= validation[best] {
			best = i
		}
		if i-best >= patience {
			return best, i
		}
	}
	return best, len(validation) - 1
}

// Training3 is the derivative of batch normalization by its inputs.
func Training3(x, dy []float64) []float64 {
	hat, sigma := normalized(x)
	a, b, m := 0.0, 0.0, float64(len(x))
	for i, d := range dy {
		a, b = a+d/m, b+d*hat[i]/m
	}
	dx := make([]float64, len(x))
	for i, d := range dy {
		dx[i] = (d - a - hat[i]*b) / sigma
	}
	return dx
}

// Training3Constant is wrong: it takes mean and deviation for constants.
func Training3Constant(x, dy []float64) []float64 {
	_, sigma := normalized(x)
	dx := make([]float64, len(x))
	for i, d := range dy {
		dx[i] = d / sigma
	}
	return dx
}

// Training3Mean is wrong: it takes the deviation for a constant.
func Training3Mean(x, dy []float64) []float64 {
	_, sigma := normalized(x)
	a := 0.0
	for _, d := range dy {
		a += d / float64(len(dy))
	}
	dx := make([]float64, len(x))
	for i, d := range dy {
		dx[i] = (d - a) / sigma
	}
	return dx
}

func normalized(x []float64) (hat []float64, sigma float64) {
	mean, variance, m := 0.0, 0.0, float64(len(x))
	for _, v := range x {
		mean += v / m
	}
	for _, v := range x {
		variance += (v - mean) * (v - mean) / m
	}
	sigma = math.Sqrt(variance)
	for _, v := range x {
		hat = append(hat, (v-mean)/sigma)
	}
	return hat, sigma
}
