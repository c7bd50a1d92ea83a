package convergence

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/steklov"
	"github.com/gradstep/gradstep/pkg/study"
)

// waves is a Lipschitz relative of Rastrigin's function, with L = 3 in every dimension:
//
//	(1/n) Σ f(√n x_i),  f(z) = |z| + ½(1 - cos 4z)
//
// from ‖x‖ = 3.5, where each √n x_i is 3.5.
func waves(n int) target {
	scale := math.Sqrt(float64(n))
	start := make([]float64, n)
	for i := range start {
		start[i] = 3.5 / scale
	}
	return target{
		name: "waves", n: n, l: 3, x0: start, best: make([]float64, n), radius: math.Inf(1),
		f: func(x []float64) float64 {
			s := 0.0
			for _, v := range x {
				z := scale * v
				s += math.Abs(z) + (1-math.Cos(4*z))/2
			}
			return s / float64(len(x))
		},
	}
}

// network is the mean absolute error of a network of m ReLU units at 20 points of a
// sine, n = 3m + 1 parameters: weights, offsets, and weights of the output, for each
// unit, and the output's offset. Its Lipschitz constant on the ball of radius R is at
// most the mean of √((1 + t²)R² + 1) over the points t: the slope in the parameters of
// unit j is at most √(w_j²(1 + t²) + (u_j t + v_j)²).
func network(m int) target {
	const points = 20
	n := 3*m + 1
	rng := study.Generator("network", m)
	start := make([]float64, n)
	for j := range m {
		start[3*j], start[3*j+1] = rng.NormFloat64(), rng.NormFloat64()
		start[3*j+2] = rng.NormFloat64() / math.Sqrt(float64(m))
	}
	t := target{name: "network", n: n, x0: start, radius: length(start) + 2}
	for i := range points {
		at := networkPoint(i, points)
		t.l += math.Sqrt((1+at*at)*t.radius*t.radius+1) / points
	}
	t.f = func(x []float64) float64 {
		s := 0.0
		for i := range points {
			at := networkPoint(i, points)
			s += math.Abs(units(x[:3*m], at, x[n-1]) - math.Sin(3*at))
		}
		return s / points
	}
	return t
}

// units is from + Σ u_j max(0, w_j t + v_j), the sum over ReLU units, whose w, v, u stand in x one behind the other.
func units(x []float64, t, from float64) float64 {
	for j := 0; j < len(x); j += 3 {
		from += x[j+2] * max(0, x[j]*t+x[j+1])
	}
	return from
}

func networkPoint(i, points int) float64 { return 2*float64(i)/float64(points-1) - 1 }

// staircase is the loss of lesson 01 for an image of n channels: the mean over the
// channels of the loss in its own b. It jumps, so it has no Lipschitz constant.
func staircase(n int) target {
	rng := study.Generator("staircase", n)
	curves, start := make([]*stair.Curve, n), make([]float64, n)
	for c := range curves {
		x := make([]float64, 256)
		for i := range x {
			x[i] = rng.Float64()
		}
		b := 7 + 6*rng.Float64()
		pairs, err := stair.NewPairs(x, stair.QuantizeTo(nil, x, b))
		if err == nil {
			curves[c], err = pairs.Curve(1, 60)
		}
		if err != nil {
			panic(fmt.Sprintf("convergence: the staircase's loss: %v", err))
		}
		start[c] = b + 0.4
	}
	return target{
		name: "staircase", n: n, l: math.NaN(), x0: start, radius: math.Inf(1),
		f: func(b []float64) float64 {
			s := 0.0
			for c, v := range b {
				s += curves[c].Loss(min(max(v, 1), 60))
			}
			return s / float64(len(b))
		},
	}
}

