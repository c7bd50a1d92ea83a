package optim

// Accumulate asks for Batches gradients at the same point and passes on their mean,
// as if the mini-batches were one.
//
//	g ← (1/Batches) Σ_j g_j(x)
//
// The gradient function must draw a new mini-batch at each call. The ledger
// counts all of them. Batches below 1 counts as 1.
type Accumulate struct{ Batches int }

// Wrap implements Transform.
func (a Accumulate) Wrap(r Rule) Rule {
	w := &accumulate{filter: filter{Inner: r}, Batches: max(a.Batches, 1)}
	w.use(w.change)
	return w
}

type accumulate struct {
	filter
	Batches int

	one []float64
}

func (a *accumulate) Step(x []float64, grad func(dst, x []float64), rate float64) {
	if len(a.one) != len(x) {
		fitBuffer("Accumulate", len(x), 1, 0, &a.one)
	}
	a.filter.Step(x, grad, rate)
}

func (a *accumulate) change(g, x []float64) {
	for range a.Batches - 1 {
		a.source(a.one, x)
		for i, v := range a.one {
			g[i] += v
		}
	}
	share := 1 / float64(a.Batches)
	for i := range g {
		g[i] *= share
	}
}

func (a *accumulate) Reset() {
	a.one = nil
	a.filter.Reset()
}
