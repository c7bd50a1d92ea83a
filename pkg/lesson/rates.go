package lesson

import "math"

// Rates1 checks the fitted exponent of lesson 08: the least-squares slope of log error
// over log T.
func Rates1(slope func(steps, errors []float64) float64) Verdict {
	return guarded(func() Verdict {
		steps := []float64{10, 40, 90, 1000}
		var trials []trial
		for _, p := range []float64{-0.5, -1, 0} {
			var exact []float64
			for _, t := range steps {
				exact = append(exact, 3*math.Pow(t, p))
			}
			trials = append(trials, trial{label("error 3·T^%g at T = 10, 40, 90, 1000", p), slope(steps, exact), p, 1e-9})
		}
		// Points off a line tell a fit from the slope between two of them: least squares at 1, e, e².
		trials = append(trials, trial{
			label("errors e, 1, 1 at T = 1, e, e²"),
			slope([]float64{1, math.E, math.E * math.E}, []float64{math.E, 1, 1}), -0.5, 1e-9,
		})
		trials = append(trials, trial{
			label("errors 1, e³, 1, 1 at T = 1, e, e², e³"),
			slope([]float64{1, math.E, math.Exp(2), math.Exp(3)}, []float64{1, math.Exp(3), 1, 1}), -0.3, 1e-9,
		})
		return judge("A power law is a straight line on two logarithmic axes, and its slope is the exponent.", trials...)
	})
}

// Rates2 checks the number of evaluations that the bound of lesson 08 asks for: the
// least N = 2KT with LD√((1 - 1/K + Cn/K)/T) <= ε and C = n/(n-1).
func Rates2(evaluations func(l, d, eps float64, n, k int) float64) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range []struct {
			l, d, eps float64
			n, k      int
		}{{1, 2, 0.1, 10, 1}, {3, 2, 0.1, 10, 1}, {1, 2, 0.01, 10, 1}, {1, 2, 0.1, 100, 1}, {1, 2, 0.1, 100, 100}, {2, 1, 0.05, 5, 3}} {
			n, k := float64(c.n), float64(c.k)
			steps := math.Ceil((1-1/k+n*n/(n-1)/k)*math.Pow(c.l*c.d/c.eps, 2) - 1e-9)
			trials = append(trials, trial{
				label("L = %g, D = %g, ε = %g, n = %d, K = %d", c.l, c.d, c.eps, c.n, c.k),
				evaluations(c.l, c.d, c.eps, c.n, c.k), 2 * k * steps, 1e-6,
			})
		}
		return judge("A tenth of the error costs a hundred times the evaluations, whatever K is.", trials...)
	})
}

// Rates3 checks how likely the stop ‖g‖ < tol of lesson 08 fires in one step in the
// plane with one direction: ‖g‖ = 2|∇F·y| is below tol with probability (2/π)
// asin(tol/(2‖∇F‖)), surely when tol is above 2‖∇F‖.
func Rates3(chance func(slope, tol float64) float64) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range [][2]float64{{0.01, 0.001}, {1, 0.001}, {0.001, 0.001}, {0.0005, 0.001}, {0.0001, 0.001}, {3, 5}} {
			trials = append(trials, trial{
				label("‖∇F‖ = %g, tolerance %g", c[0], c[1]),
				chance(c[0], c[1]), 2 / math.Pi * math.Asin(min(1, c[1]/(2*c[0]))), 1e-9,
			})
		}
		return judge("Even a hundred times above the tolerance a step in 314 stops the run, and a run has thousands of steps.", trials...)
	})
}
