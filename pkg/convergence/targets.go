package convergence

import (
	"math"

	"github.com/gradstep/gradstep/pkg/optim"
)

// target is a function of the study, with what the theorems ask for.
type target struct {
	name   string
	n      int
	f      func(x []float64) float64
	grad   func(dst, x []float64) // of smooth ones; nil: none
	l      float64                // Lipschitz constant L
	x0     []float64              // start
	best   []float64              // a minimizer
	low    float64                // min F
	radius float64                // X is the ball of this radius around 0, D twice that; infinite: the whole space
}

func (t target) diameter() float64 { return 2 * t.radius }

func (t target) project() optim.Projection {
	if math.IsInf(t.radius, 1) {
		return nil
	}
	return optim.Must(optim.Ball(nil, t.radius))
}

// slant returns a unit vector whose coordinates differ in size and sign.
func slant(n int) []float64 {
	u, sum := make([]float64, n), 0.0
	for i := range u {
		u[i] = float64(1 + i%3)
		if i%2 == 1 {
			u[i] = -u[i]
		}
		sum += u[i] * u[i]
	}
	for i := range u {
		u[i] /= math.Sqrt(sum)
	}
	return u
}

// convexTarget is a convex function with L = 1 of z = x - x*, on the unit ball: x*
// lies halfway to its surface, and the start on the surface, on the other side.
func convexTarget(name string, n int, f func(z []float64) float64) target {
	u := slant(n)
	start, best := make([]float64, n), make([]float64, n)
	for i, v := range u {
		start[i], best[i] = -v, v/2
	}
	z := make([]float64, n) // one target serves one run
	return target{
		name: name, n: n, l: 1, x0: start, best: best, radius: 1,
		f: func(x []float64) float64 {
			for i, v := range x {
				z[i] = v - best[i]
			}
			return f(z)
		},
	}
}

// sumAbs is ‖z‖₁/√n: kinks on all coordinate planes. In one dimension it is |z|.
func sumAbs(n int) target {
	scale := 1 / math.Sqrt(float64(n))
	return convexTarget("sum-abs", n, func(z []float64) float64 {
		s := 0.0
		for _, v := range z {
			s += math.Abs(v)
		}
		return scale * s
	})
}

// norm is ‖z‖: one kink, at the minimum.
func norm(n int) target {
	return convexTarget("norm", n, func(z []float64) float64 {
		s := 0.0
		for _, v := range z {
			s += v * v
		}
		return math.Sqrt(s)
	})
}

// maxAffine is the largest of 4n-2 affine functions with slopes of length 1:
//
//	max(|z_i|, |z_i - z_{i+1}|/√2)
func maxAffine(n int) target {
	return convexTarget("max-affine", n, func(z []float64) float64 {
		largest := math.Abs(z[n-1])
		for i := range n - 1 {
			largest = max(largest, math.Abs(z[i]), math.Abs(z[i]-z[i+1])/math.Sqrt2)
		}
		return largest
	})
}

// linear is z_1, the function on which theory is sharp; it has no minimum but on the
// surface of X.
func linear(n int) target {
	return convexTarget("linear", n, func(z []float64) float64 { return z[0] })
}

// nonsmooth lists the non-smooth convex targets by name.
var nonsmooth = []struct {
	name string
	make func(n int) target
}{{"sum-abs", sumAbs}, {"norm", norm}, {"max-affine", maxAffine}}

// quadratic is ½ Σ a_i x_i², with n curvatures spaced evenly in their logarithm from
// 1 down to 1/κ, on the whole space from (1, …, 1).
func quadratic(n int, kappa float64) target {
	a := make([]float64, n)
	for i := range a {
		a[i] = 1
		if n > 1 {
			a[i] = math.Pow(kappa, -float64(i)/float64(n-1))
		}
	}
	start := make([]float64, n)
	for i := range start {
		start[i] = 1
	}
	return target{
		name: "quadratic", n: n, x0: start, best: make([]float64, n), radius: math.Inf(1),
		f: func(x []float64) float64 {
			s := 0.0
			for i, v := range x {
				s += a[i] * v * v
			}
			return s / 2
		},
		grad: func(dst, x []float64) {
			for i, v := range x {
				dst[i] = a[i] * v
			}
		},
	}
}

// gap is F(x) - min F.
func (t target) gap(x []float64) float64 { return t.f(x) - t.low }
