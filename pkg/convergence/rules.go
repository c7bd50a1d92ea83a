package convergence

import (
	"math"
	"slices"

	"github.com/gradstep/gradstep/pkg/optim"
)

// The rules of the race: those with a rate, six of which are those of the paper's experiments, and those
// that find their own.
var (
	racers = append(optim.Rules(), free...)
	six    = racers[:6:6]
	free   = []optim.Named{
		{Name: "DoG", Scaled: true, New: func() optim.Rule { return optim.NewDoG() }},
		{Name: "D-Adaptation", Scaled: true, New: func() optim.Rule { return optim.NewDAdaptation() }},
	}
)

func isFree(rule string) bool {
	return slices.ContainsFunc(free, func(e optim.Named) bool { return e.Name == rule })
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
