package lesson

import "math"

// Momentum1 checks the step sizes for which momentum converges in lesson 10: the
// largest eigenvalue decides, α < (2 + 2β)/λn.
func Momentum1(largest func(lambda1, lambdaN, beta float64) float64) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range [][3]float64{{2, 200, 0}, {2, 200, 0.83}, {1, 1, 0.5}, {0.1, 30, 0.99}} {
			trials = append(trials, trial{
				label("λ from %g to %g, β = %g", c[0], c[1], c[2]),
				largest(c[0], c[1], c[2]), 2 * (1 + c[2]) / c[1], 1e-12,
			})
		}
		return judge("The triangle 0 < αλ < 2 + 2β is narrowest for the largest eigenvalue, and momentum widens it.", trials...)
	})
}

// Momentum2 checks one step of Nesterov's rule in lesson 10, with look-ahead:
// v ← γv + η∇R(θ - γv), θ ← θ - v.
func Momentum2(step func(theta, v, eta, gamma float64, grad func(float64) float64) (float64, float64)) Verdict {
	return guarded(func() Verdict {
		// The slope of θ⁴/4 + θ is not linear, so that the place where it is taken shows.
		grad := func(theta float64) float64 { return theta*theta*theta + 1 }
		var trials []trial
		for _, c := range []struct{ theta, v, eta, gamma float64 }{
			{2, 0, 0.1, 0.9}, {2, 0.5, 0.1, 0.9}, {-1, 0.5, 0.2, 0.5}, {1, -2, 0.05, 0},
		} {
			v := c.gamma*c.v + c.eta*grad(c.theta-c.gamma*c.v)
			theta, speed := step(c.theta, c.v, c.eta, c.gamma, grad)
			at := label("∇R(θ) = θ³ + 1, θ = %g, v = %g, η = %g, γ = %g", c.theta, c.v, c.eta, c.gamma)
			trials = append(trials, trial{at + ": the new v", speed, v, 1e-12}, trial{at + ": the new θ", theta, c.theta - v, 1e-12})
		}
		return judge("The jump -γv comes first; the gradient is taken where it lands.", trials...)
	})
}

// Momentum3 checks the length of Adam's steps without bias correction under a
// constant gradient of 1 in lesson 10: (1 - β₁ᵗ)/√(1 - β₂ᵗ).
func Momentum3(length func(t int, beta1, beta2 float64) float64) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, beta := range [][2]float64{{0.9, 0.999}, {0, 0.9}, {0.5, 0.25}} {
			m, v := 0.0, 0.0
			for t := 1; t <= 20; t++ {
				m, v = beta[0]*m+1-beta[0], beta[1]*v+1-beta[1]
				trials = append(trials, trial{
					label("step %d, β₁ = %g, β₂ = %g", t, beta[0], beta[1]),
					length(t, beta[0], beta[1]), m / math.Sqrt(v), 1e-9,
				})
			}
		}
		return judge("m is 1 - β₁ᵗ and v is 1 - β₂ᵗ; the step is m/√v, and both tend to 1.", trials...)
	})
}
