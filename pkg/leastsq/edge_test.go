package leastsq_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/allocs"
	"github.com/gradstep/gradstep/pkg/leastsq"
)

func newRand() *rand.Rand { return rand.New(rand.NewPCG(4, 2)) }

// line fits x0 + x1·t to y at t = 0, 1, 2, …
func line(y ...float64) leastsq.Problem {
	return leastsq.Problem{M: len(y), Residuals: func(dst, x []float64) {
		for i, v := range y {
			dst[i] = x[0] + x[1]*float64(i) - v
		}
	}}
}

// TestBadInput: what makes no sense is refused, before an evaluation, with words that name it.
func TestBadInput(t *testing.T) {
	ok := line(1, 2, 3)
	ok.Residuals = func(_, _ []float64) { t.Fatal("evaluated") }
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		change func(p *leastsq.Problem, s *leastsq.Settings)
		x0     []float64
		says   string
	}{
		{func(p *leastsq.Problem, _ *leastsq.Settings) { p.M = 1 }, []float64{1, 1}, "1 residuals"},
		{func(p *leastsq.Problem, _ *leastsq.Settings) { p.M = -5 }, []float64{1, 1}, "-5 residuals"},
		{func(p *leastsq.Problem, _ *leastsq.Settings) { p.M = math.MaxInt }, []float64{1, 1}, "memory"},
		{func(p *leastsq.Problem, _ *leastsq.Settings) { p.Hi = []float64{2, 0} }, []float64{1, 1}, "x0[1] = 1 lies outside"},
		{func(p *leastsq.Problem, _ *leastsq.Settings) { p.Lo, p.Hi = []float64{0, 2}, []float64{2, 1} }, []float64{1, 1}, "bounds of x[1]"},
		{func(p *leastsq.Problem, _ *leastsq.Settings) { p.Lo = []float64{nan, 0} }, []float64{1, 1}, "bounds of x[0]"},
		{func(p *leastsq.Problem, _ *leastsq.Settings) { p.Lo = []float64{inf, 0} }, []float64{1, 1}, "bounds of x[0]"},
		{nil, []float64{1, nan}, "x0[1] is NaN"},
		{nil, []float64{-inf, 1}, "x0[0] is -Inf"},
		{func(_ *leastsq.Problem, s *leastsq.Settings) { s.Tolerance = nan }, []float64{1, 1}, "Tolerance is NaN"},
		{func(_ *leastsq.Problem, s *leastsq.Settings) { s.Tolerance = -1 }, []float64{1, 1}, "Tolerance is -1"},
		{func(_ *leastsq.Problem, s *leastsq.Settings) { s.MaxSteps = -1 }, []float64{1, 1}, "MaxSteps is -1"},
		{func(_ *leastsq.Problem, s *leastsq.Settings) { s.Loss = leastsq.Huber(0) }, []float64{1, 1}, "Huber(0)"},
		{func(_ *leastsq.Problem, s *leastsq.Settings) { s.Loss = leastsq.Cauchy(nan) }, []float64{1, 1}, "Cauchy(NaN)"},
	} {
		p, s := ok, leastsq.Settings{}
		if c.change != nil {
			c.change(&p, &s)
		}
		if _, err := leastsq.Minimize(p, c.x0, s); !errors.Is(err, leastsq.ErrValue) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("error %v, want one with %q", err, c.says)
		}
	}
}

// TestMisuse: faults of the program panic, and an empty start has an error of its own.
func TestMisuse(t *testing.T) {
	if _, err := leastsq.Minimize(line(1, 2), nil, leastsq.Settings{}); !errors.Is(err, leastsq.ErrEmpty) {
		t.Error(err)
	}
	short := line(1, 2, 3)
	short.Lo = []float64{0}
	for says, p := range map[string]leastsq.Problem{"Residuals is nil": {M: 3}, "1 lower": short} {
		func() {
			defer func() {
				if text, _ := recover().(string); !strings.HasPrefix(text, "leastsq: ") || !strings.Contains(text, says) {
					t.Errorf("panic %q, want one with %q", text, says)
				}
			}()
			leastsq.Minimize(p, []float64{1, 1}, leastsq.Settings{})
		}()
	}
}

