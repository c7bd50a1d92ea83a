package standins

import (
	"math"

	"github.com/gradstep/gradstep/pkg/recovery/trials"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/surrogate"
)

// Speed is how far a step of the ratchet goes where the pixels say nothing, in b: the domain takes 250
// steps.
const Speed = 0.1

// Ratchet is what straight-through can be made into, once one knows what its gradient is. From the lower
// end of the domain it makes steps against the straight-through gradient g, scaled by the drift that
// [Drift] has far from b*,
//
//	b ← b - 6b³ Speed g,
//
// each at most Speed long, and returns the b of the least loss on its way. With exact y it comes to rest
// at b*, since there a step leaves 1 - 3 Speed of the distance; what 8 bits add to g carries it past in
// half of the trials or more, and then it is the least loss that remembers. It stops at the upper end of
// the domain. The start of the trial doesn't matter.
func Ratchet(steps int) trials.Method {
	return trials.Method{Name: "straight-through ratchet", Find: func(t trials.Trial) (float64, int, error) {
		best, _, passes := climb(t.Pairs, steps)
		return best, passes, nil
	}}
}

// climb returns the b of the least loss, the last b, and the number of passes through the distinct pairs.
func climb(pairs *stair.Pairs, steps int) (best, b float64, passes int) {
	b = stair.DefaultLo
	best, least, through := b, math.Inf(1), surrogate.StraightThrough{}
	for passes < steps && b < stair.DefaultHi {
		loss, g := 0.0, 0.0
		pairs.Each(func(x, y float64, n int64) {
			value, slope, _ := surrogate.Quantize(through, x, b, 0)
			r := value - y
			loss += float64(n) * r * r
			g += 2 * float64(n) * r * slope
		})
		passes++
		if loss < least {
			best, least = b, loss
		}
		step := -6 * b * b * b * Speed * g / float64(pairs.Total())
		b = min(stair.DefaultHi, max(stair.DefaultLo, b+max(-Speed, min(Speed, step))))
	}
	return best, b, passes
}
