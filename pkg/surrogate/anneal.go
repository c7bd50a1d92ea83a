package surrogate

import (
	"math"

	"github.com/gradstep/gradstep/pkg/optim"
)

// Anneal returns temperatures that fall from hot at the first of so many steps to
// cold at the last, by the same share at each:
//
//	t_k = hot (cold/hot)^(k/(steps-1)),   k = 0, …, steps-1,
//
// and stay cold from there on. It is a schedule of rates put to another use; so
// is any other, of optim or the caller's own. One step is cold from the start.
func Anneal(hot, cold float64, steps int) optim.Schedule {
	if steps <= 1 {
		return optim.Constant(cold)
	}
	k := math.Log(hot/cold) / float64(steps-1)
	return optim.Clamp{Each: optim.ExponentialDecay{Initial: hot, K: k}, Lo: min(hot, cold), Hi: max(hot, cold)}
}
