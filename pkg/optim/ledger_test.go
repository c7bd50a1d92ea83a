package optim_test

import (
	"math"
	"testing"
	"time"

	"github.com/gradstep/gradstep/pkg/optim"
)

// TestLedger: every evaluation is counted once, however the gradient is made.
func TestLedger(t *testing.T) {
	const n, steps = 3, 10
	settings := optim.Settings{Rate: optim.Constant(0.1), MaxSteps: steps}

	r := run(t, bowl(), ones(n), optim.NewSGD(), settings)
	if l := r.Ledger; l.FuncEvals != steps+1 || l.GradEvals != steps || l.InnerEvals != 0 || l.Cost() != 2*steps+1 {
		t.Errorf("analytic: %+v, cost %v", l, l.Cost())
	}

	differences := optim.Problem{Func: bowl().Func, Grad: centralDifferences(bowl().Func, 1e-4)}
	withCost := settings
	withCost.GradCost = 2 * n
	r = run(t, differences, ones(n), optim.NewSGD(), withCost)
	if got, want := r.Ledger.Cost(), float64(steps+1+2*n*steps); got != want {
		t.Errorf("central differences by GradCost: %v, want %v", got, want)
	}

	counter := optim.NewCounter(bowl().Func)
	counted := settings
	counted.Counter = counter
	r = run(t, optim.Problem{Func: counter.Func, Grad: centralDifferences(counter.Func, 1e-4)}, ones(n), optim.NewSGD(), counted)
	if l := r.Ledger; l.InnerEvals != 2*n*steps || l.FuncEvals != steps+1 || counter.Count() != steps+1+2*n*steps || int(l.Cost()) != counter.Count() {
		t.Errorf("central differences by Counter: %+v, counter %d", l, counter.Count())
	}

	never := settings
	never.FuncEvery = -1
	r = run(t, bowl(), ones(n), optim.NewSGD(), never)
	if r.Ledger.FuncEvals != 1 || r.F != bowl().Func(r.X) || r.BestF != r.F {
		t.Errorf("FuncEvery -1: %d evaluations, f = %v, best %v", r.Ledger.FuncEvals, r.F, r.BestF)
	}

	third := settings
	third.FuncEvery = 3
	r = run(t, bowl(), ones(n), optim.NewSGD(), third)
	if r.Ledger.FuncEvals != 1+3+1 || r.F != bowl().Func(r.X) {
		t.Errorf("FuncEvery 3: %d evaluations, f = %v", r.Ledger.FuncEvals, r.F)
	}

	r = run(t, optim.Problem{Grad: bowl().Grad}, ones(n), optim.NewSGD(), settings)
	if !math.IsNaN(r.F) || r.Ledger.FuncEvals != 0 {
		t.Errorf("without Func: f = %v, %d evaluations", r.F, r.Ledger.FuncEvals)
	}
	sameBits(t, "best without Func is the last", r.Best, r.X)
	mustPanic(t, "nil function", func() { optim.NewCounter(nil) })
}

// TestElapsed: the time of a resumed run includes that before the interruption.
func TestElapsed(t *testing.T) {
	now := time.Unix(0, 0)
	clock := func() time.Time { return now }
	s := optim.Settings{Rate: optim.Constant(0.1), MaxSteps: 3, Clock: clock, Observe: func(*optim.Progress) {
		now = now.Add(time.Second)
	}}
	part := run(t, bowl(), ones(2), optim.NewSGD(), s)
	c, err := part.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Hour) // between the runs
	s.Resume, s.MaxSteps = &c, 7
	rest := run(t, bowl(), nil, optim.NewSGD(), s)
	if part.Ledger.Elapsed != 3*time.Second || rest.Ledger.Elapsed != 7*time.Second {
		t.Errorf("%v, then %v; want 3 s and 7 s", part.Ledger.Elapsed, rest.Ledger.Elapsed)
	}
}

