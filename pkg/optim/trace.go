package optim

import "fmt"

// Trace keeps a run's path in plain slices of one length, ready to be plotted.
//
// Row 0 is the start, the last row the final point. GradNorm and Rate of a row
// belong to the step that led to it; row 0 repeats those of the first step, whose
// gradient was taken there. F stays empty when the problem has no Func.
//
// Every is how many steps lie between rows (0: 1). Max, when positive, bounds the
// number of rows, the last one aside: when they are full, every other one is dropped and Every
// doubles, so any run fits and the path stays evenly spaced. NoX leaves X empty.
type Trace struct {
	Every int
	Max   int
	NoX   bool

	Step     []int
	X        [][]float64
	F        []float64
	GradNorm []float64
	Rate     []float64
	Cost     []float64 // Ledger.Cost at the row
}

// Len returns the number of rows.
func (t *Trace) Len() int {
	if t == nil {
		return 0
	}
	return len(t.Step)
}

// Coordinate returns the i-th coordinate of every row, appended to dst[:0].
func (t *Trace) Coordinate(dst []float64, i int) []float64 {
	dst = dst[:0]
	for _, x := range t.X {
		if i < 0 || i >= len(x) {
			panic(fmt.Sprintf("optim: Trace: coordinate %d of %d", i, len(x)))
		}
		dst = append(dst, x[i])
	}
	return dst
}

// whole reports whether the slices of a trace, which a run is to continue, have one length.
func (t *Trace) whole() bool {
	if t == nil {
		return true
	}
	n := len(t.Step)
	return len(t.GradNorm) == n && len(t.Rate) == n && len(t.Cost) == n && len(t.F) <= n && (t.NoX || len(t.X) == n)
}

// due reports whether the state after so many steps gets a row.
func (t *Trace) due(step int) bool { return t != nil && step%max(t.Every, 1) == 0 }

type traceRow struct {
	step                 int
	x                    []float64
	f, norm, rate, price float64
	hasF, last           bool
}

func (t *Trace) add(r traceRow) {
	if n := len(t.Step); n > 0 && t.Step[n-1] >= r.step {
		return // the final row may already be there, and a resumed run repeats its start
	}
	t.Step = append(t.Step, r.step)
	if !t.NoX {
		t.X = append(t.X, append([]float64(nil), r.x...))
	}
	if r.hasF {
		t.F = append(t.F, r.f)
	}
	t.GradNorm = append(t.GradNorm, r.norm)
	t.Rate = append(t.Rate, r.rate)
	t.Cost = append(t.Cost, r.price)
	if t.Max > 1 && len(t.Step) > t.Max && !r.last {
		t.thin()
	}
}

// thin keeps the rows whose step is a multiple of twice the spacing.
func (t *Trace) thin() {
	t.Every = 2 * max(t.Every, 1)
	hasF := len(t.F) == len(t.Step)
	keep := 0
	for i, step := range t.Step {
		if step%t.Every != 0 {
			continue
		}
		t.Step[keep] = step
		if !t.NoX {
			t.X[keep] = t.X[i]
		}
		if hasF {
			t.F[keep] = t.F[i]
		}
		t.GradNorm[keep], t.Rate[keep], t.Cost[keep] = t.GradNorm[i], t.Rate[i], t.Cost[i]
		keep++
	}
	t.Step = t.Step[:keep]
	if !t.NoX {
		clear(t.X[keep:])
		t.X = t.X[:keep]
	}
	if hasF {
		t.F = t.F[:keep]
	}
	t.GradNorm, t.Rate, t.Cost = t.GradNorm[:keep], t.Rate[:keep], t.Cost[:keep]
}
