package testfunc

import (
	"math"

	"gonum.org/v1/gonum/optimize/functions"
)

// Rastrigin is 10n + Σ x_i² - 10 cos(2πx_i), from gonum: a bowl with a local minimum
// near every integer point.
func Rastrigin(n int) Problem {
	need("Rastrigin", n, 1)
	return Problem{
		Name: "Rastrigin", Kind: Smooth | Multimodal, Source: "gonum Rastrigin; derivatives are its own",
		Func: functions.Rastrigin{}.Func,
		Grad: func(dst, x []float64) {
			for i, v := range x {
				dst[i] = 2*v + 20*math.Pi*math.Sin(2*math.Pi*v)
			}
		},
		Hess: func(dst, x []float64) {
			clear(dst[:n*n])
			for i, v := range x {
				dst[i*n+i] = 2 + 40*math.Pi*math.Pi*math.Cos(2*math.Pi*v)
			}
		},
		Start: fill(n, 2.2), Lo: fill(n, -5.12), Hi: fill(n, 5.12),
		Minima: []Minimum{{X: make([]float64, n), F: 0, Global: true}},
	}
}

// Ackley is Ackley's function, from gonum: a nearly flat, wavy plain with a deep hole at
// 0. The hole's tip is a kink, like that of ‖x‖; there Grad gives 0, a subgradient.
func Ackley(n int) Problem {
	need("Ackley", n, 1)
	return Problem{
		Name: "Ackley", Kind: Multimodal | NonSmooth, Source: "gonum Ackley; the gradient is its own",
		Func: functions.Ackley{}.Func,
		Grad: func(dst, x []float64) {
			square, wave := 0.0, 0.0
			for _, v := range x {
				square += v * v
				wave += math.Cos(2 * math.Pi * v)
			}
			size := math.Sqrt(square / float64(n))
			wave = math.Exp(wave / float64(n))
			for i, v := range x {
				dst[i] = 2 * math.Pi / float64(n) * wave * math.Sin(2*math.Pi*v)
				if size > 0 {
					dst[i] += 4 * math.Exp(-0.2*size) * v / (float64(n) * size)
				}
			}
		},
		Start: fill(n, 2.2), Lo: fill(n, -5), Hi: fill(n, 5),
		Minima: []Minimum{{X: make([]float64, n), F: 0, Global: true}},
	}
}

// Griewank is 1 + Σ x_i²/4000 - Π cos(x_i/√i), from gonum: many shallow local minima.
func Griewank(n int) Problem {
	need("Griewank", n, 1)
	return Problem{
		Name: "Griewank", Kind: Smooth | Multimodal, Source: "gonum Griewank; the gradient is its own",
		Func: functions.Griewank{}.Func,
		Grad: func(dst, x []float64) {
			for i, v := range x {
				others := 1.0
				for j, w := range x {
					if j != i {
						others *= math.Cos(w / math.Sqrt(float64(j+1)))
					}
				}
				root := math.Sqrt(float64(i + 1))
				dst[i] = v/2000 + others*math.Sin(v/root)/root
			}
		},
		Start: fill(n, 7), Lo: fill(n, -20), Hi: fill(n, 20),
		Minima: []Minimum{{X: make([]float64, n), F: 0, Global: true}},
	}
}

// CamelThree is the three-hump camel, from gonum: two local minima beside the global
// one at 0.
func CamelThree() Problem {
	const lx, ly, lf = 1.7475523458304405, -0.8737761729152203, 0.2986384422368617
	return Problem{
		Name: "CamelThree", Kind: Smooth | Multimodal, Source: "gonum CamelThree; derivatives are its own",
		Func: functions.CamelThree{}.Func,
		Grad: func(dst, x []float64) {
			a := x[0] * x[0]
			dst[0] = x[0]*(4+a*(-4.2+a)) + x[1]
			dst[1] = x[0] + 2*x[1]
		},
		Hess: func(dst, x []float64) {
			a := x[0] * x[0]
			dst[0], dst[1], dst[2], dst[3] = 4+a*(-12.6+5*a), 1, 1, 2
		},
		Start: []float64{-1.9, 1.5}, Lo: []float64{-5, -5}, Hi: []float64{5, 5},
		Minima: []Minimum{
			{X: []float64{0, 0}, F: 0, Global: true},
			{X: []float64{lx, ly}, F: lf},
			{X: []float64{-lx, -ly}, F: lf},
		},
	}
}

// CamelSix is the six-hump camel, from gonum: two global and four more minima.
func CamelSix() Problem {
	const gx, gy, gf = 0.0898420131003181, -0.7126564030207397, -1.031628453489877
	return Problem{
		Name: "CamelSix", Kind: Smooth | Multimodal, Source: "gonum CamelSix; derivatives are its own",
		Func: functions.CamelSix{}.Func,
		Grad: func(dst, x []float64) {
			a, b := x[0]*x[0], x[1]*x[1]
			dst[0] = x[0]*(8+a*(-8.4+2*a)) + x[1]
			dst[1] = x[0] + x[1]*(-8+16*b)
		},
		Hess: func(dst, x []float64) {
			a, b := x[0]*x[0], x[1]*x[1]
			dst[0], dst[1], dst[2], dst[3] = 8+a*(-25.2+10*a), 1, 1, -8+48*b
		},
		Start: []float64{-1.5, 1}, Lo: []float64{-3, -2}, Hi: []float64{3, 2},
		Minima: []Minimum{
			{X: []float64{gx, gy}, F: gf, Global: true},
			{X: []float64{-gx, -gy}, F: gf, Global: true},
			{X: []float64{1.703606714969981, -0.7960835686726251}, F: -0.21546382438371703},
			{X: []float64{-1.703606714969981, 0.7960835686726251}, F: -0.21546382438371703},
			{X: []float64{1.6071047529201974, 0.5686514548841314}, F: 2.1042503103112584},
			{X: []float64{-1.6071047529201974, -0.5686514548841314}, F: 2.1042503103112584},
		},
	}
}
