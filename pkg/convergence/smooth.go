package convergence

import (
	"math"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/study"
)

// randomSlope returns F(x, ξ) = F(x) + s ξ·x with ξ uniform on the sphere, and the
// draw of a new ξ, which belongs before each gradient.
func randomSlope(t target, s float64, key string, seed int) (f func(x []float64) float64, draw func()) {
	if s == 0 {
		return t.f, func() {}
	}
	rng, xi := study.Generator("ξ "+key, seed), make([]float64, t.n)
	draw = func() {
		for i := range xi {
			xi[i] = rng.NormFloat64()
		}
		size := length(xi)
		for i := range xi {
			xi[i] *= s / size
		}
	}
	draw()
	return func(x []float64) float64 {
		v := t.f(x)
		for i, c := range xi {
			v += c * x[i]
		}
		return v
	}, draw
}

// walk runs Algorithm 1 over so many steps with a schedule; see is called after each
// with what it led to, and the mean of the iterates before.
func (c curve) walk(t target, lambda optim.Schedule, steps, seed int, see func(p *optim.Progress, mean []float64)) error {
	f, draw := randomSlope(t, c.noise, c.key(seed), seed)
	_, err := Algorithm1{
		Directions: c.k, Radius: studyRadius, Lambda: lambda, Steps: steps, Project: t.project(), Rand: study.Generator(c.key(seed), seed),
		Observe: func(p *optim.Progress, mean []float64) {
			see(p, mean)
			draw()
		},
	}.Minimize(f, t.x0)
	return err
}

// studyRadius is the h of the studies that do not vary it.
const studyRadius = 1e-4

// last is F - min F at the iterate after each of the curve's T, in one run.
func (c curve) last(t target, lambda optim.Schedule, seed int) (out []float64, err error) {
	err = c.walk(t, lambda, c.ts[len(c.ts)-1], seed, func(p *optim.Progress, _ []float64) {
		if p.Step == c.ts[len(out)] {
			out = append(out, t.gap(p.X))
		}
	})
	return out, err
}

// mean is F - min F at x̄_T for each of the curve's T, in one run.
func (c curve) mean(t target, lambda optim.Schedule, seed int) (out []float64, err error) {
	err = c.walk(t, lambda, c.ts[len(c.ts)-1], seed, func(p *optim.Progress, mean []float64) {
		if p.Step == c.ts[len(out)] {
			out = append(out, t.gap(mean))
		}
	})
	return out, err
}

// means is the same with a run for each T, whose step length knows T.
func (c curve) means(t target, lambda func(steps int) float64, seed int) (out []float64, err error) {
	for _, steps := range c.ts {
		one := c
		one.ts = []int{steps}
		gap, err := one.mean(t, optim.Constant(lambda(steps)), seed)
		if err != nil {
			return nil, err
		}
		out = append(out, gap...)
	}
	return out, nil
}

// scaled is the quadratic from a start at distance 1.
func scaled(n int, kappa float64) target {
	t := quadratic(n, kappa)
	for i := range t.x0 {
		t.x0[i] = 1 / math.Sqrt(float64(n))
	}
	return t
}

// hyperbola is the rate 2/(μ(t + t0)), as λ.
type hyperbola struct{ n, mu, t0 float64 }

func (h hyperbola) Rate(step int) float64 { return 2 * h.n / (h.mu * (float64(step) + h.t0)) }

// smooth measures the rates on quadratics: strongly convex (κ = 1 and 10), and with
// curvatures over four decades, where T is below every μ that could help, and the
// rate is 1/T.
func smooth(size study.Size) study.Part {
	var all []curve
	for _, n := range study.Pick(size, dimensions, []int{10}) {
		for _, k := range someDirections(n) {
			all = append(all, strong("round", n, k, 1), strong("strong", n, k, 10), flat(n, k))
			if k == 1 {
				all = append(all, noisyRound(n), noisyFlat(n))
			}
		}
	}
	return curves("smooth", "rates on quadratics: strongly convex and nearly flat, with values and with noisy ones", size, all)
}

// strong is a quadratic with the rate 1/(ℓM).
func strong(name string, n, k int, kappa float64) curve {
	m := Inflation(n, k)
	c := curve{problem: name, n: n, k: k, step: "1/(ℓM)", theory: -1, sharp: kappa == 1 && n >= 10}
	c.over(kappa*m, 1, 2, 4, 6, 8)
	c.tau = nil // not a power of n
	for _, t := range c.ts {
		c.x = append(c.x, -float64(t)*math.Log1p(-1/(kappa*m))) // in units of the bound's own decay
	}
	first := scaled(n, kappa).gap(scaled(n, kappa).x0)
	c.bound = func(t int) float64 { return first * StrongBound(kappa, n, k, t) }
	c.run = func(c curve, seed int) ([]float64, error) {
		return c.last(scaled(n, kappa), optim.Constant(float64(n)/m), seed)
	}
	return c
}

// flat has curvatures from 1 down to 1e-4.
func flat(n, k int) curve {
	m := Inflation(n, k)
	c := curve{problem: "flat", n: n, k: k, step: "1/(ℓM)", theory: -1, sharp: n >= 5}
	tau := []float64{10, 30, 100, 300, 1000}
	if n >= 300 {
		tau = tau[:3] // a step is long there
	}
	c.over(m, tau...)
	c.bound = func(t int) float64 { return ConvexBound(1, 1, n, k, t) }
	c.run = func(c curve, seed int) ([]float64, error) {
		return c.mean(scaled(n, 1e4), optim.Constant(float64(n)/m), seed)
	}
	return c
}

func noisyTau(n int) []float64 {
	if n >= 300 {
		return []float64{16, 32, 64}
	}
	return []float64{16, 64, 256}
}

// noisyRound is κ = 1 with noisy slopes, and a rate that falls like 1/t. E‖x_t - x*‖²
// stays below B/(t + t₀) with t₀ = 2κM and B = max(t₀‖x_0 - x*‖², 4Ms²/μ²).
func noisyRound(n int) curve {
	m := Inflation(n, 1)
	c := curve{problem: "round", n: n, k: 1, noise: 1, step: "2/(μ(t+t₀))", theory: -1, sharp: true}
	c.over(m, noisyTau(n)...)
	c.bound = func(t int) float64 { return 0.5 * 4 * m / (float64(t) + 2*m) }
	c.run = func(c curve, seed int) ([]float64, error) {
		return c.last(scaled(n, 1), hyperbola{float64(n), 1, 2 * m}, seed)
	}
	return c
}

// noisyFlat is flat with noisy slopes; the rate depends on T.
func noisyFlat(n int) curve {
	m := Inflation(n, 1)
	rate := func(t int) float64 { return min(1/m, 1/math.Sqrt(m*float64(t))) }
	c := curve{problem: "flat", n: n, k: 1, noise: 1, step: "R/(s√(MT))", theory: -0.5}
	c.over(m, noisyTau(n)...)
	c.bound = func(t int) float64 { return NoisyConvexBound(rate(t), 1, 1, n, 1, t) }
	c.run = func(c curve, seed int) ([]float64, error) {
		return c.means(scaled(n, 1e4), func(t int) float64 { return float64(n) * rate(t) }, seed)
	}
	return c
}
