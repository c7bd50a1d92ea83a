package lesson

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Images1 checks what a ramp costs in lesson 12: a rise by height in n equal
// steps is n·½(height/n)² in the quadratic energy and n·(|height|/n) in total
// variation.
func Images1(cost func(height float64, n int) (quadratic, variation float64)) Verdict {
	return guarded(func() Verdict {
		quadratic, variation := cost(-2, 5)
		if v, ok := slipped("a fall by 2 in 5 steps: ½Σ|∇u|²", quadratic,
			slip{2, "That is one step of the whole height. Each of the n steps has height/n."},
			slip{0.08, "That is one of the n steps."},
			slip{0.8, "The ½ is missing."},
			slip{-0.2, "The height is to be squared: a fall costs as much as a rise."},
			slip{0.2, "The height is to be squared."},
			slip{10, "n stands on the wrong side: a longer ramp costs less."},
			slip{0, "1/n and 1/2 of whole numbers are 0: write 1/float64(n) and 0.5."},
		); ok {
			return v
		}
		if v, ok := slipped("a fall by 2 in 5 steps: Σ|∇u|", variation,
			slip{-2, "A fall costs too: take the absolute value."},
			slip{0.4, "That is one of the n steps."},
			slip{1, "There is no ½ in total variation."},
			slip{-0.4, "That is one of the n steps, and a fall costs too."},
			slip{0, "1/n of whole numbers is 0: write 1/float64(n)."},
		); ok {
			return v
		}
		var probes []probe
		for _, c := range []struct {
			height float64
			n      int
		}{{1, 1}, {1, 10}, {0.5, 4}, {-2, 8}} {
			quadratic, variation := cost(c.height, c.n)
			at := label("a rise by %g in %d steps", c.height, c.n)
			probes = append(probes,
				probe{at + ": ½Σ|∇u|²", quadratic, c.height * c.height / float64(2*c.n), 1e-12},
				probe{at + ": Σ|∇u|", variation, math.Abs(c.height), 1e-12})
		}
		return judge("The quadratic energy pays less for a longer ramp; total variation does not care.", probes...)
	}).hinted("Images1",
		"each of the n differences is height/n. What does one of them cost, and what n of them?",
		"n times ½(height/n)², and n times |height/n|, with n as a float64: simplify both.")
}

// Images2 checks the best rate of gradient descent in lesson 12 for eigenvalues
// from λ to λ + 8: η = 1/(λ + 4), with the factor 4/(λ + 4).
func Images2(best func(lambda float64) (rate, factor float64)) Verdict {
	return guarded(func() Verdict {
		rate, factor := best(1)
		if v, ok := slipped("λ = 1: η", rate,
			slip{1.0 / 9, "That is safe and not the best: the largest eigenvalue is cleared at once, the smallest hardly moves."},
			slip{2.0 / 9, "That is the rate at which descent just fails."},
			slip{0.25, "The eigenvalues start at λ, not at 0."},
			slip{1, "That is best for the smallest eigenvalue alone."},
			slip{0.4, "The smallest eigenvalue and the largest add up to 2λ + 8."},
			slip{0, "1/2 of whole numbers is 0: write 0.5."},
		); ok {
			return v
		}
		if v, ok := slipped("λ = 1: the factor", factor,
			slip{-0.8, "A share is not negative: take the absolute value at the upper end."},
			slip{0.64, "That is the share of J. The error itself is not squared."},
			slip{0.2, "That is the share that a step takes away, at the lower end."},
			slip{8.0 / 9, "That is the factor of η = 1/(λ + 8)."},
			slip{1, "That is the factor of the rate at which descent just fails."},
		); ok {
			return v
		}
		var probes []probe
		for _, lambda := range []float64{0.1, 1, 4, 50} {
			rate, factor := best(lambda)
			at := label("λ = %g", lambda)
			probes = append(probes, probe{at + ": η", rate, 1 / (lambda + 4), 1e-12}, probe{at + ": the factor", factor, 4 / (lambda + 4), 1e-12})
		}
		return judge("Both ends of the spectrum shrink alike: |1 - ηλ| = |1 - η(λ + 8)|.", probes...)
	}).hinted("Images2",
		"a step multiplies the error along an eigenvector by 1 − η·(its eigenvalue). Only the two ends matter.",
		"the best η makes both ends alike: 1 − ηλ = η(λ + 8) − 1. Solve for η, and put it in.")
}

