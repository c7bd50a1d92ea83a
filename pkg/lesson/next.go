package lesson

import "math"

// Next1 checks for which a the function ax² + |x - 1| of lesson 14 is strictly
// convex (a > 0), convex (a = 0) and not convex (a < 0).
func Next1(kind func(a float64) float64) Verdict {
	return guarded(func() Verdict {
		if v, ok := slipped("a = 0", kind(0),
			slip{2, "|x − 1| is straight on either side of its kink: a chord can lie on it."},
			slip{0, "|x − 1| alone: does any chord run below a V?"},
		); ok {
			return v
		}
		if v, ok := slipped("a = 0.01", kind(0.01),
			slip{1, "However small a > 0 is, the parabola bends everywhere, and its sum with a convex function does too."},
			slip{0, "A sum of two convex functions is convex."},
		); ok {
			return v
		}
		if v, ok := slipped("a = −0.01", kind(-0.01),
			slip{1, "Far from the kink |x − 1| is a straight line, and a·x² bends down there. The kink helps at one place only."},
			slip{2, "The sign of a is lost: for a < 0 the parabola bends down."},
		); ok {
			return v
		}
		var probes []probe
		for _, a := range []float64{1, 0.01, 1e-9, 0, -1e-9, -0.01, -1} {
			want := 0.0
			if a == 0 {
				want = 1
			} else if a > 0 {
				want = 2
			}
			probes = append(probes, probe{label("a = %g", a), kind(a), want, 0})
		}
		return judge("|x - 1| bends at one point alone: everywhere else the sign of a decides, and a = 0 leaves straight lines.", probes...)
	}).hinted("Next1",
		"look at a place far from x = 1: there |x − 1| is a straight line, and adds no bend.",
		"three cases, a > 0, a == 0 and a < 0. Which of them leaves pieces of straight line?")
}

// Next2 checks the minimizer of ½(x - c)² under x ≤ b in lesson 14, and its
// multiplier c - b where the constraint is active.
func Next2(bounded func(c, b float64) (x, mu float64)) Verdict {
	return guarded(func() Verdict {
		x, mu := bounded(2, 0.5)
		if v, ok := slipped("c = 2, b = 0.5: x", x,
			slip{2, "The lowest point of the parabola is beyond b, where x must not go."},
			slip{1.25, "The middle of the two is in neither place: how near to c may x come?"},
			slip{-0.5, "Has b changed its sign?"},
		); ok {
			return v
		}
		if v, ok := slipped("c = 2, b = 0.5: μ", mu,
			slip{-1.5, "A multiplier is not negative: −F′(x) = μ·g′(x) with g = x − b."},
			slip{3, "F has a factor ½, and F′ = x − c."},
			slip{1.125, "That is the value of F. The multiplier is what F′ has to be held back by."},
			slip{0, "The constraint is active: at x = b the slope of F is not 0."},
			slip{2.25, "That is a square. The slope of ½(x − c)² is x − c."},
			slip{0.5, "That is x. The multiplier is the slope that is left there."},
		); ok {
			return v
		}
		x, mu = bounded(-1, 2)
		if v, ok := slipped("c = −1, b = 2: x", x,
			slip{2, "The constraint does not matter here: the lowest point is allowed."},
			slip{1, "Has a sign been lost? x may be negative."},
		); ok {
			return v
		}
		if v, ok := slipped("c = −1, b = 2: μ", mu,
			slip{-3, "An inactive constraint has the multiplier 0."},
			slip{3, "An inactive constraint has the multiplier 0."},
		); ok {
			return v
		}
		var probes []probe
		for _, c := range [][2]float64{{2, 1}, {1, 2}, {-1, -3}, {0, 0}, {-3, -1}, {2, 0.5}} {
			x, mu := bounded(c[0], c[1])
			at := label("c = %g, b = %g", c[0], c[1])
			probes = append(probes, probe{at + ": x", x, min(c[0], c[1]), 1e-12}, probe{at + ": μ", mu, max(c[0]-c[1], 0), 1e-12})
		}
		return judge("-F' = c - x is what the constraint has to hold back: μ = c - b when it is active, 0 when it is not.", probes...)
	}).hinted("Next2",
		"there are two cases: the lowest point c of the parabola is allowed, or it is not.",
		"where c > b, x is b, and μ = −F′(b), with F′(x) = x − c. Otherwise x = c and μ = 0.")
}

