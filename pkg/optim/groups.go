package optim

// Group is some coordinates of x in a row and the multiple of the rate that they move with.
// Rate 1 is the rate itself, 0 leaves them where they are.
type Group struct {
	Len  int
	Rate float64
}

// Groups gives groups of coordinates, one after another, rates of their own: layers of a network,
// or parameters in different units.
//
//	x ← x + m ∘ (what the rule's step adds to x),  m_i = Rate of the group of coordinate i
//
// For every rule whose step is proportional to the rate this is the rule with the rates m η; a
// point ahead of x at which the rule asks for the gradient is moved likewise. The groups cover x; a Len
// below 0 or a Rate that is negative or not finite is an error of CheckRule, and of Minimize.
type Groups []Group

// Wrap implements Transform.
func (g Groups) Wrap(r Rule) Rule {
	w := &grouped{Inner: r, Groups: append(Groups(nil), g...)}
	w.seen = w.gradient
	return w
}

type grouped struct {
	Inner  Rule
	Groups Groups

	before, at []float64
	source     func(dst, x []float64)
	seen       func(dst, x []float64)
}

// Unwrap implements Wrapper.
func (g *grouped) Unwrap() Rule { return g.Inner }

// Check implements Checker.
func (g *grouped) Check(n int) error {
	for i, group := range g.Groups {
		if group.Len < 0 || !(group.Rate >= 0) || !isFinite(group.Rate) {
			return badValue("Groups[%d] is %+v: use a length and a rate from 0 on", i, group)
		}
		n -= group.Len
	}
	if n != 0 {
		return badValue("Groups have %d coordinates too few (negative: too many)", n)
	}
	return nil
}

// Step implements Rule.
func (g *grouped) Step(x []float64, grad func(dst, x []float64), rate float64) {
	if err := g.Check(len(x)); err != nil {
		panic(err.Error())
	}
	g.before = append(g.before[:0], x...)
	g.source = grad
	g.Inner.Step(x, g.seen, rate)
	g.source = nil
	g.stretch(x)
}

// gradient is what the rule sees: that at the stretched point.
func (g *grouped) gradient(dst, x []float64) {
	g.at = append(g.at[:0], x...)
	g.stretch(g.at)
	g.source(dst, g.at)
}

// stretch moves x, where the rate is not 1, to before + m ∘ (x - before).
func (g *grouped) stretch(x []float64) {
	lo := 0
	for _, group := range g.Groups {
		hi := lo + group.Len
		for i := lo; i < hi && group.Rate != 1; i++ {
			x[i] = g.before[i] + group.Rate*(x[i]-g.before[i])
		}
		lo = hi
	}
}

// Reset implements Rule.
func (g *grouped) Reset() { g.Inner.Reset() }
