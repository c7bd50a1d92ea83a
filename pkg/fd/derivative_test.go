package fd

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// A stencil of order p for the derivative d is exact on polynomials of degree p+d-1, and no further.
func TestExactOnPolynomials(t *testing.T) {
	families(func(name string, s Stencil) {
		const x, h = 0.75, 0.125
		for k := 0; k <= s.Order+s.Derivative; k++ {
			f := func(x float64) float64 { return math.Pow(x, float64(k)) }
			want := 1.0
			for j := range s.Derivative {
				want *= float64(k - j)
			}
			if k >= s.Derivative {
				want *= math.Pow(x, float64(k-s.Derivative))
			} else {
				want = 0
			}
			miss := math.Abs(Derivative(f, x, s, h) - want)
			if exact := miss < 1e-11*math.Max(1, want); exact != (k < s.Order+s.Derivative) {
				if k < s.Order+s.Derivative || s.Order < 6 {
					t.Errorf("%s on x^%d: error %g", name, k, miss)
				}
			}
		}
	})
}

// Halving the step divides the error by 2^p, once it is small and before rounding shows.
func TestErrorFallsByTwoToTheOrder(t *testing.T) {
	families(func(name string, s Stencil) {
		h := 1.0 / 16
		if s.Order > 4 {
			h = 1.0 / 4
		}
		want := map[int]float64{1: math.Exp(0.3), 2: math.Exp(0.3)}[s.Derivative]
		far, near := Derivative(math.Exp, 0.3, s, h)-want, Derivative(math.Exp, 0.3, s, h/2)-want
		if got := math.Log2(far / near); math.Abs(got-float64(s.Order)) > 0.35*math.Sqrt(float64(s.Order)) {
			t.Errorf("%s: the error falls by 2^%.2f", name, got)
		}
		r, _ := s.Remainder().Float64()
		if leading := -r * math.Pow(h/2, float64(s.Order)) * want; near/leading < 0.5 || near/leading > 2 {
			t.Errorf("%s: error %g, the remainder says %g", name, near, leading)
		}
	})
}

// The chosen step is within a factor of 10 of the best error of all steps, for every stencil.
func TestChosenStepIsNearTheBest(t *testing.T) {
	families(func(name string, s Stencil) {
		const x = 0.9
		miss := func(h float64) float64 {
			worst := 0.0
			for i := range 8 { // rounding is a matter of luck at one point
				at := x + float64(i)/64
				want := math.Exp(at)
				worst = math.Max(worst, math.Abs(Derivative(math.Exp, at, s, h)-want))
			}
			return worst
		}
		best := math.Inf(1)
		for k := 1; k < 45; k++ {
			best = math.Min(best, miss(math.Ldexp(1, -k)))
		}
		if got := miss(0); got > 10*best {
			t.Errorf("%s: error %g with the chosen step %g, best %g", name, got, s.Step(x, 0), best)
		}
	})
}

// sources.md's rule: the step is ε^(1/(p+d)) times the size of x, up to the stencil's constants.
func TestStepFollowsTheOrder(t *testing.T) {
	for _, s := range []Stencil{Forward, Central, Forward2, Central4, NewCentral(2, 2)} {
		for _, x := range []float64{0, 1, -3, 1e6} {
			for _, noise := range []float64{0, 1e-6} {
				eps := math.Max(noise, 0x1p-52)
				rule := math.Pow(eps, 1/float64(s.Order+s.Derivative)) * math.Max(1, math.Abs(x))
				if got := s.Step(x, noise) / rule; got < 0.5 || got > 4 {
					t.Errorf("%v at %g, noise %g: %.2f times the rule", s, x, noise, got)
				}
			}
		}
	}
}

