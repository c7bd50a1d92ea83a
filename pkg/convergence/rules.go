package convergence

import (
	"math"

	"github.com/gradstep/gradstep/pkg/optim"
)

// entry is a rule by name.
type entry struct {
	name string
	make func() optim.Rule
	// adaptive rules divide by the size of the gradients, so that noise shortens
	// their steps; the others need a rate that does.
	adaptive bool
}

// six are the rules of the paper's experiments.
var six = []entry{
	{"SGD", func() optim.Rule { return optim.NewSGD() }, false},
	{"Momentum", func() optim.Rule { return optim.NewMomentum() }, false},
	{"Nesterov", func() optim.Rule { return optim.NewNesterov() }, false},
	{"Adagrad", func() optim.Rule { return optim.NewAdagrad() }, true},
	{"RMSprop", func() optim.Rule { return optim.NewRMSprop() }, true},
	{"Adam", func() optim.Rule { return optim.NewAdam() }, true},
}

// grid returns rates from lo to hi, each √10 times the one before.
func grid(lo, hi float64) (rates []float64) {
	for k := 0; ; k++ {
		r := lo * math.Pow(10, float64(k)/2)
		if r > hi*1.01 {
			return rates
		}
		rates = append(rates, r)
	}
}

// length is the Euclidean norm.
func length(v []float64) float64 {
	s := 0.0
	for _, t := range v {
		s += t * t
	}
	return math.Sqrt(s)
}

// fourteen are the rules of the race: all of package optim but AdamW, which is Adam
// here, and Newton, which wants a Hessian.
var fourteen = append(six[:len(six):len(six)],
	entry{"Nadam", func() optim.Rule { return optim.NewNadam() }, true},
	entry{"AMSGrad", func() optim.Rule { return optim.NewAMSGrad() }, true},
	entry{"Adamax", func() optim.Rule { return optim.NewAdamax() }, true},
	entry{"Adadelta", func() optim.Rule { return optim.NewAdadelta() }, true},
	entry{"RAdam", func() optim.Rule { return optim.NewRAdam() }, true},
	entry{"AdaBelief", func() optim.Rule { return optim.NewAdaBelief() }, true},
	entry{"Lion", func() optim.Rule { return optim.NewLion() }, true},
	entry{"SignSGD", func() optim.Rule { return optim.NewSignSGD() }, true},
)
