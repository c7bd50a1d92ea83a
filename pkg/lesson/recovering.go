package lesson

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/gradstep/gradstep/pkg/stair"
)

// Recovering1 checks the interval of b that one pixel on step n allows in lesson
// 03: [n/x, (n+1)/x] cut with [(n+½)/(y+τ), (n+½)/(y-τ)].
func Recovering1(allowed func(x, y, tau float64, n int) (lo, hi float64)) Verdict {
	return guarded(func() Verdict {
		lo, hi := allowed(0.5, 0.53, 0.002, 6) // 6.5/0.532 to 6.5/0.528, inside of [12, 14]
		wide, wideHi := allowed(0.9, 0.87, 0.1, 11)
		switch {
		case near(hi, 6/0.528):
			return wrong("The ½ of n + ½ is lost: for x = 0.5, y = 0.53, n = 6 it ends at 6/0.528. (1/2 between whole numbers is 0; write 0.5.)")
		case near(lo, 6.5/0.528) && near(hi, 6.5/0.532):
			return wrong("The two ends are turned round: the larger y, y + τ, asks for the smaller b.")
		case near(lo, 12) && near(hi, 14):
			return wrong("It only asks that the pixel lies on step n. Its value (n + ½)/b must be within τ of y as well.")
		case near(lo, 12) && near(hi, 6.5/0.528) || near(lo, 6.5/0.532) && near(hi, 14):
			return wrong("One end is the wrong one of two: both conditions must hold, so take the later beginning and the earlier end.")
		case near(lo, 6.5/0.532) && near(wide, 11.5/0.97) && near(wideHi, 11.5/0.77):
			return wrong("It forgets that the pixel must lie on step n: with a wide tolerance, x = 0.9, y = 0.87, τ = 0.1, the step cuts on both sides.")
		case near(lo, 0.528/6.5) || near(hi, 0.532/6.5):
			return wrong("That is 1/b: (n + ½)/b = y ± τ, solved for b, has y ± τ below the line.")
		case near(lo, 6.5*0.528) || near(lo, 6.5/0.53-0.002):
			return wrong("Solve (n + ½)/b = y + τ for b: b = (n + ½)/(y + τ).")
		}
		var probes []probe
		for _, c := range []struct {
			x, y, tau float64
			n         int
		}{
			{0.5, 0.53, 0.002, 6}, // cut by neither end of the step
			{0.5, 0.53, 0.002, 2},
			{0.5, 0.53, 0.1, 6},    // the tolerance reaches beyond the left end
			{0.9, 0.87, 0.1, 11},   // and beyond both
			{0.2, 0.22, 0.01, 3},   // the right end of the step cuts
			{0.05, 0.04, 0.002, 0}, // the lowest step begins at 0
			{1, 0.96, 0.002, 12},
			{0.5, 0.53, 0.002, 9}, // empty
			{0.3, 0.7, 0.002, 3},  // empty: y is far from x
		} {
			k := float64(c.n)
			lo := max(k/c.x, (k+0.5)/(c.y+c.tau))
			hi := min((k+1)/c.x, (k+0.5)/(c.y-c.tau))
			gotLo, gotHi := allowed(c.x, c.y, c.tau, c.n)
			name := label("x = %g, y = %g, τ = %g, n = %d", c.x, c.y, c.tau, c.n)
			if lo >= hi {
				probes = append(probes, probe{name + ": 1 if an interval is allowed", truth(gotLo < gotHi, gotLo, gotHi), 0, 0})
				continue
			}
			probes = append(probes, probe{name + ", lo", gotLo, lo, 1e-12}, probe{name + ", hi", gotHi, hi, 1e-12})
		}
		return judge("The later of the two beginnings, the earlier of the two ends; it is empty where they pass each other.", probes...)
	}).hinted("Recovering1", "Two intervals, one for each condition. What is common to both begins at the later beginning and ends at the earlier end.",
		"k := float64(n); lo is the max of k/x and (k+0.5)/(y+tau), hi the min of (k+1)/x and …")
}

// truth is 1 or 0 for a condition on numbers, and NaN when one of them is NaN.
func truth(holds bool, numbers ...float64) float64 {
	for _, v := range numbers {
		if math.IsNaN(v) {
			return math.NaN()
		}
	}
	if holds {
		return 1
	}
	return 0
}

