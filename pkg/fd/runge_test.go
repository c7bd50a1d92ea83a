package fd

import (
	"math"
	"testing"
)

// Where truncation rules, the estimate is the error but for the next order, and with it the value is the
// extrapolated one.
func TestRunge(t *testing.T) {
	families(func(name string, s Stencil) {
		h := 0x1p-5
		if s.Order > 2 {
			h = 0x1p-4
		}
		for _, r := range []float64{2, 0.5, 3} {
			value, missing := Runge(math.Exp, 0.3, s, h, r)
			if got := (math.Exp(0.3) - value) / missing; s.Order <= 4 && math.Abs(got-1) > 0.5 { // higher ones are not small beside the next at this step
				t.Errorf("%s, r = %g: the error is %.2f times the estimate", name, r, got)
			}
			want := Derivative(math.Exp, 0.3, s.Extrapolate(r), h)
			if math.Abs(value+missing-want) > 1e-11 {
				t.Errorf("%s, r = %g: value and estimate make %.15g, the extrapolated stencil %.15g", name, r, value+missing, want)
			}
		}
	})
	for name, f := range map[string]func(){
		"h = 0":            func() { Runge(math.Exp, 1, Central, 0, 2) },
		"h = NaN":          func() { Runge(math.Exp, 1, Central, math.NaN(), 2) },
		"r = 1":            func() { Runge(math.Exp, 1, Central, 0.1, 1) },
		"r = -1, even":     func() { Runge(math.Exp, 1, Central, 0.1, -1) },
		"r = 0":            func() { Runge(math.Exp, 1, Central, 0.1, 0) },
		"r = Inf":          func() { Runge(math.Exp, 1, Central, 0.1, math.Inf(1)) },
		"an empty stencil": func() { Runge(math.Exp, 1, Stencil{}, 0.1, 2) },
	} {
		if !panics(f) {
			t.Errorf("%s: accepted", name)
		}
	}
}
