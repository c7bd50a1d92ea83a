package lesson

// Variants1 checks the bound on the learning rate of lesson 09 for the Hessian
// (a b; b c): 2/λmax, with λmax the larger eigenvalue.
func Variants1(largestRate func(a, b, c float64) float64) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, h := range []struct{ a, b, c, max float64 }{
			{1, 0, 2, 2},
			{5, 0, 3, 5}, // the larger one comes first
			{2, 1, 2, 3},
			{2, -1, 2, 3},
			{2, 2, 5, 6},
			{1, 0.99, 1, 1.99},
			{0.5, 0, 0.5, 0.5}, // the two are equal
		} {
			trials = append(trials, trial{label("H = (%g %g; %g %g)", h.a, h.b, h.b, h.c), largestRate(h.a, h.b, h.c), 2 / h.max, 1e-12})
		}
		return judge("λmax = (a+c)/2 + √(((a-c)/2)² + b²), and descent converges below 2/λmax.", trials...)
	})
}

// Variants2 checks the batch size of lesson 09: the smallest whole b for which a
// batch drawn without replacement from m samples has at most 1/f of the variance of
// a single sample, ⌈fm/(m-1+f)⌉.
func Variants2(batchSize func(m, f float64) float64) Verdict {
	return guarded(func() Verdict {
		var trials []trial
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
			trials = append(trials, trial{label("m = %g, f = %g", c.m, c.f), batchSize(c.m, c.f), want, 0})
		}
		return judge("(m-b)/(b(m-1)) ≤ 1/f means b ≥ fm/(m-1+f), less than f, and never more than m.", trials...)
	})
}

// Variants3 checks an epoch of mini-batch descent in lesson 09 for the losses
// ½(θx_i - y_i)². The last batch may be short; its gradient is the mean over the
// samples that it has.
func Variants3(epoch func(theta float64, x, y []float64, order []int, b int, rate float64) float64) Verdict {
	return guarded(func() Verdict {
		var trials []trial
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
			trials = append(trials, trial{c.label, epoch(0.25, x, y, append([]int(nil), c.order...), c.b, 0.1), want, 1e-12})
		}
		return judge("One step a batch, each along the mean over the samples that the batch has.", trials...)
	})
}
