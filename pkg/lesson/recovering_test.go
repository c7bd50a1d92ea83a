package lesson

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestRecovering(t *testing.T) {
	nan := math.NaN()
	type interval = func(x, y, tau float64, n int) (lo, hi float64)
	outcomes(t, Recovering1, solutions.Recovering1, func(x, y, tau float64, n int) (lo, hi float64) { return nan, nan },
		solutions.Recovering1WithoutStep, solutions.Recovering1StepOnly, solutions.Recovering1TurnedRound,
		wholeHalf, interval(func(x, y, tau float64, n int) (lo, hi float64) {
			lo, hi = solutions.Recovering1(x, y, tau, n)
			return 1 / hi, 1 / lo
		}), interval(func(x, y, tau float64, n int) (lo, hi float64) {
			k := float64(n)
			return math.Min(k/x, (k+0.5)/(y+tau)), math.Max((k+1)/x, (k+0.5)/(y-tau))
		}), interval(func(x, y, tau float64, n int) (lo, hi float64) {
			return solutions.Recovering1(x, y, tau, n+1)
		}))
	type piece = func(alpha, beta, lo, hi float64) float64
	outcomes(t, Recovering2, solutions.Recovering2, func(alpha, beta, lo, hi float64) float64 { return nan },
		solutions.Recovering2Vertex, solutions.Recovering2InT,
		piece(func(alpha, beta, lo, hi float64) float64 { return min(alpha/beta, hi) }),
		piece(func(alpha, beta, lo, hi float64) float64 { return max(alpha/beta, lo) }),
		piece(func(alpha, beta, lo, hi float64) float64 { return min(max(alpha/(2*beta), lo), hi) }),
		piece(func(alpha, beta, lo, hi float64) float64 { return (lo + hi) / 2 }),
		piece(func(alpha, beta, lo, hi float64) float64 {
			if v := alpha / beta; lo < v && v < hi {
				return v
			}
			return hi
		}))
	outcomes(t, Recovering3, solutions.Recovering3, func(agree, runnerUp, total int) float64 { return nan },
		solutions.Recovering3Majority, solutions.Recovering3AnyLead, solutions.Recovering3Unanimous,
		func(agree, runnerUp, total int) float64 { return truth(float64(agree) > 1.1*float64(runnerUp)) },
		func(agree, runnerUp, total int) float64 { return truth(2*agree > 3*runnerUp) },
		func(agree, runnerUp, total int) float64 { return truth(agree > 10) },
		func(agree, runnerUp, total int) float64 { return truth(10*agree > 2*total) },
		func(agree, runnerUp, total int) float64 { return 1 })
	outcomes(t, Recovering4, solutions.Recovering4, func(v, tau float64) float64 { return nan },
		solutions.Recovering4WithoutRounding, solutions.Recovering4WholeWidth,
		func(v, tau float64) float64 { return 1 / (12 * v) },
		func(v, tau float64) float64 { return math.Sqrt(12 * v) },
		func(v, tau float64) float64 { return 1 / math.Sqrt(3*(v-tau*tau/3)) },
		func(v, tau float64) float64 { return 1 / math.Sqrt(12*(v+tau*tau/3)) },
		func(v, tau float64) float64 { return 1 / math.Sqrt(12*v-tau) })
	sweep := func(look func(alpha, beta, lo, hi float64) float64, grow, add float64, late bool) func([]Jump, float64, float64, float64, float64) float64 {
		return func(jumps []Jump, alpha, beta, gamma, lo float64) float64 {
			best, least := lo, math.Inf(1)
			for _, j := range jumps {
				if late {
					alpha, beta = alpha+grow*j.N, beta+add*j.Y
				}
				b := look(alpha, beta, lo, j.B)
				if l := alpha/b/b - 2*beta/b + gamma; l < least {
					best, least = b, l
				}
				if lo = j.B; !late {
					alpha, beta = alpha+grow*j.N, beta+add*j.Y
				}
			}
			return best
		}
	}
	outcomes(t, Recovering5, solutions.Recovering5[Jump], func([]Jump, float64, float64, float64, float64) float64 { return nan },
		sweep(solutions.Recovering2Vertex, 2, 1, false),
		sweep(solutions.Recovering2, 1, 1, false),
		sweep(solutions.Recovering2, 2, 0, false),
		sweep(solutions.Recovering2, 2, 1, true),
		sweep(func(_, _, lo, _ float64) float64 { return lo }, 2, 1, false),
		func(jumps []Jump, alpha, beta, gamma, lo float64) float64 {
			return solutions.Recovering2(alpha, beta, lo, jumps[0].B)
		})
}

// wholeHalf loses the half, as 1/2 between whole numbers does.
func wholeHalf(x, y, tau float64, n int) (lo, hi float64) {
	k := float64(n)
	return max(k/x, k/(y+tau)), min((k+1)/x, k/(y-tau))
}

func TestRecoveringMistakesAreNamed(t *testing.T) {
	named(t, map[string]Verdict{
		"turned round":            Recovering1(solutions.Recovering1TurnedRound),
		"lies on step n":          Recovering1(solutions.Recovering1StepOnly),
		"must lie on step n":      Recovering1(solutions.Recovering1WithoutStep),
		"is 0; write 0.5":         Recovering1(wholeHalf),
		"outside of the piece":    Recovering2(solutions.Recovering2Vertex),
		"so b = α/β":              Recovering2(solutions.Recovering2InT),
		"nearest end is 12.05":    Recovering2(func(a, b, lo, hi float64) float64 { return min(a/b+9*max(0, lo-a/b), hi) }),
		"and must stay in":        Recovering2(func(a, b, lo, hi float64) float64 { return 7 }),
		"is it the least so far?": Recovering5(func(jumps []Jump, a, b, c, lo float64) float64 { return lo }),
	})
}

// The cases of Recovering3 hold right and wrong answers of both kinds, so that
// no rule passes that always gives the same.
func TestRecovering3Cases(t *testing.T) {
	fates := map[string]int{}
	for _, c := range recoveringCases() {
		v, err := c.vote()
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		fates[c.fate(v)]++
		t.Logf("%s: b = %.4f, %d of %d, runner-up %d: %s", c.name, v.B, v.Agree, v.Total, v.RunnerUp.Agree, c.fate(v))
	}
	for _, fate := range []string{"the right one", "one of several as good", "a wrong one"} {
		if fates[fate] == 0 {
			t.Errorf("no case with %s", fate)
		}
	}
}