// Images3 checks the adjoint of the differences along a row in the appendix of lesson 12. The
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
			given := slices.Clone(p)
			got := adjoint(p)
			if got == nil {
				return unanswered()
			}
			if !slices.Equal(p, given) {
				return wrong("It changes p, which belongs to the caller. Make a slice of your own.")
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
			if math.Abs(left+right) <= 1e-9 && math.Abs(left) > 1e-9 {
				return wrong("u = %v, p = %v: ⟨Du, p⟩ is %g, and ⟨u, Dᵀp⟩ is %g with your function: the sign is turned. "+
					"(It is the divergence, which is −Dᵀ.)", u, p, left, right)
			}
			if !(math.Abs(left-right) <= 1e-9) {
				return wrong("u = %v, p = %v: ⟨Du, p⟩ is %g, and ⟨u, Dᵀp⟩ is %g with your function.", u, p, left, right)
			}
		}
		return right("⟨Du, p⟩ = ⟨u, Dᵀp⟩: each difference gives back +p to the sample that it added and -p to the one that it took off.")
	}).hinted("Images3",
		"write ⟨Du, p⟩ for three samples, and collect what stands behind each u.",
		"start with n zeros; for each i take p[i] from the sample i and add it to the sample i + 1.")
}

// Images4 checks the minimizer of |u - v| + (λ/2)((u - a)² + (v - b)²) in lesson
// 12: both move by 1/λ towards each other, or meet in the middle.
func Images4(restored func(a, b, lambda float64) (u, v float64)) Verdict {
	return guarded(func() Verdict {
		u, v := restored(0, 1, 4)
		if v, ok := slipped("a = 0, b = 1, λ = 4: u", u,
			slip{0.5, "Each pixel moves by 1/λ, both together by 2/λ; here they do not meet yet."},
			slip{-0.25, "The sign is turned: they move towards each other."},
			slip{1.0 / 6, "That minimizes ½(u − v)², the quadratic energy."},
			slip{0.125, "The derivative of (λ/2)(u − a)² is λ(u − a): the ½ is used up."},
			slip{4, "λ stands on the wrong side: the more the data count, the less they move."},
			slip{0, "Nothing moves? (1/2 of whole numbers is 0.)"},
		); ok {
			return v
		}
		if w, ok := slipped("a = 0, b = 1, λ = 4: v", v, slip{1.25, "v goes away from u: they move towards each other."}); ok {
			return w
		}
		u, _ = restored(1, 0, 4)
		if w, ok := slipped("a = 1, b = 0, λ = 4: u", u, slip{1.25, "That is right only for a < b: here they move apart."},
			slip{0.5, "That is right only for a < b. Is |b − a| taken without its sign?"}); ok {
			return w
		}
		u, v = restored(0, 1, 1.5)
		if w, ok := slipped("a = 0, b = 1, λ = 1.5: u", u, slip{1 / 1.5, "The pixels pass each other: they meet when |a − b| is at most 2/λ."}); ok {
			return w
		}
		probes := []probe{{"a = 0, b = 1, λ = 1.5: v", v, 0.5, 1e-12}}
		for _, c := range [][3]float64{{0, 1, 4}, {1, 0, 4}, {0, 1, 1}, {0, 1, 1.5}, {0.25, 0.5, 100}, {-1, 3, 0.75}, {2, 2, 1}} {
			u, v := restored(c[0], c[1], c[2])
			move := math.Copysign(min(1/c[2], math.Abs(c[1]-c[0])/2), c[1]-c[0])
			at := label("a = %g, b = %g, λ = %g", c[0], c[1], c[2])
			probes = append(probes, probe{at + ": u", u, c[0] + move, 1e-12}, probe{at + ": v", v, c[1] - move, 1e-12})
		}
		return judge("A small difference vanishes, a large one shrinks by 2/λ: edges stay, and lose contrast.", probes...)
	}).hinted("Images4",
		"take a < b and suppose that u < v still: |u − v| is v − u, and both derivatives are 0 at one place.",
		"that place is u = a + 1/λ, v = b − 1/λ. Where it would have u > v, both are (a + b)/2; for a > b the signs turn.")
}

