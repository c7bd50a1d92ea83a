package stylize

import (
	"math"

	"github.com/gradstep/gradstep/pkg/optim"
)

// A round is a run of a rule in coordinates of its own.
type round struct {
	steps    int
	rule     func() optim.Rule
	rate     optim.Schedule
	damping  float64 // of whiten; 0: the coordinates are not turned
	scaleB   float64 // change of ln b for a step of 1 in x
	smoothed bool    // along Smoothed, the rate in units of the error that is left
}

const (
	relaxedSteps  = 170
	smoothedSteps = 330
	sweeps        = 11
)

// radii are those of Smoothed.
var radii = optim.ExponentialDecay{Initial: 1, K: math.Log(1/0.003) / (smoothedSteps - 1)}

func adam() optim.Rule  { return optim.NewAdam() }
func plain() optim.Rule { return optim.NewSGD() }

// rounds are the settings of a method, the same for all images and starts.
//
// In turned coordinates the Hessian of the squared distance is the identity, and a
// rate of 0.8 leaves a fifth of the way. The valley is curved, though: a step along its
// flat direction that the Hessian would allow leads out of it. So the first turns
// are damped, and the coordinates turned anew after five steps.
func (m Method) rounds() []round {
	last := round{
		steps: smoothedSteps, rule: adam, damping: 1e-5, smoothed: true,
		rate: optim.ExponentialDecay{Initial: 0.01, K: math.Log(1000) / smoothedSteps},
	}
	if m == Unturned {
		last.damping = 0
		return []round{
			{steps: relaxedSteps, rule: adam, rate: optim.Cosine{Initial: 0.05, Steps: relaxedSteps}, scaleB: 1},
			last,
		}
	}
	dampings := []float64{0.1, 0.1, 0.1, 0.03, 0.03, 0.01, 0.003, 0.001}
	first := relaxedSteps - 5*len(dampings)
	all := []round{{steps: first, rule: adam, rate: optim.Cosine{Initial: 0.05, Steps: first}, scaleB: 1}}
	for _, d := range dampings {
		all = append(all, round{steps: 5, rule: plain, rate: optim.Constant(0.8), damping: d, scaleB: 0.8})
	}
	return append(all, last)
}

// shifted is a schedule from a later step on, scaled.
type shifted struct {
	optim.Schedule
	from  int
	scale float64
}

// Rate implements optim.Schedule.
func (s shifted) Rate(step int) float64 { return s.scale * s.Schedule.Rate(step+s.from) }
