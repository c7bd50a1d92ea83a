package convergence

import (
	"slices"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/study"
)

// nonsmoothStudy measures the rates on non-smooth convex functions with the theorems'
// step lengths: fixed for each T, and falling.
func nonsmoothStudy(size study.Size) study.Part {
	var all []curve
	for _, kind := range nonsmooth {
		for _, n := range study.Pick(size, append([]int{1}, dimensions...), []int{1, 10}) {
			if kind.name != "sum-abs" && (n == 1 || kind.name == "norm" && n == 300) {
				continue // in one dimension all are |x|; and the longest runs are spared
			}
			for _, k := range someDirections(n) {
				if n == 300 && k > 1 && k < n {
					continue
				}
				c := fixed(size, kind.name, kind.make, n, k)
				all = append(all, c)
				if k > 1 || n == 300 && kind.name != "sum-abs" {
					continue
				}
				noisy := c
				noisy.noise = 0.5 // F(·, ξ) has the Lipschitz constant 1.5
				d := kind.make(n).diameter()
				noisy.bound = func(t int) float64 { return DirectionsBound(1.5, d, n, k, t) + Gap(1.5, studyRadius, n) }
				all = append(all, noisy)
				all = append(all, fallingCurves(kind.name, kind.make, c)...)
			}
		}
	}
	return curves("nonsmooth", "rates on non-smooth convex functions, with the theorems' steps", size, all)
}

// fixed has the theorem's fixed step for each T. In one dimension nothing is random,
// and the error depends on how the last steps happen to meet the kink.
func fixed(size study.Size, name string, make func(n int) target, n, k int) curve {
	c := curve{problem: name, n: n, k: k, step: "fixed", theory: -0.5}
	tau := []float64{4, 16, 64, 256, 1024, 4096}
	switch { // the larger n, the longer is a step
	case n >= 300:
		tau = tau[:3]
	case n >= 100 || size.Small:
		tau = tau[:4]
	case n >= 10:
		tau = tau[:5]
	}
	c.over(Effective(n, k), tau...)
	c.from = len(tau) - 3
	d := make(n).diameter()
	c.bound = func(t int) float64 { return DirectionsBound(1, d, n, k, t) + Gap(1, studyRadius, n) }
	c.run = func(c curve, seed int) ([]float64, error) {
		return c.means(make(n), func(t int) float64 { return DirectionsLambda(1+c.noise, d, n, k, t) }, seed)
	}
	return c
}

// fallingCurves are the runs with λ_t = D√n/(L√t): the plain mean of the iterates,
// and the one weighted by λ_t.
func fallingCurves(name string, make func(n int) target, like curve) []curve {
	n := like.n
	d := make(n).diameter()
	lambda := optim.InverseSqrt{Diameter: d, N: n, Lipschitz: 1}
	plain := like
	plain.step = "falling"
	plain.bound = func(t int) float64 { return AnytimeBound(1, d, n, t) + Gap(1, studyRadius, n) }
	plain.run = func(c curve, seed int) ([]float64, error) { return c.mean(make(n), lambda, seed) }
	weighted := like
	weighted.step = "falling weighted"
	weighted.bound = func(t int) float64 { return WeightedBound(1, d, n, t) + Gap(1, studyRadius, n) }
	weighted.run = func(c curve, seed int) ([]float64, error) { return c.weighted(make(n), lambda, seed) }
	return []curve{plain, weighted}
}

// weighted is F - min F at the mean of the iterates that is weighted by λ_t.
func (c curve) weighted(t target, lambda optim.Schedule, seed int) (out []float64, err error) {
	before, sum, mean, weights := slices.Clone(t.x0), slices.Repeat([]float64{0}, t.n), slices.Clone(t.x0), 0.0
	err = c.walk(t, lambda, c.ts[len(c.ts)-1], seed, func(p *optim.Progress, _ []float64) {
		weights += p.Rate
		for i, v := range before {
			sum[i] += p.Rate * v
			mean[i] = sum[i] / weights
		}
		copy(before, p.X)
		if p.Step == c.ts[len(out)] {
			out = append(out, t.gap(mean))
		}
	})
	return out, err
}
