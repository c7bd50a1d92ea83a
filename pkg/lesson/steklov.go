package lesson

import "math"

// Steklov1 checks the subdifferential of a maximum of lines in lesson 07: the
// least and the greatest slope among the lines that reach the maximum.
func Steklov1(fan func(a, b []float64, x float64) (least, greatest float64)) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range []struct {
			name            string
			a, b            []float64
			x               float64
			least, greatest float64
		}{
			{"|x| at 0", []float64{-1, 1}, []float64{0, 0}, 0, -1, 1},
			{"|x| at 2", []float64{-1, 1}, []float64{0, 0}, 2, 1, 1},
			{"|x| at -2", []float64{-1, 1}, []float64{0, 0}, -2, -1, -1},
			{"max(-x, 2x - 3) at 1", []float64{-1, 2}, []float64{0, -3}, 1, -1, 2},
			{"max(-x, x/2, 3x) at 0, three lines", []float64{-1, 0.5, 3}, []float64{0, 0, 0}, 0, -1, 3},
			{"max(-5x - 1, x, 2x) at 0, where one line lies lower", []float64{-5, 1, 2}, []float64{-1, 0, 0}, 0, 1, 2},
			{"max(-x - 2, -x - 1) at 3, all below 0", []float64{-1, -1}, []float64{-2, -1}, 3, -1, -1},
		} {
			least, greatest := fan(append([]float64(nil), c.a...), append([]float64(nil), c.b...), c.x)
			trials = append(trials,
				trial{c.name + ", least slope", least, c.least, 1e-12},
				trial{c.name + ", greatest slope", greatest, c.greatest, 1e-12})
		}
		return judge("The lines that reach the maximum make the fan; those below it do not touch the graph.", trials...)
	})
}

// Steklov2 checks how many directions an estimate needs in lesson 07: (n-1)/r²
// and n/(1+r²), rounded up.
func Steklov2(needed func(n int, r float64) (sphere, orthogonal float64)) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range []struct {
			n                  int
			r                  float64
			sphere, orthogonal float64
		}{
			{10, 0.5, 36, 8}, // 9/0.25; 10/1.25
			{10, 1, 9, 5},
			{100, 0.25, 1584, 95}, // 100/1.0625 = 94.1
			{20, 2, 5, 4},         // 19/4 = 4.75
			{3, 0.125, 128, 3},
			{7, 4, 1, 1},
			{1, 0.5, 1, 1}, // no variance in one dimension, but one direction
		} {
			sphere, orthogonal := needed(c.n, c.r)
			trials = append(trials,
				trial{label("n = %d, r = %g, sphere", c.n, c.r), sphere, c.sphere, 0},
				trial{label("n = %d, r = %g, orthogonal", c.n, c.r), orthogonal, c.orthogonal, 0})
		}
		return judge("(n-1)/K <= r² on the sphere and n/K - 1 <= r² for orthogonal directions, which never ask for more than n.", trials...)
	})
}

// Steklov3 checks the slope of the smoothed loss of one pixel in lesson 07:
// (L(b+h) - L(b-h))/2h with L(b) = (y(x; b) - t)².
func Steklov3(slope func(x, t, b, h float64) float64) Verdict {
	return guarded(func() Verdict {
		loss := func(x, t, b float64) float64 {
			e := (math.Floor(x*b)+0.5)/b - t
			return e * e
		}
		var trials []trial
		for _, c := range []struct{ x, t, b, h float64 }{
			{0.5, 0.45, 7, 0.25}, // no jump within reach
			{0.5, 0.45, 7, 1.5},  // the jumps at 6 and 8 within reach
			{0.7, 0.3, 10, 0.1},
			{0.3, 0.35, 20, 4},
			{0, 0.1, 8, 1},
			{1, 0.9, 12.5, 0.75},
		} {
			want := (loss(c.x, c.t, c.b+c.h) - loss(c.x, c.t, c.b-c.h)) / (2 * c.h)
			trials = append(trials, trial{
				label("x = %g, t = %g, b = %g, h = %g", c.x, c.t, c.b, c.h),
				slope(c.x, c.t, c.b, c.h), want, 1e-9,
			})
		}
		return judge("(L(b+h) - L(b-h))/2h, exactly, however many jumps lie between.", trials...)
	})
}
