package trials

import (
	"fmt"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/recovery"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/surrogate"
)

// Method finds b in a trial, of which it may not look at the target. passes is how
// often it went through the distinct pairs, 0 for what doesn't.
type Method struct {
	Name string
	Find func(t Trial) (b float64, passes int, err error)
}

// Steps is how many steps a descent makes.
const Steps = 500

// Passes is what Steps cost the descent of package recovery: one pass for each step
// of the first fifth, two for the others.
const Passes = Steps * 9 / 5

// Annealed is the descent of package recovery, as it is.
func Annealed(steps int) Method {
	return descent("annealed descent", recovery.Descent{Steps: steps})
}

// Methods returns the descent, its parts, the exact fits, and what else is raced, at
// the cost of Steps.
func Methods() []Method {
	return []Method{
		Annealed(Steps),
		LeastSquares(), Consensus(),
		descent("spread alone", recovery.Descent{Steps: Steps, Far: Steps}),
		descent("misfit alone", recovery.Descent{Steps: Steps, Far: -1}),
		ManyStarts(Passes), RandomSearch(Passes), Probes(Passes), Grid(Passes),
	}
}

func descent(name string, d recovery.Descent) Method {
	return Method{name, func(t Trial) (float64, int, error) {
		r, err := d.Run(t.Objective, t.Start)
		return r.B, r.Passes, err
	}}
}

// LeastSquares is the exact fit of the mean squared error.
func LeastSquares() Method {
	return Method{"exact least squares", func(t Trial) (float64, int, error) {
		fit, err := t.Pairs.LeastSquares(stair.Settings{})
		return fit.B, 0, err
	}}
}

// Consensus is the exact fit of the b that the most pairs allow within half a grey
// level, with clipped white as a bound.
func Consensus() Method {
	return Method{"exact consensus", func(t Trial) (float64, int, error) {
		vote, err := t.Pairs.Consensus(stair.Settings{Clipped: true})
		return vote.B, 0, err
	}}
}

// StandInPrefix begins the name of a stand-in's method.
const StandInPrefix = "stand-in: "

// StandIns returns the question's experiment with each stand-in for floor: Adam at
// 0.1, the temperature falling if there is one, on 512 of the trial's pixels.
func StandIns() (all []Method) {
	for _, s := range surrogate.All() {
		e := Experiment{Surrogate: s}
		if s.HasTemperature() {
			e.Temperature = s.Anneal(Steps)
		}
		all = append(all, Method{StandInPrefix + s.Name, func(t Trial) (float64, int, error) {
			x, y := t.sample()
			path, err := e.descend(t.Seed, x, y, t.Start)
			if err != nil {
				return 0, 0, fmt.Errorf("trials: %s: %w", s.Name, err)
			}
			return path[Steps], Steps, nil
		}})
	}
	return all
}

// sample returns at most so many of the trial's pixels.
func (t Trial) sample() (x, y []float64) {
	if len(t.X) <= pixels {
		return t.X, t.Y
	}
	rng := rand.New(rand.NewPCG(t.Seed, 7))
	for range pixels {
		i := rng.IntN(len(t.X))
		x, y = append(x, t.X[i]), append(y, t.Y[i])
	}
	return x, y
}
