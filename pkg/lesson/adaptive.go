package lesson

import "math"

// Adaptive1 checks one step of Adagrad in lesson 11, with ε outside of the root:
// G ← G + g², θ ← θ - ηg/(√G + ε).
func Adaptive1(step func(theta, sum, grad, eta, eps float64) (float64, float64)) Verdict {
	return guarded(func() Verdict {
		theta, _ := step(1, 16, -3, 0.5, 0.1)
		if v, ok := slipped("θ = 1, G = 16, g = -3, η = 0.5, ε = 0.1: the new θ", theta,
			slip{1 - 1.5/5.1, "It goes uphill: the step is subtracted."},
			slip{1 + 1.5/4.1, "It divides by the old G. Add g² first."},
			slip{1 + 1.5/25.1, "It divides by G itself. Take the root."},
			slip{1 + 1.5/math.Sqrt(25.1), "ε stands inside of the root. Here it is outside."},
			slip{1 + 1.5/math.Sqrt(13), "It adds g, not g²: gradients of both signs cancel, and G should only grow."},
			slip{1 + 1.5/(math.Sqrt(13)+0.1), "It adds g, not g²: gradients of both signs cancel, and G should only grow."},
			slip{1 + 1.5/3.1, "It has no memory: that is the size of this gradient alone."},
			slip{1 + 1.5/5, "ε is missing: with G = 0 and g = 0 this is 0/0."},
			slip{1 + 0.5, "That is a step of the sign alone: divide by √G, not by |g|."},
			slip{1 + 1.5, "That is plain descent: nothing is divided."},
		); ok {
			return v
		}
		var probes []probe
		for _, c := range [][5]float64{{1, 0, 2, 0.1, 1e-8}, {1, 16, -3, 0.5, 0.1}, {-2, 100, 0, 1, 1e-8}, {0, 0, 0, 1, 1e-8}} {
			sum := c[1] + c[2]*c[2]
			theta, got := step(c[0], c[1], c[2], c[3], c[4])
			at := label("θ = %g, G = %g, g = %g, η = %g, ε = %g", c[0], c[1], c[2], c[3], c[4])
			probes = append(probes, probe{at + ": the new G", got, sum, 1e-12},
				probe{at + ": the new θ", theta, c[0] - c[3]*c[2]/(math.Sqrt(sum)+c[4]), 1e-12})
		}
		return judge("The first step is η whatever the gradient is; then each is shorter than the one before, if the gradient stays.", probes...)
	}).hinted("Adaptive1",
		"two lines: the new G, then the step with the root of the new G.",
		"sum += grad*grad; the new θ is theta - eta*grad/(math.Sqrt(sum)+eps). Return both, θ first.")
}

// Adaptive2 checks the length of Adam's steps without bias correction under a
// constant gradient of 1 in lesson 11: (1 - β₁ᵗ)/√(1 - β₂ᵗ).
func Adaptive2(length func(t int, beta1, beta2 float64) float64) Verdict {
	return guarded(func() Verdict {
		if v, ok := slipped("step 2, β₁ = 0.9, β₂ = 0.99", length(2, 0.9, 0.99),
			slip{1, "That is the corrected one: with correction every step is η."},
			slip{0.19 / 0.0199, "It divides by v. Take the root."},
			slip{0.1 / math.Sqrt(0.01), "That is the first step. Is the power off by one?"},
			slip{(1 - 0.729) / math.Sqrt(1-0.970299), "That is the third step: t counts from 1, and the power is t."},
			slip{math.Sqrt(0.0199) / 0.19, "The fraction stands on its head: the step is m/√v."},
			slip{0.81 / math.Sqrt(0.9801), "That is what the means still lack: m is 1 - β₁ᵗ, not β₁ᵗ."},
			slip{(1 - 0.9*2) / math.Sqrt(1-0.99*2), "βᵗ is a power, math.Pow(beta, float64(t)), not a product."},
			slip{(1 - 0.9801) / math.Sqrt(1-0.81), "β₁ and β₂ have changed places."},
			slip{0.19, "That is m alone. It is divided by √v."},
		); ok {
			return v
		}
		var probes []probe
		for _, beta := range [][2]float64{{0.9, 0.999}, {0, 0.9}, {0.5, 0.25}} {
			m, v := 0.0, 0.0
			for t := 1; t <= 20; t++ {
				m, v = beta[0]*m+1-beta[0], beta[1]*v+1-beta[1]
				probes = append(probes, probe{
					label("step %d, β₁ = %g, β₂ = %g", t, beta[0], beta[1]),
					length(t, beta[0], beta[1]), m / math.Sqrt(v), 1e-9,
				})
			}
		}
		return judge("m is 1 - β₁ᵗ and v is 1 - β₂ᵗ; the step is m/√v, and both tend to 1.", probes...)
	}).hinted("Adaptive2",
		"begin with m: after one step it is 1 - β₁, after two β₁(1 - β₁) + 1 - β₁. What is missing to 1?",
		"m = 1 - β₁ᵗ and v = 1 - β₂ᵗ; the length is m/√v, with math.Pow for the powers.")
}

// Adaptive3 checks the first step of corrected Adam in lesson 11, in units of η: |g|/(|g| + ε)
// with ε outside of the root, |g|/√(g² + ε) with ε inside.
func Adaptive3(first func(grad, eps float64, inside bool) float64) Verdict {
	return guarded(func() Verdict {
		if v, ok := slipped("g = -0.5, ε = 0.11, inside", first(-0.5, 0.11, true),
			slip{0.5 / 0.61, "That is ε outside of the root."},
			slip{-0.5 / 0.6, "A length is not negative: take |g| above."},
			slip{0.5 / 0.36, "The root is missing."},
			slip{0.5 / math.Sqrt(0.25+0.0121), "Inside of the root it is ε, not ε²."},
			slip{0.5 / (0.5 + math.Sqrt(0.11)), "√(a + b) is not √a + √b."},
			slip{0.6, "That is the denominator: the step is |g| divided by it."},
			slip{1, "ε is missing."},
			slip{0.05 / math.Sqrt(0.00025+0.11), "That is without correction. Corrected, the means of one gradient are g and g² themselves."},
		); ok {
			return v
		}
		if v, ok := slipped("g = -0.5, ε = 0.11, outside", first(-0.5, 0.11, false),
			slip{0.5 / 0.6, "That is ε inside of the root."},
			slip{0.5 / 0.36, "√(g²) is |g|, not g²."},
			slip{0.5 / 0.39, "√(g²) is |g|: without the bars a negative gradient makes the denominator smaller."},
			slip{-0.5 / 0.61, "A length is not negative: take |g| above."},
		); ok {
			return v
		}
		var probes []probe
		for _, g := range []float64{1, -0.5, 1e-4, -1e-8, 0} {
			for _, inside := range []bool{false, true} {
				want, where := math.Abs(g)/(math.Abs(g)+1e-8), "outside"
				if inside {
					want, where = math.Abs(g)/math.Sqrt(g*g+1e-8), "inside"
				}
				probes = append(probes, probe{label("g = %g, ε = 1e-8, %s", g, where), first(g, 1e-8, inside), want, 1e-9})
			}
		}
		return judge("The floor of the denominator is ε outside of the root and √ε inside: 1e-8 and 1e-4.", probes...)
	}).hinted("Adaptive3",
		"after one corrected step the two means are g and g² themselves, so that only the place of ε is left to write.",
		"inside: |g|/√(g² + ε); outside: |g|/(|g| + ε); math.Abs and math.Sqrt.")
}
