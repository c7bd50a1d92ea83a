package convergence

import (
	"math"
	"testing"
)

// The bounds are what the derivations of docs/convergence.md give: here once more
// from their common parts, minimized numerically where the step is free.
func TestBoundsFollowFromTheRecursion(t *testing.T) {
	// recursion bounds the mean gap of T steps λ by nD²/(2λT) + λnV/2.
	recursion := func(lambda, d, v float64, n, steps int) float64 {
		return float64(n)*d*d/(2*lambda*float64(steps)) + lambda*float64(n)*v/2
	}
	near := func(what string, got, want float64) {
		t.Helper()
		if !(math.Abs(got/want-1) < 1e-9) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	for _, n := range []int{1, 2, 5, 300} {
		for _, k := range []int{1, 2, 7} {
			const l, d, steps = 1.7, 2.3, 1234
			v := SecondMoment(l, n, k)
			if k == 1 {
				near("λ fixed", recursion(FixedLambda(l, d, n, steps), d, v, n, steps), MeanBound(l, d, n, steps))
				if DirectionsBound(l, d, n, 1, steps) > MeanBound(l, d, n, steps)*(1+1e-12) {
					t.Errorf("n = %d: the bound for K = 1 is not the better one", n)
				}
			}
			best := DirectionsLambda(l, d, n, k, steps)
			near("λ of K", recursion(best, d, v, n, steps), DirectionsBound(l, d, n, k, steps))
			for _, factor := range []float64{0.9, 1.1} {
				if recursion(factor*best, d, v, n, steps) < DirectionsBound(l, d, n, k, steps) {
					t.Errorf("n = %d, K = %d: %v·λ is better", n, k, factor)
				}
			}
			if k <= n {
				d2 := float64(n * k)
				lambda := d * math.Sqrt(d2) / (l * math.Sqrt(Moment(n)*steps))
				near("orthogonal", recursion(lambda, d, Moment(n)*l*l/d2, n, steps), OrthogonalBound(l, d, n, k, steps))
			}
		}
		const l, d, steps = 0.8, 3.1, 777
		// Falling steps: the two sums, without the inequalities of the closed forms.
		sum, squares := 0.0, 0.0
		for i := 1; i <= steps; i++ {
			lambda := d * math.Sqrt(float64(n)) / (l * math.Sqrt(float64(i)))
			sum += lambda
			squares += lambda * lambda
		}
		v := SecondMoment(l, n, 1)
		weighted := float64(n) * (d*d + squares*v) / (2 * sum)
		if b := WeightedBound(l, d, n, steps); weighted > b || b > 1.1*weighted {
			t.Errorf("n = %d: weighted %v, bound %v", n, weighted, b)
		}
		last := d * math.Sqrt(float64(n)) / (l * math.Sqrt(steps))
		plain := (float64(n)*d*d/(2*last) + sum*float64(n)*v/2) / steps
		if b := AnytimeBound(l, d, n, steps); plain > b || b > 1.1*plain {
			t.Errorf("n = %d: plain %v, bound %v", n, plain, b)
		}
		published := (1 + Moment(n)) / 2 * math.Sqrt(float64(n)) * l * d * (1 + math.Log(steps)) / (math.Sqrt(steps) - 1)
		if published < 2*WeightedBound(l, d, n, steps) {
			t.Errorf("n = %d: the paper's bound %v is not twice %v", n, published, WeightedBound(l, d, n, steps))
		}
		delta, h := 2.5, 0.3
		curve := SmoothedCurvature(l, h, n)
		step := NonconvexLambda(l, h, delta, n, 3, steps)
		v = SecondMoment(l, n, 3)
		near("non-convex", float64(n)*delta/(step*steps)+float64(n)*curve*step*v/2, NonconvexBound(l, h, delta, n, 3, steps))
	}
	near("ℓ_h in one dimension", SmoothedCurvature(3, 0.5, 1), 6)
	near("in the plane", SmoothedCurvature(1, 1, 2), 4/math.Pi)
	near("in space, 2π/(4π/3)", SmoothedCurvature(1, 1, 3), 1.5)
	if r := SmoothedCurvature(1, 1, 300) / math.Sqrt(600/math.Pi); math.Abs(r-1) > 0.01 {
		t.Errorf("ℓ_h·h/L in 300 dimensions is %v times √(2n/π)", r)
	}
}