// TestNonFinite: at the start an error names the residual; on the way the run turns back.
func TestNonFinite(t *testing.T) {
	p := line(1, 2, 3)
	plain := p.Residuals
	for _, bad := range []float64{math.NaN(), math.Inf(1), -1e200} {
		p.Residuals = func(dst, x []float64) {
			plain(dst, x)
			dst[1] = bad
		}
		r, err := leastsq.Minimize(p, []float64{0, 0}, leastsq.Settings{})
		if !errors.Is(err, leastsq.ErrNotFinite) || !strings.Contains(err.Error(), "residual 1") || r.Status != leastsq.NonFinite || !math.IsNaN(r.StdErr[0]) {
			t.Errorf("%v: %v, %+v", bad, err, r)
		}
	}
	p.Residuals = plain
	p.Jacobian = func(dst, _ []float64) { dst[3] = math.NaN() }
	if _, err := leastsq.Minimize(p, []float64{0, 0}, leastsq.Settings{}); !errors.Is(err, leastsq.ErrNotFinite) || !strings.Contains(err.Error(), "residual 1 by x[1]") {
		t.Error(err)
	}
	// ln x is not defined left of 0, where the first step from 5 leads.
	log := leastsq.Problem{M: 1, Residuals: func(dst, x []float64) { dst[0] = math.Log(x[0]) + 2 }}
	r, err := leastsq.Minimize(log, []float64{5}, leastsq.Settings{})
	if err != nil || math.Abs(r.X[0]-math.Exp(-2)) > 1e-9 {
		t.Errorf("%v, %v", r.X, err)
	}
	// A minimum beyond the edge of the domain: the point beside the edge, with a status or an error.
	wall := leastsq.Problem{M: 1, Residuals: func(dst, x []float64) { dst[0] = x[0] + 1 + 0*math.Sqrt(x[0]) }}
	r, err = leastsq.Minimize(wall, []float64{5}, leastsq.Settings{})
	if !errors.Is(err, leastsq.ErrNotFinite) || r.X[0] < 0 || r.X[0] > 1e-3 {
		t.Errorf("at the wall: %v, %v", r.X, err)
	}
}

// TestBounds: the constrained minimum, exactly at the bounds, no evaluation outside, and what is said of its
// errors.
func TestBounds(t *testing.T) {
	for _, analytic := range []bool{false, true} {
		p := line(1, 3, 2, 5)
		plain := p.Residuals
		p.Lo, p.Hi = []float64{-10, -math.MaxFloat64}, []float64{1, 0.7}
		p.Residuals = func(dst, x []float64) {
			for j, v := range x {
				if v < p.Lo[j] || v > p.Hi[j] {
					t.Errorf("asked at %v", x)
				}
			}
			plain(dst, x)
		}
		if analytic {
			p.Jacobian = func(dst, _ []float64) { copy(dst, []float64{1, 0, 1, 1, 1, 2, 1, 3}) }
		}
		r, err := leastsq.Minimize(p, []float64{-10, 0.1}, leastsq.Settings{})
		// With x0 at 1 the slope would be 16/14 and exceeds 0.7; with x1 at 0.7 the mean exceeds 1.
		if err != nil || r.X[0] != 1 || r.X[1] != 0.7 || !r.AtBound[0] || !r.AtBound[1] || !math.IsNaN(r.StdErr[0]) || r.Rank != 0 {
			t.Errorf("corner: %+v, %v", r, err)
		}
		p.Hi[1] = 9
		r, err = leastsq.Minimize(p, []float64{1, 9}, leastsq.Settings{})
		if err != nil || r.X[0] != 1 || math.Abs(r.X[1]-16.0/14) > 1e-12 || r.AtBound[1] {
			t.Errorf("edge: %+v, %v", r, err)
		}
		// As in a regression through a fixed point: s² = Σr²/(4-1), over Σt².
		if want := math.Sqrt(r.SumSquares / 3 / 14); math.Abs(r.StdErr[1]-want) > 1e-9 || !math.IsNaN(r.StdErr[0]) {
			t.Errorf("edge: errors %v, want NaN and %v", r.StdErr, want)
		}
		p.Lo[1], p.Hi[1] = 1, 1
		r, err = leastsq.Minimize(p, []float64{0, 1}, leastsq.Settings{})
		if err != nil || r.X[1] != 1 || r.StdErr[1] != 0 || r.X[0] != 1 && math.Abs(r.X[0]-1.25) > 1e-12 {
			t.Errorf("held: %+v, %v", r, err)
		}
		p.Lo[0], p.Hi[0] = 0.5, 0.5
		if r, err = leastsq.Minimize(p, []float64{0.5, 1}, leastsq.Settings{}); err != nil || !slices.Equal(r.X, []float64{0.5, 1}) || r.StdErr[0] != 0 {
			t.Errorf("all held: %+v, %v", r, err)
		}
	}
}

