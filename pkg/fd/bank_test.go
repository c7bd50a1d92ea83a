package fd

import "math"

// noise is a fixed pseudo-random number in [-1, 1) for each float: splitmix64 of its bits.
func noise(x float64) float64 {
	z := math.Float64bits(x) + 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	z ^= z >> 31
	return float64(z>>11)/0x1p52 - 1
}

// gauss is a sum of twelve uniform numbers: nearly normal, standard deviation 1.
func gauss(x float64) float64 {
	sum := 0.0
	for k := 1; k <= 12; k++ {
		sum += noise(x + 1000*float64(k))
	}
	return sum / 2
}

func f32(v float64) float64 { return float64(float32(v)) }

// kepler solves E - e sin E = m by fixed-point iteration.
func kepler(m, e, tol float64) float64 {
	z := m
	for {
		y := m + e*math.Sin(z)
		if math.Abs(y-z) < tol {
			return y
		}
		z = y
	}
}

// halving is the root of z³ + z = v in [0, 2] by bisection.
func halving(v float64, steps int) float64 {
	lo, hi := 0.0, 2.0
	for range steps {
		if mid := (lo + hi) / 2; mid*mid*mid+mid < v {
			lo = mid
		} else {
			hi = mid
		}
	}
	return (lo + hi) / 2
}

// trapezoid is the integral of cos(x·t) over [0, 1] by n panels.
func trapezoid(x float64, n int) float64 {
	s := (1 + math.Cos(x)) / 2
	for k := 1; k < n; k++ {
		s += math.Cos(x * (float64(k) / float64(n)))
	}
	return s / float64(n)
}

