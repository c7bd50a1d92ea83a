package testfunc

import "math"

// LogQuad is the paper's log²(1+x²) + 10y²: convex near 0 only, and flat far away in x.
//
// Its published experiments start at (1, 1).
func LogQuad() Problem {
	return Problem{
		Name: "LogQuad", Kind: Smooth | IllCond, Source: "the paper, experiments",
		Func: func(x []float64) float64 {
			l := math.Log1p(x[0] * x[0])
			return l*l + 10*x[1]*x[1]
		},
		Grad: func(dst, x []float64) {
			s := x[0] * x[0]
			dst[0] = 4 * x[0] * math.Log1p(s) / (1 + s)
			dst[1] = 20 * x[1]
		},
		Hess: func(dst, x []float64) {
			s := x[0] * x[0]
			q := 1 + s
			dst[0] = 8*s/(q*q) + 4*math.Log1p(s)*(1-s)/(q*q)
			dst[1], dst[2], dst[3] = 0, 0, 20
		},
		Start: []float64{1, 1}, Lo: []float64{-5, -5}, Hi: []float64{5, 5},
		Minima: []Minimum{{X: []float64{0, 0}, F: 0, Global: true}},
	}
}

// Cubic is the paper's x³ + 2x² + 12x + 100, with derivative 32 at 2. It has no
// minimum: it checks derivatives.
func Cubic() Problem {
	return Problem{
		Name: "Cubic", Kind: Smooth, Source: "the paper, finite differences",
		Func:  func(x []float64) float64 { return ((x[0]+2)*x[0]+12)*x[0] + 100 },
		Grad:  func(dst, x []float64) { dst[0] = (3*x[0]+4)*x[0] + 12 },
		Hess:  func(dst, x []float64) { dst[0] = 6*x[0] + 4 },
		Start: []float64{2}, Lo: []float64{-3}, Hi: []float64{3},
	}
}

// PaperQuadratic is the paper's x² + xy + y², with gradient (3, 0) at (2, -1).
func PaperQuadratic() Problem {
	return Problem{
		Name: "PaperQuadratic", Kind: Smooth | Convex, Source: "the paper, finite differences",
		Func:  func(x []float64) float64 { return x[0]*x[0] + x[0]*x[1] + x[1]*x[1] },
		Grad:  func(dst, x []float64) { dst[0], dst[1] = 2*x[0]+x[1], x[0]+2*x[1] },
		Hess:  func(dst, _ []float64) { dst[0], dst[1], dst[2], dst[3] = 2, 1, 1, 2 },
		Start: []float64{2, -1}, Lo: []float64{-3, -3}, Hi: []float64{3, 3},
		Minima: []Minimum{{X: []float64{0, 0}, F: 0, Global: true}},
	}
}
