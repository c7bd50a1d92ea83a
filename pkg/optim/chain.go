package optim

import "fmt"

// Transform changes the gradients that a rule sees, or what it does around its step.
//
// Wrap returns a rule that does so around r. Transforms hold their own memory, so
// one value serves one rule. Those of this package are ClipNorm, ClipValue,
// WeightDecay, GradientNoise, Average, Accumulate, Scale and Groups. One of your own returns a
// rule with a Step of its own, most often a [Wrapper].
type Transform interface {
	Wrap(r Rule) Rule
}

// Chain puts transforms before a rule: the first sees the problem's own gradient,
// the next what the first made of it, and the rule the last one's.
//
//	Chain(NewAdam(), ClipNorm{Max: 1}, WeightDecay{Lambda: 0.01})
//
// clips the gradient and adds the decay to the clipped one. The order matters.
func Chain(rule Rule, transforms ...Transform) Rule {
	if rule == nil {
		panic("optim: Chain: nil rule")
	}
	for i := len(transforms) - 1; i >= 0; i-- {
		if transforms[i] == nil {
			panic(fmt.Sprintf("optim: Chain: transform %d is nil", i))
		}
		rule = transforms[i].Wrap(rule)
	}
	return rule
}

// filter is a rule that changes the gradient on its way to another rule. Its closures
// are made once, since new ones in each step would allocate.
type filter struct {
	Inner Rule

	source func(dst, x []float64) // the gradient before the change, during a step
	seen   func(dst, x []float64) // the gradient after it
}

// Unwrap implements Wrapper.
func (f *filter) Unwrap() Rule { return f.Inner }

// use makes change, which works on a gradient g at x in place, what the filter does.
func (f *filter) use(change func(g, x []float64)) {
	f.seen = func(dst, x []float64) {
		f.source(dst, x)
		change(dst, x)
	}
}

// Step implements Rule.
func (f *filter) Step(x []float64, grad func(dst, x []float64), rate float64) {
	f.source = grad
	f.Inner.Step(x, f.seen, rate)
	f.source = nil
}

// Reset implements Rule.
func (f *filter) Reset() { f.Inner.Reset() }
