package recovery

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
)

func run(t *testing.T, d Descent, f *Objective, b0 float64) Result {
	t.Helper()
	r, err := d.Run(f, b0)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestDescentFromEverywhere(t *testing.T) {
	for _, b := range []float64{5.2, 12.34, 29.7} {
		for _, stored := range []bool{false, true} {
			f, _, _ := made(t, 512, b, stored, 0.2)
			for b0 := 5.0; b0 <= 30; b0 += 2.5 {
				r := run(t, Descent{}, f, b0)
				if math.Abs(r.B-b) > 0.05 {
					t.Errorf("b = %v, stored %v, from %v: ends at %v", b, stored, b0, r.B)
				}
			}
		}
	}
}

func TestResult(t *testing.T) {
	f, _, _ := made(t, 200, 9.1, true, 0)
	a, b := run(t, Descent{}, f, 25), run(t, Descent{}, f, 25)
	if !slices.Equal(a.Path, b.Path) {
		t.Error("equal descents have different paths")
	}
	if len(a.Path) != 501 || a.Path[0] != 25 || a.Path[500] != a.B || a.Far != 100 || a.Passes != 900 {
		t.Errorf("%d points from %v to %v of %v, %d far, %d passes", len(a.Path), a.Path[0], a.Path[len(a.Path)-1], a.B, a.Far, a.Passes)
	}
	for _, c := range []struct {
		d           Descent
		far, passes int
	}{
		{Descent{Steps: 50}, 10, 90},
		{Descent{Steps: 50, Far: 50}, 50, 50},
		{Descent{Steps: 50, Far: -1}, 0, 100},
		{Descent{Steps: 1}, 0, 2},
	} {
		if r := run(t, c.d, f, 25); r.Far != c.far || r.Passes != c.passes || len(r.Path) != c.d.Steps+1 {
			t.Errorf("%+v: %d far, %d passes, %d points", c.d, r.Far, r.Passes, len(r.Path))
		}
	}
}

// Any rule of optim drives it.
func TestRules(t *testing.T) {
	f, _, _ := made(t, 512, 21.7, true, 0)
	for name, rule := range map[string]func() optim.Rule{
		"RMSprop": func() optim.Rule { return optim.NewRMSprop() },
		"AMSGrad": func() optim.Rule { return optim.NewAMSGrad() },
		"SignSGD": func() optim.Rule { return optim.NewSignSGD() },
	} {
		if r := run(t, Descent{Rule: rule}, f, 6); math.Abs(r.B-21.7) > 0.05 {
			t.Errorf("%s ends at %v", name, r.B)
		}
	}
}

func TestPoorData(t *testing.T) {
	for _, c := range []struct{ x, y []float64 }{
		{[]float64{0.5}, []float64{0.5}},
		{[]float64{0}, []float64{0}},
		{[]float64{0, 1}, []float64{0.9, 0.1}}, // nothing fits
		{[]float64{0.3}, []float64{0.3123}},
	} {
		f := objective(t, c.x, c.y, Settings{})
		for _, b0 := range []float64{5, 17, 30} {
			if r := run(t, Descent{}, f, b0); !(r.B >= 5 && r.B <= 30) {
				t.Errorf("%v from %v: %v", c, b0, r.B)
			}
		}
	}
}

// On a wide domain h never reaches 0.
func TestWideDomain(t *testing.T) {
	_, x, y := made(t, 2000, 3.3, false, 0)
	f := objective(t, x, y, Settings{Lo: 0.5, Hi: 60})
	for _, b0 := range []float64{0.5, 50} {
		if r := run(t, Descent{}, f, b0); math.Abs(r.B-3.3) > 0.05 {
			t.Errorf("from %v: %v", b0, r.B)
		}
	}
}

func TestDescentRefuses(t *testing.T) {
	f, _, _ := made(t, 20, 9.1, true, 0)
	for _, b0 := range []float64{4.9, 30.1, math.NaN(), math.Inf(1)} {
		if _, err := (Descent{}).Run(f, b0); !errors.Is(err, ErrValue) {
			t.Errorf("a start of %v: %v", b0, err)
		}
	}
	for _, d := range []Descent{
		{Steps: -1},
		{Steps: 10, Far: 11},
		{From: -1},
		{From: math.NaN()},
		{From: math.Inf(1)},
		{To: math.NaN()},
		{From: 1, To: 2},
	} {
		if _, err := d.Run(f, 10); !errors.Is(err, ErrValue) {
			t.Errorf("%+v: %v", d, err)
		}
	}
}