// Recovering2 checks the lowest point of a piece of the loss in lesson 03: the
// vertex b = α/β, or the end of the piece that is nearest to it.
func Recovering2(lowest func(alpha, beta, lo, hi float64) float64) Verdict {
	return guarded(func() Verdict {
		in, below, above := lowest(30, 2.5, 11.9, 12.1), lowest(30, 2.5, 12.05, 12.1), lowest(30, 2.5, 11.8, 11.95)
		switch {
		case near(in, 2.5/30) || near(in, 11.9) && near(below, 12.05) && near(above, 11.8):
			return wrong("The vertex is at t = β/α, and t = 1/b: so b = α/β.")
		case near(in, 12) && near(below, 12) && near(above, 12):
			return wrong("On [12.05, 12.1] it gives 12, the vertex, which is outside of the piece. The nearest end wins then.")
		case near(in, 12) && near(below, 12.1):
			return wrong("On [12.05, 12.1] it gives 12.1. The vertex, 12, lies left of the piece: the nearest end is 12.05.")
		case near(in, 12) && near(below, 12.05) && !near(above, 11.95):
			return wrong("On [11.8, 11.95] it gives %.4g. The vertex, 12, lies right of the piece: the nearest end is 11.95.", above)
		case near(in, 6) || near(in, 24):
			return wrong("On [11.9, 12.1] it gives %.4g: a factor 2 is wrong. αt² − 2βt has the derivative 2αt − 2β.", in)
		}
		var probes []probe
		for _, c := range []struct{ alpha, beta, lo, hi float64 }{
			{30, 2.5, 11.9, 12.1}, // vertex at 12, inside
			{30, 2.5, 12.05, 12.1},
			{30, 2.5, 11.8, 11.95},
			{30, 2.5, 12, 12.1},
			{7, 1.3, 5, 30},
			{0.5, 0.01, 5, 30},
		} {
			want := min(max(c.alpha/c.beta, c.lo), c.hi)
			probes = append(probes, probe{label("α = %g, β = %g on [%g, %g]", c.alpha, c.beta, c.lo, c.hi), lowest(c.alpha, c.beta, c.lo, c.hi), want, 1e-9})
		}
		return judge("In t = 1/b the parabola opens upwards with its vertex at t = β/α; outside the piece the nearest end wins.", probes...)
	}).hinted("Recovering2", "Where is the derivative of αt² − 2βt + γ in t zero? Then b is 1/t, and must stay in [lo, hi].",
		"The vertex is b = alpha/beta; min(hi, max(lo, …)) keeps it in the piece.")
}

// Recovering3 checks a rule that says from the counts of a consensus whether to
// trust it, in lesson 04. It tries the rule on votes whose answer is known, and
// wants trust exactly where the interval holds the b that made the pairs, and no
// other b is as good.
func Recovering3(trust func(agree, runnerUp, total int) float64) Verdict {
	return guarded(func() Verdict {
		var probes []probe
		for _, c := range recoveringCases() {
			v, err := c.vote()
			if err != nil {
				return wrong("%s: %v.", c.name, err)
			}
			name := label("%s: %d of %d agree, the runner-up has %d, and the found b is %s", c.name, v.Agree, v.Total, v.RunnerUp.Agree, c.fate(v))
			probes = append(probes, probe{name, trust(v.Agree, v.RunnerUp.Agree, v.Total), truth(c.right(v)), 0})
		}
		return judge("What counts is a clear lead over the runner-up, and not of a handful of votes; never the share of those who agree.", probes...)
	}).hinted("Recovering3", "Compare agree with runnerUp. Some b always leads by a little, also among pixels that say nothing.",
		"Ask for two things: a lead by a good factor, as agree > 2*runnerUp, and more than a handful of votes.")
}

