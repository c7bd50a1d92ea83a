package solutions

import "math"

// Recovering1 is the interval of b that the pixel (x, y) on step n allows.
func Recovering1(x, y, tau float64, n int) (lo, hi float64) {
	k := float64(n)
	return math.Max(k/x, (k+0.5)/(y+tau)), math.Min((k+1)/x, (k+0.5)/(y-tau))
}

// Recovering1WithoutStep is wrong: it forgets that the pixel must lie on step n.
func Recovering1WithoutStep(x, y, tau float64, n int) (lo, hi float64) {
	k := float64(n)
	return (k + 0.5) / (y + tau), (k + 0.5) / (y - tau)
}

// Recovering1StepOnly is wrong: it forgets the value of y.
func Recovering1StepOnly(x, y, tau float64, n int) (lo, hi float64) {
	return float64(n) / x, (float64(n) + 1) / x
}

// Recovering1TurnedRound is wrong: a larger y asks for a smaller b.
func Recovering1TurnedRound(x, y, tau float64, n int) (lo, hi float64) {
	k := float64(n)
	return math.Max(k/x, (k+0.5)/(y-tau)), math.Min((k+1)/x, (k+0.5)/(y+tau))
}

// Recovering2 is the lowest point of a piece.
func Recovering2(alpha, beta, lo, hi float64) float64 {
	return math.Min(math.Max(alpha/beta, lo), hi)
}

// Recovering2Vertex is wrong: the vertex may lie outside the piece.
func Recovering2Vertex(alpha, beta, lo, hi float64) float64 { return alpha / beta }

// Recovering2InT is wrong: it is the vertex in t = 1/b.
func Recovering2InT(alpha, beta, lo, hi float64) float64 {
	return math.Min(math.Max(beta/alpha, lo), hi)
}

// Recovering3 trusts a vote in which the winner has twice as many votes as the
// runner-up, and more than a few.
func Recovering3(agree, runnerUp, total int) float64 {
	if agree > 2*runnerUp && agree > 10 {
		return 1
	}
	return 0
}

// Recovering3Majority is wrong: a constant image agrees on everything, and a
// scribbled one has no majority.
func Recovering3Majority(agree, runnerUp, total int) float64 {
	if 2*agree > total {
		return 1
	}
	return 0
}

// Recovering3AnyLead is wrong: among random pairs some b leads, too.
func Recovering3AnyLead(agree, runnerUp, total int) float64 {
	if agree > runnerUp {
		return 1
	}
	return 0
}

// Recovering3Unanimous is wrong: it distrusts every image with a scribble.
func Recovering3Unanimous(agree, runnerUp, total int) float64 {
	if agree == total {
		return 1
	}
	return 0
}

// Recovering4 is the b that the mean square of the differences tells.
func Recovering4(v, tau float64) float64 { return 1 / math.Sqrt(12*(v-tau*tau/3)) }

// Recovering4WithoutRounding is wrong: it takes the rounding for spread.
func Recovering4WithoutRounding(v, tau float64) float64 { return 1 / math.Sqrt(12*v) }

// Recovering4WholeWidth is wrong: it takes 1/b for half the width of a step.
func Recovering4WholeWidth(v, tau float64) float64 { return 1 / math.Sqrt(3*(v-tau*tau/3)) }

// Recovering5 is the sweep over sorted jumps, which are the fields of a lesson's Jump.
func Recovering5[J ~struct{ B, N, Y float64 }](jumps []J, alpha, beta, gamma, lo float64) float64 {
	best, least := lo, math.Inf(1)
	for _, j := range jumps {
		jump := struct{ B, N, Y float64 }(j)
		b := Recovering2(alpha, beta, lo, jump.B)
		if loss := alpha/b/b - 2*beta/b + gamma; loss < least {
			best, least = b, loss
		}
		alpha, beta, lo = alpha+2*jump.N, beta+jump.Y, jump.B
	}
	return best
}
