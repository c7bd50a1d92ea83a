package lesson

import (
	"math"
	"slices"
)

// elements turns an answer that is a slice into probes, one a number; nil is no answer.
func elements(at string, got, want []float64, tol float64) (probes []probe) {
	for i, w := range want {
		g := math.NaN()
		if got != nil && i < len(got) {
			g = got[i]
		}
		probes = append(probes, probe{label("%s, number %d of %d", at, i+1, len(want)), g, w, tol})
	}
	return probes
}

// A listSlip is a typical mistake in an answer that is a list.
type listSlip struct {
	gives []float64
	say   string
}

// slippedList finds the mistake that gives got on a case.
func slippedList(at string, got []float64, slips ...listSlip) (Verdict, bool) {
	for _, s := range slips {
		if slices.EqualFunc(got, s.gives, func(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(b)) }) {
			return wrong("%s: it gives %.4g. %s", at, got, s.say), true
		}
	}
	return Verdict{}, false
}

// Training1 checks the backward step of a convolution with three weights along a line,
// in lesson 13: for y_i = w₀x_{i-1} + w₁x_i + w₂x_{i+1} with zeros outside, the derivatives by x are
// w₀dy_{i+1} + w₁dy_i + w₂dy_{i-1}.
func Training1(backward func(w [3]float64, dy []float64) []float64) Verdict {
	return guarded(func() Verdict {
		// y₂ took x₁, x₂ and x₃ with w₀, w₁ and w₂; y₄ took x₃ and x₄.
		if v, ok := slippedList("w = [1 2 4], dy = [0 1 0 3]", backward([3]float64{1, 2, 4}, []float64{0, 1, 0, 3}),
			listSlip{[]float64{4, 2, 13, 6}, "That is forward once more: what y took from its left goes back to the left. Mirror the kernel."},
			listSlip{[]float64{0, 2, 7, 0}, "The ends are left out: only what lies outside is 0."},
			listSlip{[]float64{0, 2, 0, 6}, "Only the middle weight comes back. Each x went into three y."},
			listSlip{[]float64{1, 2, 7}, "One number is missing: there is a derivative for every x."},
			listSlip{[]float64{1, 2, 7, 6, 12}, "One number is too many: there is a derivative for every x, and none beyond the ends."},
			listSlip{[]float64{0, 7, 0, 21}, "That multiplies by the sum of the weights: each goes to another neighbour."},
			listSlip{[]float64{-1, -2, -7, -6}, "The sign is turned: nothing in forward is negative."},
		); ok {
			return v
		}
		var probes []probe
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
			probes = append(probes, elements(label("w = %v, dy = %v", c.w, c.dy), backward(c.w, append([]float64(nil), c.dy...)), want, 1e-12)...)
		}
		return judge("What forward gathers from the left, backward scatters to the left: the kernel is mirrored.", probes...)
	}).hinted("Training1",
		"which y did x_i go into, and with which weight each? Three of them: its left neighbour, its own, its right one.",
		"x_i is the right neighbour of y_{i-1}: w[2]*dy[i-1], if i > 0. Two more terms like it, with w[1] and w[0].")
}