// Recovering4 checks the b that the mean square of y - x tells in lesson 05:
// v = 1/(12b²) + τ²/3.
func Recovering4(fromSpread func(v, tau float64) float64) Verdict {
	return guarded(func() Verdict {
		switch got, rounded := fromSpread(1.0/12/100, 0), fromSpread(1.0/12/100+0.0001/3, 0.01); { // b = 10
		case near(got, 5):
			return wrong("For v = 1/1200, τ = 0 it gives 5: the differences reach to 1/(2b) on each side, and u²/3 is their mean square with u = 1/(2b).")
		case near(got, 0.1):
			return wrong("For v = 1/1200, τ = 0 it gives 0.1, which is 1/b.")
		case near(got, 100):
			return wrong("For v = 1/1200, τ = 0 it gives 100, which is b². Take the root.")
		case near(got, 10) && near(rounded, 1/math.Sqrt(12*(1.0/12/100+0.0001/3))):
			return wrong("Without rounding it is right. With it, v has τ²/3 more: take that off first.")
		case near(got, 10) && near(rounded, 1/math.Sqrt(12*(1.0/12/100+0.0002/3))):
			return wrong("Without rounding it is right. The mean squares of independent errors add up, so τ²/3 is taken off, not added.")
		}
		var probes []probe
		for _, c := range []struct{ b, tau float64 }{{12.34, 0}, {5, 0}, {12.34, 1.0 / 510}, {30, 1.0 / 510}, {9, 0.02}} {
			v := 1/(12*c.b*c.b) + c.tau*c.tau/3
			probes = append(probes, probe{label("v = %.6g, τ = %.4g", v, c.tau), fromSpread(v, c.tau), c.b, 1e-6 * c.b})
		}
		return judge("A uniform distribution on [-a, a] has the mean square a²/3, and those of independent errors add up.", probes...)
	}).hinted("Recovering4", "What is evenly spread over [−a, a] has the mean square a²/3. Two such errors add up here: a = 1/(2b), and a = τ.",
		"v = 1/(12b²) + τ²/3. Solve it for b.")
}

// A Jump is where one pixel climbs, in lesson 03: at B the pixel with the target Y comes to step N.
type Jump struct{ B, N, Y float64 }

// Recovering5 checks the sweep of lesson 03 over sorted jumps, against [stair.FitLeastSquares].
func Recovering5(sweep func(jumps []Jump, alpha, beta, gamma, lo float64) float64) Verdict {
	return guarded(func() Verdict {
		rng := rand.New(rand.NewPCG(3, 11))
		var probes []probe
		for c := range 12 {
			x, y := make([]float64, 4+c), make([]float64, 4+c)
			target := 6 + 22*rng.Float64()
			for i := range x {
				x[i] = 0.05 + 0.95*rng.Float64()
				if y[i] = stair.Quantize(x[i], target); c%3 == 2 {
					y[i] = rng.Float64() // no b fits well
				}
			}
			const lo, hi = 5.0, 30.0
			fit, err := stair.FitLeastSquares(x, y, lo, hi)
			if err != nil {
				return wrong("The pairs of this check: %v.", err)
			}
			jumps, alpha, beta, gamma := sweepParts(x, y, lo, hi)
			got := sweep(jumps, alpha, beta, gamma, lo)
			name := label("%d pixels made with b = %.4f", len(x), target)
			if c%3 == 2 {
				name = label("%d pixels with random y", len(x))
			}
			probes = append(probes, probe{name, got, fit.B, 1e-5})
		}
		return judge("One pass, and no piece is left out: it is the b of stair.FitLeastSquares.", probes...)
	}).hinted("Recovering5", "For each jump, in this order: the lowest b of the piece [lo, jump.B]; its loss; is it the least so far? Then update.",
		"The loss is alpha/b/b - 2*beta/b + gamma. Update: alpha += 2*jump.N; beta += jump.Y; lo = jump.B. Look before you update.")
}

// sweepParts are the sorted jumps of pairs on [lo, hi], hi at the end, and the sums of the first piece.
func sweepParts(x, y []float64, lo, hi float64) (jumps []Jump, alpha, beta, gamma float64) {
	for i := range x {
		k := math.Floor(x[i]*lo) + 0.5
		alpha, beta, gamma = alpha+k*k, beta+k*y[i], gamma+y[i]*y[i]
		for _, b := range stair.Jumps(nil, x[i], math.Nextafter(lo, hi), hi) {
			jumps = append(jumps, Jump{b, math.Floor(x[i] * b), y[i]})
		}
	}
	slices.SortFunc(jumps, func(a, b Jump) int { return cmp.Compare(a.B, b.B) })
	return append(jumps, Jump{B: hi}), alpha, beta, gamma
}
