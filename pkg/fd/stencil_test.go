package fd

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var named = map[string]Stencil{
	"Forward": Forward, "Backward": Backward, "Central": Central,
	"Forward2": Forward2, "Backward2": Backward2, "Central4": Central4,
}

// families calls visit with every stencil of the families up to order 8.
func families(visit func(name string, s Stencil)) {
	for d := 1; d <= 2; d++ {
		for p := 1; p <= 8; p++ {
			visit(fmt.Sprintf("forward %d/%d", d, p), NewForward(d, p))
			visit(fmt.Sprintf("backward %d/%d", d, p), NewBackward(d, p))
			if p%2 == 0 {
				visit(fmt.Sprintf("central %d/%d", d, p), NewCentral(d, p))
			}
		}
	}
}

func TestNamedStencilsKeepWhatTheyClaim(t *testing.T) {
	remainders := map[string]string{
		"Forward": "-1/2", "Backward": "1/2", "Central": "-1/6", "Forward2": "1/3", "Backward2": "1/3", "Central4": "1/30",
	}
	for name, s := range named {
		if err := s.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := s.Remainder().RatString(); got != remainders[name] {
			t.Errorf("%s: remainder %s, want %s", name, got, remainders[name])
		}
	}
}

func TestCheckRejects(t *testing.T) {
	for name, s := range map[string]Stencil{
		"wrong weight":   {Derivative: 1, Order: 1, Points: []Point{{0, -1}, {1, 2}}},
		"order too high": {Derivative: 1, Order: 2, Points: []Point{{0, -1}, {1, 1}}},
		"order too low":  {Derivative: 1, Order: 1, Divisor: 2, Points: []Point{{-1, -1}, {1, 1}}},
		"no derivative":  {Derivative: 2, Order: 1, Points: []Point{{0, -1}, {1, 1}}},
	} {
		if s.Check() == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// The paper's (15) is its (10) put through (13), exactly, with the ratio 2.
func TestRungeRombergOfTen(t *testing.T) {
	for name, pair := range map[string][2]Stencil{
		"forward":  {Forward.Extrapolate(2), Forward2},
		"backward": {Backward.Extrapolate(2), Backward2},
		"central":  {Central.Extrapolate(2), Central4}, // even: two orders at once
	} {
		if diff := cmp.Diff(pair[1], pair[0]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	offsets, coeffs := Forward.Extrapolate(2).Rat()
	for i, want := range []string{"-3/2", "2", "-1/2"} {
		if coeffs[i].RatString() != want || offsets[i].Cmp(big.NewRat(int64(i), 1)) != 0 {
			t.Errorf("term %d: %s at %s, want %s", i, coeffs[i].RatString(), offsets[i].RatString(), want)
		}
	}
	// Halving the step gives the same formula as doubling it, in units of the smaller one.
	half := Forward.Extrapolate(0.5)
	if want := (Stencil{Derivative: 1, Order: 2, Divisor: 1, Points: []Point{{0, -3}, {0.5, 4}, {1, -1}}}); !cmp.Equal(half, want) {
		t.Error(cmp.Diff(want, half))
	}
}

// (14): the difference (s(h) - s(rh))/(rᵖ-1) is what the extrapolation adds to s(h).
func TestRungeRombergError(t *testing.T) {
	for _, s := range []Stencil{Forward, Central, Backward2} {
		const x, h, r = 0.7, 1.0 / 64, 2.0
		near, far := Derivative(math.Exp, x, s, h), Derivative(math.Exp, x, s, r*h)
		added := Derivative(math.Exp, x, s.Extrapolate(r), h) - near
		if want := (near - far) / (math.Pow(r, float64(s.Order)) - 1); math.Abs(added-want) > 1e-12 {
			t.Errorf("%v: adds %g, want %g", s, added, want)
		}
	}
}

func TestExtrapolationOrders(t *testing.T) {
	families(func(name string, s Stencil) {
		if s.Order > 5 {
			return
		}
		gain := 1
		if s.Even() {
			gain = 2
		}
		for _, r := range []float64{2, 0.5, 3, -2} {
			e := s.Extrapolate(r)
			if err := e.Check(); err != nil || e.Order < s.Order+gain {
				t.Errorf("%s through %g: order %d from %d, %v", name, r, e.Order, s.Order, err)
			}
		}
	})
	// A negative ratio joins the two sides: forward and backward make the central stencil.
	if got := Forward.Extrapolate(-1); !cmp.Equal(got, Central) {
		t.Error(cmp.Diff(Central, got))
	}
}

func TestFamilies(t *testing.T) {
	families(func(name string, s Stencil) {
		if err := s.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if central := s.span; name[0] == 'c' != s.Even() {
			lo, hi := central()
			t.Errorf("%s: Even is %v on [%g, %g]", name, s.Even(), lo, hi)
		}
	})
	if lopsided := (Stencil{Derivative: 1, Order: 2, Points: []Point{{-1, -1}, {0, 0.5}, {1, 1}}}); lopsided.Even() {
		t.Error("an odd stencil with a value at x counts as even")
	}
	for name, pair := range map[string][2]Stencil{
		"Forward": {NewForward(1, 1), Forward}, "Forward2": {NewForward(1, 2), Forward2}, "Central": {NewCentral(1, 2), Central},
		"Backward": {NewBackward(1, 1), Backward}, "Backward2": {NewBackward(1, 2), Backward2}, "Central4": {NewCentral(1, 4), Central4},
	} {
		if diff := cmp.Diff(pair[1], pair[0]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestMisuse(t *testing.T) {
	for name, f := range map[string]func(){
		"equal points":     func() { NewStencil(1, 0, 1, 1) },
		"too few points":   func() { NewStencil(2, 0, 1) },
		"odd central":      func() { NewCentral(1, 3) },
		"derivative 0":     func() { NewStencil(0, 0, 1) },
		"ratio 1":          func() { Forward.Extrapolate(1) },
		"ratio 0":          func() { Forward.Extrapolate(0) },
		"ratio -1, even":   func() { Central.Extrapolate(-1) },
		"ratio NaN":        func() { Forward.Extrapolate(math.NaN()) },
		"empty stencil":    func() { Derivative(math.Sin, 0, Stencil{}, 0) },
		"NaN step":         func() { Derivative(math.Sin, 0, Central, math.NaN()) },
		"negative noise":   func() { Central.Step(1, -1) },
		"NaN coefficient":  func() { Stencil{Derivative: 1, Order: 1, Points: []Point{{0, math.NaN()}, {1, 1}}}.Rat() },
		"weights' length":  func() { Weights(make([]float64, 2), 0, []float64{0, 1, 2}, 1) },
		"gradient's dst":   func() { Gradient(make([]float64, 1), sum, []float64{1, 2}, Central, 0) },
		"bounds' length":   func() { NewSource(sum, 2, Settings{Lo: []float64{0}}) },
		"second for first": func() { NewSource(sum, 2, Settings{Stencil: NewCentral(2, 2)}) },
		"outside":          func() { DerivativeIn(math.Sin, 2, 0, 1, Central, 0) },
		"crossed bounds":   func() { DerivativeIn(math.Sin, 1, 1, 0, Central, 0) },
		"one ulp of room":  func() { DerivativeIn(math.Sin, 1, 1, math.Nextafter(1, 2), Central4, 0) },
		"noise of Certify": func() { _, _ = CertifyNoisy(math.Sin, 1, math.Inf(1)) },
	} {
		if !panics(f) {
			t.Errorf("%s: no panic", name)
		}
	}
}

func sum(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += v
	}
	return s
}

func panics(f func()) (did bool) {
	defer func() { did = recover() != nil }()
	f()
	return
}

func TestString(t *testing.T) {
	for want, s := range map[string]Stencil{
		"(-3f(x) + 4f(x+h) - f(x+2h)) / 2h":             Forward2,
		"(-f(x-h) + f(x+h)) / 2h":                       Central,
		"(f(x-h) - 2f(x) + f(x+h)) / h^2":               NewCentral(2, 2),
		"(-3f(x) + 4f(x+0.5h) - f(x+h)) / h":            Forward.Extrapolate(0.5),
		"(f(x-2h) - 8f(x-h) + 8f(x+h) - f(x+2h)) / 12h": Central4,
	} {
		if got := s.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
