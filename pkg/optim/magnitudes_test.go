package optim_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
)

// TestProjectionsAtAnyMagnitude: scaled by a power of two, set and point together, a projection is the
// same but for that factor, from 2⁻⁹⁰⁰ to 2⁹⁹⁰.
func TestProjectionsAtAnyMagnitude(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for _, exponent := range []int{-900, -520, 0, 511, 520, 990} {
		scaled := func(x ...float64) []float64 {
			y := slices.Clone(x)
			for i, v := range y {
				y[i] = math.Ldexp(v, exponent)
			}
			return y
		}
		unit := math.Ldexp(1, exponent)
		for range 50 {
			x := []float64{r.NormFloat64() * 5, r.NormFloat64() * 5, r.NormFloat64() * 5}
			for name, sets := range map[string][2]optim.Projection{
				"ball":       {optim.Must(optim.Ball(nil, 1)), optim.Must(optim.Ball(nil, unit))},
				"ball at c":  {optim.Must(optim.Ball([]float64{1, 2, -1}, 1)), optim.Must(optim.Ball(scaled(1, 2, -1), unit))},
				"simplex":    {optim.Must(optim.Simplex(1)), optim.Must(optim.Simplex(unit))},
				"half-space": {optim.Must(optim.HalfSpace([]float64{1, 2, -1}, 1)), optim.Must(optim.HalfSpace([]float64{1, 2, -1}, unit))},
				"its normal": {optim.Must(optim.HalfSpace([]float64{1, 2, -1}, 0)), optim.Must(optim.HalfSpace(scaled(1, 2, -1), 0))},
			} {
				want, got := slices.Clone(x), scaled(x...)
				if name == "its normal" {
					copy(got, x)
				}
				sets[0](want)
				sets[1](got)
				if name != "its normal" {
					want = scaled(want...)
				} else {
					got, want = scaled(got...), scaled(want...)
				}
				for i := range got {
					if math.Abs(got[i]-want[i]) > 1e-14*unit*5 {
						t.Fatalf("%s, 2^%d: %v, want %v", name, exponent, got, want)
					}
				}
			}
		}
	}
}

