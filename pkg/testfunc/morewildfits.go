package testfunc

import "math"

// The functions of Moré and Wild's set that fit a model to data or to a curve.

// bard is r_i = y_i - x_1 - i/((16-i) x_2 + min(i, 16-i) x_3), 15 components.
func bard(r, x []float64) {
	for i, y := range bardData {
		k := float64(i + 1)
		r[i] = y - x[0] - k/((16-k)*x[1]+min(k, 16-k)*x[2])
	}
}

func bardJac(j, x []float64) {
	for i := range bardData {
		k := float64(i + 1)
		d := (16-k)*x[1] + min(k, 16-k)*x[2]
		j[3*i], j[3*i+1], j[3*i+2] = -1, k*(16-k)/(d*d), k*min(k, 16-k)/(d*d)
	}
}

// kowalik is r_i = y_i - x_1(v_i² + v_i x_2)/(v_i² + v_i x_3 + x_4), 11 components.
func kowalik(r, x []float64) {
	for i, v := range kowalikAt {
		r[i] = kowalikData[i] - x[0]*(v*(v+x[1]))/(v*(v+x[2])+x[3])
	}
}

func kowalikJac(j, x []float64) {
	for i, v := range kowalikAt {
		a, d := v*(v+x[1]), v*(v+x[2])+x[3]
		copy(j[4*i:], []float64{-a / d, -x[0] * v / d, x[0] * a * v / (d * d), x[0] * a / (d * d)})
	}
}

// meyer is r_i = x_1 exp(x_2/(45 + 5i + x_3)) - y_i, 16 components.
func meyer(r, x []float64) {
	for i, y := range meyerData {
		r[i] = x[0]*math.Exp(x[1]/(45+5*float64(i+1)+x[2])) - y
	}
}

func meyerJac(j, x []float64) {
	for i := range meyerData {
		t := 45 + 5*float64(i+1) + x[2]
		e := math.Exp(x[1] / t)
		j[3*i], j[3*i+1], j[3*i+2] = e, x[0]*e/t, -x[0]*e*x[1]/(t*t)
	}
}

// watson fits a polynomial p of degree n - 1 to p' - p² = 1, at t_i = i/29:
//
//	r_i = p'(t_i) - p(t_i)² - 1, i = 1, …, 29;  r_30 = x_1;  r_31 = x_2 - x_1² - 1
func watson(r, x []float64) {
	for i := range 29 {
		p, slope := polynomial(x, float64(i+1)/29)
		r[i] = slope - p*p - 1
	}
	r[29], r[30] = x[0], x[1]-x[0]*x[0]-1
}

func watsonJac(j, x []float64) {
	n := len(x)
	for i := range 29 {
		t := float64(i+1) / 29
		p, _ := polynomial(x, t)
		power, below := 1.0, 0.0 // t^k and k t^(k-1)
		for k := range n {
			j[i*n+k] = below - 2*p*power
			below = float64(k+1) * power
			power *= t
		}
	}
	j[29*n], j[30*n], j[30*n+1] = 1, -2*x[0], 1
}

// polynomial returns p(t) = Σ x_k t^(k-1) and p'(t).
func polynomial(x []float64, t float64) (p, slope float64) {
	power := 1.0
	for k, c := range x {
		p += c * power
		if k+1 < len(x) {
			slope += float64(k+1) * x[k+1] * power
		}
		power *= t
	}
	return p, slope
}

// box is Box's: with t = i/10, e^(-t x_1) - e^(-t x_2) - x_3(e^-t - e^-10t).
func box(r, x []float64) {
	for i := range r {
		t := float64(i+1) / 10
		r[i] = math.Exp(-t*x[0]) - math.Exp(-t*x[1]) - x[2]*(math.Exp(-t)-math.Exp(-10*t))
	}
}

func boxJac(j, x []float64) {
	for i := range len(j) / 3 {
		t := float64(i+1) / 10
		j[3*i], j[3*i+1], j[3*i+2] = -t*math.Exp(-t*x[0]), t*math.Exp(-t*x[1]), math.Exp(-10*t)-math.Exp(-t)
	}
}

