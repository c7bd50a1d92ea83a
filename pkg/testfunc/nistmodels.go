package testfunc

import "math"

// curve is a model: its value for the parameters b and the predictors x. Where d is not nil, the derivatives by
// b go there.
type curve func(d, b, x []float64) float64

// curves holds the models of all 27 sets; their formulas are NIST's.
var curves = map[string]curve{
	"Bennett5": func(d, b, x []float64) float64 {
		base := b[1] + x[0]
		p := math.Pow(base, -1/b[2])
		if d != nil {
			d[0] = p
			d[1] = -b[0] / b[2] * p / base
			d[2] = b[0] * p * math.Log(base) / (b[2] * b[2])
		}
		return b[0] * p
	},
	"BoxBOD":   saturation,
	"Chwirut1": decayOverLine,
	"Chwirut2": decayOverLine,
	"DanWood": func(d, b, x []float64) float64 {
		p := math.Pow(x[0], b[1])
		if d != nil {
			d[0], d[1] = p, b[0]*p*math.Log(x[0])
		}
		return b[0] * p
	},
	"ENSO": func(d, b, x []float64) float64 {
		s, c := math.Sincos(2 * math.Pi * x[0] / 12)
		v := b[0] + b[1]*c + b[2]*s
		if d != nil {
			d[0], d[1], d[2] = 1, c, s
		}
		for k := 3; k < 9; k += 3 {
			phase := 2 * math.Pi * x[0] / b[k]
			s, c := math.Sincos(phase)
			v += b[k+1]*c + b[k+2]*s
			if d != nil {
				d[k] = (b[k+1]*s - b[k+2]*c) * phase / b[k]
				d[k+1], d[k+2] = c, s
			}
		}
		return v
	},
	"Eckerle4": func(d, b, x []float64) float64 {
		z := (x[0] - b[2]) / b[1]
		e := math.Exp(-z*z/2) / b[1]
		if d != nil {
			d[0] = e
			d[1] = b[0] * e * (z*z - 1) / b[1]
			d[2] = b[0] * e * z / b[1]
		}
		return b[0] * e
	},
	"Gauss1":   twoBells,
	"Gauss2":   twoBells,
	"Gauss3":   twoBells,
	"Hahn1":    rational(4, 3),
	"Kirby2":   rational(3, 2),
	"Lanczos1": threeDecays,
	"Lanczos2": threeDecays,
	"Lanczos3": threeDecays,
	"MGH09": func(d, b, x []float64) float64 {
		num, den := x[0]*(x[0]+b[1]), x[0]*(x[0]+b[2])+b[3]
		if d != nil {
			d[0], d[1] = num/den, b[0]*x[0]/den
			d[3] = -b[0] * num / (den * den)
			d[2] = d[3] * x[0]
		}
		return b[0] * num / den
	},
	"MGH10": func(d, b, x []float64) float64 {
		t := x[0] + b[2]
		e := math.Exp(b[1] / t)
		if d != nil {
			d[0], d[1], d[2] = e, b[0]*e/t, -b[0]*e*b[1]/(t*t)
		}
		return b[0] * e
	},
	"MGH17": func(d, b, x []float64) float64 {
		e1, e2 := math.Exp(-x[0]*b[3]), math.Exp(-x[0]*b[4])
		if d != nil {
			d[0], d[1], d[2] = 1, e1, e2
			d[3], d[4] = -b[1]*x[0]*e1, -b[2]*x[0]*e2
		}
		return b[0] + b[1]*e1 + b[2]*e2
	},
	"Misra1a": saturation,
	"Misra1b": func(d, b, x []float64) float64 {
		base := 1 + b[1]*x[0]/2
		p := 1 / (base * base)
		if d != nil {
			d[0], d[1] = 1-p, b[0]*x[0]*p/base
		}
		return b[0] * (1 - p)
	},
	"Misra1c": func(d, b, x []float64) float64 {
		base := 1 + 2*b[1]*x[0]
		p := 1 / math.Sqrt(base)
		if d != nil {
			d[0], d[1] = 1-p, b[0]*x[0]*p/base
		}
		return b[0] * (1 - p)
	},
	"Misra1d": func(d, b, x []float64) float64 {
		base := 1 + b[1]*x[0]
		if d != nil {
			d[0], d[1] = b[1]*x[0]/base, b[0]*x[0]/(base*base)
		}
		return b[0] * b[1] * x[0] / base
	},
	"Nelson": func(d, b, x []float64) float64 { // of log y
		e := x[0] * math.Exp(-b[2]*x[1])
		if d != nil {
			d[0], d[1], d[2] = 1, -e, b[1]*e*x[1]
		}
		return b[0] - b[1]*e
	},
	"Rat42": func(d, b, x []float64) float64 {
		e := math.Exp(b[1] - b[2]*x[0])
		if d != nil {
			slope := b[0] / (1 + e) / (1 + 1/e)
			d[0], d[1], d[2] = 1/(1+e), -slope, slope*x[0]
		}
		return b[0] / (1 + e)
	},
	"Rat43": func(d, b, x []float64) float64 {
		e := math.Exp(b[1] - b[2]*x[0])
		p := math.Pow(1+e, -1/b[3])
		if d != nil {
			slope := b[0] * p / (1 + 1/e) / b[3]
			d[0], d[1], d[2] = p, -slope, slope*x[0]
			d[3] = b[0] * p * math.Log1p(e) / (b[3] * b[3])
		}
		return b[0] * p
	},
	"Roszman1": func(d, b, x []float64) float64 {
		t := x[0] - b[3]
		if d != nil {
			q := 1 / (math.Pi * (t*t + b[2]*b[2]))
			d[0], d[1], d[2], d[3] = 1, -x[0], -t*q, -b[2]*q
		}
		return b[0] - b[1]*x[0] - math.Atan(b[2]/t)/math.Pi
	},
	"Thurber": rational(4, 3),
}

