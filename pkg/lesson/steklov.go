package lesson

import "math"

// Steklov1 checks the subdifferential of a maximum of lines in lesson 07: the
// least and the greatest slope among the lines that reach the maximum.
func Steklov1(fan func(a, b []float64, x float64) (least, greatest float64)) Verdict {
	return guarded(func() Verdict {
		least, greatest := fan([]float64{-5, 1, 2}, []float64{-1, 0, 0}, 0)
		const at = "max(−5x − 1, x, 2x) at 0: it gives %g and %g. "
		switch {
		case least == -5 && greatest == 2:
			return wrong(at+"Those are all lines; −5x − 1 is lower there, and does not touch the graph.", least, greatest)
		case least == 2 && greatest == 1:
			return wrong(at+"Least and greatest have changed places.", least, greatest)
		case least == greatest:
			return wrong(at+"Two lines reach the maximum there, with the slopes 1 and 2.", least, greatest)
		case least == 0 || greatest == 0:
			return wrong(at+"No line has the slope 0. Do you begin with 0 where you should begin with ±infinity?", least, greatest)
		}
		var probes []probe
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
			probes = append(probes,
				probe{c.name + ", least slope", least, c.least, 1e-12},
				probe{c.name + ", greatest slope", greatest, c.greatest, 1e-12})
		}
		return judge("The lines that reach the maximum make the fan; those below it do not touch the graph.", probes...)
	}).hinted("Steklov1",
		"two loops: the first finds the height of the graph at x.",
		"the second looks at the lines with a[i]*x + b[i] equal to that height, and keeps the least and the greatest a[i].")
}

// Steklov2 checks the slope of the smoothed misfit of one pixel in lesson 07:
// (L(b+h) - L(b-h))/2h with L(b) = (y(x; b) - t)².
func Steklov2(slope func(x, t, b, h float64) float64) Verdict {
	return guarded(func() Verdict {
		y := func(x, b float64) float64 { return (math.Floor(x*b) + 0.5) / b }
		loss := func(x, t, b float64) float64 { e := y(x, b) - t; return e * e }
		rise := loss(0.5, 0.45, 8.5) - loss(0.5, 0.45, 5.5)
		if v, ok := slipped("x = 0.5, t = 0.45, b = 7, h = 1.5", slope(0.5, 0.45, 7, 1.5),
			slip{rise / 1.5, "The window is 2h wide, and it is divided by h."},
			slip{-rise / 3, "The sign is turned: what comes in at the front counts positive."},
			slip{rise, "That is what comes in, less what goes out. Divide by the width of the window."},
			slip{(y(0.5, 8.5) - y(0.5, 5.5)) / 3, "That is the slope of the smoothed staircase. Take the squared difference to t."},
			slip{2 * (y(0.5, 7) - 0.45) * -y(0.5, 7) / 7, "That is the derivative at b, between the jumps: it does not see them."},
			slip{2 * (y(0.5, 7) - 0.45) * (y(0.5, 8.5) - y(0.5, 5.5)) / 3, "The chain rule needs a derivative; here the misfit itself is taken at both ends."},
			slip{rise / 2 * 1.5, "a / 2*h is (a/2)·h in Go; write a / (2*h)."},
			slip{0, "Is there 1/2 in it? Between whole numbers that is 0."},
		); ok {
			return v
		}
		var probes []probe
		for _, c := range []struct{ x, t, b, h float64 }{
			{0.5, 0.45, 7, 0.25}, // no jump within reach
			{0.5, 0.45, 7, 1.5},  // the jumps at 6 and 8 within reach
			{0.7, 0.3, 10, 0.1},
			{0.3, 0.35, 20, 4},
			{0, 0.1, 8, 1},
			{1, 0.9, 12.5, 0.75},
		} {
			want := (loss(c.x, c.t, c.b+c.h) - loss(c.x, c.t, c.b-c.h)) / (2 * c.h)
			probes = append(probes, probe{
				label("x = %g, t = %g, b = %g, h = %g", c.x, c.t, c.b, c.h),
				slope(c.x, c.t, c.b, c.h), want, 1e-9,
			})
		}
		return judge("(L(b+h) − L(b−h))/2h, exactly, however many jumps lie between.", probes...)
	}).hinted("Steklov2",
		"write the misfit of the pixel as a function of b first; stair.Quantize(x, b) is y(x; b).",
		"loss := func(b float64) float64 { e := stair.Quantize(x, b) - t; return e * e }, and then the slope of its mean.")
}

// Steklov3 checks how many directions an estimate needs in lesson 07: (n-1)/r²
// and n/(1+r²), rounded up.
func Steklov3(needed func(n int, r float64) (sphere, orthogonal float64)) Verdict {
	return guarded(func() Verdict {
		sphere, orthogonal := needed(100, 0.25)
		const at = "n = 100, r = 0.25: it gives %.6g on the sphere and %.6g at right angles. "
		switch {
		case sphere == 396:
			return wrong(at+"The variance is the square of the spread: (n − 1)/K ≤ r².", sphere, orthogonal)
		case sphere == 1600:
			return wrong(at+"On the sphere it is n − 1, not n.", sphere, orthogonal)
		case sphere == 1584 && orthogonal == 94:
			return wrong(at+"94 directions are just too few: round up.", sphere, orthogonal)
		case sphere == 1584 && math.Abs(orthogonal-100/1.0625) < 1e-9:
			return wrong(at+"The numbers are whole: round up.", sphere, orthogonal)
		case sphere == 1584 && orthogonal == 80:
			return wrong(at+"n/K − 1 ≤ r², so n/K ≤ 1 + r²; is r squared there?", sphere, orthogonal)
		case sphere == 1584 && (orthogonal == 1600 || orthogonal == 1584):
			return wrong(at+"At right angles n directions know everything, so it never takes more than 100.", sphere, orthogonal)
		}
		var probes []probe
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
			probes = append(probes,
				probe{label("n = %d, r = %g, sphere", c.n, c.r), sphere, c.sphere, 0},
				probe{label("n = %d, r = %g, orthogonal", c.n, c.r), orthogonal, c.orthogonal, 0})
		}
		return judge("(n−1)/K ≤ r² on the sphere and n/K − 1 ≤ r² for orthogonal directions, which never ask for more than n.", probes...)
	}).hinted("Steklov3",
		"the spread is the root of the variance. Write (n − 1)/K ≤ r², and solve for K.",
		"K ≥ (n − 1)/r² and K ≥ n/(1 + r²); math.Ceil rounds up, and max(1, …) keeps one direction.")
}
