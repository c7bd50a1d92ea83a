package convergence

import (
	"fmt"
	"math"
)

// The bounds of docs/convergence.md, which derives them, with explicit constants.
// L, D, h, K, n, T are those of the package comment.

// Moment is C = n/(n-1): E‖η‖² <= C L²/n for one direction, by Poincaré's inequality
// on the sphere. In one dimension, where η = (F(x+h) - F(x-h))/2h, it is 1.
func Moment(n int) float64 {
	if n < 1 {
		panic(fmt.Sprintf("convergence: dimension %d", n))
	}
	if n == 1 {
		return 1
	}
	return float64(n) / float64(n-1)
}

// SecondMoment bounds E‖η‖² for K independent directions.
//
//	E‖η‖² <= (L²/n)((1 - 1/K)/n + C/K)
//
// For K = 1 this is C L²/n, which is L²/(n-1) for n > 1. The paper's (23) has L².
func SecondMoment(l float64, n, k int) float64 {
	d, m := float64(n), float64(k)
	return l * l / d * ((1-1/m)/d + Moment(n)/m)
}

// MeanBound bounds E[F_h(x̄_T) - min F_h] for convex F, one direction and the fixed
// step λ = D√n/(L√T).
//
//	½(1+C) L D √(n/T)
func MeanBound(l, d float64, n, t int) float64 {
	return (1 + Moment(n)) / 2 * l * d * math.Sqrt(float64(n)/float64(t))
}

// FixedLambda is the theorem's step for MeanBound.
//
//	λ = D√n/(L√T)
func FixedLambda(l, d float64, n, t int) float64 {
	return d * math.Sqrt(float64(n)) / (l * math.Sqrt(float64(t)))
}

// WeightedBound bounds E[F_h(x̃_T) - min F_h] for convex F, one direction and the
// falling step λ_t = D√n/(L√t), where x̃_T = Σ λ_t x_t / Σ λ_t.
//
//	¼ √n L D (1 + C(1 + ln T))/(√(T+1) - 1)
//
// The paper's ½(1+C)√n L D (1 + ln T)/(√T - 1) is at least twice as large.
func WeightedBound(l, d float64, n, t int) float64 {
	s := float64(t)
	return math.Sqrt(float64(n)) * l * d / 4 * (1 + Moment(n)*(1+math.Log(s))) / (math.Sqrt(s+1) - 1)
}

// AnytimeBound bounds E[F_h(x̄_T) - min F_h] for the same falling step and the plain
// mean x̄_T, at every T: no logarithm is needed on a bounded set.
//
//	(½ + C) L D √(n/T)
func AnytimeBound(l, d float64, n, t int) float64 {
	return (0.5 + Moment(n)) * l * d * math.Sqrt(float64(n)/float64(t))
}

// Effective is n_K = 1 - 1/K + Cn/K, the dimension that K independent directions
// leave: Cn for one, 1 for many.
func Effective(n, k int) float64 {
	return 1 - 1/float64(k) + Moment(n)*float64(n)/float64(k)
}

// DirectionsBound bounds E[F_h(x̄_T) - min F_h] for convex F and K independent
// directions, with the step of DirectionsLambda.
//
//	(LD/√T) √(1 - 1/K + Cn/K)
//
// The paper has n in place of Cn.
func DirectionsBound(l, d float64, n, k, t int) float64 {
	return l * d * math.Sqrt(Effective(n, k)/float64(t))
}

// DirectionsLambda is the step that DirectionsBound is smallest for.
//
//	λ = D n/(L √(T n_K)),   n_K = 1 - 1/K + Cn/K
//
// With n for Cn it is the paper's D√(nK)/(L√(T(1 + (K-1)/n))).
func DirectionsLambda(l, d float64, n, k, t int) float64 {
	return d * float64(n) / (l * math.Sqrt(float64(t)*Effective(n, k)))
}

