package solutions

import "math"

// Variants1 is the learning rate below which descent on a quadratic with the
// Hessian (a b; b c) converges.
func Variants1(a, b, c float64) float64 {
	return 2 / ((a+c)/2 + math.Hypot((a-c)/2, b))
}

// Variants1Diagonal is wrong: it takes the diagonal for the eigenvalues.
func Variants1Diagonal(a, b, c float64) float64 { return 2 / math.Max(a, c) }

// Variants1Smallest is wrong: it asks the smaller eigenvalue.
func Variants1Smallest(a, b, c float64) float64 {
	return 2 / ((a+c)/2 - math.Hypot((a-c)/2, b))
}

// Variants2 is the smallest batch, drawn without replacement from m samples, whose
// variance is at most 1/f of that of a single one.
func Variants2(m, f float64) float64 { return math.Ceil(f * m / (m - 1 + f)) }

// Variants2WithReplacement is wrong: it forgets the finite population.
func Variants2WithReplacement(m, f float64) float64 { return math.Ceil(f) }

// Variants2RoundedDown is wrong: a smaller batch has too much variance.
func Variants2RoundedDown(m, f float64) float64 { return math.Floor(f * m / (m - 1 + f)) }

// Variants3 is an epoch of mini-batch descent for the losses ½(θx_i - y_i)².
func Variants3(theta float64, x, y []float64, order []int, b int, rate float64) float64 {
	return variantsEpoch(theta, x, y, order, b, func(g float64, n int) float64 { return rate * g / float64(n) })
}

// Variants3FullSize is wrong: it divides the short last batch by b.
func Variants3FullSize(theta float64, x, y []float64, order []int, b int, rate float64) float64 {
	return variantsEpoch(theta, x, y, order, b, func(g float64, _ int) float64 { return rate * g / float64(b) })
}

// Variants3Sum is wrong: it steps along the sum of the gradients.
func Variants3Sum(theta float64, x, y []float64, order []int, b int, rate float64) float64 {
	return variantsEpoch(theta, x, y, order, b, func(g float64, _ int) float64 { return rate * g })
}

// Variants3DropLast is wrong: it leaves the short last batch out.
func Variants3DropLast(theta float64, x, y []float64, order []int, b int, rate float64) float64 {
	return Variants3(theta, x, y, order[:len(order)/b*b], b, rate)
}

// Variants3InOrder is wrong: it goes through the samples as they are stored.
func Variants3InOrder(theta float64, x, y []float64, order []int, b int, rate float64) float64 {
	stored := make([]int, len(order))
	for i := range stored {
		stored[i] = i
	}
	return Variants3(theta, x, y, stored, b, rate)
}

// variantsEpoch goes through order in batches of b; move turns the sum of the
// gradients of a batch of n samples into a step.
func variantsEpoch(theta float64, x, y []float64, order []int, b int, move func(g float64, n int) float64) float64 {
	for len(order) > 0 {
		n := min(b, len(order))
		g := 0.0
		for _, i := range order[:n] {
			g += (theta*x[i] - y[i]) * x[i]
		}
		theta -= move(g, n)
		order = order[n:]
	}
	return theta
}
