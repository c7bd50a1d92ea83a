package lesson

import (
	"math"
	"math/rand/v2"
)

// Images1 checks what a ramp costs in lesson 12: a rise by height in n equal
// steps is n·½(height/n)² in the quadratic energy and n·(|height|/n) in total
// variation.
func Images1(cost func(height float64, n int) (quadratic, variation float64)) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range []struct {
			height float64
			n      int
		}{{1, 1}, {1, 10}, {0.5, 4}, {-2, 8}} {
			quadratic, variation := cost(c.height, c.n)
			at := label("a rise by %g in %d steps", c.height, c.n)
			trials = append(trials,
				trial{at + ": ½Σ|∇u|²", quadratic, c.height * c.height / float64(2*c.n), 1e-12},
				trial{at + ": Σ|∇u|", variation, math.Abs(c.height), 1e-12})
		}
		return judge("The quadratic energy pays less for a longer ramp; total variation does not care.", trials...)
	})
}

// Images2 checks the best rate of gradient descent in lesson 12 for eigenvalues
// from λ to λ + 8: η = 1/(λ + 4), with the factor 4/(λ + 4).
func Images2(best func(lambda float64) (rate, factor float64)) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, lambda := range []float64{0.1, 1, 4, 50} {
			rate, factor := best(lambda)
			at := label("λ = %g", lambda)
			trials = append(trials, trial{at + ": η", rate, 1 / (lambda + 4), 1e-12}, trial{at + ": the factor", factor, 4 / (lambda + 4), 1e-12})
		}
		return judge("Both ends of the spectrum shrink alike: |1 - ηλ| = |1 - η(λ + 8)|.", trials...)
	})
}

// Images3 checks the adjoint of the differences along a row in lesson 12. The
// differences of n samples are n - 1; the adjoint takes n - 1 numbers to n.
func Images3(adjoint func(p []float64) []float64) Verdict {
	return guarded(func() Verdict {
		rng := rand.New(rand.NewPCG(7, 3))
		for _, n := range []int{2, 3, 7} {
			u, p := make([]float64, n), make([]float64, n-1)
			for i := range u {
				u[i] = math.Round(10*rng.NormFloat64()) / 4
			}
			for i := range p {
				p[i] = math.Round(10*rng.NormFloat64()) / 4
			}
			got := adjoint(p)
			if got == nil {
				return unanswered()
			}
			if len(got) != n {
				return wrong("%d differences come from %d samples; your function gives %d numbers.", n-1, n, len(got))
			}
			left, right := 0.0, 0.0
			for i := range p {
				left += (u[i+1] - u[i]) * p[i]
			}
			for i := range u {
				right += u[i] * got[i]
			}
			if !(math.Abs(left-right) <= 1e-9) {
				return wrong("u = %v, p = %v: ⟨Du, p⟩ is %g, and ⟨u, Dᵀp⟩ is %g with your function.", u, p, left, right)
			}
		}
		return right("⟨Du, p⟩ = ⟨u, Dᵀp⟩: each difference gives back +p to the sample that it added and -p to the one that it took off.")
	})
}

// Images4 checks the minimizer of |u - v| + (λ/2)((u - a)² + (v - b)²) in lesson
// 07: both move by 1/λ towards each other, or meet in the middle.
func Images4(restored func(a, b, lambda float64) (u, v float64)) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range [][3]float64{{0, 1, 4}, {1, 0, 4}, {0, 1, 1}, {0.25, 0.5, 100}, {-1, 3, 0.75}, {2, 2, 1}} {
			u, v := restored(c[0], c[1], c[2])
			move := math.Copysign(min(1/c[2], math.Abs(c[1]-c[0])/2), c[1]-c[0])
			at := label("a = %g, b = %g, λ = %g", c[0], c[1], c[2])
			trials = append(trials, trial{at + ": u", u, c[0] + move, 1e-12}, trial{at + ": v", v, c[1] - move, 1e-12})
		}
		return judge("A small difference vanishes, a large one shrinks by 2/λ: edges stay, and lose contrast.", trials...)
	})
}
