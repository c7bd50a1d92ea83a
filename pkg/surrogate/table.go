package surrogate

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/optim"
)

// Entry is a row of the table of stand-ins.
type Entry struct {
	Surrogate
	Name      string
	Hot, Cold float64               // temperatures between which a run anneals; both 0: it has none
	Limit     func(float64) float64 // what the value tends to as t → 0; nil: nothing of the kind
	Derived   bool                  // the slope is the derivative of the value
}

// At is the stand-in's. A row without one panics.
func (e Entry) At(u, t float64) (value, slope float64) {
	if e.Surrogate == nil {
		panic(fmt.Sprintf("surrogate: the entry %q has no stand-in", e.Name))
	}
	return e.Surrogate.At(u, t)
}

// table has a row for each stand-in. Hot is where the steps are barely to be seen,
// Cold where the stand-in is within some hundredths of floor at a tenth of a step
// from a jump.
var table = []Entry{
	{Exact{}, "exact, almost everywhere", 0, 0, math.Floor, false},
	{Replaced{}, "replaced by u", 0, 0, nil, true},
	{StraightThrough{}, "straight-through", 0, 0, math.Floor, false},
	{SineRound{}, "sine, as in the text", 0.5, 1.0 / 64, halfUp, true},
	{Sine{}, "sine, half a step back", 0.5, 1.0 / 64, math.Floor, true},
	{Arctan{}, "arctan", 0.5, 0.01, math.Floor, true},
	{SoftRound{}, "soft rounding", 0.5, 0.02, math.Floor, true},
	{Sigmoid{}, "sigmoids", 0.25, 0.01, math.Floor, true},
	{Uniform{}, "uniform noise", 0.45, 0.02, math.Floor, true},
	{Gaussian{}, "normal noise", 0.4, 0.02, math.Floor, true},
	{Steklov{}, "Steklov mean over b", 0.1, 0.001, math.Floor, true},
}

// All returns the table of stand-ins, a copy.
func All() []Entry { return append([]Entry(nil), table...) }

// Find returns the row of that name, and whether there is one.
func Find(name string) (Entry, bool) {
	for _, e := range table {
		if e.Name == name {
			return e, true
		}
	}
	return Entry{}, false
}

// HasTemperature says whether the stand-in depends on t.
func (e Entry) HasTemperature() bool { return e.Hot > 0 }

// Anneal returns the temperatures of so many steps, from Hot to Cold; see the
// function [Anneal].
func (e Entry) Anneal(steps int) optim.Schedule { return Anneal(e.Hot, e.Cold, steps) }

func halfUp(u float64) float64 { return math.Floor(u + 0.5) }
