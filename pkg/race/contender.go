package race

import "github.com/gradstep/gradstep/pkg/optim"

// uncorrected is the name of Adam without its correction of the moments.
const uncorrected = "Adam, uncorrected"

// Contenders are the rules in the race: those of [optim.Rules], each with the constants of its source, and Adam
// without its correction, the lecture's first form.
func Contenders() []optim.Named { return append(optim.Rules(), optim.RulesNamed(uncorrected)...) }

// Schedules are the ways in which a rate falls, by name: not at all, like 1/√t, and along half a cosine to 0.
func Schedules() []string { return []string{"constant", "1/√t", "cosine"} }

// schedule returns the schedule of that name. The cosine is at 0 after so many steps.
func schedule(name string, rate float64, steps int) optim.Schedule {
	switch name {
	case "1/√t":
		return optim.InverseSqrt{Diameter: rate, Lipschitz: 1}
	case "cosine":
		return optim.Cosine{Initial: rate, Steps: steps}
	}
	return optim.Constant(rate)
}