// TestProjectionsFromFarAway: a point far from the set, at the end of float64's range, has a
// projection on it.
func TestProjectionsFromFarAway(t *testing.T) {
	m, h := math.MaxFloat64, math.Sqrt(0.5)
	for name, c := range map[string]struct {
		project optim.Projection
		x, want []float64
	}{
		"ball":               {optim.Must(optim.Ball(nil, 1)), []float64{m, m}, []float64{h, h}},
		"ball, tiny radius":  {optim.Must(optim.Ball(nil, 1e-200)), []float64{1e200, 0}, []float64{1e-200, 0}},
		"ball at c":          {optim.Must(optim.Ball([]float64{-m, 0}, m/2)), []float64{m, 0}, []float64{-m / 2, 0}},
		"simplex, 1e16":      {optim.Must(optim.Simplex(1)), []float64{1e16, 1e16}, []float64{0.5, 0.5}},
		"simplex, one":       {optim.Must(optim.Simplex(1)), []float64{1e17, 0}, []float64{1, 0}},
		"simplex, negative":  {optim.Must(optim.Simplex(1)), []float64{-1e17, -1e17}, []float64{0.5, 0.5}},
		"simplex, tiny sum":  {optim.Must(optim.Simplex(1e-17)), []float64{5, 5.1}, []float64{0, 1e-17}},
		"simplex, both ends": {optim.Must(optim.Simplex(1)), []float64{-m, m, m}, []float64{0, 0.5, 0.5}},
		"half-space":         {optim.Must(optim.HalfSpace([]float64{1, 1}, 0)), []float64{m, m}, []float64{0, 0}},
		"half-space inside":  {optim.Must(optim.HalfSpace([]float64{1, 1}, 0)), []float64{-m, -m}, []float64{-m, -m}},
		"half-space, b":      {optim.Must(optim.HalfSpace([]float64{1e-170, 1e-170}, 1e300)), []float64{m, m}, []float64{m, m}},
		"half-space, tiny a": {optim.Must(optim.HalfSpace([]float64{1e-170, 1e-170}, 0)), []float64{1, 1}, []float64{0, 0}},
		"half-space, long a": {optim.Must(optim.HalfSpace([]float64{1e200, 1e200}, 1e200)), []float64{1, 1}, []float64{0.5, 0.5}},
	} {
		x := slices.Clone(c.x)
		c.project(x)
		for i, want := range c.want {
			if math.Abs(x[i]-want) > 1e-14*math.Max(math.Abs(want), 1e-18) && !(want == 0 && math.Abs(x[i]) < 1e-14*math.Abs(c.x[i])) {
				t.Errorf("%s: %v goes to %v, want %v", name, c.x, x, c.want)
				break
			}
		}
	}
	many := make([]float64, 100_000)
	for i := range many {
		many[i] = 1e10
	}
	optim.Must(optim.Simplex(1))(many)
	if math.Abs(many[0]*1e5-1) > 1e-12 {
		t.Errorf("100000 coordinates of 1e10: %v each, want 1e-5", many[0])
	}
	for _, bad := range []float64{math.NaN(), math.Inf(1)} { // what is not finite stays so, and a run reports it
		for _, p := range []optim.Projection{optim.Must(optim.Ball(nil, 1)), optim.Must(optim.Ball(ones(2), 1)), optim.Must(optim.Simplex(1))} {
			x := []float64{bad, 3}
			if p(x); math.Abs(x[0]) < math.Inf(1) {
				t.Errorf("%v became %v", bad, x)
			}
		}
	}
	for name, f := range map[string]func() (optim.Projection, error){
		"lo infinite": func() (optim.Projection, error) { return optim.Box([]float64{math.Inf(1)}, nil) },
		"hi infinite": func() (optim.Projection, error) { return optim.Box(nil, []float64{math.Inf(-1)}) },
	} {
		if _, err := f(); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// TestClipNormAtAnyMagnitude: the direction stays, from the smallest to the largest gradients.
func TestClipNormAtAnyMagnitude(t *testing.T) {
	for _, scale := range []float64{1e-320, 1e-200, 1, 1e160, math.MaxFloat64 / 4} {
		for _, most := range []float64{1e-300, 1, 1e300} {
			got := seen([]float64{0, 0}, []float64{3 * scale, -4 * scale}, optim.ClipNorm{Max: most})
			want := []float64{3 * scale, -4 * scale}
			if 5*(scale/most) > 1 || math.IsInf(scale/most, 1) {
				want = []float64{0.6 * most, -0.8 * most}
			}
			for i := range want {
				if math.Abs(got[i]-want[i]) > 1e-14*math.Abs(want[i]) {
					t.Errorf("length %v clipped to %v: %v, want %v", 5*scale, most, got, want)
				}
			}
		}
	}
}

// TestGroups: each group moves as a run of its own rate would, for rules of every kind on a separable
// function; a rate of 0 freezes; and wrong groups are refused.
func TestGroups(t *testing.T) {
	groups := optim.Groups{{Len: 2, Rate: 1}, {Len: 1, Rate: 0.25}, {Len: 0, Rate: 5}, {Len: 2, Rate: 0}}
	for name, rule := range allRules() {
		if name == "chain" || name == "newton" || name == "lion" || name == "trust" || name == "dog" || name == "dadaptation" {
			continue
		}
		r := run(t, bowl(), ones(5), optim.Chain(rule(), groups), optim.Settings{Rate: optim.Constant(0.04), MaxSteps: 30})
		fast := run(t, bowl(), ones(5), rule(), optim.Settings{Rate: optim.Constant(0.04), MaxSteps: 30})
		slow := run(t, bowl(), ones(5), rule(), optim.Settings{Rate: optim.Constant(0.01), MaxSteps: 30})
		near(t, name, r.X, []float64{fast.X[0], fast.X[1], slow.X[2], 1, 1})
	}
	for _, bad := range []optim.Groups{{{Len: 4, Rate: 1}}, {{Len: 6, Rate: 1}}, {{Len: 5, Rate: -1}}, {{Len: 5, Rate: nan()}}, {{Len: -1, Rate: 1}, {Len: 6, Rate: 1}}} {
		if err := optim.CheckRule(optim.Chain(optim.NewSGD(), bad), 5); err == nil {
			t.Errorf("%v is accepted", bad)
		}
	}
}
