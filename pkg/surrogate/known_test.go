package surrogate

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/steklov"
)

// expectation is the mean of ⌊u + t·ξ⌋ for a ξ with the density p, by the midpoint
// rule between the jumps.
func expectation(u, t float64, p func(float64) float64, reach float64) float64 {
	sum, mass := 0.0, 0.0
	const panels = 400_000
	w := 2 * reach / panels
	for i := range panels {
		z := -reach + (float64(i)+0.5)*w
		sum += math.Floor(u+t*z) * p(z) * w
		mass += p(z) * w
	}
	return sum / mass
}

// The noisy stand-ins are the expectations that they claim to be.
func TestExpectations(t *testing.T) {
	logistic := func(z float64) float64 { e := math.Exp(-math.Abs(z)); return e / ((1 + e) * (1 + e)) }
	normal := func(z float64) float64 { return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) }
	uniform := func(float64) float64 { return 0.5 }
	for _, c := range []struct {
		s     Surrogate
		p     func(float64) float64
		reach float64
	}{{Sigmoid{}, logistic, 50}, {Gaussian{}, normal, 10}, {Uniform{}, uniform, 1}} {
		for _, temp := range []float64{0.05, 0.3, 0.9, 1.4} {
			for _, u := range []float64{0.013, 4.61, 7.98} {
				got, _ := c.s.At(u, temp)
				if want := expectation(u, temp, c.p, c.reach); math.Abs(got-want) > 2e-4 {
					t.Errorf("%T at u = %v, t = %v: %v, by quadrature %v", c.s, u, temp, got, want)
				}
			}
		}
	}
}

// Where Sigmoid turns to the line u - ½ its sum has reached it, and where Gaussian
// turns from steps to waves the two are the same.
func TestFormsMeet(t *testing.T) {
	for _, u := range []float64{0.1, 3.4, 7.75} {
		v, d := (Sigmoid{}).At(u, math.Nextafter(2, 0))
		if math.Abs(v-(u-0.5)) > 1e-13 || math.Abs(d-1) > 1e-13 {
			t.Errorf("sigmoids at u = %v: %v, slope %v", u, v, d)
		}
		for _, temp := range []float64{0.15, 0.25, 0.6} {
			whole, r := split(u)
			v, s := normalSteps(r, temp)
			w, c := normalWaves(r, temp)
			if math.Abs(whole+v-(u-0.5+w)) > 1e-13 || math.Abs(s-1-c) > 1e-12 {
				t.Errorf("normal noise at u = %v, t = %v: steps (%v, %v), waves (%v, %v)", u, temp, whole+v, s, u-0.5+w, 1+c)
			}
		}
	}
}

// Arctan is the sum of the sawtooth's damped waves, and the expectation under
// Cauchy noise: e^(-2πσk) damps the k-th wave.
func TestArctanIsItsSeries(t *testing.T) {
	for _, temp := range []float64{0.05, 0.3, 0.9} {
		for _, u := range []float64{0.2, 3.01, 6.5, 9.97} {
			value, slope, damp := u-0.5, 1.0, 1.0
			for k := 1; k < 2000; k++ {
				damp *= 1 - temp
				sin, cos := math.Sincos(2 * math.Pi * float64(k) * (u - math.Floor(u)))
				value += damp * sin / (math.Pi * float64(k))
				slope += 2 * damp * cos
			}
			v, s := Arctan{}.At(u, temp)
			if math.Abs(v-value) > 1e-12 || math.Abs(s-slope) > 1e-10 {
				t.Errorf("u = %v, t = %v: (%v, %v), series (%v, %v)", u, temp, v, s, value, slope)
			}
			width := -math.Log1p(-temp) / (2 * math.Pi)
			noisy := math.Floor(u)
			for n := 1; n < 200_000; n++ { // the whole numbers in pairs, outwards
				up, down := math.Floor(u)+float64(n)-u, u-math.Floor(u)+float64(n)-1
				noisy += (math.Atan(width/up) - math.Atan(width/down)) / math.Pi
			}
			if math.Abs(v-noisy) > 1e-6 {
				t.Errorf("u = %v, t = %v: %v, under Cauchy noise %v", u, temp, v, noisy)
			}
		}
	}
}

