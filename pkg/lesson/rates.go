package lesson

import "math"

// Rates1 checks the fitted exponent of lesson 08: the least-squares slope of log error
// over log T.
func Rates1(slope func(steps, errors []float64) float64) Verdict {
	return guarded(func() Verdict {
		e := math.E
		if v, ok := slipped("errors e, 1, 1 at T = 1, e, e²", slope([]float64{1, e, e * e}, []float64{e, 1, 1}),
			slip{(1 - e) / (e*e - 1), "That is a slope between the numbers themselves. Take the logarithms of both."},
			slip{0.5, "The sign is turned: the error falls."},
			slip{-2, "x and y have changed places: the logarithm of the error stands upwards, that of T to the right."},
			slip{-1, "That is the slope of the first two points. Let all of them count."},
			slip{-0.5 / math.Ln10, "One logarithm is natural and the other decimal: take the same for both."},
			slip{-0.5 * math.Ln10, "One logarithm is natural and the other decimal: take the same for both."},
		); ok {
			return v
		}
		steps := []float64{10, 40, 90, 1000}
		var probes []probe
		for _, p := range []float64{-0.5, -1, 0} {
			var exact []float64
			for _, t := range steps {
				exact = append(exact, 3*math.Pow(t, p))
			}
			probes = append(probes, probe{label("error 3·T^%g at T = 10, 40, 90, 1000", p), slope(steps, exact), p, 1e-9})
		}
		// Points off a line tell a fit from the slope between two of them: least squares at 1, e, e².
		probes = append(probes, probe{
			label("errors e, 1, 1 at T = 1, e, e²"),
			slope([]float64{1, math.E, math.E * math.E}, []float64{math.E, 1, 1}), -0.5, 1e-9,
		})
		probes = append(probes, probe{
			label("errors 1, e³, 1, 1 at T = 1, e, e², e³"),
			slope([]float64{1, math.E, math.Exp(2), math.Exp(3)}, []float64{1, math.Exp(3), 1, 1}), -0.3, 1e-9,
		})
		return judge("A power law is a straight line on two logarithmic axes, and its slope is the exponent.", probes...)
	}).hinted("Rates1",
		"with x = log T and y = log error, the slope is the sum of (x − mean x)(y − mean y) over that of (x − mean x)².",
		"three loops: one for both means, then one for the two sums, with math.Log for all numbers; the ratio of the sums is the answer.")
}

// Rates2 checks the number of evaluations that the bound of lesson 08 asks for: the
// least N = 2KT with LD√((1 - 1/K + Cn/K)/T) <= ε and C = n/(n-1).
func Rates2(evaluations func(l, d, eps float64, n, k int) float64) Verdict {
	return guarded(func() Verdict {
		// n = 3, K = 2: n_K = 1 - 1/2 + 4.5/2 = 2.75, and T = 2.75·100.
		if v, ok := slipped("L = 1, D = 2, ε = 0.2, n = 3, K = 2", evaluations(1, 2, 0.2, 3, 2),
			slip{275, "That is the number of steps. Each takes 2K values."},
			slip{550, "Each of the K directions takes two values: on both sides of x."},
			slip{275 * 3, "Each of the K directions takes two values."},
			slip{4 * 200, "C is missing: it is n/(n − 1). (With whole numbers n/(n − 1) is 1: write float64(n) / float64(n-1).)"},
			slip{4 * 28, "LD/ε is to be squared: to halve the error takes four times the steps."},
			slip{4 * 325, "1/K came out as 0? Whole numbers divide without a rest; write 1/float64(k)."},
		); ok {
			return v
		}
		var probes []probe
		for _, c := range []struct {
			l, d, eps float64
			n, k      int
		}{{1, 2, 0.1, 10, 1}, {3, 2, 0.1, 10, 1}, {1, 2, 0.01, 10, 1}, {1, 2, 0.1, 100, 1}, {1, 2, 0.1, 100, 100}, {2, 1, 0.05, 5, 3}} {
			n, k := float64(c.n), float64(c.k)
			steps := math.Ceil((1-1/k+n*n/(n-1)/k)*math.Pow(c.l*c.d/c.eps, 2) - 1e-9)
			probes = append(probes, probe{
				label("L = %g, D = %g, ε = %g, n = %d, K = %d", c.l, c.d, c.eps, c.n, c.k),
				evaluations(c.l, c.d, c.eps, c.n, c.k), 2 * k * steps, 1e-6,
			})
		}
		return judge("A tenth of the error costs a hundred times the values, whatever K is.", probes...)
	}).hinted("Rates2",
		"solve LD·√(n_K/T) ≤ ε for T first.",
		"T = ⌈n_K·(LD/ε)²⌉, with every division between float64s; the answer is 2·K·T.")
}

// Rates3 checks how likely the stop ‖g‖ < tol of lesson 08 fires in one step in the
// plane with one direction: ‖g‖ = 2|∇F·y| is below tol with probability (2/π)
// asin(tol/(2‖∇F‖)), surely when tol is above 2‖∇F‖.
func Rates3(chance func(slope, tol float64) float64) Verdict {
	return guarded(func() Verdict {
		angle := math.Asin(0.25)
		if v, ok := slipped("‖∇F‖ = 1, tolerance 0.5", chance(1, 0.5),
			slip{2 / math.Pi * math.Asin(0.5), "The factor 2 of ‖g‖ = 2|∇F·y| is missing."},
			slip{0.5 / math.Pi, "That takes the sine for the angle, which is right for small ones only: use math.Asin."},
			slip{angle / math.Pi, "That counts one side: the direction may lie across the slope on both."},
			slip{angle, "That is an angle, not a chance: divide by the angles that there are."},
			slip{2 / math.Pi * angle * 180 / math.Pi, "In degrees? A chance is at most 1."},
			slip{4 / math.Pi * angle, "Each way across is counted twice: |cos| is small on two arcs of the four quarters."},
			slip{1 - 2/math.Pi*angle, "That is the chance that it does not stop. (math.Acos, where math.Asin is meant?)"},
			slip{0.25, "The angle is uniform, not its cosine."},
		); ok {
			return v
		}
		var probes []probe
		for _, c := range [][2]float64{{0.01, 0.001}, {1, 0.001}, {0.001, 0.001}, {0.0005, 0.001}, {0.0001, 0.001}, {3, 5}} {
			probes = append(probes, probe{
				label("‖∇F‖ = %g, tolerance %g", c[0], c[1]),
				chance(c[0], c[1]), 2 / math.Pi * math.Asin(min(1, c[1]/(2*c[0]))), 1e-9,
			})
		}
		return judge("Even a hundred times above the tolerance a step in 314 stops the run, and a run has thousands of steps.", probes...)
	}).hinted("Rates3",
		"with the angle θ between the direction and the slope, ‖g‖ = 2·slope·|cos θ|, and every θ is equally likely.",
		"|cos θ| < c for a share (2/π)·asin(c) of all angles; c = tol/(2·slope), or 1 if that is larger.")
}
