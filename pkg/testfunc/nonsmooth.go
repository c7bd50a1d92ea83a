package testfunc

import (
	"fmt"
	"math"
)

// AbsSum is Σ i|x_i|, i = 1, …, n: convex, with kinks on the coordinate planes. Its
// gradient never gets small away from 0, so a stop on ‖g‖ fires only on all kinks at once.
// On a kink Grad takes 0 for that term, a subgradient. Lipschitz constant: √(Σ i²).
func AbsSum(n int) Problem {
	need("AbsSum", n, 1)
	return Problem{
		Name: "AbsSum", Kind: Convex | NonSmooth, Source: "textbook",
		Func: func(x []float64) float64 {
			sum := 0.0
			for i, v := range x {
				sum += float64(i+1) * math.Abs(v)
			}
			return sum
		},
		Grad: func(dst, x []float64) {
			for i, v := range x {
				dst[i] = float64(i+1) * sign(v)
			}
		},
		Start: fill(n, 1), Lo: fill(n, -2), Hi: fill(n, 2),
		Minima: []Minimum{{X: make([]float64, n), F: 0, Global: true}},
	}
}

// MaxAbs is max |x_i|: convex; a subgradient has one coordinate that is not 0. Of
// several largest coordinates Grad takes the first. Lipschitz constant: 1.
func MaxAbs(n int) Problem {
	need("MaxAbs", n, 1)
	return Problem{
		Name: "MaxAbs", Kind: Convex | NonSmooth, Source: "textbook",
		Func: func(x []float64) float64 {
			largest := 0.0
			for _, v := range x {
				largest = max(largest, math.Abs(v))
			}
			return largest
		},
		Grad: func(dst, x []float64) {
			at := 0
			for i, v := range x {
				if math.Abs(v) > math.Abs(x[at]) {
					at = i
				}
			}
			clear(dst)
			dst[at] = sign(x[at])
		},
		Start: ramp(n), Lo: fill(n, -2), Hi: fill(n, 2),
		Minima: []Minimum{{X: make([]float64, n), F: 0, Global: true}},
	}
}

// Hinge is a support vector machine in two weights: the mean of max(0, 1 - y_i w·x_i) over six
// points, plus ½·0.1‖w‖². Convex; kinks on lines. On a kink Grad takes the flat side,
// a subgradient.
func Hinge() Problem {
	points := [][3]float64{{2, 1, 1}, {1, 2, 1}, {0.5, 0.5, 1}, {-1, -1.5, -1}, {-2, 0.5, -1}, {0.3, -1, -1}}
	const decay = 0.1
	return Problem{
		Name: "Hinge", Kind: Convex | NonSmooth, Source: "textbook",
		Func: func(w []float64) float64 {
			sum := 0.0
			for _, p := range points {
				sum += max(0, 1-p[2]*(w[0]*p[0]+w[1]*p[1]))
			}
			return sum/float64(len(points)) + decay/2*(w[0]*w[0]+w[1]*w[1])
		},
		Grad: func(dst, w []float64) {
			dst[0], dst[1] = decay*w[0], decay*w[1]
			for _, p := range points {
				if p[2]*(w[0]*p[0]+w[1]*p[1]) < 1 {
					dst[0] -= p[2] * p[0] / float64(len(points))
					dst[1] -= p[2] * p[1] / float64(len(points))
				}
			}
		},
		Start: []float64{0, 0}, Lo: []float64{-3, -3}, Hi: []float64{3, 3},
		// No point is inside its margin there, and the last two lie on it.
		Minima: []Minimum{{X: []float64{30.0 / 37, 46.0 / 37}, F: 150.8 / 1369, Global: true}},
	}
}

// NestedKinks is Nesterov's second non-smooth version of Rosenbrock's function,
//
//	¼|x_1 - 1| + Σ |x_{i+1} - 2|x_i| + 1|
//
// not convex, with its only minimum at (1, …, 1) and 2^(n-1) - 1 other points
// where a descent can get stuck. On a kink Grad takes 0 for that term. Source:
// M. Gürbüzbalaban and M. Overton, On Nesterov's nonsmooth Chebyshev–Rosenbrock functions, 2012.
func NestedKinks(n int) Problem {
	need("NestedKinks", n, 2)
	return Problem{
		Name: "NestedKinks", Kind: NonSmooth | IllCond, Source: "Gürbüzbalaban and Overton 2012",
		Func: func(x []float64) float64 {
			sum := math.Abs(x[0]-1) / 4
			for i := range n - 1 {
				sum += math.Abs(x[i+1] - 2*math.Abs(x[i]) + 1)
			}
			return sum
		},
		Grad: func(dst, x []float64) {
			clear(dst)
			dst[0] = sign(x[0]-1) / 4
			for i := range n - 1 {
				s := sign(x[i+1] - 2*math.Abs(x[i]) + 1)
				dst[i+1] += s
				dst[i] -= 2 * s * sign(x[i])
			}
		},
		Start: fill(n, -0.5), Lo: fill(n, -2), Hi: fill(n, 2),
		Minima: []Minimum{{X: fill(n, 1), F: 0, Global: true}},
	}
}

// Staircase is the project's step function of b for one fixed x in (0, 1],
//
//	y(b) = (⌊x b⌋ + ½)/b,  b in [5, 30]
//
// with jumps at b = k/x. Grad is the derivative between jumps, -y/b. Its smallest
// value is approached from the left of a jump and not attained, so no minimum
// is listed. An x outside (0, 1] panics.
func Staircase(x float64) Problem {
	if !(x > 0 && x <= 1) {
		panic(fmt.Sprintf("testfunc: Staircase: x = %v", x))
	}
	y := func(b float64) float64 { return (math.Floor(x*b) + 0.5) / b }
	return Problem{
		Name: "Staircase", Kind: NonSmooth | Multimodal, Source: "the step-function question",
		Func:  func(b []float64) float64 { return y(b[0]) },
		Grad:  func(dst, b []float64) { dst[0] = -y(b[0]) / b[0] },
		Start: []float64{17}, Lo: []float64{5}, Hi: []float64{30},
	}
}

// sign returns -1, 0 or 1.
func sign(v float64) float64 {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}

// ramp returns 1, ½, ⅓, ….
func ramp(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = 1 / float64(i+1)
	}
	return x
}
