package optim

import (
	"fmt"
	"strings"
)

// Named is a rule of this package by the name that tables and command lines give it.
type Named struct {
	Name   string
	Scaled bool        // it divides by the size of the gradients, so that the rate alone says how long its steps are
	New    func() Rule // with the constants of its source
}

// Rules returns the rules that take one gradient a step and have a rate to be tuned, the oldest ideas first.
// Left out are AdamW, which is Adam on another function, the rules without a rate, and those that want a Hessian.
//
// Whoever takes some of them takes them by their names, from [RulesNamed].
func Rules() []Named {
	return []Named{
		{"SGD", false, func() Rule { return NewSGD() }},
		{"Momentum", false, func() Rule { return NewMomentum() }},
		{"Nesterov", false, func() Rule { return NewNesterov() }},
		{"Adagrad", true, func() Rule { return NewAdagrad() }},
		{"RMSprop", true, func() Rule { return NewRMSprop() }},
		{"Adam", true, func() Rule { return NewAdam() }},
		{"Nadam", true, func() Rule { return NewNadam() }},
		{"AMSGrad", true, func() Rule { return NewAMSGrad() }},
		{"Adamax", true, func() Rule { return NewAdamax() }},
		{"Adadelta", true, func() Rule { return NewAdadelta() }},
		{"RAdam", true, func() Rule { return NewRAdam() }},
		{"AdaBelief", true, func() Rule { return NewAdaBelief() }},
		{"Lion", true, func() Rule { return NewLion() }},
		{"SignSGD", true, func() Rule { return NewSignSGD() }},
	}
}

// others are rules with names that are not among [Rules]: the lecture's first form of Adam, and those without a rate.
func others() []Named {
	uncorrected := func() Rule {
		r := NewAdam()
		r.Corrected = false
		return r
	}
	return []Named{
		{"Adam, uncorrected", true, uncorrected},
		{"DoG", true, func() Rule { return NewDoG() }},
		{"D-Adaptation", true, func() Rule { return NewDAdaptation() }},
	}
}

// RuleNamed returns the one of [Rules] with this name, in small letters or large ones, and whether there is one.
// Three more have names: "Adam, uncorrected", which is the lecture's first form, and "DoG" and "D-Adaptation", which
// find their rate.
func RuleNamed(name string) (Named, bool) {
	for _, r := range append(Rules(), others()...) {
		if strings.EqualFold(r.Name, name) {
			return r, true
		}
	}
	return Named{}, false
}

// RulesNamed returns the rules that [RuleNamed] finds under these names, in their order. It panics at a name that
// it does not find.
func RulesNamed(names ...string) []Named {
	all := make([]Named, len(names))
	for i, name := range names {
		r, known := RuleNamed(name)
		if !known {
			panic(fmt.Sprintf("optim: RulesNamed: no rule is called %q", name))
		}
		all[i] = r
	}
	return all
}
