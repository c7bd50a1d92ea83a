package standins

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/recovery/trials"
	"github.com/gradstep/gradstep/pkg/surrogate"
)

// Cell is a configuration of the question's experiment: 500 steps with a stand-in, its temperature falling
// if it has one, by a rule at a constant rate.
type Cell struct {
	StandIn surrogate.Entry
	Rule    string // of Rules
	Rate    float64
	Start   float64 // of every trial; 0: uniform on the domain
	Stored  bool    // y has 8 bits
	Pixels  int
}

// Rules returns the names of the rules that are mapped: each the lecture's form, with its defaults.
func Rules() []string { return []string{"SGD", "momentum", "RMSprop", "Adam"} }

func (c Cell) rule() optim.Rule { return optim.RulesNamed(c.Rule)[0].New() }

// rates are those of a rule in the map: for straight-through more, and further out, since there they
// matter. A gradient is of the order of 1/(6b³), 1e-3 to 1e-5, which the first two rules do not scale
// away.
func rates(rule string, straight bool) []float64 {
	base := map[string][]float64{
		"SGD": {10, 100, 1000}, "momentum": {1, 10, 100}, "RMSprop": {0.03, 0.1, 0.3}, "Adam": {0.03, 0.1, 0.3},
	}[rule]
	if !straight {
		return base
	}
	return append(base, map[string][]float64{
		"SGD": {3000, 10000}, "momentum": {300, 1000}, "RMSprop": {0.5, 1}, "Adam": {1, 3},
	}[rule]...)
}

// Low is the start below every target, the lower end of the domain.
const Low = 5.0

// Cells lists the map: every stand-in by every rule and rate, from random starts and from Low, on 128
// pixels; straight-through on 512 too, and at RMSprop 0.3 on 2,048. What has a temperature meets y of 8
// bits with RMSprop and Adam at 0.1 alone.
func Cells() (all []Cell) {
	for _, s := range surrogate.All() {
		for _, rule := range Rules() {
			c := Cell{StandIn: s, Rule: rule}
			for _, c.Rate = range rates(rule, c.straight()) {
				for _, c.Pixels = range c.sizes() {
					for _, c.Start = range []float64{0, Low} {
						c.Stored = false
						all = append(all, c)
						if c.Stored = true; !s.HasTemperature() || c.Rate == 0.1 {
							all = append(all, c)
						}
					}
				}
			}
		}
	}
	return all
}

// sizes are the numbers of pixels of a stand-in at a rule and rate.
func (c Cell) sizes() []int {
	switch {
	case !c.straight():
		return []int{128}
	case c.Rule == "RMSprop" && c.Rate == 0.3:
		return []int{128, 512, 2048}
	}
	return []int{128, 512}
}

func (c Cell) straight() bool { return c.StandIn.Surrogate == surrogate.StraightThrough{} }

func (c Cell) y() string {
	if c.Stored {
		return "8 bits"
	}
	return "exact"
}

func (c Cell) start() string {
	if c.Start > 0 {
		return fmt.Sprint(c.Start)
	}
	return "random"
}

func (c Cell) key() string {
	return fmt.Sprintf("%s, %s %g from %s, %s y, %d pixels", c.StandIn.Name, c.Rule, c.Rate, c.start(), c.y(), c.Pixels)
}

// cost is that of n trials in microseconds.
func (c Cell) cost(n int) float64 {
	each := 0.008
	if c.StandIn.HasTemperature() {
		each = 0.04
	}
	return each * float64(n*trials.Steps*c.Pixels)
}

// Experiment is the cell for package trials.
func (c Cell) Experiment() trials.Experiment {
	e := trials.Experiment{
		Surrogate: c.StandIn, Rule: func(uint64) optim.Rule { return c.rule() }, Rate: optim.Constant(c.Rate),
		Pixels: c.Pixels, Stored: c.Stored,
	}
	if c.StandIn.HasTemperature() {
		e.Temperature = c.StandIn.Anneal(trials.Steps)
	}
	if c.Start > 0 {
		e.Start = func(uint64, float64) float64 { return c.Start }
	}
	return e
}
