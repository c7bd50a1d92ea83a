package lesson

import "math"

// Variants1 checks the bound on the learning rate of lesson 09 for the Hessian
// (a b; b c): 2/λmax, with λmax the larger eigenvalue.
func Variants1(largestRate func(a, b, c float64) float64) Verdict {
	return guarded(func() Verdict {
		root := math.Sqrt2 // H = (2 1; 1 4) has the eigenvalues 3 ± √2
		if v, ok := slipped("H = (2 1; 1 4)", largestRate(2, 1, 4),
			slip{0.5, "That takes the larger number on the diagonal for the eigenvalue; b tilts the valley."},
			slip{2 / (3 - root), "That is for the flat direction. The steep one makes the stricter demand."},
			slip{1 / (3 + root), "There every error is gone in one step along the steep direction. One may go twice as far."},
			slip{1.0 / 3, "That is the best rate, where the two factors are equal; the question is for the largest one."},
			slip{3 + root, "That is the larger eigenvalue itself. How long may a step be?"},
			slip{2 / (3 + math.Sqrt(5)), "Under the root stands half the difference of a and c."},
			slip{2 / 7.0, "2/det? The determinant is the product of both eigenvalues. Find the larger one."},
		); ok {
			return v
		}
		var probes []probe
		for _, h := range []struct{ a, b, c, max float64 }{
			{1, 0, 2, 2},
			{5, 0, 3, 5}, // the larger one comes first
			{2, 1, 2, 3},
			{2, -1, 2, 3},
			{2, 2, 5, 6},
			{1, 0.99, 1, 1.99},
			{0.5, 0, 0.5, 0.5}, // the two are equal
		} {
			probes = append(probes, probe{label("H = (%g %g; %g %g)", h.a, h.b, h.b, h.c), largestRate(h.a, h.b, h.c), 2 / h.max, 1e-12})
		}
		return judge("λmax = (a+c)/2 + √(((a-c)/2)² + b²), and descent converges below 2/λmax.", probes...)
	}).hinted("Variants1",
		"find the eigenvalues first: λ² − (a + c)λ + ac − b² = 0, and then ask the larger one.",
		"λmax = (a+c)/2 + √(((a−c)/2)² + b²), for which math.Hypot is handy; a factor 1 − ηλmax must stay above −1.")
}

// Variants2 checks the batch size of lesson 09: the smallest whole b for which a
// batch drawn without replacement from m samples has at most 1/f of the variance of
// a single sample, ⌈fm/(m-1+f)⌉.
func Variants2(batchSize func(m, f float64) float64) Verdict {
	return guarded(func() Verdict {
		// m = 1024, f = 100: 102400/1123 = 91.2, so 92.
		if v, ok := slipped("m = 1024, f = 100", batchSize(1024, 100),
			slip{100, "That is for independent draws. Without replacement fewer will do."},
			slip{91, "Rounded down: 91 samples leave a little too much. Round up, with math.Ceil."},
			slip{102400.0 / 1123, "That many samples cannot be drawn: give a whole number."},
			slip{10, "The variance is meant, not its root."},
			slip{1024.0 / 100, "A share of the data? σ²/b knows nothing of m but in its second factor."},
			slip{11, "A share of the data? σ²/b knows nothing of m but in its second factor."},
			slip{1, "1/f came out as 0, or the inequality is turned: one sample has the whole variance."},
			slip{1024, "That reads all of them. Where is the first b that is enough?"},
			slip{0, "A batch has a sample at least."},
		); ok {
			return v
		}
		var probes []probe
		for _, c := range []struct{ m, f float64 }{
			{1024, 1},
			{1024, 4},
			{1024, 100}, // 91.3
			{1024, 1000},
			{1024, 1e9}, // no batch but the whole set
			{50, 10},
			{4, 3}, // 12/6 is whole
			{10, 9},
			{2, 7},
		} {
			want := 1.0
			for c.f*(c.m-want) > want*(c.m-1) { // in whole numbers, and so exact
				want++
			}
			probes = append(probes, probe{label("m = %g, f = %g", c.m, c.f), batchSize(c.m, c.f), want, 0})
		}
		return judge("(m-b)/(b(m-1)) ≤ 1/f means b ≥ fm/(m-1+f), less than f, and never more than m.", probes...)
	}).hinted("Variants2",
		"write down (m−b)/(b(m−1)) ≤ 1/f and solve it for b.",
		"f(m−b) ≤ b(m−1) gives b ≥ fm/(m−1+f); the smallest whole number of them is math.Ceil of that.")
}

