package testfunc

import (
	"fmt"
	"math"
)

// Quadratic is ½ Σ a_i x_i²: its Hessian's eigenvalues are the a_i, which must be
// positive (others panic). It starts at (1, …, 1).
func Quadratic(a ...float64) Problem {
	need("Quadratic", len(a), 1)
	lo, hi := math.Inf(1), 0.0
	for i, v := range a {
		if !(v > 0) || math.IsInf(v, 0) {
			panic(fmt.Sprintf("testfunc: Quadratic: eigenvalue %d is %v", i, v))
		}
		lo, hi = min(lo, v), max(hi, v)
	}
	a = append([]float64(nil), a...)
	n := len(a)
	kind := Smooth | Convex
	if hi/lo >= 100 {
		kind |= IllCond
	}
	return Problem{
		Name: fmt.Sprintf("Quadratic%v", a), Kind: kind, Source: "textbook",
		Func: func(x []float64) float64 {
			sum := 0.0
			for i, v := range a {
				sum += v * x[i] * x[i]
			}
			return sum / 2
		},
		Grad: func(dst, x []float64) {
			for i, v := range a {
				dst[i] = v * x[i]
			}
		},
		Hess: func(dst, _ []float64) {
			clear(dst[:n*n])
			for i, v := range a {
				dst[i*n+i] = v
			}
		},
		Start: fill(n, 1), Lo: fill(n, -2), Hi: fill(n, 2),
		Minima: []Minimum{{X: make([]float64, n), F: 0, Global: true}},
	}
}

// Ravine is a quadratic valley that is 100 times as steep across as along, turned by 30°.
// The eigenvalues are 2 and 200. The lecture's page on momentum shows a valley without its formula; this one
// is made for the course, so that the page's α = 0.0035 and β = 0.83 converge on it.
func Ravine() Problem {
	const along, across = 2, 200
	c, s := math.Sqrt(3)/2, 0.5
	h00 := along*c*c + across*s*s
	h01 := (along - across) * c * s
	h11 := along*s*s + across*c*c
	return Problem{
		Name: "Ravine", Kind: Smooth | Convex | IllCond, Source: "gradstep, after the picture of the lecture's page Momentum",
		Func: func(x []float64) float64 {
			return 0.5*(h00*x[0]*x[0]+h11*x[1]*x[1]) + h01*x[0]*x[1]
		},
		Grad: func(dst, x []float64) {
			dst[0], dst[1] = h00*x[0]+h01*x[1], h01*x[0]+h11*x[1]
		},
		Hess:  func(dst, _ []float64) { dst[0], dst[1], dst[2], dst[3] = h00, h01, h01, h11 },
		Start: []float64{-1.2, -0.4}, Lo: []float64{-2, -2}, Hi: []float64{2, 2},
		Minima: []Minimum{{X: []float64{0, 0}, F: 0, Global: true}},
	}
}

// Tikhonov1D is the lecture's restoration energy for a signal of n samples,
//
//	½ Σ (u_{i+1} - u_i)² + (λ/2) Σ (u_i - f_i)²
//
// with f a unit step at the middle. Its Hessian's eigenvalues lie in [λ, λ+4). The
// minimum is found by solving (λI - Δ)u = λf.
func Tikhonov1D(n int, lambda float64) Problem {
	need("Tikhonov1D", n, 2)
	if !(lambda > 0) || math.IsInf(lambda, 0) {
		panic(fmt.Sprintf("testfunc: Tikhonov1D: λ = %v", lambda))
	}
	f := make([]float64, n)
	for i := n / 2; i < n; i++ {
		f[i] = 1
	}
	value := func(u []float64) float64 {
		sum := 0.0
		for i, v := range u {
			sum += lambda * (v - f[i]) * (v - f[i])
			if i+1 < n {
				sum += (u[i+1] - v) * (u[i+1] - v)
			}
		}
		return sum / 2
	}
	u := solveTikhonov(f, lambda)
	return Problem{
		Name: "Tikhonov1D", Kind: Smooth | Convex, Source: "the lecture, energy J(u; f)",
		Func: value,
		Grad: func(dst, u []float64) {
			for i, v := range u {
				dst[i] = lambda * (v - f[i])
			}
			for i := range n - 1 {
				d := u[i+1] - u[i]
				dst[i] -= d
				dst[i+1] += d
			}
		},
		Hess: func(dst, _ []float64) {
			clear(dst[:n*n])
			for i := range n {
				dst[i*n+i] = lambda
			}
			for i := range n - 1 {
				dst[i*n+i]++
				dst[(i+1)*n+i+1]++
				dst[i*n+i+1]--
				dst[(i+1)*n+i]--
			}
		},
		Start: append([]float64(nil), f...), Lo: fill(n, -1), Hi: fill(n, 2),
		Minima: []Minimum{{X: u, F: value(u), Global: true}},
	}
}

// solveTikhonov eliminates the tridiagonal system (λI - Δ)u = λf.
func solveTikhonov(f []float64, lambda float64) []float64 {
	n := len(f)
	diag, u := make([]float64, n), make([]float64, n)
	for i := range n {
		diag[i] = lambda + 2
		if i == 0 || i == n-1 {
			diag[i] = lambda + 1
		}
		u[i] = lambda * f[i]
		if i > 0 {
			w := 1 / diag[i-1]
			diag[i] -= w
			u[i] += w * u[i-1]
		}
	}
	u[n-1] /= diag[n-1]
	for i := n - 2; i >= 0; i-- {
		u[i] = (u[i] + u[i+1]) / diag[i]
	}
	return u
}
