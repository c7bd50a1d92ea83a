package steklov

import "math"

// independent averages over independent directions, and returns the variance of the mean.
func (e *Estimator) independent(n, k int) float64 {
	e.average(e.mean, 0, k)
	if k == 1 {
		if n < 3 && e.Kind != Gaussian {
			return math.NaN()
		}
		// E‖g‖² is (c + 1)‖∇‖² for a linear function, the variance c‖∇‖². For any other f the variance is between
		// this and E‖g‖², since the expectation is a projection of the differences on the coordinates of y.
		c := e.Kind.Variance(n, 1)
		return c / (c + 1) * square(e.mean)
	}
	spread := 0.0
	for i := range k {
		for j, y := range e.draw.direction(i) {
			d := float64(n)*e.slope[i]*y - e.mean[j]
			spread += d * d
		}
	}
	return spread / (float64(k) * float64(k-1))
}

// The variance of one block of K of n orthogonal directions is between (1 - K/n)·E‖g‖², for a linear f, and E‖g‖²,
// for noise. leastShare of ‖g‖² is then between 0.8² and 2.5² times the variance, up to mostOfABlock.
const (
	leastShare   = 0.65
	mostOfABlock = 0.89
)

// blocks averages over blocks of orthogonal directions: each block's mean counts once, so that the spread of
// the blocks gives the variance of their mean without bias, even where the last ones are smaller.
func (e *Estimator) blocks(n, k int) float64 {
	count := blockCount(n, k)
	if count == 1 {
		e.average(e.mean, 0, k)
		share := float64(k) / float64(n)
		if share >= mostOfABlock {
			return math.NaN()
		}
		return max(1-share, leastShare) * square(e.mean)
	}
	clear(e.mean)
	spread := 0.0
	for b := range count {
		// e.point is free here: it holds the block's own mean. Welford's recurrence.
		e.average(e.point, b*k/count, (b+1)*k/count)
		for j, v := range e.point {
			d := v - e.mean[j]
			e.mean[j] += d / float64(b+1)
			spread += d * (v - e.mean[j])
		}
	}
	return spread / float64(count*(count-1))
}