// bank holds the functions of testdata/peers/functions.py by name.
var bank = map[string]func(x float64) float64{
	"exp":             func(x float64) float64 { return math.Exp(x) },
	"sin":             func(x float64) float64 { return math.Sin(x) },
	"cubic":           func(x float64) float64 { return x*x*x + 2*x*x + 12*x + 100 },
	"log":             func(x float64) float64 { return math.Log(x) },
	"sqrt":            func(x float64) float64 { return math.Sqrt(x) },
	"bell":            func(x float64) float64 { return math.Exp(-x * x) },
	"witch":           func(x float64) float64 { return 1 / (1 + x*x) },
	"tanh":            func(x float64) float64 { return math.Tanh(x) },
	"atan":            func(x float64) float64 { return math.Atan(x) },
	"expsin":          func(x float64) float64 { return math.Exp(math.Sin(x)) },
	"wave packet":     func(x float64) float64 { return math.Exp(-x*x/4) * math.Cos(3*x) },
	"gamma":           func(x float64) float64 { return math.Gamma(x) },
	"erf":             func(x float64) float64 { return math.Erf(x) },
	"log squared":     func(x float64) float64 { return math.Pow(math.Log(1+x*x), 2) },
	"power 2.5":       func(x float64) float64 { return x * x * math.Sqrt(x) },
	"softplus":        func(x float64) float64 { return math.Log(1 + math.Exp(x)) },
	"asinh":           func(x float64) float64 { return math.Asinh(5 * x) },
	"rational":        func(x float64) float64 { return (x*x*x - x) / (x*x + x + 2) },
	"decay 1e3":       func(x float64) float64 { return math.Exp(-1000 * x) },
	"layer 200":       func(x float64) float64 { return math.Tanh(200 * x) },
	"two scales":      func(x float64) float64 { return math.Sin(x) + math.Exp(-500*x) },
	"logistic 1e4":    func(x float64) float64 { return 1 / (1 + math.Exp(-10000*(x-1))) },
	"power 30":        func(x float64) float64 { return math.Pow(x, 30) },
	"exp square":      func(x float64) float64 { return math.Exp(x * x) },
	"narrow bell":     func(x float64) float64 { return math.Exp(-1e6 * (x - 2) * (x - 2)) },
	"sin 50":          func(x float64) float64 { return math.Sin(50 * x) },
	"sin 1000":        func(x float64) float64 { return math.Sin(1000 * x) },
	"chirp":           func(x float64) float64 { return math.Sin(x * x) },
	"sin 1/x":         func(x float64) float64 { return math.Sin(1 / x) },
	"far sine":        func(x float64) float64 { return math.Sin(x) },
	"two tones":       func(x float64) float64 { return math.Sin(x) + 0.1*math.Cos(40*x) },
	"beat":            func(x float64) float64 { return math.Sin(20*x) * math.Sin(21*x) },
	"1/x":             func(x float64) float64 { return 1 / x },
	"1/(x-1)":         func(x float64) float64 { return 1 / (x - 1) },
	"tan":             func(x float64) float64 { return math.Tan(x) },
	"log near 0":      func(x float64) float64 { return math.Log(x) },
	"sqrt near 0":     func(x float64) float64 { return math.Sqrt(x) },
	"1/(x^2+1e-6)":    func(x float64) float64 { return 1 / (x*x + 1e-6) },
	"x log x":         func(x float64) float64 { return x * math.Log(x) },
	"one minus cos":   func(x float64) float64 { return (1 - math.Cos(x)) / (x * x) },
	"expanded power":  func(x float64) float64 { return ((((((x-6)*x+15)*x-20)*x+15)*x-6)*x + 1) },
	"exp minus 1":     func(x float64) float64 { return (math.Exp(x) - 1) / x },
	"root difference": func(x float64) float64 { return math.Sqrt(x+1) - math.Sqrt(x) },
	"1e8 + sin":       func(x float64) float64 { return 1e8 + math.Sin(x) },
	"lost square":     func(x float64) float64 { return (1e6+x)*(1e6+x) - 1e12 },
	"tan minus sin":   func(x float64) float64 { return (math.Tan(x) - math.Sin(x)) / (x * x * x) },
	"constant":        func(x float64) float64 { return 3.7 + 0*x },
	"line":            func(x float64) float64 { return 2.5*x - 1 },
	"saturated":       func(x float64) float64 { return math.Tanh(x) },
	"tiny values":     func(x float64) float64 { return 1e-30 * math.Sin(x) },
	"tiny steps":      func(x float64) float64 { return math.Sin(1e8 * x) },
	"tiny both":       func(x float64) float64 { return 1e-200 * math.Exp(1e6*x) },
	"square near 0":   func(x float64) float64 { return x * x },
	"cos near 0":      func(x float64) float64 { return math.Cos(x) },
	"exp near 0":      func(x float64) float64 { return math.Exp(x) },
	"huge values":     func(x float64) float64 { return 1e200 * math.Cos(x) },
	"huge argument":   func(x float64) float64 { return math.Log(x) },
	"huge both":       func(x float64) float64 { return 1e100 * math.Sqrt(x) },
	"astronomic":      func(x float64) float64 { return 6.674e20 / (x * x) },
	"far parabola":    func(x float64) float64 { return x*x - 3*x },
	"float32 sine":    func(x float64) float64 { return f32(math.Sin(x)) },
	"float32 exp":     func(x float64) float64 { return f32(math.Exp(x)) },
	"float32 inside":  func(x float64) float64 { return f32(f32(x*x) + f32(math.Sin(3*x))) },
	"float32 offset":  func(x float64) float64 { return f32(10 + math.Atan(x)) },
	"noise 1e-6":      func(x float64) float64 { return math.Sin(x) + 1e-6*noise(x) },
	"noise 1e-3":      func(x float64) float64 { return math.Exp(x) + 1e-3*noise(x) },
	"gauss 1e-9":      func(x float64) float64 { return x*x + 1e-9*gauss(x) },
	"relative 1e-8":   func(x float64) float64 { return math.Cosh(x) * (1 + 1e-8*noise(x)) },
	"kepler 1e-10":    func(x float64) float64 { return kepler(x, 0.5, 1e-10) },
	"bisection":       func(x float64) float64 { return halving(x, 26) },
	"cos exp":         func(x float64) float64 { return math.Cos(math.Exp(x / 2)) },
	"log cosh":        func(x float64) float64 { return math.Log(math.Cosh(x)) },
	"sinc":            func(x float64) float64 { return math.Sin(x) / x },
	"cube root":       func(x float64) float64 { return math.Cbrt(x) },
	"quartic":         func(x float64) float64 { return x*x*x*x - 3*x*x + x },
	"exp over":        func(x float64) float64 { return math.Exp(x) / (1 + x*x) },
	"hypot":           func(x float64) float64 { return math.Sqrt(1 + x*x) },
	"atan sin":        func(x float64) float64 { return math.Atan(2 * math.Sin(x)) },
	"x^x":             func(x float64) float64 { return math.Exp(x * math.Log(x)) },
	"layer 3000":      func(x float64) float64 { return math.Atan(3000 * (x - 0.5)) },
	"fast decay":      func(x float64) float64 { return math.Exp(-300*x)*math.Cos(x) + x*x },
	"power 80":        func(x float64) float64 { return math.Pow(x/2, 80) },
	"steep sum":       func(x float64) float64 { return math.Sinh(40 * x) },
	"sin 300":         func(x float64) float64 { return math.Cos(300*x) * x },
	"cubic chirp":     func(x float64) float64 { return math.Cos(x * x * x) },
	"log wave":        func(x float64) float64 { return math.Sin(20 * math.Log(x)) },
	"small ripple":    func(x float64) float64 { return x*x + 1e-3*math.Sin(200*x) },
	"double pole":     func(x float64) float64 { return 1 / ((x - 3) * (x - 3)) },
	"root pole":       func(x float64) float64 { return 1 / math.Sqrt(x) },
	"log tan":         func(x float64) float64 { return math.Log(math.Tan(x)) },
	"cusp beside":     func(x float64) float64 { return math.Exp(math.Sqrt(x)) },
	"cosh minus 1":    func(x float64) float64 { return (math.Cosh(x) - 1) / x },
	"big polynomial":  func(x float64) float64 { return ((x-1e4)*x+1)*x - 7e3 },
	"log ratio":       func(x float64) float64 { return math.Log(x+1) - math.Log(x) },
	"hidden slope":    func(x float64) float64 { return 1e5 + 1e-3*math.Exp(x) },
	"half":            func(x float64) float64 { return 0.5 + 0*x },
	"minus line":      func(x float64) float64 { return 7 - x/3 },
	"tiny log":        func(x float64) float64 { return math.Log1p(x) },
	"tiny bell":       func(x float64) float64 { return 1e-9 * math.Exp(-x*x*1e12) },
	"tiny line":       func(x float64) float64 { return 1e-100 * math.Sinh(x) },
	"huge sinh":       func(x float64) float64 { return math.Sinh(x) },
	"huge rate":       func(x float64) float64 { return 1e150 * math.Atan(x/1e8) },
	"huge root":       func(x float64) float64 { return math.Cbrt(x) },
	"float32 log":     func(x float64) float64 { return f32(math.Log(x)) },
	"float32 wave":    func(x float64) float64 { return f32(100 + 20*math.Sin(x)) },
	"noise 1e-5":      func(x float64) float64 { return x*x*x + 1e-5*noise(x) },
	"gauss 1e-7":      func(x float64) float64 { return math.Exp(-x) + 1e-7*gauss(x) },
	"relative 1e-11":  func(x float64) float64 { return (2 + math.Sin(x)) * (1 + 1e-11*noise(x)) },
	"kepler 1e-7":     func(x float64) float64 { return kepler(x, 0.3, 1e-7) },
	"trapezoid":       func(x float64) float64 { return trapezoid(x, 1000) },
}