// The figures that tell rounding from floor.
func TestSineRounds(t *testing.T) {
	twice, _ := SineRound{}.At(2.6, 0.25)
	back, _ := Sine{}.At(2.6, 0.25)
	if math.Abs(twice-2.8428) > 5e-5 || math.Abs(back-2) > 2e-6 {
		t.Errorf("f(f(2.6)) = %v, f(f(2.1)) = %v", twice, back)
	}
	f := func(w float64) float64 { return w - math.Sin(2*math.Pi*w)/(2*math.Pi) }
	if math.Abs(twice-f(f(2.6))) > 1e-14 || math.Abs(back-f(f(2.1))) > 1e-14 {
		t.Errorf("f twice is %v and %v", f(f(2.6)), f(f(2.1)))
	}
	for n := range 8 {
		temp := math.Pow(2, -float64(n))
		if _, slope := (Sine{}).At(5, temp); math.Abs(slope-1/temp) > 1e-9/temp {
			t.Errorf("the slope at a jump is %v at t = %v", slope, temp)
		}
		if got := (Sine{}).Times(temp); got != n {
			t.Errorf("Times(%v) = %d", temp, got)
		}
	}
}

// SoftRound at a = 1/t is the formula of its paper, half a step back.
func TestSoftRoundIsThePapers(t *testing.T) {
	paper := func(y, a float64) float64 {
		r := y - math.Floor(y) - 0.5
		return math.Floor(y) + 0.5*math.Tanh(a*r)/math.Tanh(a/2) + 0.5
	}
	rng := rand.New(rand.NewPCG(3, 3))
	for range 1000 {
		u, a := 1+10*rng.Float64(), 0.01+20*rng.Float64()
		if v, _ := (SoftRound{}).At(u, 1/a); math.Abs(v-paper(u-0.5, a)) > 1e-12 {
			t.Fatalf("u = %v, α = %v: %v, the paper's formula gives %v", u, a, v, paper(u-0.5, a))
		}
	}
}

// Steklov is the mean of the staircase over b, and Uniform that of floor over u.
func TestSteklovIsTheMean(t *testing.T) {
	for _, temp := range []float64{0.003, 0.05, 0.3, 0.95} {
		for _, q := range [][2]float64{{0.01, 7.3}, {0.4, 12.34}, {1, 9.77}, {0.77, 29}} {
			x, b := q[0], q[1]
			got, _, _ := Quantize(Steklov{}, x, b, temp)
			sum := 0.0
			const panels = 400_000
			for i := range panels {
				sum += stair.Quantize(x, b*(1-temp)+2*b*temp*(float64(i)+0.5)/panels)
			}
			if want := sum / panels; math.Abs(got-want) > 1e-5*want {
				t.Errorf("x = %v, b = %v, t = %v: %v, by quadrature %v", x, b, temp, got, want)
			}
			u, width := x*b, min(temp, 0.5)
			if v, s := (Uniform{}).At(u, width); !same(v, s)(steklov.Floor(u, width)) {
				t.Errorf("Uniform.At(%v, %v) = %v, %v", u, width, v, s)
			}
		}
	}
}

func same(a, b float64) func(c, d float64) bool {
	return func(c, d float64) bool { return a == c && b == d }
}

// Both straight-through forms and the exact one have the derivatives of the text.
func TestChainRule(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	for range 1000 {
		x, b := rng.Float64(), 5+25*rng.Float64()
		y, replaced, _ := Quantize(Replaced{}, x, b, 0)
		if math.Abs(y-(x+0.5/b)) > 1e-15 || math.Abs(replaced+0.5/(b*b)) > 1e-15 {
			t.Fatalf("replaced: y = %v, ∂y/∂b = %v at x = %v, b = %v", y, replaced, x, b)
		}
		y, through, dydx := Quantize(StraightThrough{}, x, b, 0)
		want := (x*b - math.Floor(x*b) - 0.5) / (b * b)
		if y != stair.Quantize(x, b) || math.Abs(through-want) > 1e-15 || dydx != 1 {
			t.Fatalf("straight-through: y = %v, ∂y/∂b = %v, want %v, at x = %v, b = %v", y, through, want, x, b)
		}
		y, exact, _ := Quantize(Exact{}, x, b, 0)
		slope, _ := stair.Derivative(x, b)
		if y != stair.Quantize(x, b) || math.Abs(exact-slope) > 1e-15 {
			t.Fatalf("exact: ∂y/∂b = %v, want %v, at x = %v, b = %v", exact, slope, x, b)
		}
	}
}