// Images5 checks Stein's estimate of the error in lesson 12: with the divergence probed along signs b,
// |D(f) - f|²/n + 2σ²⟨b, D(f + hb) - D(f)⟩/(nh) - σ².
func Images5(risk func(method func([]float64) []float64, f, b []float64, h, sigma float64) float64) Verdict {
	return guarded(func() Verdict {
		// The method keeps three quarters of each sample: |D(f) - f|²/n is 1.5/16, and the divergence is 0.75 for each.
		const h, sigma, data, share = 1.0 / 64, 0.5, 1.5 / 16, 0.75
		f, b := []float64{1, 2, 0, -1}, []float64{1, -1, -1, 1}
		shrink := func(f []float64) []float64 {
			u := make([]float64, len(f))
			for i, v := range f {
				u[i] = share * v
			}
			return u
		}
		given, signs := slices.Clone(f), slices.Clone(b)
		got := risk(shrink, f, b, h, sigma)
		if !slices.Equal(f, given) || !slices.Equal(b, signs) {
			return wrong("It changes f or b, which belong to the caller. Make a slice of your own for f + hb.")
		}
		const s = sigma * sigma
		at := "D(f) = ¾f with n = 4, σ = 0.5"
		if v, ok := slipped(at, got,
			slip{data + s*share - s, "The factor 2 before the divergence is missing."},
			slip{data + 2*s*share, "σ² at the end is missing: without it, it is no error, though least at the same place."},
			slip{data + 2*sigma*share - s, "σ is to be squared, before the divergence too."},
			slip{data + 2*sigma*share - sigma, "σ is to be squared."},
			slip{data + 2*s*share*4 - s, "The divergence is a sum over n pixels: divide it by n too."},
			slip{4*data + 2*s*share*4 - s, "Divide by n: both the misfit and the divergence are sums."},
			slip{4*data + 2*s*share - s, "The misfit is a sum over n pixels: divide it by n too."},
			slip{4 * (data + 2*s*share - s), "That is the sum over all pixels: divide it by n."},
			slip{data - 2*s*share - s, "The sign of the divergence is turned: is it D(f) − D(f + hb)?"},
			slip{data + 2*s*share*h - s, "The difference is not divided by h."},
			slip{data + 2*s*share*h*h - s, "The difference is multiplied by h, where it is to be divided."},
			slip{data - s, "The divergence is 0. Is b in the product as well as in the probe? (And is f + hb a slice of its own?)"},
			slip{data + 2*s - s, "That is the divergence of doing nothing: the probe went past the method."},
		); ok {
			return v
		}
		clip := func(f []float64) []float64 { // another one, in which a sample feels its neighbour
			u := make([]float64, len(f))
			for i, v := range f {
				u[i] = max(v-0.25, 0) + 0.5*f[(i+1)%len(f)]
			}
			return u
		}
		// |D - f|² of f = (1, 2, -1): u = (1.75, 1.25, 0.5); with b all 1, ⟨b, D(f + hb) - D(f)⟩/h = 2 + 1.5.
		probes := []probe{
			{at, got, data + 2*s*share - s, 1e-9},
			{
				"soft steps on three samples, σ = 0.1", risk(clip, []float64{1, 2, -1}, []float64{1, 1, 1}, h, 0.1),
				(0.75*0.75+0.75*0.75+1.5*1.5)/3 + 0.02*3.5/3 - 0.01, 1e-9,
			},
		}
		return judge("No true image in it: a misfit, one probe, and the size of the noise.", probes...)
	}).hinted("Images5",
		"three terms: the mean of (D(f) − f)², 2σ²·div/n, and −σ².",
		"probe := f + h·b, element by element, in a new slice; div is the sum of b[i]·(D(probe)[i] − D(f)[i]) divided by h.")
}
