package testfunc

import (
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/functions"
)

// Rosenbrock is the banana-shaped valley Σ 100(x_{i+1} - x_i²)² + (1 - x_i)², from
// gonum, with the paper's start (-1.5, …, -1.5). For n >= 4 it has a second minimum,
// at (-0.776, 0.613, 0.382, 0.146) for n = 4, and nearer to (-1, 1, …, 1) for larger n.
func Rosenbrock(n int) Problem {
	need("Rosenbrock", n, 2)
	f := functions.ExtendedRosenbrock{}
	p := Problem{
		Name: "Rosenbrock", Kind: Smooth | IllCond, Source: "gonum ExtendedRosenbrock; the paper, experiments",
		Func: f.Func, Grad: f.Grad,
		Hess: func(dst, x []float64) {
			clear(dst[:n*n])
			for i := range n - 1 {
				dst[i*n+i] += 1200*x[i]*x[i] - 400*x[i+1] + 2
				dst[(i+1)*n+i+1] += 200
				dst[i*n+i+1] -= 400 * x[i]
				dst[(i+1)*n+i] -= 400 * x[i]
			}
		},
		Start: fill(n, -1.5), Lo: fill(n, -2), Hi: fill(n, 2),
		Minima: []Minimum{{X: fill(n, 1), F: 0, Global: true}},
	}
	if n >= 4 {
		p.Kind |= Multimodal
	}
	return p
}

// Beale is Beale's function, from gonum with its gradient, but not with its Hessian:
// gonum's (v0.17.0) computes f_i = c_i - y(1 - yⁱ) where the function has c_i - x(1 - yⁱ), so that
// off the line x = y its entries are wrong.
func Beale() Problem {
	f := functions.Beale{}
	return Problem{
		Name: "Beale", Kind: Smooth | IllCond, Source: "gonum Beale; the Hessian is its own",
		Func: f.Func, Grad: f.Grad,
		Hess: func(dst, x []float64) {
			c := [3]float64{1.5, 2.25, 2.625}
			clear(dst[:4])
			power, below := 1.0, 0.0 // y^(i-1) and y^(i-2), the latter 0 where its factor is
			for i := 1; i <= 3; i++ {
				k := float64(i)
				t := 1 - power*x[1]
				r := c[i-1] - x[0]*t
				rx, ry := -t, x[0]*k*power
				rxy, ryy := k*power, x[0]*k*(k-1)*below
				dst[0] += 2 * rx * rx
				dst[1] += 2 * (rx*ry + r*rxy)
				dst[3] += 2 * (ry*ry + r*ryy)
				power, below = power*x[1], power
			}
			dst[2] = dst[1]
		},
		Start: []float64{1, 1}, Lo: []float64{-4.5, -4.5}, Hi: []float64{4.5, 4.5},
		Minima: minima(f.Minima()),
	}
}

// Box3D is Box's function of three variables, from gonum.
func Box3D() Problem {
	f := functions.Box3D{}
	return Problem{
		Name: "Box3D", Kind: Smooth | IllCond, Source: "gonum Box3D", Func: f.Func, Grad: f.Grad,
		Start: []float64{0, 10, 20}, Lo: []float64{-2, 5, -2}, Hi: []float64{12, 12, 22}, Minima: minima(f.Minima()),
	}
}

// BrownBadlyScaled is Brown's badly scaled function, from gonum: one coordinate of
// the minimum is 10⁶, the other 2·10⁻⁶.
func BrownBadlyScaled() Problem {
	f := functions.BrownBadlyScaled{}
	return Problem{
		Name: "BrownBadlyScaled", Kind: Smooth | IllCond, Source: "gonum BrownBadlyScaled",
		Func: f.Func, Grad: f.Grad, Hess: symmetric(f.Hess, 2), Start: []float64{1, 1}, Minima: minima(f.Minima()),
	}
}

// PowellSingular is Powell's singular function of four variables, from gonum: its
// Hessian at the minimum has rank 2, so rates there are slow.
func PowellSingular() Problem {
	f := functions.ExtendedPowellSingular{}
	return Problem{
		Name: "PowellSingular", Kind: Smooth | Convex | IllCond, Source: "gonum ExtendedPowellSingular",
		Func: f.Func, Grad: f.Grad, Start: []float64{3, -1, 0, 3}, Lo: fill(4, -4), Hi: fill(4, 4),
		Minima: []Minimum{{X: make([]float64, 4), F: 0, Global: true}},
	}
}

// HelicalValley is Fletcher and Powell's helical valley, from gonum.
func HelicalValley() Problem {
	f := functions.HelicalValley{}
	return Problem{
		Name: "HelicalValley", Kind: Smooth | IllCond, Source: "gonum HelicalValley", Func: f.Func, Grad: f.Grad,
		Start: []float64{-1, 0, 0}, Lo: []float64{0.2, -2, -2}, Hi: []float64{2, 2, 2}, Minima: minima(f.Minima()),
	}
}

// Wood is Wood's function of four variables, from gonum.
func Wood() Problem {
	f := functions.Wood{}
	return Problem{
		Name: "Wood", Kind: Smooth | IllCond, Source: "gonum Wood", Func: f.Func, Grad: f.Grad, Hess: symmetric(f.Hess, 4),
		Start: []float64{-3, -1, -3, -1}, Lo: fill(4, -4), Hi: fill(4, 4), Minima: minima(f.Minima()),
	}
}

// minima converts gonum's list, a global one first.
func minima(list []functions.Minimum) []Minimum {
	var global, local []Minimum
	for _, m := range list {
		own := Minimum{X: append([]float64(nil), m.X...), F: m.F, Global: m.Global}
		if m.Global {
			global = append(global, own)
		} else {
			local = append(local, own)
		}
	}
	return append(global, local...)
}

// symmetric turns gonum's Hessian into rows.
func symmetric(hess func(dst *mat.SymDense, x []float64), n int) func(dst, x []float64) {
	return func(dst, x []float64) {
		h := mat.NewSymDense(n, nil)
		hess(h, x)
		for i := range n {
			for j := range n {
				dst[i*n+j] = h.At(i, j)
			}
		}
	}
}
