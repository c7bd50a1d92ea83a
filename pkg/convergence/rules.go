package convergence

import (
	"math"

	"github.com/gradstep/gradstep/pkg/optim"
)

var (
	// six are the rules of the paper's experiments.
	six = optim.RulesNamed("SGD", "Momentum", "Nesterov", "Adagrad", "RMSprop", "Adam")
	// rateless are the rules that find their rate, and so need neither L, nor D, nor T.
	rateless = optim.RulesNamed("DoG", "D-Adaptation")
)

// poem finds its radius as well.
const poem = "POEM"

// tuningSeeds serve for the choice of rates and for nothing else.
var tuningSeeds = []int{-1, -2, -3, -4, -5}

// halfDecade is from one rate of a grid to the next.
var halfDecade = math.Sqrt(10)

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
