package steklov

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/gradstep/gradstep/pkg/stair"
)

// integral of f over [a, b] by the midpoint rule.
func integral(f func(float64) float64, a, b float64) float64 {
	const panels = 20000
	s, w := 0.0, (b-a)/panels
	for i := range panels {
		s += f(a + (float64(i)+0.5)*w)
	}
	return s * w
}

var closedForms = map[string]struct {
	f      func(float64) float64
	closed func(x, h float64) (mean, derivative float64)
	tol    float64
}{
	"abs":  {math.Abs, Abs, 1e-7},
	"relu": {func(x float64) float64 { return max(0, x) }, ReLU, 1e-7},
	"step": {func(x float64) float64 {
		if x >= 0 {
			return 1
		}
		return 0
	}, Step, 1e-3},
	"floor": {math.Floor, Floor, 3e-3},
	"cosine": {func(x float64) float64 { return math.Cos(5 * x) }, func(x, h float64) (float64, float64) {
		return Cosine(x, 5, h)
	}, 1e-7},
}

// The closed forms are the integrals, and their derivatives the central difference of f with the step h.
func TestClosedForms(t *testing.T) {
	for name, c := range closedForms {
		rapid.Check(t, func(t *rapid.T) {
			x := rapid.Float64Range(-4, 4).Draw(t, "x")
			h := rapid.Float64Range(0.05, 3).Draw(t, "h")
			mean, derivative := c.closed(x, h)
			if want := integral(c.f, x-h, x+h) / (2 * h); math.Abs(mean-want) > c.tol*(1+1/h) {
				t.Fatalf("%s: mean %v, want %v", name, mean, want)
			}
			if name == "step" && math.Abs(math.Abs(x)-h) < 1e-9 || name == "floor" && (near(x+h) || near(x-h)) {
				return // a kink of the mean
			}
			if want := Derivative(c.f, x, h); math.Abs(derivative-want) > 1e-9*(1+1/h) {
				t.Fatalf("%s: derivative %v, want %v", name, derivative, want)
			}
		})
	}
}

// near reports whether v is nearly whole.
func near(v float64) bool { return math.Abs(v-math.Round(v)) < 1e-9 }

func TestClosedFormsAtTheirEdges(t *testing.T) {
	for name, q := range map[string]struct{ got, want [2]float64 }{
		"abs at 0":            {pair(Abs(0, 2)), [2]float64{1, 0}},
		"abs at h":            {pair(Abs(2, 2)), [2]float64{2, 1}},
		"abs below -h":        {pair(Abs(-3, 2)), [2]float64{3, -1}},
		"relu at -h":          {pair(ReLU(-2, 2)), [2]float64{0, 0}},
		"relu at h":           {pair(ReLU(2, 2)), [2]float64{2, 1}},
		"step at 0":           {pair(Step(0, 2)), [2]float64{0.5, 0.25}},
		"step far":            {pair(Step(5, 2)), [2]float64{1, 0}},
		"floor with h = 1/2":  {pair(Floor(7.3, 0.5)), [2]float64{6.8, 1}},
		"floor with h = 3/2":  {pair(Floor(-2.4, 1.5)), [2]float64{-2.9, 1}},
		"floor far from 0":    {pair(Floor(1e12+0.25, 0.125)), [2]float64{1e12, 0}},
		"cosine, whole waves": {pair(Cosine(0.3, 2*math.Pi, 1)), [2]float64{0, 0}},
	} {
		for i := range q.got {
			if math.Abs(q.got[i]-q.want[i]) > 1e-12*(1+math.Abs(q.want[i])) {
				t.Errorf("%s: %v, want %v", name, q.got, q.want)
			}
		}
	}
	if got := Derivative(math.Sin, 0.3, 0.7); math.Abs(got-first(Cosine(0.3, 1, 0.7))) > 1e-15 {
		t.Errorf("from a primitive: %v", got)
	}
}

func pair(a, b float64) [2]float64 { return [2]float64{a, b} }
func first(a, _ float64) float64   { return a }

// In one dimension every kind but Gaussian gives the derivative of the smoothed function, with no variance.
func TestOneDimensionIsExact(t *testing.T) {
	for _, kind := range []Kind{Sphere, Rademacher, Orthogonal, Coordinate} {
		for _, x := range []float64{-0.2, 0.3, 2} {
			e := Estimator{Radius: 0.5, Directions: 3, Kind: kind, Rand: seeded(1)}
			g := make([]float64, 1)
			se := e.Gradient(g, func(x []float64) float64 { return math.Abs(x[0]) }, []float64{x})
			if _, want := Abs(x, 0.5); math.Abs(g[0]-want) > 1e-15 || se > 1e-15 {
				t.Errorf("%v at %g: %g ± %g, want %g", kind, x, g[0], se, want)
			}
		}
	}
}

// Where the two sources meet: the gradient of the smoothed loss of the staircase is the central difference of
// the loss with a large step. pkg/stair integrates the loss piece by piece; here its mean is differentiated
// numerically.
func TestIdentityOnTheStaircase(t *testing.T) {
	loss := staircase(t)
	for _, b := range []float64{8.3, 12.01, 17.5, 24.9} {
		for _, h := range []float64{0.05, 0.4, 2} {
			want := Derivative(loss.Loss, b, h)
			if got := loss.MeanDerivative(b, h); math.Abs(got-want) > 1e-13 {
				t.Errorf("b = %g, h = %g: the closed form has the derivative %v, the identity %v", b, h, got, want)
			}
			// The closed form of the mean itself, whose slope jumps where an end crosses a jump of the loss.
			const d = 0x1p-20
			if got := (loss.Mean(b+d, h) - loss.Mean(b-d, h)) / (2 * d); math.Abs(got-want) > 2e-3/h {
				t.Errorf("b = %g, h = %g: the mean has the slope %v, the identity says %v", b, h, got, want)
			}
			if got, want := loss.Mean(b, h), integral(loss.Loss, b-h, b+h)/(2*h); math.Abs(got-want) > 1e-6 {
				t.Errorf("b = %g, h = %g: mean %v, want %v", b, h, got, want)
			}
		}
	}
}

// staircase is the loss of fitting b to a staircase of 16 steps.
func staircase(t *testing.T) *stair.Curve {
	t.Helper()
	var x, y []float64
	for i := 1; i <= 40; i++ {
		x = append(x, float64(i)/41)
		y = append(y, stair.Quantize(x[i-1], 16))
	}
	pairs, err := stair.NewPairs(x, y)
	if err != nil {
		t.Fatal(err)
	}
	curve, err := pairs.Curve(5, 30)
	if err != nil {
		t.Fatal(err)
	}
	return curve
}

// A radius that is a whole number makes the mean x - 1/2, however large it is.
func TestFloorOfWideMeans(t *testing.T) {
	for _, h := range []float64{1, 1000, 1 << 20, 1<<20 + 1, 1e9, 1e12, 1e15} {
		for _, x := range []float64{0.3, -7.25, 1e6 + 0.5} {
			if mean, slope := Floor(x, h); math.Abs(mean-(x-0.5)) > 1e-9*max(1, math.Abs(x)) || math.Abs(slope-1) > 1e-9 {
				t.Errorf("h = %g: the mean at %g is %v with slope %v, want %v and 1", h, x, mean, slope, x-0.5)
			}
		}
	}
}