// TestSingular: coordinates that the residuals leave open have infinite errors, those that they determine
// have theirs.
func TestSingular(t *testing.T) {
	for _, analytic := range []bool{false, true} {
		y := []float64{1.1, 1.9, 3.2, 3.9}
		p := leastsq.Problem{M: 4, Residuals: func(dst, x []float64) { // x0·x1·t + x2, and x3 does nothing
			for i, v := range y {
				dst[i] = x[0]*x[1]*float64(i) + x[2] - v
			}
		}}
		if analytic {
			p.Jacobian = func(dst, x []float64) {
				for i := range y {
					copy(dst[4*i:], []float64{x[1] * float64(i), x[0] * float64(i), 1, 0})
				}
			}
		}
		r, err := leastsq.Minimize(p, []float64{3, 0.1, 0, 7}, leastsq.Settings{})
		straight, err2 := leastsq.Minimize(line(y...), []float64{0, 0}, leastsq.Settings{})
		if !errors.Is(err, leastsq.ErrSingular) || err2 != nil || r.Rank != 2 || !r.Status.Converged() {
			t.Fatalf("analytic %v: %v, %v, rank %d, %v", analytic, err, err2, r.Rank, r.Status)
		}
		if math.Abs(r.X[0]*r.X[1]-straight.X[1]) > 1e-8 || math.Abs(r.X[2]-straight.X[0]) > 1e-8 || r.X[3] != 7 {
			t.Errorf("analytic %v: %v", analytic, r.X)
		}
		for _, j := range []int{0, 1, 3} {
			if !math.IsInf(r.StdErr[j], 1) {
				t.Errorf("analytic %v: error %v of x[%d]", analytic, r.StdErr[j], j)
			}
		}
		// Of the line both coefficients cost a degree of freedom, and here too.
		if math.Abs(r.StdErr[2]-straight.StdErr[0]) > 1e-6 {
			t.Errorf("analytic %v: errors %v, straight %v", analytic, r.StdErr, straight.StdErr)
		}
	}
}

// TestExact: residuals that vanish, and as many of them as unknowns.
func TestExact(t *testing.T) {
	r, err := leastsq.Minimize(line(1, 3), []float64{0, 0}, leastsq.Settings{})
	if err != nil || math.Abs(r.X[0]-1)+math.Abs(r.X[1]-2) > 1e-9 || !math.IsNaN(r.StdErr[0]) {
		t.Errorf("M = n: %+v, %v", r, err)
	}
	if r, err = leastsq.Minimize(line(1, 3), []float64{0, 0}, leastsq.Settings{UnitVariance: true}); err != nil || math.Abs(r.StdErr[0]-1) > 1e-6 || math.Abs(r.StdErr[1]-math.Sqrt2) > 1e-6 {
		t.Errorf("M = n, known variance: %v, %v", r.StdErr, err)
	}
	if r, err = leastsq.Minimize(line(1, 3, 5), []float64{1, 2}, leastsq.Settings{}); err != nil || r.Status != leastsq.Exact || r.StdErr[0] != 0 {
		t.Errorf("exact: %+v, %v", r, err)
	}
}