// Next3 checks the proximal step of c·|x| in lesson 14: v, shrunk by c·t.
func Next3(prox func(v, c, t float64) float64) Verdict {
	return guarded(func() Verdict {
		if v, ok := slipped("v = 5, c = 0.5, t = 4", prox(5, 0.5, 4),
			slip{1, "It shrinks by t alone: a kink that is half as steep pulls half as hard."},
			slip{4.5, "It shrinks by c alone: the spring is the weaker the larger t is."},
			slip{5 - 0.125, "It shrinks by c/t. The slope of (x − v)²/2t is (x − v)/t: multiply by t to find x."},
			slip{0, "It shrinks by t/c, or sets everything to 0."},
			slip{7, "It grows: the kink pulls towards 0."},
			slip{4, "It shrinks by half of what it should: the slope of (x − v)²/2t is (x − v)/t, without a 2."},
		); ok {
			return v
		}
		if v, ok := slipped("v = −5, c = 0.5, t = 4", prox(-5, 0.5, 4),
			slip{-7, "For a negative v, too, the step goes towards 0."},
			slip{3, "The sign of v is lost."},
			slip{0, "A negative v is not small: compare |v| with the threshold."},
		); ok {
			return v
		}
		if v, ok := slipped("v = 1, c = 0.5, t = 4", prox(1, 0.5, 4),
			slip{-1, "It steps over 0. What is nearer than the threshold ends at 0."},
			slip{1, "What is nearer than the threshold ends at 0; it does not stay."},
		); ok {
			return v
		}
		var probes []probe
		for _, c := range [][3]float64{{1.5, 1, 0.5}, {0.4, 1, 0.5}, {-2, 3, 0.5}, {-2, 3, 1}, {5, 0.25, 8}, {0, 1, 1}, {-5, 0.5, 4}} {
			want := math.Copysign(max(math.Abs(c[0])-c[1]*c[2], 0), c[0])
			probes = append(probes, probe{label("v = %g, c = %g, t = %g", c[0], c[1], c[2]), prox(c[0], c[1], c[2]), want, 1e-12})
		}
		return judge("The slope ±c of the kink and the pull (x - v)/t balance c·t away from v; nearer than that, 0 is lowest.", probes...)
	}).hinted("Next3",
		"for x > 0 the slope of the sum is c + (x − v)/t. Where is it 0? And what if that place is not above 0?",
		"shrink |v| by c·t, not below 0, and give it the sign of v: math.Max and math.Copysign.")
}

// Next4 checks the dual of two pixels in the appendix of lesson 14: p = λ(b - a)/2 up to 1, and
// the multiplier (b - a) - 2/λ, which is the edge that is left.
func Next4(dual func(a, b, lambda float64) (p, multiplier float64)) Verdict {
	return guarded(func() Verdict {
		p, multiplier := dual(0.25, 1.25, 8)
		if v, ok := slipped("a = 0.25, b = 1.25, λ = 8: p", p,
			slip{4, "p must not leave [−1, 1]."},
			slip{8, "p must not leave [−1, 1], and the slope of p²/λ is 2p/λ."},
			slip{0.25, "λ stands upside down: D′ = (b − a) − 2p/λ is 0 at λ(b − a)/2."},
		); ok {
			return v
		}
		if v, ok := slipped("a = 0.25, b = 1.25, λ = 8: the multiplier", multiplier,
			slip{0.875, "1/λ is how far each pixel moves; there are two. The slope of p²/λ at p = 1 is 2/λ."},
			slip{1, "The slope of D has a second term: that of −p²/λ."},
			slip{-0.75, "The sign is turned: D still rises at p = 1, and the constraint holds it back."},
			slip{0, "The constraint is active: D still rises at p = 1."},
			slip{-15, "λ stands upside down: the slope of p²/λ is 2p/λ."},
		); ok {
			return v
		}
		p, multiplier = dual(0, 1, 1)
		if v, ok := slipped("a = 0, b = 1, λ = 1: p", p,
			slip{1, "The highest point is inside of the interval here: where is D′ = 0?"},
		); ok {
			return v
		}
		if v, ok := slipped("a = 0, b = 1, λ = 1: the multiplier", multiplier,
			slip{-1, "p ≤ 1 is not active here: its multiplier is 0."},
			slip{1, "p ≤ 1 is not active here: its multiplier is 0."},
		); ok {
			return v
		}
		var probes []probe
		for _, c := range [][3]float64{{0, 1, 4}, {0, 1, 1}, {0, 1, 2}, {-1, 3, 0.25}, {0.25, 0.5, 100}, {0, 1, 1.5}} {
			p, multiplier := dual(c[0], c[1], c[2])
			at := label("a = %g, b = %g, λ = %g", c[0], c[1], c[2])
			d := c[1] - c[0]
			probes = append(probes, probe{at + ": p", p, min(1, c[2]*d/2), 1e-12}, probe{at + ": the multiplier", multiplier, max(0, d-2/c[2]), 1e-12})
		}
		return judge("Where the constraint is active, its multiplier is the difference of the pixels that total variation leaves.", probes...)
	}).hinted("Next4",
		"D is a parabola that opens downwards: its vertex is where D′(p) = (b − a) − 2p/λ is 0, unless that is beyond 1.",
		"p = min(1, λ(b − a)/2); where that is 1, the multiplier is D′(1), and 0 otherwise.")
}