// TestTrace: row 0 is the start, the last row the end, and every row is what it says.
func TestTrace(t *testing.T) {
	for _, every := range []int{0, 1, 4, 100} {
		tr := &optim.Trace{Every: every}
		schedule := optim.InverseTime{Initial: 0.1, K: 0.1}
		r := run(t, bowl(), ones(2), optim.NewSGD(), optim.Settings{Rate: schedule, MaxSteps: 10, Trace: tr})
		last := tr.Len() - 1
		if tr.Step[0] != 0 || tr.X[0][0] != 1 || tr.Step[last] != 10 || tr.F[last] != r.F || r.Trace != tr {
			t.Fatalf("every %d: %+v", every, tr)
		}
		sameBits(t, "last row", tr.X[last], r.X)
		for i, k := range tr.Step {
			if i > 0 && i < last && k%max(every, 1) != 0 {
				t.Errorf("every %d: a row for step %d", every, k)
			}
			if tr.F[i] != bowl().Func(tr.X[i]) {
				t.Errorf("row %d: f = %v at %v", i, tr.F[i], tr.X[i])
			}
			if want := schedule.Rate(max(k-1, 0)); tr.Rate[i] != want {
				t.Errorf("row %d: rate %v, want %v", i, tr.Rate[i], want)
			}
		}
		if every <= 1 {
			for i := 1; i < tr.Len(); i++ {
				g := make([]float64, 2)
				bowl().Grad(g, tr.X[i-1])
				if math.Abs(tr.GradNorm[i]-math.Hypot(g[0], g[1])) > 1e-15*tr.GradNorm[i] {
					t.Errorf("row %d: ‖g‖ = %v, want that of the row before, %v", i, tr.GradNorm[i], math.Hypot(g[0], g[1]))
				}
			}
			if tr.GradNorm[0] != tr.GradNorm[1] || tr.Len() != 11 || len(tr.Cost) != 11 || tr.Cost[10] <= tr.Cost[9] {
				t.Errorf("%+v", tr)
			}
		}
		c := tr.Coordinate(nil, 1)
		if len(c) != tr.Len() || c[last] != r.X[1] {
			t.Errorf("coordinate %v", c)
		}
	}
}

// TestTraceBound: a bounded trace keeps an evenly spaced path of any run.
func TestTraceBound(t *testing.T) {
	tr := &optim.Trace{Max: 16, NoX: true}
	r := run(t, bowl(), ones(2), optim.NewSGD(), optim.Settings{Rate: optim.Constant(1e-3), MaxSteps: 1000, Trace: tr})
	if tr.Len() > 17 || tr.Len() < 8 || len(tr.X) != 0 || tr.Step[0] != 0 || tr.Step[tr.Len()-1] != 1000 || tr.F[tr.Len()-1] != r.F {
		t.Fatalf("%d rows: %+v", tr.Len(), tr)
	}
	for i, k := range tr.Step[:tr.Len()-1] {
		if k != i*tr.Every {
			t.Errorf("row %d is step %d, spacing %d", i, k, tr.Every)
		}
	}
	if len(tr.F) != tr.Len() || len(tr.Rate) != tr.Len() || len(tr.GradNorm) != tr.Len() || len(tr.Cost) != tr.Len() {
		t.Error("slices of different length")
	}
}

// TestTraceWithoutFunc has no F, and a trace makes f known where it is not otherwise.
func TestTraceWithoutFunc(t *testing.T) {
	tr := &optim.Trace{}
	run(t, optim.Problem{Grad: bowl().Grad}, ones(2), optim.NewSGD(), optim.Settings{Rate: optim.Constant(0.1), MaxSteps: 5, Trace: tr})
	if tr.Len() != 6 || len(tr.F) != 0 {
		t.Errorf("%d rows, %d values", tr.Len(), len(tr.F))
	}
	tr = &optim.Trace{Every: 5}
	r := run(t, bowl(), ones(2), optim.NewSGD(), optim.Settings{Rate: optim.Constant(0.1), MaxSteps: 7, Trace: tr, FuncEvery: -1})
	if tr.Len() != 3 || len(tr.F) != 3 || tr.F[2] != bowl().Func(r.X) || r.Ledger.FuncEvals != 3 {
		t.Errorf("%+v, %+v", tr, r.Ledger)
	}
}