// Variants3 checks an epoch of mini-batch descent in lesson 09 for the losses
// ½(θx_i - y_i)². The last batch may be short; its gradient is the mean over the
// samples that it has.
func Variants3(epoch func(theta float64, x, y []float64, order []int, b int, rate float64) float64) Verdict {
	return guarded(func() Verdict {
		// θ = 1, x = (1, 2, 3), y = 0: the gradients are θ, 4θ and 9θ; 1 - 0.05·5 = 0.75, and 0.75·0.8 = 0.6.
		first := epoch(1, []float64{1, 2, 3}, make([]float64, 3), []int{2, 0, 1}, 2, 0.05)
		if v, ok := slipped("x = (1, 2, 3), y = 0, θ = 1, rate 0.05, order 2, 0, 1, b = 2", first,
			slip{0.75, "The short last batch was left out."},
			slip{0.75 * 0.9, "The last batch has one sample, and was divided by b: divide by how many it has."},
			slip{0.5 * 0.8, "A step goes along the mean of a batch, not along the sum. Divide by its size."},
			slip{1.25 * 1.2, "Uphill: subtract the gradient."},
			slip{0.875 * 0.55, "In the order in which the samples are stored? Take them as order says: i = order[k]."},
			slip{1 - 0.25 - 0.2, "All gradients were taken at the first θ. The second batch starts where the first step ended."},
			slip{0.55 * 0.95 * 0.8, "That steps after each sample. Collect b gradients at one θ, then step."},
			slip{0.775 * 0.975 * 0.9, "That steps after each sample. Collect b gradients at one θ, then step."},
			slip{1 - 0.05*14/3, "That is one step of the whole set. Step after each batch."},
			slip{0.5 * 0.6, "The losses have a factor ½: the gradient is (θx − y)·x, without a 2."},
			slip{1, "θ has not moved. Is the step stored back into theta?"},
		); ok {
			return v
		}
		var probes []probe
		for _, c := range []struct {
			label string
			order []int
			b     int
		}{
			{"7 samples in one batch", []int{0, 1, 2, 3, 4, 5, 6}, 7},
			{"single samples in the order 6, 5, …, 0", []int{6, 5, 4, 3, 2, 1, 0}, 1},
			{"6 samples of the 7, b = 3", []int{3, 0, 6, 1, 5, 2}, 3},
			{"7 samples, b = 3: the last batch has one sample", []int{3, 0, 6, 1, 5, 2, 4}, 3},
			{"7 samples, b = 10: the only batch is short", []int{2, 0, 1, 4, 3, 6, 5}, 10},
			{"an empty order, so no step", nil, 3},
		} {
			x := []float64{1, -0.5, 2, 0.3, -1.2, 0.8, 1.5}
			y := []float64{0.7, 0.2, 1.9, -0.4, -1, 1.3, 0.6}
			want := 0.25
			for from := 0; from < len(c.order); from += c.b {
				batch := c.order[from:min(from+c.b, len(c.order))]
				g := 0.0
				for _, i := range batch {
					g += (want*x[i] - y[i]) * x[i] / float64(len(batch))
				}
				want -= 0.1 * g
			}
			probes = append(probes, probe{c.label, epoch(0.25, x, y, append([]int(nil), c.order...), c.b, 0.1), want, 1e-12})
		}
		return judge("One step a batch, each along the mean over the samples that the batch has.", probes...)
	}).hinted("Variants3",
		"two loops: the outer one goes through order in strides of b, the inner one adds the gradients of a batch at one θ.",
		"for from := 0; from < len(order); from += b, the batch is order[from:min(from+b, len(order))]; add (θ·x[i] − y[i])·x[i] "+
			"over it, divide by its length, and only then subtract rate times that.")
}
