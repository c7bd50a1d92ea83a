package testfunc

import "math"

// The functions of Moré and Wild's set that are systems of equations. In the formulas
// indices start at 1; in the Jacobians, row i of n columns starts at i n.

// linearFull is r_i = x_i - (2/m) Σ x_j - 1, without x_i for i > n.
func linearFull(r, x []float64) {
	shift := 2*sumOf(x)/float64(len(r)) + 1
	for i := range r {
		r[i] = -shift
		if i < len(x) {
			r[i] += x[i]
		}
	}
}

func linearFullJac(j, x []float64) {
	n := len(x)
	m := len(j) / n
	for k := range j {
		j[k] = -2 / float64(m)
	}
	for i := range n {
		j[i*n+i]++
	}
}

// linearRank1 is r_i = i Σ j x_j - 1.
func linearRank1(r, x []float64) {
	s := 0.0
	for j, v := range x {
		s += float64(j+1) * v
	}
	for i := range r {
		r[i] = float64(i+1)*s - 1
	}
}

func linearRank1Jac(j, x []float64) {
	n := len(x)
	for k := range j {
		j[k] = float64(k/n+1) * float64(k%n+1)
	}
}

// linearZeros is r_i = (i-1) Σ_{j=2}^{n-1} j x_j - 1, and -1 for i = m.
func linearZeros(r, x []float64) {
	s := 0.0
	for j := 1; j < len(x)-1; j++ {
		s += float64(j+1) * x[j]
	}
	for i := range r {
		r[i] = float64(i)*s - 1
	}
	r[len(r)-1] = -1
}

func linearZerosJac(j, x []float64) {
	n := len(x)
	for i := range len(j)/n - 1 {
		for k := 1; k < n-1; k++ {
			j[i*n+k] = float64(i) * float64(k+1)
		}
	}
}

// valley is Rosenbrock's function: 10(x_2 - x_1²), 1 - x_1.
func valley(r, x []float64) {
	r[0], r[1] = 10*(x[1]-x[0]*x[0]), 1-x[0]
}

func valleyJac(j, x []float64) {
	j[0], j[1], j[2] = -20*x[0], 10, -1
}

// helix is Fletcher and Powell's helical valley, with θ in turns, in [-¼, ¾]:
//
//	10(x_3 - 10θ), 10(√(x_1² + x_2²) - 1), x_3
func helix(r, x []float64) {
	var turns float64
	switch {
	case x[0] > 0:
		turns = math.Atan(x[1]/x[0]) / (2 * math.Pi)
	case x[0] < 0:
		turns = math.Atan(x[1]/x[0])/(2*math.Pi) + 0.5
	default:
		turns = sign(x[1]) / 4
	}
	r[0], r[1], r[2] = 10*(x[2]-10*turns), 10*(math.Hypot(x[0], x[1])-1), x[2]
}

func helixJac(j, x []float64) {
	q := x[0]*x[0] + x[1]*x[1]
	if q > 0 {
		j[0], j[1] = 50/math.Pi*x[1]/q, -50/math.Pi*x[0]/q
		j[3], j[4] = 10*x[0]/math.Sqrt(q), 10*x[1]/math.Sqrt(q)
	}
	j[2], j[8] = 10, 1
}

// powell is Powell's singular function: x_1 + 10x_2, √5(x_3 - x_4), (x_2 - 2x_3)², √10(x_1 - x_4)².
func powell(r, x []float64) {
	a, b := x[1]-2*x[2], x[0]-x[3]
	r[0], r[1], r[2], r[3] = x[0]+10*x[1], math.Sqrt(5)*(x[2]-x[3]), a*a, math.Sqrt(10)*b*b
}

func powellJac(j, x []float64) {
	a, b := 2*(x[1]-2*x[2]), 2*math.Sqrt(10)*(x[0]-x[3])
	j[0], j[1] = 1, 10
	j[6], j[7] = math.Sqrt(5), -math.Sqrt(5)
	j[9], j[10] = a, -2*a
	j[12], j[15] = b, -b
}