// Training2 checks early stopping in lesson 13: the row with the least validation loss so far,
// and the row at which the training stops because so many rows in a row have not improved on
// it, or the last row.
func Training2(stop func(validation []float64, patience int) (best, end int)) Verdict {
	return guarded(func() Verdict {
		b, e := stop([]float64{5, 3, 4, 3, 6, 7, 1}, 2)
		if v, ok := slippedList("losses [5 3 4 3 6 7 1], patience 2", []float64{float64(b), float64(e)},
			listSlip{[]float64{6, 3}, "The best row of all is taken; the training stopped before it, and never saw it."},
			listSlip{[]float64{6, 6}, "It never stops: compare the row with the best one so far, in the loop."},
			listSlip{[]float64{3, 5}, "An equal loss is no improvement: compare with <, not with <=."},
			listSlip{[]float64{1, 2}, "It stops a row too early: at row 2 the best one is one row old."},
			listSlip{[]float64{1, 4}, "It stops a row too late: at row 3 the best one is two rows old. (>= and not >.)"},
			listSlip{[]float64{2, 4}, "Rows are counted from 0."},
			listSlip{[]float64{3, 1}, "The best row comes first, then the last."},
			listSlip{[]float64{3, 3}, "The last row is returned as the best."},
			listSlip{[]float64{0, 2}, "The largest loss is kept: the best is the smallest."},
		); ok {
			return v
		}
		var probes []probe
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
				probes = append(probes, probe{at, math.NaN(), 0, 0})
				continue
			}
			probes = append(probes, probe{at + ": the best row", float64(b), float64(best), 0}, probe{at + ": the last row", float64(e), float64(end), 0})
		}
		return judge("A tie is no improvement, and what comes after the end is never seen.", probes...)
	}).hinted("Training2",
		"one loop over the rows: first, is this loss smaller than that of the best row so far? Then, how old is the best row?",
		"inside the loop: if validation[i] < validation[best], best = i; if i-best >= patience, return best, i. After the loop: best, and the last row.")
}

// Training3 checks the derivatives of batch normalization by its inputs in lesson 13, for one
// channel with γ = 1 and ε = 0: dx = (dy - mean dy - x̂·mean(dy·x̂))/σ.
func Training3(backward func(x, dy []float64) []float64) Verdict {
	return guarded(func() Verdict {
		// μ = 2, σ = 1, x̂ = -√1.5, 0, √1.5 for these x; with dy = 1, 0, 0 both means are taken away.
		x, dy := []float64{2 - math.Sqrt(1.5), 2, 2 + math.Sqrt(1.5)}, []float64{1, 0, 0}
		root, third := math.Sqrt(1.5), 1.0/3
		if v, ok := slippedList("x = 2 − √1.5, 2, 2 + √1.5, dy = [1 0 0]", backward(slices.Clone(x), slices.Clone(dy)),
			listSlip{[]float64{1, 0, 0}, "That takes μ and σ for constants; they depend on every x."},
			listSlip{[]float64{1 - third, -third, -third}, "That goes back through μ only: the term with x̂ is missing."},
			listSlip{[]float64{0.5, 0, 0.5}, "That goes back through σ only: the mean of dy is missing."},
			listSlip{[]float64{1 + third + 0.5, third, third - 0.5}, "Both terms are added: each is taken away."},
			listSlip{[]float64{-1.5, -1, 0.5}, "The means are sums: divide by the number of values."},
			listSlip{[]float64{1 - third + root/3, -third + root/3, -third + root/3}, "The last term has lost its factor x̂ of the own value."},
			listSlip{[]float64{-(1 - third - 0.5), third, third - 0.5}, "The sign is turned."},
		); ok {
			return v
		}
		// σ² is 1 there and 4 here; divided by m - 1 it would be 16/3.
		s := math.Sqrt(16.0 / 3)
		if v, ok := slippedList("x = [-2 2 -2 2], dy = [3 1 0 0]", backward([]float64{-2, 2, -2, 2}, []float64{3, 1, 0, 0}),
			listSlip{[]float64{1.5, 0.5, -1.5, -0.5}, "The division by σ is missing."},
			listSlip{[]float64{1.5 / 4, 0.5 / 4, -1.5 / 4, -0.5 / 4}, "That divides by the variance: take its root."},
			listSlip{[]float64{1.625 / s, 0.375 / s, -1.375 / s, -0.625 / s}, "Divide the variance by m, not by m − 1."},
		); ok {
			return v
		}
		var probes []probe
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
			probes = append(probes, elements(label("x = %v, dy = %v", x, dy), backward(append([]float64(nil), x...), append([]float64(nil), dy...)), want, 1e-9)...)
		}
		return judge("The mean and the deviation depend on every x, and each takes its part away.", probes...)
	}).hinted("Training3",
		"three loops: the mean and the variance of x; then the mean of dy and the mean of dy·x̂; then the formula.",
		"with a = mean of dy and b = mean of dy·x̂: dx[i] = (dy[i] - a - xhat[i]*b) / σ.")
}