// saturation is b1 (1 - exp(-b2 x)).
func saturation(d, b, x []float64) float64 {
	e := math.Exp(-b[1] * x[0])
	if d != nil {
		d[0], d[1] = 1-e, b[0]*x[0]*e
	}
	return b[0] * (1 - e)
}

// decayOverLine is exp(-b1 x) / (b2 + b3 x).
func decayOverLine(d, b, x []float64) float64 {
	e, line := math.Exp(-b[0]*x[0]), b[1]+b[2]*x[0]
	if d != nil {
		d[0], d[1] = -x[0]*e/line, -e/(line*line)
		d[2] = d[1] * x[0]
	}
	return e / line
}

// threeDecays is b1 exp(-b2 x) + b3 exp(-b4 x) + b5 exp(-b6 x).
func threeDecays(d, b, x []float64) float64 {
	v := 0.0
	for k := 0; k < 6; k += 2 {
		e := math.Exp(-b[k+1] * x[0])
		v += b[k] * e
		if d != nil {
			d[k], d[k+1] = e, -b[k]*x[0]*e
		}
	}
	return v
}

// twoBells is b1 exp(-b2 x) + b3 exp(-(x-b4)²/b5²) + b6 exp(-(x-b7)²/b8²).
func twoBells(d, b, x []float64) float64 {
	e := math.Exp(-b[1] * x[0])
	v := b[0] * e
	if d != nil {
		d[0], d[1] = e, -b[0]*x[0]*e
	}
	for k := 2; k < 8; k += 3 {
		z := (x[0] - b[k+1]) / b[k+2]
		e := math.Exp(-z * z)
		v += b[k] * e
		if d != nil {
			d[k], d[k+1], d[k+2] = e, 2*b[k]*e*z/b[k+2], 2*b[k]*e*z*z/b[k+2]
		}
	}
	return v
}

// rational is (b1 + b2 x + … ) / (1 + b x + …), with over coefficients above the line and under below it.
func rational(over, under int) curve {
	return func(d, b, x []float64) float64 {
		num, den := 0.0, 0.0
		for k := over - 1; k >= 0; k-- {
			num = num*x[0] + b[k]
		}
		for k := under - 1; k >= 0; k-- {
			den = (den + b[over+k]) * x[0]
		}
		den++
		if d != nil {
			p := 1 / den
			for k := range over {
				d[k] = p
				p *= x[0]
			}
			p = -num / (den * den)
			for k := range under {
				p *= x[0]
				d[over+k] = p
			}
		}
		return num / den
	}
}
