package testfunc

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Noisy returns p with normal noise: every value of Func has an error of standard
// deviation value, every coordinate of Grad one of standard deviation slope. The
// minima are those of the mean. The Hessian stays exact. A standard deviation of 0 draws nothing. A
// negative one, or a nil generator, panics. The same seed and calls give the same bits.
func Noisy(p Problem, value, slope float64, r *rand.Rand) Problem {
	if !(value >= 0) || !(slope >= 0) || math.IsInf(value, 0) || math.IsInf(slope, 0) || r == nil {
		panic(fmt.Sprintf("testfunc: Noisy: standard deviations %v, %v, generator %v", value, slope, r))
	}
	f, g := p.Func, p.Grad
	p.Name += " with noise"
	p.Kind = p.Kind&^Smooth | Stochastic
	if value > 0 {
		p.Func = func(x []float64) float64 { return f(x) + value*r.NormFloat64() }
	}
	if slope > 0 && g != nil {
		p.Grad = func(dst, x []float64) {
			g(dst, x)
			for i := range dst {
				dst[i] += slope * r.NormFloat64()
			}
		}
	}
	return p
}

// Regression is a least-squares problem made of m samples: its full loss is the mean of
// the samples', so that stochastic and batch descent can be compared on it.
//
//	R(θ) = (1/m) Σ_i ½ (a_i·θ - y_i)²
type Regression struct {
	Problem
	A []float64 // m×n, row by row
	Y []float64 // m
}

// RegressionSamples draws m rows a_i with independent standard normal coordinates and y_i =
// a_i·(1, …, 1) + N(0, noise²). The minimizer is found by the normal equations. It panics
// unless m > n >= 1 and r is given.
func RegressionSamples(m, n int, noise float64, r *rand.Rand) *Regression {
	need("RegressionSamples", n, 1)
	need("RegressionSamples", m, n+1)
	need("RegressionSamples", m*n, 1)
	if r == nil {
		panic("testfunc: RegressionSamples: the generator is nil")
	}
	reg := &Regression{A: make([]float64, m*n), Y: make([]float64, m)}
	for i := range m {
		for j := range n {
			v := r.NormFloat64()
			reg.A[i*n+j] = v
			reg.Y[i] += v
		}
		reg.Y[i] += noise * r.NormFloat64()
	}
	hess := make([]float64, n*n)
	right := make([]float64, n)
	for i := range m {
		row := reg.A[i*n : (i+1)*n]
		for j, v := range row {
			right[j] += v * reg.Y[i] / float64(m)
			for k, w := range row {
				hess[j*n+k] += v * w / float64(m)
			}
		}
	}
	theta := solve(hess, right)
	reg.Problem = Problem{
		Name: fmt.Sprintf("Regression%dx%d", m, n), Kind: Smooth | Convex, Source: "textbook",
		Func: func(x []float64) float64 {
			sum := 0.0
			for i := range m {
				e := reg.residual(x, i)
				sum += e * e
			}
			return sum / 2 / float64(m)
		},
		Grad: func(dst, x []float64) {
			clear(dst)
			one := make([]float64, n)
			for i := range m {
				reg.SampleGrad(one, x, i)
				for j, v := range one {
					dst[j] += v / float64(m)
				}
			}
		},
		Hess:  func(dst, _ []float64) { copy(dst, hess) },
		Start: make([]float64, n), Lo: fill(n, -3), Hi: fill(n, 3),
	}
	reg.Minima = []Minimum{{X: theta, F: reg.Func(theta), Global: true}}
	return reg
}

func (r *Regression) residual(x []float64, i int) float64 {
	n := len(x)
	e := -r.Y[i]
	for j, v := range r.A[i*n : (i+1)*n] {
		e += v * x[j]
	}
	return e
}

// SampleGrad writes the gradient of sample i alone into dst.
//
//	∇ ½(a_i·θ - y_i)² = (a_i·θ - y_i) a_i
func (r *Regression) SampleGrad(dst, x []float64, i int) {
	n := len(x)
	if len(dst) != n || n*len(r.Y) != len(r.A) || i < 0 || i >= len(r.Y) {
		panic(fmt.Sprintf("testfunc: Regression: sample %d of %d, dst of %d and x of %d values, A of %d", i, len(r.Y), len(dst), n, len(r.A)))
	}
	e := r.residual(x, i)
	for j, v := range r.A[i*n : (i+1)*n] {
		dst[j] = e * v
	}
}