// TestUnits: other units of a coordinate or of the residuals make the same fit, in the other units.
func TestUnits(t *testing.T) {
	decay := func(c, d, unit float64) leastsq.Problem {
		return leastsq.Problem{M: 12, Residuals: func(dst, x []float64) {
			for i := range dst {
				s := float64(i)
				dst[i] = unit * (c*x[0]*math.Exp(-d*x[1]*s) - 3*math.Exp(-0.4*s) - 0.01*math.Sin(9*s))
			}
		}}
	}
	plain, err := leastsq.Minimize(decay(1, 1, 1), []float64{1, 1}, leastsq.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range [][3]float64{{1e-12, 1e9, 1}, {1e20, 1e-30, 1}, {1, 1, 1e60}, {1, 1, 1e-60}, {1e40, 1e-40, 1e-90}} {
		r, err := leastsq.Minimize(decay(c[0], c[1], c[2]), []float64{1 / c[0], 1 / c[1]}, leastsq.Settings{})
		if err != nil {
			t.Errorf("%v: %v", c, err)
			continue
		}
		if math.Abs(r.X[0]*c[0]/plain.X[0]-1) > 1e-8 || math.Abs(r.X[1]*c[1]/plain.X[1]-1) > 1e-8 || math.Abs(r.StdErr[1]*c[1]/plain.StdErr[1]-1) > 1e-6 {
			t.Errorf("%v: %v ± %v, want %v ± %v", c, r.X, r.StdErr, plain.X, plain.StdErr)
		}
	}
}

// TestContext: a cancelled run ends within one evaluation, with the cause and the best point.
func TestContext(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	cause := errors.New("the instrument is off")
	evals := 0
	p := line(1, 3, 2, 5)
	plain := p.Residuals
	p.Residuals = func(dst, x []float64) {
		if evals++; evals == 3 {
			cancel(cause)
		}
		plain(dst, x)
	}
	r, err := leastsq.Minimize(p, []float64{0, 0}, leastsq.Settings{Context: ctx})
	if !errors.Is(err, cause) || r.Status != leastsq.Cancelled || evals != 3 || r.Evaluations != 3 || !slices.Equal(r.X, []float64{0, 0}) {
		t.Errorf("%d evaluations, %+v, %v", evals, r, err)
	}
}

// TestLimit: too few steps are an error, and nothing is said of the errors then.
func TestLimit(t *testing.T) {
	decay := leastsq.Problem{M: 5, Residuals: func(dst, x []float64) {
		for i := range dst {
			dst[i] = math.Exp(-x[0]*float64(i)) - math.Exp(-float64(i)) - 0.1*float64(i%2)
		}
	}}
	r, err := leastsq.Minimize(decay, []float64{9}, leastsq.Settings{MaxSteps: 1})
	if !errors.Is(err, leastsq.ErrLimit) || r.Status != leastsq.StepLimit || r.Steps != 1 || !math.IsNaN(r.StdErr[0]) || r.Status.Converged() {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestGuards: x0 is not changed, x is a copy, a panic passes.
func TestGuards(t *testing.T) {
	p := line(1, 3, 2, 5)
	plain := p.Residuals
	p.Residuals = func(dst, x []float64) {
		plain(dst, x)
		x[0], x[1] = math.NaN(), 1e300
	}
	x0 := []float64{0, 0}
	r, err := leastsq.Minimize(p, x0, leastsq.Settings{})
	if err != nil || x0[0] != 0 || math.Abs(r.X[1]-1.1) > 1e-9 {
		t.Errorf("%v, %v, %v", r.X, x0, err)
	}
	defer func() {
		if e := recover(); e != "mine" {
			t.Errorf("recovered %v", e)
		}
	}()
	p.Residuals = func(_, _ []float64) { panic("mine") }
	leastsq.Minimize(p, x0, leastsq.Settings{})
	t.Error("no panic")
}

// TestSteps allocates nothing: a longer run has no more allocations than a short one.
func TestStepsAllocateNothing(t *testing.T) {
	for _, analytic := range []bool{false, true} {
		runs := func(steps int) float64 {
			p := leastsq.Problem{M: 30, Residuals: func(dst, x []float64) {
				for i := range dst {
					dst[i] = x[0]*math.Exp(-x[1]*float64(i)/9) + x[2] - math.Cos(float64(i)/9)
				}
			}}
			if analytic {
				p.Jacobian = func(dst, x []float64) {
					for i := range 30 {
						e := math.Exp(-x[1] * float64(i) / 9)
						dst[3*i], dst[3*i+1], dst[3*i+2] = e, -x[0]*e*float64(i)/9, 1
					}
				}
			}
			x0 := []float64{50, 9, -30}
			return allocs.PerRun(5, func() {
				if _, err := leastsq.Minimize(p, x0, leastsq.Settings{MaxSteps: steps}); !errors.Is(err, leastsq.ErrLimit) {
					t.Fatal(err)
				}
			})
		}
		if one, many := runs(1), runs(6); many > one {
			t.Errorf("analytic %v: %v allocations in 6 steps, %v in one", analytic, many, one)
		}
	}
}