// jennrich is r_i = 2 + 2i - e^(i x_1) - e^(i x_2).
func jennrich(r, x []float64) {
	for i := range r {
		t := float64(i + 1)
		r[i] = 2 + 2*t - math.Exp(t*x[0]) - math.Exp(t*x[1])
	}
}

func jennrichJac(j, x []float64) {
	for i := range len(j) / 2 {
		t := float64(i + 1)
		j[2*i], j[2*i+1] = -t*math.Exp(t*x[0]), -t*math.Exp(t*x[1])
	}
}

// dennis is Brown and Dennis's: with t = i/5, (x_1 + t x_2 - e^t)² + (x_3 + x_4 sin t - cos t)².
func dennis(r, x []float64) {
	for i := range r {
		a, b, _, _ := dennisTerms(x, i)
		r[i] = a*a + b*b
	}
}

func dennisTerms(x []float64, i int) (a, b, t, sin float64) {
	t = float64(i+1) / 5
	sin, cos := math.Sincos(t)
	return x[0] + t*x[1] - math.Exp(t), x[2] + sin*x[3] - cos, t, sin
}

func dennisJac(j, x []float64) {
	for i := range len(j) / 4 {
		a, b, t, sin := dennisTerms(x, i)
		j[4*i], j[4*i+1], j[4*i+2], j[4*i+3] = 2*a, 2*a*t, 2*b, 2*b*sin
	}
}

// chebyquad is r_i = (1/n) Σ_j T_i(2x_j - 1) - ∫₀¹ T_i(2x - 1) dx; the integral is -1/(i² - 1)
// for even i and 0 for odd ones.
func chebyquad(r, x []float64) {
	n := len(x)
	clear(r)
	for _, v := range x {
		z := 2*v - 1
		before, now := 1.0, z
		for i := range r {
			r[i] += now
			before, now = now, 2*z*now-before
		}
	}
	for i := range r {
		r[i] /= float64(n)
		if k := i + 1; k%2 == 0 {
			r[i] += 1 / float64(k*k-1)
		}
	}
}

func chebyquadJac(j, x []float64) {
	n := len(x)
	for k, v := range x {
		z := 2*v - 1
		before, now := 1.0, z
		slopeBefore, slope := 0.0, 2.0 // of T_i(2x - 1) in x
		for i := range len(j) / n {
			j[i*n+k] = slope / float64(n)
			slopeBefore, slope = slope, 4*now+2*z*slope-slopeBefore
			before, now = now, 2*z*now-before
		}
	}
}

// osborne1 is y_i - (x_1 + x_2 e^(-t x_4) + x_3 e^(-t x_5)) at t = 10(i-1), 33 components.
func osborne1(r, x []float64) {
	for i, y := range osborne1Data {
		t := 10 * float64(i)
		r[i] = y - (x[0] + x[1]*math.Exp(-x[3]*t) + x[2]*math.Exp(-x[4]*t))
	}
}

func osborne1Jac(j, x []float64) {
	for i := range osborne1Data {
		t := 10 * float64(i)
		p, q := math.Exp(-x[3]*t), math.Exp(-x[4]*t)
		copy(j[5*i:], []float64{-1, -p, -q, x[1] * t * p, x[2] * t * q})
	}
}

// osborne2 is y_i - (x_1 e^(-t x_5) + Σ_{k=2}^4 x_k exp(-x_{k+4}(t - x_{k+7})²)) at t = (i-1)/10, 65 components.
func osborne2(r, x []float64) {
	for i, y := range osborne2Data {
		t := float64(i) / 10
		s := x[0] * math.Exp(-x[4]*t)
		for k := 1; k < 4; k++ {
			d := t - x[k+7]
			s += x[k] * math.Exp(-x[k+4]*d*d)
		}
		r[i] = y - s
	}
}

func osborne2Jac(j, x []float64) {
	for i := range osborne2Data {
		t, row := float64(i)/10, j[11*i:11*i+11]
		e := math.Exp(-x[4] * t)
		row[0], row[4] = -e, x[0]*t*e
		for k := 1; k < 4; k++ {
			d := t - x[k+7]
			e := math.Exp(-x[k+4] * d * d)
			row[k], row[k+4], row[k+7] = -e, x[k]*d*d*e, -2*x[k]*x[k+4]*d*e
		}
	}
}
