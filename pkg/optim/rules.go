package optim

import "strings"

// Named is a rule of this package by the name that tables and command lines give it.
type Named struct {
	Name   string
	Scaled bool        // it divides by the size of the gradients, so that the rate alone says how long its steps are
	New    func() Rule // with the constants of its source
}

// Rules returns the rules that take one gradient a step and have a rate to be tuned, the oldest ideas first.
// Left out are AdamW, which is Adam on another function, the rules without a rate, and those that want a Hessian.
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

// RuleNamed returns the one of [Rules] with this name, in small letters or large ones, and whether there is one.
func RuleNamed(name string) (Named, bool) {
	for _, r := range Rules() {
		if strings.EqualFold(r.Name, name) {
			return r, true
		}
	}
	return Named{}, false
}
