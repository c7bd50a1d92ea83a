package fd

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/pagetest"
	"github.com/gradstep/gradstep/pkg/study"
)

func sign(v float64) float64 {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}

func heaviside(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

func nearest(v, q float64) float64 { return math.Floor(v/q+0.5) * q }

func logistic(u float64) float64 { return 0.5 * (1 + math.Tanh(u/2)) }

// kinds holds the functions of testdata/peers/kinds.py: g(t; a, b, e, x).
var kinds = map[string]func(t, a, b, e, x float64) float64{
	"exp":         func(t, _, b, _, _ float64) float64 { return math.Exp(b * t) },
	"sine":        func(t, _, _, _, _ float64) float64 { return math.Sin(t) },
	"fast sine":   func(t, _, b, _, _ float64) float64 { return math.Sin(b*t) + 0.3*t },
	"cubic":       func(t, _, _, _, _ float64) float64 { return t*t*t + 2*t*t + 12*t + 100 },
	"bell":        func(t, _, _, _, _ float64) float64 { return math.Exp(-t * t) },
	"atan":        func(t, _, b, _, _ float64) float64 { return math.Atan(b * t) },
	"log":         func(t, _, _, _, _ float64) float64 { return math.Log(1 + t*t) },
	"root":        func(t, _, _, _, _ float64) float64 { return math.Sqrt(t) },
	"rational":    func(t, _, _, _, _ float64) float64 { return (t*t*t - t) / (t*t + t + 2) },
	"line":        func(t, a, b, _, _ float64) float64 { return b*t - a },
	"parabola":    func(t, a, _, _, _ float64) float64 { return (t - a) * (t - a) },
	"offset sine": func(t, _, _, _, _ float64) float64 { return 1e6 + math.Sin(t) },
	"logistic":    func(t, a, b, _, _ float64) float64 { return logistic(b * (t - a)) },
	"abs afar":    func(t, a, _, _, _ float64) float64 { return math.Abs(t-a) + 0.2*math.Sin(t) },
	"sawtooth afar": func(t, _, _, _, _ float64) float64 {
		return t - math.Floor(t)
	},
	"hypot":    func(t, _, _, _, _ float64) float64 { return math.Sqrt(1 + t*t) },
	"ripple":   func(t, _, b, _, _ float64) float64 { return t*t + 1e-3*math.Sin(b*t) },
	"softplus": func(t, _, _, _, _ float64) float64 { return max(t, 0) + math.Log1p(math.Exp(-math.Abs(t))) },

	"abs":          func(t, a, _, _, _ float64) float64 { return math.Abs(t - a) },
	"abs and sine": func(t, a, b, _, _ float64) float64 { return b*math.Abs(t-a) + math.Sin(t) },
	"rectifier":    func(t, a, _, _, _ float64) float64 { return max(0, t-a) },
	"leaky":        func(t, a, _, _, _ float64) float64 { return max(t-a, 0.1*(t-a)) },
	"larger of two": func(t, a, _, _, _ float64) float64 {
		return max((t-a)*(t-a)+(t-a), math.Exp(a-t)-1)
	},
	"abs sine":      func(t, a, _, _, _ float64) float64 { return math.Abs(math.Sin(2 * (t - a))) },
	"small kink":    func(t, a, b, _, _ float64) float64 { return 10*t + b*math.Abs(t-a) },
	"two abs":       func(t, a, _, _, _ float64) float64 { return math.Abs(t-a) + 0.3*math.Abs(t-a-0.7) },
	"abs times exp": func(t, a, _, _, _ float64) float64 { return math.Abs(t-a) * math.Exp(t) },

	"sign":           func(t, a, _, _, _ float64) float64 { return sign(t - a) },
	"step and slope": func(t, a, b, _, _ float64) float64 { return heaviside(t > a)*b + t },
	"sawtooth":       func(t, a, _, _, _ float64) float64 { return (t - a) - math.Floor(t-a) },
	"floor":          func(t, a, _, _, _ float64) float64 { return math.Floor(t - a) },
	"branches": func(t, a, _, _, _ float64) float64 {
		if t > a {
			return math.Exp(t - a)
		}
		return (t - a) * (t - a)
	},
	"jump on sine": func(t, a, b, _, _ float64) float64 { return math.Sin(t) + b*heaviside(t >= a) },

	"constant":     func(_, a, _, _, _ float64) float64 { return a },
	"staircase":    func(t, _, b, _, _ float64) float64 { return (math.Floor(t*b) + 0.5) / b },
	"rounded sine": func(t, _, _, e, _ float64) float64 { return nearest(math.Sin(t)+2, e) },
	"rounded exp":  func(t, _, _, e, _ float64) float64 { return nearest(math.Exp(t), e) },
	"float32":      func(t, _, _, _, _ float64) float64 { return f32(2 + math.Atan(t)) },
	"clipped":      func(t, _, _, _, _ float64) float64 { return min(1, max(-1, t)) },
	"sign afar":    func(t, a, _, _, _ float64) float64 { return sign(t - a) },

	"sine and noise":     func(t, _, _, e, x float64) float64 { return math.Sin(t) + e*noise(x) },
	"exp times noise":    func(t, _, _, e, x float64) float64 { return math.Exp(t) * (1 + e*noise(x)) },
	"parabola and noise": func(t, _, _, e, x float64) float64 { return 1 + t*t + e*(noise(x)+noise(2*x)+noise(3*x)) },
	"bell times noise":   func(t, _, _, e, x float64) float64 { return (2 + math.Exp(-t*t)) * (1 + e*noise(x)) },
	"line and noise":     func(t, _, b, e, x float64) float64 { return 1 + b*t + e*noise(x) },

	"cosh":           func(t, _, _, _, _ float64) float64 { return math.Cosh(t) / (2 + t) },
	"wave packet":    func(t, _, b, _, _ float64) float64 { return math.Exp(-t*t/4) * math.Cos(b*t) },
	"rectifier afar": func(t, _, _, _, _ float64) float64 { return max(0, t) * t },
	"power":          func(t, _, _, _, _ float64) float64 { return math.Pow(t, 2.5) - math.Pow(t, 1.5) },
	"smaller of two": func(t, a, _, _, _ float64) float64 { return min(math.Sin(t-a), 2*(t-a)+(t-a)*(t-a)) },
	"norm":           func(t, a, _, _, _ float64) float64 { return math.Sqrt((t-a)*(t-a)) + math.Log(1+t*t) },
	"triangle":       func(t, a, _, _, _ float64) float64 { return math.Abs((t - a) - 2*math.Floor((t-a)/2+0.5)) },
	"atan of inverse": func(t, a, _, _, _ float64) float64 {
		if t == a {
			return 0
		}
		return math.Atan(1 / (t - a))
	},
	"odd value": func(t, a, _, _, _ float64) float64 {
		if t == a {
			return 1
		}
		return math.Cos(t)
	},
	"ceiling":          func(t, a, _, _, _ float64) float64 { return math.Ceil(t-a) * (2 + math.Sin(t)) },
	"rounded logistic": func(t, _, _, e, _ float64) float64 { return nearest(3+logistic(2*t), e) },
	"saturated":        func(t, _, _, _, _ float64) float64 { return math.Tanh(40 + math.Abs(t)) },
	"dead zone":        func(t, _, _, _, _ float64) float64 { return max(0, math.Abs(t)-2) },
	"wave times noise": func(t, _, _, e, x float64) float64 { return (2 + math.Sin(3*t)) * (1 + e*noise(x)) },
	"error function":   func(t, _, b, _, _ float64) float64 { return math.Erf(b * t) },
	"sinc":             func(t, _, b, _, _ float64) float64 { return math.Sin(b*t) / t },
	"quartic":          func(t, a, _, _, _ float64) float64 { return math.Pow(t-a, 4) + 0.5*(t-a)*(t-a) },
	"gamma":            func(t, _, _, _, _ float64) float64 { return math.Gamma(1 + math.Abs(t)) },
	"log of cosh":      func(t, a, _, _, _ float64) float64 { return math.Log(math.Cosh(t - a)) },
	"parabola afar":    func(t, a, _, _, _ float64) float64 { return (t-a)*math.Abs(t-a) + t },
	"largest of three": func(t, a, _, _, _ float64) float64 {
		return max(a-t, 0.5*(t-a), t-a-0.4)
	},
	"abs cosine":     func(t, a, _, _, _ float64) float64 { return math.Exp(-math.Abs(math.Sin(t - a))) },
	"shrinkage":      func(t, a, _, _, _ float64) float64 { return max(0, t-a) - max(0, a-1-t) },
	"root of square": func(t, a, b, _, _ float64) float64 { return t + b*math.Sqrt((t-a)*(t-a)*(1+t*t)) },
	"angle":          func(t, a, _, _, _ float64) float64 { return math.Atan2(-math.Sin(t-a), -math.Cos(t-a)) },
	"two branches": func(t, a, _, _, _ float64) float64 {
		if t < a {
			return math.Cos(t)
		}
		return math.Sin(t) + 2
	},
	"part of square": func(t, a, _, _, _ float64) float64 {
		v := 1 + (t - a) + 0.1*(t-a)*(t-a)
		return v - math.Floor(v)
	},
	"count": func(t, _, b, _, _ float64) (n float64) {
		for k := range 100 {
			n += heaviside(float64(k)/b < math.Abs(t))
		}
		return n
	},
	"rounded log": func(t, _, _, e, _ float64) float64 { return nearest(math.Log(5+t), e) },
	"rounded twice": func(t, _, _, e, _ float64) float64 {
		v := nearest(t, e)
		return nearest(2+v*v, e)
	},
	"cosine and noise": func(t, _, _, e, x float64) float64 {
		sum := 0.0
		for k := 1.0; k <= 12; k++ {
			sum += noise(k * x)
		}
		return 2 + math.Cos(2*t) + e*sum/2
	},
	"root times noise": func(t, _, _, e, x float64) float64 { return math.Sqrt(1+t*t) * (1 + e*noise(x)) },
	"cubic and noise":  func(t, _, _, e, x float64) float64 { return 3 + t*t*t/10 + e*math.Pow(noise(x), 3) },

	"log and noise": func(t, _, _, e, x float64) float64 { return math.Log(2+t*t) + e*noise(x)*noise(7*x) },
}

// kindCase is a function and a point of testdata/peers/kinds.csv.
type kindCase struct {
	set, name         string
	kind              Kind
	x, value          float64
	a, b, e, s, scale float64
}

func (c *kindCase) f(x float64) float64 { return c.scale * kinds[c.name](x/c.s, c.a, c.b, c.e, x) }

// readKinds panics on a file that is not as it should be.
var readKinds = sync.OnceValue(func() (cases []kindCase) {
	table, err := study.Load("../../testdata/peers", "kinds")
	if err != nil {
		panic(err)
	}
	for r := range table.All() {
		c := kindCase{set: r.Text("set"), kind: Kind(slices.Index(kindNames, r.Text("kind"))), name: r.Text("name")}
		for name, p := range map[string]*float64{"x": &c.x, "a": &c.a, "b": &c.b, "e": &c.e, "s": &c.s, "v": &c.scale, "f": &c.value} {
			if *p = r.Float(name); math.IsNaN(*p) {
				panic(fmt.Sprintf("%v: %s is %q", &c, name, r.Text(name)))
			}
		}
		cases = append(cases, c)
	}
	return cases
})

func (c *kindCase) String() string {
	return fmt.Sprintf("%s %s at %v (a-t %.3g, b %.3g, e %.3g, s %.3g, v %.3g)", c.kind, c.name, c.x, c.a-c.x/c.s, c.b, c.e, c.s, c.scale)
}

// The functions here and in testdata/peers/kinds.py are the same.
func TestKindsAreTheSameEverywhere(t *testing.T) {
	cases, families := readKinds(), map[string]map[string]bool{"tuning": {}, "held out": {}}
	for i := range cases {
		families[cases[i].set][cases[i].name] = true
		if c := &cases[i]; math.Abs(c.f(c.x)-c.value) > 1e-9*max(math.Abs(c.value), c.scale) && c.kind != Plateau {
			t.Errorf("%v: %v, want %v", c, c.f(c.x), c.value)
		}
	}
	all, new := len(families["held out"]), len(families["held out"])-len(families["tuning"])
	page := pagetest.Open("../../docs/diagnosis.md")
	page.Says(t, fmt.Sprintf("draws functions of %d families", all))
	page.Says(t, fmt.Sprintf("a seed of its own and %d", new))
}
