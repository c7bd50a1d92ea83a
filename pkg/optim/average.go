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

	before []float64
}

// Unwrap implements Wrapper.
func (a *averaged) Unwrap() Rule { return a.Inner }

func (a *averaged) Step(x []float64, grad func(dst, x []float64), rate float64) {
	a.before = append(a.before[:0], x...)
	a.Inner.Step(x, grad, rate) // first, since it may be interrupted and made again
	a.Average.add(a.before)
}

func (a *Average) add(x []float64) {
	a.T++
	n := a.T - a.Skip
	if n < 1 {
		return
	}
	if len(a.Mean) != len(x) {
		fitBuffer("Average", len(x), 1, 0, &a.Mean)
	}
	weight := 1 / float64(n)
	for i, xi := range x {
		a.Mean[i] += float64(weight * (xi - a.Mean[i]))
	}
}

func (a *averaged) Reset() {
	a.Average.T, a.Average.Mean = 0, nil
	a.Inner.Reset()
}

// Check implements Checker.
func (a *averaged) Check(n int) error { return checkMemory(a, a.Average.Mean, n) }