// OrthogonalBound is DirectionsBound for K <= n orthogonal directions, with λ =
// D√(nK)/(L√(CT)).
//
//	LD √(Cn/(KT))
//
// In evaluations, 2KT of them, K drops out.
func OrthogonalBound(l, d float64, n, k, t int) float64 {
	return l * d * math.Sqrt(Moment(n)*float64(n)/(float64(k)*float64(t)))
}

// Gap is how far F_h may lie above a convex F, or from any Lipschitz F.
//
//	0 <= F_h - F <= L h n/(n+1)
//
// the mean distance from the centre of a ball of radius h being h n/(n+1). So
// F(x) - min F <= F_h(x) - min F_h + Gap for convex F.
func Gap(l, h float64, n int) float64 { return l * h * float64(n) / float64(n+1) }

// TheoremRadius is the h that the theorem asks for.
//
//	h = D √(n/T)
func TheoremRadius(d float64, n, t int) float64 { return d * math.Sqrt(float64(n)/float64(t)) }

// NoisyMoment is what independent noise of standard deviation σ in every value adds
// to E‖η‖² for one direction.
//
//	σ²/(2h²)
func NoisyMoment(sigma, h float64) float64 { return sigma * sigma / (2 * h * h) }

// Inflation is M = 1 + (n-1)/K: E‖g‖² <= M‖∇F‖² for g = nη and an F that is
// quadratic over the ball, with equality for the sphere's directions.
func Inflation(n, k int) float64 { return 1 + float64(n-1)/float64(k) }

// StrongBound is the factor by which the mean of F - min F shrinks over T steps of
// rate 1/(ℓM), for a quadratic with curvatures in [μ, ℓ]; κ = ℓ/μ.
//
//	(1 - 1/(κM))^T
func StrongBound(kappa float64, n, k, t int) float64 {
	return math.Pow(1-1/(kappa*Inflation(n, k)), float64(t))
}

// ConvexBound bounds E[F(x̄_T) - min F] for a convex quadratic with curvatures up to
// ℓ, rate 1/(ℓM), at a start at distance R from a minimizer.
//
//	ℓ M R²/(2T)
func ConvexBound(l, r float64, n, k, t int) float64 {
	return l * Inflation(n, k) * r * r / (2 * float64(t))
}

// NoisyConvexBound is ConvexBound where the gradient of F(·, ξ) has, beside that of
// F, a random part of mean square s², for a rate η <= 1/(ℓM).
//
//	R²/(2ηT) + ηMs²/2
func NoisyConvexBound(eta, r, s float64, n, k, t int) float64 {
	return r*r/(2*eta*float64(t)) + eta*Inflation(n, k)*s*s/2
}

// SmoothedCurvature bounds the Lipschitz constant of ∇F_h for an L-Lipschitz F.
//
//	2 v_{n-1} L/(v_n h) ~ √(2n/π) L/h
//
// v_n is the volume of the unit ball. In one dimension it is L/h, attained by |x|.
func SmoothedCurvature(l, h float64, n int) float64 {
	a, _ := math.Lgamma(float64(n)/2 + 1)
	b, _ := math.Lgamma(float64(n+1) / 2)
	return 2 * math.Exp(a-b) / math.SqrtPi * l / h
}

// NonconvexLambda is the step for NonconvexBound.
//
//	λ = √(2Δ/(ℓ_h V T)),  V = SecondMoment, ℓ_h = SmoothedCurvature
func NonconvexLambda(l, h, delta float64, n, k, t int) float64 {
	return math.Sqrt(2 * delta / (SmoothedCurvature(l, h, n) * SecondMoment(l, n, k) * float64(t)))
}

// NonconvexBound bounds the mean of E‖∇F_h(x_t)‖² over T steps for an L-Lipschitz F
// with F_h(x_0) - min F_h <= Δ. F need not be convex; no step is projected (X = ℝⁿ).
//
//	n √(2Δ ℓ_h V/T)
func NonconvexBound(l, h, delta float64, n, k, t int) float64 {
	return float64(n) * math.Sqrt(2*delta*SmoothedCurvature(l, h, n)*SecondMoment(l, n, k)/float64(t))
}