// slopes is the mean over the iterates of ‖∇F_h(x_t)‖², without bias: η at x_t is
// multiplied by a second, independent estimate there. Each T is a run of its own,
// whose λ knows T.
func (c curve) slopes(t target, h float64, lambda func(steps int) float64, seed int) (out []float64, err error) {
	for _, steps := range c.ts {
		rng := study.Generator(fmt.Sprint(c.key(seed), steps), seed)
		first := &steklov.Estimator{Radius: h, Directions: c.k, Rand: rng}
		second := &steklov.Estimator{Radius: h, Directions: c.k, Rand: rng}
		other, sum := make([]float64, t.n), 0.0
		grad := func(dst, x []float64) {
			first.Gradient(dst, t.f, x)
			second.Gradient(other, t.f, x)
			for i, v := range other {
				sum += v * dst[i]
				dst[i] /= float64(t.n)
			}
			if length(x)+h > t.radius {
				panic(fmt.Sprintf("convergence: %s left the ball of radius %v for which L is known", t.name, t.radius))
			}
		}
		set := optim.Settings{Rate: optim.Constant(lambda(steps)), MaxSteps: steps}
		if _, err := optim.Minimize(optim.Problem{Grad: grad}, t.x0, optim.NewSGD(), set); err != nil {
			return nil, err
		}
		out = append(out, sum/float64(steps))
	}
	return out, nil
}

// nonconvex measures ‖∇F_h‖² along runs on Lipschitz functions that are not convex,
// with the theorem's step, which fears the worst, and with larger ones.
func nonconvex(size study.Size) study.Part {
	var all []curve
	for _, n := range study.Pick(size, dimensions, []int{10}) {
		tau := []float64{4, 16, 64, 256, 1024}
		switch {
		case n >= 300:
			tau = tau[:2]
		case n >= 100:
			tau = tau[:3]
		}
		for _, k := range []int{1, n} {
			all = append(all, wandering(func() target { return waves(n) }, k, 1, tau))
		}
		all = append(all, wandering(func() target { return waves(n) }, 1, 30, tau))
	}
	for _, m := range study.Pick(size, []int{3, 33}, []int{3}) {
		for _, longer := range []float64{1, 30} {
			all = append(all, wandering(func() target { return network(m) }, 1, longer, []float64{16, 64, 256}))
		}
	}
	for _, n := range study.Pick(size, []int{2, 10}, []int{2}) {
		all = append(all, jumping(n))
	}
	return curves("nonconvex", "‖∇F_h‖² along runs on functions that are not convex", size, all)
}

// wandering has so many times the theorem's step. The bound of a step that is c times
// the best one is (c + 1/c)/2 times the bound.
func wandering(t func() target, k int, longer float64, tau []float64) curve {
	const h = 0.3
	p := t()
	c := curve{problem: p.name, n: p.n, k: k, step: fmt.Sprintf("%g×theorem", longer), theory: -0.5}
	delta := p.f(p.x0) + Gap(p.l, h, p.n) // F >= 0, so F_h >= 0
	c.bound = func(steps int) float64 {
		return (longer + 1/longer) / 2 * NonconvexBound(p.l, h, delta, p.n, k, steps)
	}
	c.over(Effective(p.n, k), tau...)
	c.run = func(c curve, seed int) ([]float64, error) {
		return c.slopes(t(), h, func(steps int) float64 { return longer * NonconvexLambda(p.l, h, delta, p.n, k, steps) }, seed)
	}
	return c
}

// jumping is the staircase's loss, which no bound here covers: h and λ by hand.
func jumping(n int) curve {
	c := curve{problem: "staircase", n: n, k: 1, step: "by hand", theory: math.NaN()}
	c.over(float64(n), 16, 64, 256, 1024)
	c.bound = func(int) float64 { return math.NaN() }
	c.run = func(c curve, seed int) ([]float64, error) {
		return c.slopes(staircase(n), 0.3, func(t int) float64 { return 40 * float64(n) / math.Sqrt(float64(t)/float64(n)) }, seed)
	}
	return c
}
