package lesson

import "math"

// Next1 checks the proximal step of c·|x| in lesson 14: v, shrunk by c·t.
func Next1(prox func(v, c, t float64) float64) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range [][3]float64{{1.5, 1, 0.5}, {0.4, 1, 0.5}, {-2, 3, 0.5}, {-2, 3, 1}, {5, 0.25, 8}, {0, 1, 1}} {
			want := math.Copysign(max(math.Abs(c[0])-c[1]*c[2], 0), c[0])
			trials = append(trials, trial{label("v = %g, c = %g, t = %g", c[0], c[1], c[2]), prox(c[0], c[1], c[2]), want, 1e-12})
		}
		return judge("The slope ±c of the kink and the pull (x - v)/t balance c·t away from v; nearer than that, 0 is lowest.", trials...)
	})
}

// Next2 checks the minimizer of ½(x - c)² under x ≤ b in lesson 14, and its
// multiplier c - b where the constraint is active.
func Next2(bounded func(c, b float64) (x, mu float64)) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range [][2]float64{{2, 1}, {1, 2}, {-1, -3}, {0, 0}, {-3, -1}} {
			x, mu := bounded(c[0], c[1])
			at := label("c = %g, b = %g", c[0], c[1])
			trials = append(trials, trial{at + ": x", x, min(c[0], c[1]), 1e-12}, trial{at + ": μ", mu, max(c[0]-c[1], 0), 1e-12})
		}
		return judge("-F' = c - x is what the constraint has to hold back: μ = c - b when it is active, 0 when it is not.", trials...)
	})
}

// Next3 checks for which a the function ax² + |x - 1| of lesson 14 is strictly
// convex (a > 0), convex (a = 0) and not convex (a < 0).
func Next3(kind func(a float64) float64) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, a := range []float64{1, 0.01, 0, -0.01, -1} {
			want := 0.0
			if a == 0 {
				want = 1
			} else if a > 0 {
				want = 2
			}
			trials = append(trials, trial{label("a = %g", a), kind(a), want, 0})
		}
		return judge("|x - 1| bends at one point alone: everywhere else the sign of a decides, and a = 0 leaves straight lines.", trials...)
	})
}

// Next4 checks the dual of two pixels in lesson 14: p = λ(b - a)/2 up to 1, and
// the multiplier (b - a) - 2/λ, which is the edge that is left.
func Next4(dual func(a, b, lambda float64) (p, multiplier float64)) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range [][3]float64{{0, 1, 4}, {0, 1, 1}, {0, 1, 2}, {-1, 3, 0.25}, {0.25, 0.5, 100}} {
			p, multiplier := dual(c[0], c[1], c[2])
			at := label("a = %g, b = %g, λ = %g", c[0], c[1], c[2])
			d := c[1] - c[0]
			trials = append(trials, trial{at + ": p", p, min(1, c[2]*d/2), 1e-12}, trial{at + ": the multiplier", multiplier, max(0, d-2/c[2]), 1e-12})
		}
		return judge("Where the constraint is active, its multiplier is the difference of the pixels that total variation leaves.", trials...)
	})
}
