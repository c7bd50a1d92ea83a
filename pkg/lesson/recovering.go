package lesson

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/stair"
)

// Recovering1 checks the interval of b that one pixel on step n allows in lesson
// 03: [n/x, (n+1)/x] cut with [(n+½)/(y+τ), (n+½)/(y-τ)].
func Recovering1(allowed func(x, y, tau float64, n int) (lo, hi float64)) Verdict {
	return guarded(func() Verdict {
		var trials []trial
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
				trials = append(trials, trial{name + ": 1 if an interval is allowed", truth(gotLo < gotHi, gotLo, gotHi), 0, 0})
				continue
			}
			trials = append(trials, trial{name + ", lo", gotLo, lo, 1e-12}, trial{name + ", hi", gotHi, hi, 1e-12})
		}
		return judge("The later of the two beginnings, the earlier of the two ends; it is empty where they pass each other.", trials...)
	})
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
		var trials []trial
		for _, c := range []struct{ alpha, beta, lo, hi float64 }{
			{30, 2.5, 11.9, 12.1}, // vertex at 12, inside
			{30, 2.5, 12.05, 12.1},
			{30, 2.5, 11.8, 11.95},
			{30, 2.5, 12, 12.1},
			{7, 1.3, 5, 30},
			{0.5, 0.01, 5, 30},
		} {
			want := min(max(c.alpha/c.beta, c.lo), c.hi)
			trials = append(trials, trial{label("α = %g, β = %g on [%g, %g]", c.alpha, c.beta, c.lo, c.hi), lowest(c.alpha, c.beta, c.lo, c.hi), want, 1e-9})
		}
		return judge("In t = 1/b the parabola opens upwards with its vertex at t = β/α; outside the piece the nearest end wins.", trials...)
	})
}

// Recovering3 checks a rule that says from the counts of a consensus whether to
// trust it, in lesson 03. It tries the rule on votes whose answer is known, and
// wants trust exactly where the interval holds the b that made the pairs, and no
// other b is as good.
func Recovering3(trust func(agree, runnerUp, total int) float64) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range recoveringCases() {
			v, err := c.vote()
			if err != nil {
				return wrong("%s: %v.", c.name, err)
			}
			name := label("%s: %d of %d agree, the runner-up has %d, and the found b is %s", c.name, v.Agree, v.Total, v.RunnerUp.Agree, c.fate(v))
			trials = append(trials, trial{name, trust(v.Agree, v.RunnerUp.Agree, v.Total), truth(c.right(v)), 0})
		}
		return judge("What counts is the lead over the runner-up, not the share of those who agree.", trials...)
	})
}

// A recoveringCase makes pairs of 8-bit values with a known b.
type recoveringCase struct {
	name     string
	b        float64
	pixels   int
	replaced float64 // share of y that is replaced by random levels
	constant bool    // x is the same everywhere
	tol      float64 // in grey levels
}

func recoveringCases() []recoveringCase {
	return []recoveringCase{
		{"a clean pair", 12.34, 4000, 0, false, 0.5},
		{"35 % replaced", 17.7, 4000, 0.35, false, 0.5},
		{"70 % replaced", 8.1, 4000, 0.7, false, 0.5},
		{"85 % replaced", 21.3, 20_000, 0.85, false, 0.5},
		{"a constant image", 12.34, 4000, 0, true, 0.5},
		{"two pixels", 25.1, 2, 0, false, 0.5},
		{"images that do not belong together", 12.34, 20_000, 1, false, 0.5},
		{"a tolerance of 20 levels", 12.34, 4000, 0, false, 20},
	}
}

func (c recoveringCase) vote() (stair.Vote, error) {
	rng := rand.New(rand.NewPCG(3, 3))
	x, y := make([]float64, c.pixels), make([]float64, c.pixels)
	for i := range x {
		if x[i] = float64(rng.IntN(stair.MaxLevel+1)) / stair.MaxLevel; c.constant {
			x[i] = x[0]
		}
		y[i] = min(1, math.Round(stair.MaxLevel*stair.Quantize(x[i], c.b))/stair.MaxLevel)
		if rng.Float64() < c.replaced {
			y[i] = float64(rng.IntN(stair.MaxLevel+1)) / stair.MaxLevel
		}
	}
	p, err := stair.NewPairs(x, y)
	if err != nil {
		return stair.Vote{}, fmt.Errorf("the pairs of this check: %w", err)
	}
	return p.Consensus(stair.Settings{Clipped: true, Tol: c.tol / stair.MaxLevel})
}

// right reports whether the vote is to be trusted.
func (c recoveringCase) right(v stair.Vote) bool {
	return v.Lo <= c.b && c.b <= v.Hi && !v.Ambiguous()
}

func (c recoveringCase) fate(v stair.Vote) string {
	switch {
	case c.right(v):
		return "the right one"
	case v.Ambiguous():
		return "one of several as good"
	}
	return "a wrong one"
}

// Recovering4 checks the b that the mean square of y - x tells in lesson 03:
// v = 1/(12b²) + τ²/3.
func Recovering4(fromSpread func(v, tau float64) float64) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range []struct{ b, tau float64 }{{12.34, 0}, {5, 0}, {12.34, 1.0 / 510}, {30, 1.0 / 510}, {9, 0.02}} {
			v := 1/(12*c.b*c.b) + c.tau*c.tau/3
			trials = append(trials, trial{label("v = %.6g, τ = %.4g", v, c.tau), fromSpread(v, c.tau), c.b, 1e-6 * c.b})
		}
		return judge("A uniform distribution on [-a, a] has the mean square a²/3, and those of independent errors add up.", trials...)
	})
}