// roth is Freudenstein and Roth's: x_1 - 13 + ((5 - x_2)x_2 - 2)x_2, x_1 - 29 + ((x_2 + 1)x_2 - 14)x_2.
func roth(r, x []float64) {
	r[0] = x[0] - 13 + ((5-x[1])*x[1]-2)*x[1]
	r[1] = x[0] - 29 + ((x[1]+1)*x[1]-14)*x[1]
}

func rothJac(j, x []float64) {
	j[0], j[1] = 1, (10-3*x[1])*x[1]-2
	j[2], j[3] = 1, (3*x[1]+2)*x[1]-14
}

// almostLinear is Brown's: r_i = x_i + Σ x_j - (n+1) for i < n, r_n = Π x_j - 1.
func almostLinear(r, x []float64) {
	n := len(x)
	s, product := sumOf(x)-float64(n+1), 1.0
	for _, v := range x {
		product *= v
	}
	for i := range n - 1 {
		r[i] = x[i] + s
	}
	r[n-1] = product - 1
}

func almostLinearJac(j, x []float64) {
	n := len(x)
	for i := range n - 1 {
		for k := range n {
			j[i*n+k] = 1
		}
		j[i*n+i] = 2
	}
	for k := range n {
		product := 1.0
		for i, v := range x {
			if i != k {
				product *= v
			}
		}
		j[(n-1)*n+k] = product
	}
}

// bdqrtic is 3 - 4x_i, i <= n-4, and then x_i² + 2x_{i+1}² + 3x_{i+2}² + 4x_{i+3}² + 5x_n².
func bdqrtic(r, x []float64) {
	n := len(x)
	for i := range n - 4 {
		r[i] = 3 - 4*x[i]
		s := 5 * x[n-1] * x[n-1]
		for k := range 4 {
			s += float64(k+1) * x[i+k] * x[i+k]
		}
		r[n-4+i] = s
	}
}

func bdqrticJac(j, x []float64) {
	n := len(x)
	for i := range n - 4 {
		j[i*n+i] = -4
		row := j[(n-4+i)*n:]
		row[n-1] = 10 * x[n-1]
		for k := range 4 {
			row[i+k] += 2 * float64(k+1) * x[i+k]
		}
	}
}

// cube is r_1 = x_1 - 1, r_i = 10(x_i - x_{i-1}³).
func cube(r, x []float64) {
	r[0] = x[0] - 1
	for i := 1; i < len(x); i++ {
		r[i] = 10 * (x[i] - x[i-1]*x[i-1]*x[i-1])
	}
}

func cubeJac(j, x []float64) {
	n := len(x)
	j[0] = 1
	for i := 1; i < n; i++ {
		j[i*n+i], j[i*n+i-1] = 10, -30*x[i-1]*x[i-1]
	}
}

// mancino is r_i = 1400x_i + (i - 50)³ + Σ_j v(sin⁵ ln v + cos⁵ ln v), v = √(x_i² + i/j).
func mancino(r, x []float64) {
	n := len(x)
	for i, t := range x {
		sum := 0.0
		for j := range n {
			v, s, c := mancinoTerm(t, i, j)
			sum += v * (pow5(s) + pow5(c))
		}
		r[i] = 1400*t + math.Pow(float64(i-49), 3) + sum
	}
}

// mancinoTerm returns v and the sine and cosine of its logarithm.
func mancinoTerm(t float64, i, j int) (v, s, c float64) {
	v = math.Sqrt(t*t + float64(i+1)/float64(j+1))
	s, c = math.Sincos(math.Log(v))
	return v, s, c
}

func mancinoJac(j, x []float64) {
	n := len(x)
	for i, t := range x {
		j[i*n+i] = 1400
		for k := range n {
			v, s, c := mancinoTerm(t, i, k)
			j[i*n+i] += t / v * (pow5(s) + pow5(c) + 5*s*c*(s*s*s-c*c*c))
		}
	}
}

// mancinoStart is -8.710996·10⁻⁴ r(0).
func mancinoStart(n int) []float64 {
	x := make([]float64, n)
	mancino(x, make([]float64, n))
	for i := range x {
		x[i] *= -8.710996e-4
	}
	return x
}

func pow5(v float64) float64 { return v * v * v * v * v }

// sumOf returns Σ x_i.
func sumOf(x []float64) (s float64) {
	for _, v := range x {
		s += v
	}
	return s
}
