package restore

import (
	"math"
	"math/rand/v2"
)

// AutoTV is [TV] with the weight that has the least risk by [Stein], for normal noise of sigma, before black
// and white cut it off; [NoiseLevel] estimates it. It stops when the root mean square distance from the
// minimizer is proved to be at most distance, or after maxSteps steps with that weight (0: [DefaultTVSteps]).
//
// Both images of the estimate are restored side by side, each weight from where the last one ended, to within a
// tenth of σ, or to six times distance where that is more, but at most a fifth of σ; then f's goes on. All that takes
// two to five times as long as TV alone; Steps counts the steps of both images. The weights lie between 0.1/σ, where
// little is left of a photograph, and 10/σ, where nearly all of the noise is left. rng draws the probe.
//
// The risk holds for whatever comes out of these steps, converged or not, since both images went the same
// way. A distance that is negative or NaN is an error that wraps [ErrValue]; the others are those of [TV] and
// [NewStein].
func AutoTV(f []float64, w, h int, sigma, distance float64, maxSteps int, rng *rand.Rand) (TVResult, Choice, error) {
	checkSize(w, h)
	checkLen("f", len(f), w*h)
	if !(distance >= 0) {
		return TVResult{}, Choice{}, bad("distance %v is negative or not a number", distance)
	}
	s, err := NewStein(f, w, h, sigma, rng)
	if err != nil {
		return TVResult{}, Choice{}, err
	}
	start, hi := 1.6/sigma, 10/sigma
	if math.IsInf(hi, 1) {
		return TVResult{}, Choice{}, bad("sigma %v is too small: its weights are beyond float64", sigma)
	}
	maxSteps, err = checkTV(f, start, 0, maxSteps)
	if err != nil {
		return TVResult{}, Choice{}, err
	}
	t := twins{s: s, near: max(sigma/10, min(sigma/5, 6*distance)), most: min(maxSteps, 500)}
	t.of = [2]*primalDual{newPrimalDual(f, w, h, start), newPrimalDual(s.Probed(), w, h, start)}
	c, err := LeastRisk(t.risk, start, 0.1/sigma, hi)
	if err != nil {
		return TVResult{}, Choice{}, err
	}
	d := t.of[0]
	d.restart(c.Lambda)
	r, err := untilCertified(d, d.u, c.Lambda, gapOf(distance, c.Lambda, len(f)), stepsPerCheck/2, maxSteps)
	r.Steps += t.steps
	return r, c, err
}

// gapOf is the duality gap that proves a root mean square distance from the minimizer: ‖u - u*‖² ≤ 2·gap/λ.
func gapOf(distance, lambda float64, n int) float64 {
	return lambda / 2 * float64(n) * distance * distance
}

// twins restore an image and its probed twin.
type twins struct {
	s     *Stein
	of    [2]*primalDual
	near  float64 // the root mean square distance from the minimizer that is proved
	most  int     // steps of one image for one weight
	steps int     // made so far
}

// risk restores both images with a weight.
func (t *twins) risk(lambda float64) (float64, error) {
	for _, d := range t.of {
		d.restart(lambda)
		r, err := untilCertified(d, d.u, lambda, gapOf(t.near, lambda, len(d.f)), stepsPerCheck/2, t.most)
		if err != nil {
			return 0, err
		}
		t.steps += r.Steps
	}
	return t.s.Risk(t.of[0].u, t.of[1].u), nil
}

// restart begins with another weight, from the dual variable that was reached, and the image that is best for it.
func (d *primalDual) restart(lambda float64) {
	d.lambda, d.t = lambda, 1/lambda
	d.s = 1 / (8 * d.t)
	Divergence(d.u, d.px, d.py, d.w, d.h)
	for i, v := range d.u {
		d.u[i] = d.f[i] + v/lambda
	}
	copy(d.bar, d.u)
}