// The minimum of |R|·hᵖ + A·ε/hᵈ, with the constants put in by hand: f″ has d = p = 2, A = 4, R = -1/12.
func TestStepIsTheMinimum(t *testing.T) {
	for _, q := range []struct {
		s            Stencil
		d, p, a, rem float64
	}{{Forward, 1, 1, 2, 1. / 2}, {Central, 1, 2, 1, 1. / 6}, {Central4, 1, 4, 1.5, 1. / 30}, {NewCentral(2, 2), 2, 2, 4, 1. / 12}} {
		for _, noise := range []float64{0x1p-52, 1e-6} {
			h := q.s.stepUnit(noise)
			at := func(h float64) float64 { return q.rem*math.Pow(h, q.p) + q.a*noise/math.Pow(h, q.d) }
			if at(h) > at(1.01*h) || at(h) > at(h/1.01) {
				t.Errorf("%v: %g is no minimum: %g, beside it %g and %g", q.s, h, at(h), at(h/1.01), at(1.01*h))
			}
		}
	}
}

func TestStepsAreRepresentable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(-1e12, 1e12).Draw(t, "x")
		h := math.Ldexp(rapid.Float64Range(0.5, 1).Draw(t, "h"), rapid.IntRange(-60, 20).Draw(t, "e"))
		if rapid.Bool().Draw(t, "left") {
			h = -h
		}
		r := representable(x, h)
		if (x+r)-x != r || r == 0 {
			t.Fatalf("(%v + %v) - %v = %v", x, r, x, (x+r)-x)
		}
		if ulp := math.Nextafter(math.Abs(x)+math.Abs(h), math.Inf(1)) - (math.Abs(x) + math.Abs(h)); math.Abs(r-h) > ulp {
			t.Fatalf("%v became %v", h, r)
		}
		if s := Central.Step(x, 0); (x+s)-x != s {
			t.Fatalf("chosen step %v at %v", s, x)
		}
	})
}

// No evaluation leaves the bounds, and the order stays.
func TestBounds(t *testing.T) {
	stencils := []Stencil{Forward, Backward, Central, Forward2, Central4, NewCentral(1, 8), NewCentral(2, 2)}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(stencils).Draw(t, "stencil")
		lo := rapid.Float64Range(-3, 3).Draw(t, "lo")
		width := math.Ldexp(1, -rapid.IntRange(0, 30).Draw(t, "width"))
		hi := lo + width
		x := lo + rapid.Float64Range(0, 1).Draw(t, "where")*width
		x = math.Min(math.Max(x, lo), hi)
		h := rapid.SampledFrom([]float64{0, 1e-3, 1}).Draw(t, "h")
		got := DerivativeIn(func(v float64) float64 {
			if v < lo || v > hi {
				t.Fatalf("evaluated at %v, outside [%v, %v]", v, lo, hi)
			}
			return v * v / 2
		}, x, lo, hi, s, h)
		want := map[int]float64{1: x, 2: 1}[s.Derivative]
		room := math.Min(width, 1e-3)
		if s.Order >= 2 && math.Abs(got-want) > 1e-12*math.Pow(room, -float64(s.Derivative)) {
			t.Fatalf("got %v, want %v", got, want) // exact on a parabola, whichever stencil serves
		}
	})
}

func TestBoundsKeepTheOrder(t *testing.T) {
	for _, s := range []Stencil{Central, Central4} {
		miss := func(h float64) float64 {
			return math.Abs(DerivativeIn(math.Exp, 0, 0, 1, s, h) - 1)
		}
		if got := math.Log2(miss(1./16) / miss(1./32)); math.Abs(got-float64(s.Order)) > 0.4 {
			t.Errorf("order %d stencil at a bound: the error falls by 2^%.2f", s.Order, got)
		}
	}
	// Inside, nothing changes.
	if DerivativeIn(math.Sin, 1, 0, 2, Central, 0) != Derivative(math.Sin, 1, Central, 0) {
		t.Error("bounds far away change the result")
	}
}

func TestDerivativeCases(t *testing.T) {
	if got := Derivative(math.Sin, 1, Forward, -0.125); got != Derivative(math.Sin, 1, Backward, 0.125) {
		t.Error("a negative step does not mirror the stencil")
	}
	if got := Derivative(math.Sqrt, 0, Central, 0); !math.IsNaN(got) {
		t.Errorf("√x at 0: %g, want NaN", got)
	}
	// A step below the spacing of floats is raised to it.
	if got := Derivative(func(x float64) float64 { return 2 * x }, 1e10, Forward, 1e-12); got != 2 {
		t.Errorf("got %g", got)
	}
}
