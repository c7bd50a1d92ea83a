package lesson

import "math"

// elements turns an answer that is a slice into trials, one a number; nil is no answer.
func elements(at string, got, want []float64, tol float64) (trials []trial) {
	for i, w := range want {
		g := math.NaN()
		if got != nil && i < len(got) {
			g = got[i]
		}
		trials = append(trials, trial{label("%s, number %d of %d", at, i+1, len(want)), g, w, tol})
	}
	return trials
}

// Training1 checks the backward step of a convolution with three weights along a line,
// in lesson 13: for y_i = w₀x_{i-1} + w₁x_i + w₂x_{i+1} with zeros outside, the derivatives by x are
// w₀dy_{i+1} + w₁dy_i + w₂dy_{i-1}.
func Training1(backward func(w [3]float64, dy []float64) []float64) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range []struct {
			w  [3]float64
			dy []float64
		}{{[3]float64{0, 1, 0}, []float64{1, 2, 3}}, {[3]float64{1, 2, 4}, []float64{0, 1, 0, 0}}, {[3]float64{1, -2, 0.5}, []float64{3, 1, -2, 5, 7}}, {[3]float64{1, 2, 4}, []float64{5}}} {
			want := make([]float64, len(c.dy))
			for i, d := range c.dy { // y_i has taken w_k x_{i+k-1}
				for k, w := range c.w {
					if j := i + k - 1; j >= 0 && j < len(want) {
						want[j] += w * d
					}
				}
			}
			trials = append(trials, elements(label("w = %v, dy = %v", c.w, c.dy), backward(c.w, append([]float64(nil), c.dy...)), want, 1e-12)...)
		}
		return judge("What forward gathers from the left, backward scatters to the left: the kernel is mirrored.", trials...)
	})
}

// Training2 checks early stopping in lesson 13: the row with the least validation loss so far,
// and the row at which the training stops because so many rows in a row have not improved on
// it, or the last row.
func Training2(stop func(validation []float64, patience int) (best, end int)) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range []struct {
			losses   []float64
			patience int
		}{
			{[]float64{5, 4, 3, 2}, 2},
			{[]float64{5, 3, 4, 3.5, 1}, 2},
			{[]float64{5, 3, 4, 3.5, 1}, 3},
			{[]float64{2, 2, 2, 2, 2}, 3},
			{[]float64{3, 4, 2, 3, 1, 5, 6, 7, 8}, 2},
		} {
			best, end := 0, len(c.losses)-1
			for i, l := range c.losses {
				if l < c.losses[best] {
					best = i
				}
				if i-best >= c.patience {
					end = i
					break
				}
			}
			b, e := stop(append([]float64(nil), c.losses...), c.patience)
			at := label("losses %v, patience %d", c.losses, c.patience)
			if b == -1 && e == -1 {
				trials = append(trials, trial{at, math.NaN(), 0, 0})
				continue
			}
			trials = append(trials, trial{at + ": the best row", float64(b), float64(best), 0}, trial{at + ": the last row", float64(e), float64(end), 0})
		}
		return judge("A tie is no improvement, and what comes after the end is never seen.", trials...)
	})
}

// Training3 checks the derivatives of batch normalization by its inputs in lesson 13, for one
// channel with γ = 1 and ε = 0: dx = (dy - mean dy - x̂·mean(dy·x̂))/σ.
func Training3(backward func(x, dy []float64) []float64) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range [][2][]float64{
			{{1, 3}, {1, 0}}, {{1, 2, 3, 6}, {1, 1, 1, 1}}, {{0, 1, 5, -2, 0.5}, {1, 0, -1, 2, 0.25}},
		} {
			x, dy := c[0], c[1]
			m, mean, variance, a, b := float64(len(x)), 0.0, 0.0, 0.0, 0.0
			for _, v := range x {
				mean += v / m
			}
			for _, v := range x {
				variance += (v - mean) * (v - mean) / m
			}
			hat := func(v float64) float64 { return (v - mean) / math.Sqrt(variance) }
			for i, d := range dy {
				a, b = a+d/m, b+d*hat(x[i])/m
			}
			want := make([]float64, len(x))
			for i, d := range dy {
				want[i] = (d - a - hat(x[i])*b) / math.Sqrt(variance)
			}
			trials = append(trials, elements(label("x = %v, dy = %v", x, dy), backward(append([]float64(nil), x...), append([]float64(nil), dy...)), want, 1e-9)...)
		}
		return judge("The mean and the deviation depend on every x, and each takes its part away.", trials...)
	})
}
