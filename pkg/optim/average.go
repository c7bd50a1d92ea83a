package optim

// Average keeps the mean of the iterates, beside the rule: Polyak's averaging, and
// the x̄_T of the paper's bounds.
//
//	x̄_T = (1/(T-Skip)) Σ_{k=Skip}^{T-1} x_k
//
// It takes each x before the step, after any projection of the one before: the points
// where the gradients were asked for, the start included, and not the last
// iterate. (PyTorch's AveragedModel takes the points after each step instead.) x
// itself goes its way unchanged. One value serves one rule; read Mean after the run.
type Average struct {
	Skip int // iterates left out at the beginning

	T    int       // memory: iterates seen
	Mean []float64 // memory: x̄; nil before the first iterate that counts
}

// Wrap implements Transform.
func (a *Average) Wrap(r Rule) Rule { return &averaged{Inner: r, Average: a} }

type averaged struct {
	Inner   Rule
	Average *Average
}

func (a *averaged) inner() Rule { return a.Inner }

func (a *averaged) Step(x []float64, grad func(dst, x []float64), rate float64) {
	a.Average.add(x)
	a.Inner.Step(x, grad, rate)
}

func (a *Average) add(x []float64) {
	a.T++
	n := a.T - a.Skip
	if n < 1 {
		return
	}
	if len(a.Mean) != len(x) {
		fit("Average", len(x), &a.Mean)
	}
	weight := 1 / float64(n)
	for i, xi := range x {
		a.Mean[i] += weight * (xi - a.Mean[i])
	}
}

func (a *averaged) Reset() {
	a.Average.T, a.Average.Mean = 0, nil
	a.Inner.Reset()
}

func (a *averaged) memory() [][]float64 { return [][]float64{a.Average.Mean} }

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
		fit("Accumulate", len(x), &a.one)
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

// Scale multiplies each coordinate of the gradient by a factor of its own, a fixed
// diagonal preconditioner.
//
//	g ← Factors ∘ g
//
// A length other than x's panics. With Factors = 1/diag(H) gradient descent takes a
// diagonal Newton step on a quadratic.
type Scale struct{ Factors []float64 }

// Wrap implements Transform.
func (s Scale) Wrap(r Rule) Rule {
	w := &scaled{filter: filter{Inner: r}, factors: append([]float64(nil), s.Factors...)}
	w.use(w.change)
	return w
}

type scaled struct {
	filter
	factors []float64
}

func (s *scaled) Step(x []float64, grad func(dst, x []float64), rate float64) {
	if len(x) != len(s.factors) {
		panic("optim: Scale: Factors and x differ in length")
	}
	s.filter.Step(x, grad, rate)
}

func (s *scaled) change(g, _ []float64) {
	for i, f := range s.factors {
		g[i] *= f
	}
}
