package optim_test

import (
	"errors"
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
)

// TestPenalty: min x² + y² subject to x + y >= 1 has its minimum at (½, ½) with the
// multiplier 1. A penalty of μ > 1 has the same minimizer, one of μ < 1 another;
// across the kink the slope jumps by μ‖∇c‖, so a stop on ‖g‖ never fires.
func TestPenalty(t *testing.T) {
	square := optim.Problem{
		Func: func(x []float64) float64 { return x[0]*x[0] + x[1]*x[1] },
		Grad: func(dst, x []float64) { dst[0], dst[1] = 2*x[0], 2*x[1] },
	}
	c := optim.Constraint{
		Value: func(x []float64) float64 { return 1 - x[0] - x[1] },
		Grad:  func(dst, _ []float64) { dst[0], dst[1] = -1, -1 },
	}
	minimum := func(mu float64) []float64 {
		p, err := optim.Penalty(square, mu, c)
		if err != nil {
			t.Fatal(err)
		}
		r := run(t, p, []float64{0.2, -0.3}, optim.NewSGD(), optim.Settings{
			Rate: optim.InverseTime{Initial: 0.1, K: 0.02}, MaxSteps: 50000, Stop: optim.StopGrad(1e-6),
		})
		if stopped := r.Status == optim.SmallGradient; stopped != (mu < 1) {
			t.Errorf("μ = %v: %s", mu, r.Message)
		}
		return r.Best
	}
	if x := minimum(1.5); math.Abs(x[0]-0.5) > 1e-3 || math.Abs(x[1]-0.5) > 1e-3 {
		t.Errorf("μ = 1.5: %v, want (½, ½)", x)
	}
	if x := minimum(0.6); math.Abs(x[0]-0.3) > 1e-5 || math.Abs(x[1]-0.3) > 1e-5 {
		t.Errorf("μ = 0.6: %v, want (0.3, 0.3)", x)
	}
	p, err := optim.Penalty(square, 3, c)
	if err != nil {
		t.Fatal(err)
	}
	in, out := make([]float64, 2), make([]float64, 2)
	p.Grad(in, []float64{0.5 + 1e-12, 0.5})
	p.Grad(out, []float64{0.5 - 1e-12, 0.5})
	if jump := math.Hypot(in[0]-out[0], in[1]-out[1]); math.Abs(jump-3*math.Sqrt2) > 1e-9 {
		t.Errorf("the gradient jumps by %v, want μ‖∇c‖ = %v", jump, 3*math.Sqrt2)
	}
	for name, f := range map[string]func() error{
		"μ = 0":      func() error { _, err := optim.Penalty(square, 0, c); return err },
		"μ = NaN":    func() error { _, err := optim.Penalty(square, math.NaN(), c); return err },
		"no problem": func() error { _, err := optim.Penalty(optim.Problem{}, 1, c); return err },
		"no value":   func() error { _, err := optim.Penalty(square, 1, optim.Constraint{Grad: c.Grad}); return err },
	} {
		if err := f(); !errors.Is(err, optim.ErrValue) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestPenaltyEquality: the nearest point to 0 of the line x + y = 1 is (½, ½), approached from
// both sides; with the gradient given, and with differences of the values.
func TestPenaltyEquality(t *testing.T) {
	square := func(x []float64) float64 { return x[0]*x[0] + x[1]*x[1] }
	line := optim.Constraint{Equal: true, Value: func(x []float64) float64 { return x[0] + x[1] - 1 }}
	bare, err := optim.Penalty(optim.Problem{Func: square}, 1.5, line)
	if err != nil || bare.Grad != nil {
		t.Fatal(err)
	}
	bare.Grad = centralDifferences(bare.Func, 1e-7)
	line.Grad = func(dst, _ []float64) { dst[0], dst[1] = 1, 1 }
	whole, err := optim.Penalty(optim.Problem{Func: square, Grad: func(dst, x []float64) { dst[0], dst[1] = 2*x[0], 2*x[1] }}, 1.5, line)
	if err != nil {
		t.Fatal(err)
	}
	for name, p := range map[string]optim.Problem{"differences": bare, "gradient": whole} {
		for _, start := range [][]float64{{-1, 0.3}, {2, 3}} {
			r := run(t, p, start, optim.NewSGD(), optim.Settings{Rate: optim.InverseTime{Initial: 0.1, K: 0.02}, MaxSteps: 20000})
			if math.Hypot(r.Best[0]-0.5, r.Best[1]-0.5) > 1e-3 {
				t.Errorf("%s from %v: %v, want (½, ½)", name, start, r.Best)
			}
		}
	}
}

// TestExactPenalty: with no coefficient, the minima on a half-plane and on a disk are found from values
// alone, with f evaluated in the set only; f may be as steep as it likes.
func TestExactPenalty(t *testing.T) {
	half := optim.Must(optim.HalfSpace([]float64{-1, -1}, -1))
	disk := optim.Constraint{Value: func(x []float64) float64 { return x[0]*x[0] + x[1]*x[1] - 1 }}
	toward, err := optim.Toward([]float64{0.1, -0.2}, disk)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		project optim.Projection
		inside  func(x []float64) bool
		center  []float64 // f's minimum, outside of the set
		want    []float64
	}{
		"half-plane":   {half, func(x []float64) bool { return x[0]+x[1] >= 1-1e-12 }, []float64{0, 0}, []float64{0.5, 0.5}},
		"disk":         {optim.Must(optim.Ball(nil, 1)), func(x []float64) bool { return disk.Value(x) < 1e-12 }, []float64{2, 2}, []float64{math.Sqrt(0.5), math.Sqrt(0.5)}},
		"disk, toward": {toward, func(x []float64) bool { return disk.Value(x) <= 0 }, []float64{2, 2}, []float64{math.Sqrt(0.5), math.Sqrt(0.5)}},
	} {
		for _, steep := range []float64{1, 1000} {
			f := optim.ExactPenalty(func(x []float64) float64 {
				if !c.inside(x) {
					t.Fatalf("%s: f is evaluated at %v", name, x)
				}
				return steep * math.Hypot(x[0]-c.center[0], x[1]-c.center[1])
			}, c.project)
			r := run(t, optim.Problem{Func: f, Grad: centralDifferences(f, 1e-6)}, []float64{-3, 1}, optim.NewDoG(), optim.Settings{
				Rate: optim.Constant(1), MaxSteps: 20000,
			})
			c.project(r.Best)
			if math.Hypot(r.Best[0]-c.want[0], r.Best[1]-c.want[1]) > 0.02 {
				t.Errorf("%s, slope %v: %v, want %v", name, steep, r.Best, c.want)
			}
		}
	}
	for name, f := range map[string]func() error{
		"outside": func() error { _, err := optim.Toward([]float64{3, 0}, disk); return err },
		"equality": func() error {
			_, err := optim.Toward([]float64{0, 0}, optim.Constraint{Value: disk.Value, Equal: true})
			return err
		},
	} {
		if err := f(); !errors.Is(err, optim.ErrValue) {
			t.Errorf("%s: %v", name, err)
		}
	}
	mustPanic(t, "nil", func() { optim.ExactPenalty(nil, half) })
}
