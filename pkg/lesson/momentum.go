package lesson

// Momentum1 checks one step of momentum in lesson 10: v ← βv + α∇R(θ), θ ← θ - v.
func Momentum1(step func(theta, v, alpha, beta float64, grad func(float64) float64) (float64, float64)) Verdict {
	return guarded(func() Verdict {
		theta, _ := step(2, 0.5, 0.1, 0.8, cubic)
		if v, ok := slipped("∇R(θ) = θ³ + 1, θ = 2, v = 0.5, α = 0.1, β = 0.8: the new θ", theta,
			slip{2 + 0.4 + 0.9, "It goes uphill: v is subtracted."},
			slip{2 - 0.9, "That is plain descent: a share β of the old v is missing."},
			slip{2 - 0.5, "θ has moved by the old v. Make the new v first, then move."},
			slip{2 - 0.5 - 0.9, "The whole old v is made again; only a share β of it should be."},
			slip{2 - 0.1*(0.4+9), "α is multiplied to both parts. Here it belongs to the gradient alone."},
			slip{2 - 0.4 - 0.2*0.9, "The gradient is multiplied by 1 - β: that is an average, and another method."},
			slip{2 - 0.4 - 0.1*cubic(2-0.4), "The gradient is taken after a jump. That is Nesterov's rule, which comes later; here it is taken at θ."},
		); ok {
			return v
		}
		return judge("A share of the last move is made again, and the gradient is added to it.",
			stepProbes(step, func(theta, v, alpha, beta float64) float64 { return beta*v + alpha*cubic(theta) })...)
	}).hinted("Momentum1",
		"two lines: first the new v of the old v and grad(theta), then the new θ of θ and the new v.",
		"v = beta*v + alpha*grad(theta); the new θ is theta - v. Return both, θ first.")
}

// Momentum2 checks the step sizes for which momentum converges in lesson 10: the
// largest eigenvalue decides, α < (2 + 2β)/λn.
func Momentum2(largest func(lambda1, lambdaN, beta float64) float64) Verdict {
	return guarded(func() Verdict {
		if v, ok := slipped("λ from 2 to 200, β = 0.83", largest(2, 200, 0.83),
			slip{2.0 / 200, "That is the limit without momentum, which is larger with it."},
			slip{3.66 / 2, "The flattest direction is not the one that diverges first."},
			slip{3.66 / 101, "That is for the mean of both. Every direction has to converge, the steepest too."},
			slip{3.66 / 202, "2/(λ₁ + λₙ) gives the best step of plain descent; here the largest one is asked for."},
			slip{3.66, "That is αλ. Divide by λ to have α."},
			slip{2 * (1 - 0.83) / 200, "The sign of β is turned: momentum allows larger steps."},
			slip{1.83 / 200, "A factor of 2 is missing: the edge is at αλ = 2 + 2β."},
			slip{3.66 / 2.66 / 200, "That is the edge of Nesterov's rule."},
		); ok {
			return v
		}
		var probes []probe
		for _, c := range [][3]float64{{2, 200, 0}, {2, 200, 0.83}, {1, 1, 0.5}, {0.1, 30, 0.99}} {
			probes = append(probes, probe{
				label("λ from %g to %g, β = %g", c[0], c[1], c[2]),
				largest(c[0], c[1], c[2]), 2 * (1 + c[2]) / c[1], 1e-12,
			})
		}
		return judge("The triangle 0 < αλ < 2 + 2β is narrowest for the largest eigenvalue, and momentum widens it.", probes...)
	}).hinted("Momentum2",
		"every direction must lie inside of the triangle: for which λ is that hardest?",
		"solve αλ < 2 + 2β for α, with λ = lambdaN.")
}

// Momentum3 checks one step of Nesterov's rule in lesson 10, with look-ahead:
// v ← γv + η∇R(θ - γv), θ ← θ - v.
func Momentum3(step func(theta, v, eta, gamma float64, grad func(float64) float64) (float64, float64)) Verdict {
	return guarded(func() Verdict {
		theta, _ := step(2, 0.5, 0.1, 0.8, cubic)
		if v, ok := slipped("∇R(θ) = θ³ + 1, θ = 2, v = 0.5, η = 0.1, γ = 0.8: the new θ", theta,
			slip{2 - 0.4 - 0.9, "The gradient is taken at θ: that is plain momentum. Take it where the jump lands."},
			slip{2 - 0.4 - 0.1*cubic(1.5), "It looks ahead by v; the jump is γv."},
			slip{2 - 0.4 - 0.1*cubic(2.4), "It looks behind: the jump goes to θ - γv."},
			slip{2 - 0.1*cubic(1.6), "The jump is looked at and not made: γv is missing in the new v."},
			slip{2 - 2*0.4 - 0.1*cubic(1.6), "The jump is made twice: it is a part of the new v already."},
			slip{2 + 0.4 + 0.1*cubic(1.6), "It goes uphill: v is subtracted."},
			slip{2 - 0.5, "θ has moved by the old v. Make the new v first, then move."},
		); ok {
			return v
		}
		return judge("The jump -γv comes first; the gradient is taken where it lands.",
			stepProbes(step, func(theta, v, eta, gamma float64) float64 { return gamma*v + eta*cubic(theta-gamma*v) })...)
	}).hinted("Momentum3",
		"your step of exercise 1 has all that is needed but one thing: the place where grad is asked.",
		"v = gamma*v + eta*grad(theta-gamma*v), with the old v on the right; the new θ is theta - v.")
}

// cubic is a slope that is not linear, so that the place where it is taken shows.
func cubic(theta float64) float64 { return theta*theta*theta + 1 }

// stepProbes compares both results of a step with the right velocity.
func stepProbes(step func(theta, v, a, b float64, grad func(float64) float64) (float64, float64), velocity func(theta, v, a, b float64) float64) (probes []probe) {
	for _, c := range []struct{ theta, v, a, b float64 }{
		{2, 0, 0.1, 0.9}, {2, 0.5, 0.1, 0.9}, {-1, 0.5, 0.2, 0.5}, {1, -2, 0.05, 0},
	} {
		v := velocity(c.theta, c.v, c.a, c.b)
		theta, speed := step(c.theta, c.v, c.a, c.b, cubic)
		at := label("∇R(θ) = θ³ + 1, θ = %g, v = %g, step size %g, memory %g", c.theta, c.v, c.a, c.b)
		probes = append(probes, probe{at + ": the new v", speed, v, 1e-12}, probe{at + ": the new θ", theta, c.theta - v, 1e-12})
	}
	return probes
}
