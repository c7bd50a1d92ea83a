package standins

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/recovery/trials"
	"github.com/gradstep/gradstep/pkg/stair"
)

// Drift is the mean of the straight-through gradient at b over pixels that are uniform on [0, 1], for
// exact y from the target b*:
//
//	g = -1/(6b³) + (2/(b²b*)) (1/12 - Φ(|δ|)/2),   δ = b - b*,
//	Φ(d) = (1/d) ∫ {t}(1-{t}) dt from 0 to d.
//
// Far from b* the second term is near 0, and g is the derivative of the background of the loss, 1/(12b²):
// a drift to larger b. At b* it is about -|δ|/(2b³): negative on both sides, 0 in between. So b* holds
// what comes from below with small steps, and lets go what is above.
//
// The residual is ½/b - {xb}/b - ½/b* + {xb*}/b*, and ∂y/∂b = ({xb} - ½)/b²; the mean of ({xb} - ½)² is
// taken as 1/12, and that of ({xb} - ½)({xb*} - ½) as the mean over x of the sawtooth's autocorrelation
// 1/12 - {z}(1-{z})/2 at z = xδ. Multiples of b*, at which the two sawteeth are correlated as well, are
// left out.
func Drift(b, target float64) float64 {
	return -1/(6*b*b*b) + 2/(b*b*target)*(1./12-ripple(math.Abs(b-target))/2)
}

// ripple is the mean of {t}(1-{t}) over [0, d].
func ripple(d float64) float64 {
	if d == 0 {
		return 0
	}
	whole, f := math.Floor(d), d-math.Floor(d)
	return (whole/6 + f*f/2 - f*f*f/3) / d
}

// Rounding is the standard deviation of what storing y in 8 bits adds to the gradient of so many pixels at
// b: the mean of 2 e ({xb} - ½)/b², with the errors e uniform within half a level.
func Rounding(b float64, pixels int) float64 {
	return 1 / (6 * stair.MaxLevel * math.Sqrt(float64(pixels)) * b * b)
}

// Clipping is what cutting y off at 1 adds to the mean gradient at a b near the target. With f = {b*} < ½
// the top step, the share f/b* of the pixels, has y* = 1 + (½ - f)/b*, and there ({xb} - ½)/b² is (f -
// 1)/(2b²) on average:
//
//	-(f/b*) ((½ - f)/b*) (1 - f)/b²,   0 for f >= ½.
func Clipping(b, target float64) float64 {
	f := target - math.Floor(target)
	if f >= 0.5 {
		return 0
	}
	return -f * (0.5 - f) * (1 - f) / (target * target * b * b)
}

// Predicted is the share of n trials that theory finds: the rule runs along the drift instead of along a
// gradient of pixels, from the starts and to the targets that the trials 0, …, n-1 would have. With 8 bits
// it adds the same normal error to the gradients of a run, in units of Rounding. No pixel is drawn. It is
// NaN for other stand-ins.
func Predicted(c Cell, n int) (float64, error) {
	if !c.straight() {
		return math.NaN(), nil
	}
	found := 0
	box := optim.Must(optim.Box([]float64{stair.DefaultLo}, []float64{stair.DefaultHi}))
	for seed := range n {
		rng := rand.New(rand.NewPCG(uint64(seed), 0xd21f7))
		target, start := trials.Ends(uint64(seed))
		if c.Start > 0 {
			start = c.Start
		}
		offset := rng.NormFloat64()
		grad := func(dst, b []float64) {
			dst[0] = Drift(b[0], target)
			if c.Stored {
				dst[0] += offset*Rounding(b[0], c.Pixels) + Clipping(b[0], target)
			}
		}
		r, err := optim.Minimize(optim.Problem{Grad: grad}, []float64{start}, c.rule(),
			optim.Settings{Rate: optim.Constant(c.Rate), MaxSteps: trials.Steps, Project: box, Divergence: -1})
		if err != nil {
			return 0, fmt.Errorf("standins: the prediction of %s: %w", c.key(), err)
		}
		if math.Abs(r.X[0]-target) < trials.Tolerance {
			found++
		}
	}
	return float64(found) / float64(n), nil
}
