package testfunc

import (
	"math"
	"math/rand/v2"
)

// moreWildValue is a problem in a form, with its work space.
type moreWildValue struct {
	p       MoreWild
	form    Form
	rand    *rand.Rand
	r, j, x []float64
}

// restricted lists the functions whose sum of absolute values sees max(x, 0).
var restricted = map[int]bool{8: true, 9: true, 13: true, 16: true, 17: true, 18: true}

// at sets x and the components.
func (v *moreWildValue) at(x []float64) {
	v.p.check("x", len(x), v.p.N)
	copy(v.x, x)
	if v.form == SumAbs && restricted[v.p.Function] {
		for i, t := range v.x {
			v.x[i] = max(t, 0)
		}
	}
	v.p.Residuals(v.r, v.x)
}

func (v *moreWildValue) value(x []float64) float64 {
	v.at(x)
	sum := 0.0
	for _, r := range v.r {
		switch v.form {
		case SumAbs:
			sum += math.Abs(r)
		default:
			r *= v.factor()
			sum += r * r
		}
	}
	if v.form == Wild {
		sum *= 1 + formNoise*wild(nil, x)
	}
	if math.IsNaN(sum) {
		return math.Inf(1)
	}
	return sum
}

// factor is 1 + u, new in each call.
func (v *moreWildValue) factor() float64 {
	switch v.form {
	case UniformNoise:
		return 1 + formNoise*(2*v.rand.Float64()-1)
	case NormalNoise:
		return 1 + formNoise*v.rand.NormFloat64()
	}
	return 1
}

func (v *moreWildValue) gradient(dst, x []float64) {
	v.at(x)
	v.p.Jacobian(v.j, v.x)
	n, sum := v.p.N, 0.0
	slope := make([]float64, n) // dst may be x
	for i, r := range v.r {
		weight := sign(r)
		if v.form != SumAbs {
			f := v.factor()
			weight = 2 * f * f * r
			sum += r * r
		}
		for j, d := range v.j[i*n : (i+1)*n] {
			slope[j] += weight * d
		}
	}
	switch {
	case v.form == SumAbs && restricted[v.p.Function]:
		for j, t := range x {
			if t <= 0 {
				slope[j] = 0
			}
		}
	case v.form == Wild:
		d := make([]float64, n)
		phi := wild(d, x)
		for j := range slope {
			slope[j] = (1+formNoise*phi)*slope[j] + formNoise*d[j]*sum
		}
	}
	copy(dst, slope)
}

// wild returns φ of the wild form, and its derivative in dst unless that is nil.
func wild(dst, x []float64) float64 {
	var one, two, most float64
	at := 0
	for i, v := range x {
		one += math.Abs(v)
		two += v * v
		if a := math.Abs(v); a > most {
			most, at = a, i
		}
	}
	two = math.Sqrt(two)
	s1, c1 := math.Sincos(100 * one)
	s8, c8 := math.Sincos(100 * most)
	z := 0.9*s1*c8 + 0.1*math.Cos(two)
	if dst != nil {
		slope := 12*z*z - 3
		for i, v := range x {
			dst[i] = 90 * c1 * c8 * sign(v)
			if two > 0 {
				dst[i] -= 0.1 * math.Sin(two) * v / two
			}
			if i == at {
				dst[i] -= 90 * s1 * s8 * sign(v)
			}
			dst[i] *= slope
		}
	}
	return z * (4*z*z - 3)
}
