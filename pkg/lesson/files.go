package lesson

import (
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/stair"
)

// Files1 checks what a saved pixel allows in lesson 04: |y(x; b) - y| <= τ, and for y >= 1 only
// y(x; b) >= 1 - τ.
func Files1(allows func(x, y, tau, b float64) float64) Verdict {
	return guarded(func() Verdict {
		const tau = stair.HalfLevel
		switch white, far, below := allows(1, 1, tau, 8.1), allows(0.5, 0.9, tau, 12.34), allows(0.5, 0.55, tau, 12); {
		case far == 1:
			return wrong("It allows b = 12.34 for x = 0.5, y = 0.9, but y(0.5; 12.34) = 0.53. Is the distance taken with math.Abs?")
		case white == 0 && allows(0.5, 0.5, tau, 13) == 1:
			return wrong("It does not allow b = 8.1 for a white pixel: y(1; 8.1) = 1.049, and the file says 1 because it can't say more. " +
				"A y of 1 means 1 or more.")
		case below == 1 && allows(0.5, 0.53, tau, 12) == 0:
			return wrong("For x = 0.5, b = 12, where y(x; b) = 0.542, it allows y = 0.55, which is too bright, and refuses 0.53. Check |y(x; b) − y| ≤ τ.")
		}
		rng := rand.New(rand.NewPCG(4, 1))
		probes := []probe{
			{"x = 1, y = 1, b = 8.5 (y(x; b) = 1)", allows(1, 1, tau, 8.5), 1, 0},
			{"x = 1, y = 1, b = 8.9 (y(x; b) = 0.955)", allows(1, 1, tau, 8.9), 0, 0},
			{"x = 0.9, y = 1, b = 10.1 (y(x; b) = 0.941)", allows(0.9, 1, tau, 10.1), 0, 0},
			{"x = 0.9, y = 0.95, b = 5.1 (y(x; b) = 0.882), τ = 0.1", allows(0.9, 0.95, 0.1, 5.1), 1, 0},
		}
		for range 60 {
			x, b, c := rng.Float64(), 5+25*rng.Float64(), 5+25*rng.Float64()
			y := min(1, math.Round(stair.MaxLevel*stair.Quantize(x, b))/stair.MaxLevel)
			for _, b := range []float64{b, c} {
				v := stair.Quantize(x, b)
				want := truth(math.Abs(v-y) <= tau || y >= 1 && v >= 1-tau)
				probes = append(probes, probe{label("x = %.4f, y = %.4f, b = %.4f (y(x; b) = %.4f): 1 if allowed", x, y, b, v), allows(x, y, tau, b), want, 0})
			}
		}
		return judge("Half a level to each side, and for white to one side only.", probes...)
	}).hinted("Files1", "The pixel allows b if stair.Quantize(x, b) is within tau of y. What of a y of 1?",
		"d := stair.Quantize(x, b) - y. It is allowed if -tau <= d && (d <= tau || y >= 1).")
}

// Files2 checks the b that the greys of a poster tell in lesson 04: as many gaps as there are between
// the first and the last, divided by their distance.
func Files2(fromGreys func(levels []float64) float64) Verdict {
	return guarded(func() Verdict {
		greys := func(b float64, first, n int) (levels []float64) {
			for k := range n {
				levels = append(levels, math.Round(stair.MaxLevel*(float64(first+k)+0.5)/b))
			}
			return levels
		}
		five := fromGreys([]float64{25.5, 76.5, 127.5, 178.5, 229.5}) // b = 5, not rounded
		switch {
		case near(five, 51):
			return wrong("For 25.5, 76.5, …, 229.5 it gives 51, the gap in levels. The gap is 255/b.")
		case near(five, 5.0/204) || near(five, 4.0/204):
			return wrong("For 25.5, 76.5, …, 229.5 it gives %.4g. The greys are levels: x = level/255.", five)
		case near(five, 6.25):
			return wrong("For 25.5, 76.5, …, 229.5 it gives 6.25: five greys have four gaps.")
		case near(five, 0.2):
			return wrong("For 25.5, 76.5, …, 229.5 it gives 0.2, which is 1/b.")
		}
		probes := []probe{{"25.5, 76.5, 127.5, 178.5, 229.5", five, 5, 1e-9}}
		for _, c := range []struct {
			b        float64
			first, n int
		}{{12.34, 0, 12}, {8.5, 1, 6}, {21.7, 2, 18}, {29.3, 0, 29}, {17.1, 3, 11}} {
			// The first and the last are off by half a level each.
			gap := stair.MaxLevel / c.b * float64(c.n-1)
			tol := max(c.b*1/(gap-1), 1e-9)
			name := label("the greys %d to %d of b = %g, rounded", c.first, c.first+c.n-1, c.b)
			probes = append(probes, probe{name, fromGreys(greys(c.b, c.first, c.n)), c.b, tol})
		}
		return judge("The farther apart the two greys, the less their rounding counts.", probes...)
	}).hinted("Files2", "A single gap is off by up to a level. Which two greys give the most exact gap?",
		"From the first to the last there are len(levels)-1 gaps: b = 255 · gaps / (last − first).")
}
