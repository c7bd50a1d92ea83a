package restore

import (
	"cmp"
	"math"
)

// TVResult is an image restored by total variation, with its certificate.
type TVResult struct {
	U      []float64 // the image
	Energy float64   // of U
	Gap    float64   // primal minus dual: Energy is at most this much above the least one
	Steps  int       // primal-dual steps made
}

// DefaultTVSteps is the limit of steps when maxSteps is 0.
const DefaultTVSteps = 100_000

// TV minimizes the isotropic total variation energy
//
//	E(u) = Σ |∇ʰu| + (λ/2) Σ (u - f)²,  |∇ʰu| = √(gx² + gy²) at each pixel,
//
// over images of w·h samples, with forward differences and Neumann edges as in
// [Gradient].
//
// It stops as soon as the duality gap is at most gap, an absolute number in the
// units of E, or after maxSteps steps (0: [DefaultTVSteps]), or where the gap,
// after many steps, no longer falls. Neither is an error: Gap says how good U is.
// The gap is a proof, not an estimate: no image has an energy below Energy - Gap,
// and since E is strongly convex the minimizer u* satisfies ‖U - u*‖² ≤ 2·Gap/λ.
// It is looked at every 20 steps. Rounding limits it to about 1e-15 of the energy.
//
// The method is the accelerated primal-dual one of [3], algorithm 2, whose distance from
// the minimizer falls as 1/steps; the gap is measured to fall faster than 1/steps². All cores share the
// work, with the same bits for any number of them. Source of the energy: [2].
//
// Errors: lambda not positive and finite, or such that the energy is not, a sample not finite, gap negative or
// NaN, maxSteps negative; all wrap [ErrValue]. It panics when len(f) is not
// w·h.
func TV(f []float64, w, h int, lambda, gap float64, maxSteps int) (TVResult, error) {
	checkSize(w, h)
	checkLen("f", len(f), w*h)
	maxSteps, err := checkTV(f, lambda, gap, maxSteps)
	if err != nil {
		return TVResult{}, err
	}
	d := newPrimalDual(f, w, h, lambda)
	return untilCertified(d, d.u, lambda, gap, stepsPerCheck, maxSteps)
}

// patience is the least number of steps in which a gap has to fall by half.
const patience = 10_000

// A saddle is the state of a primal-dual method.
type saddle interface {
	advance(steps int) // at most stepsPerCheck
	certificate() (energy, gap float64)
}

// untilCertified advances the method, whose primal variable is u, until the gap is small
// enough or the steps are made; it looks at the gap every so many steps.
//
// Sums beyond float64 prove nothing: they are an error. A gap that is lower than rounding lets it become is
// waited for until four times the steps have passed since the gap was last halved, and patience more.
func untilCertified(m saddle, u []float64, lambda, gap float64, every, maxSteps int) (TVResult, error) {
	r := TVResult{U: u}
	least, since := math.Inf(1), 0
	for {
		r.Energy, r.Gap = m.certificate()
		if !finite(r.Energy) || !finite(r.Gap) {
			return TVResult{}, bad("lambda %v with these samples leaves the range of float64: the energy is %v with a gap of %v; take a lambda nearer to 1", lambda, r.Energy, r.Gap)
		}
		if r.Gap < least/2 && least > 0x1p-50*r.Energy {
			least, since = r.Gap, r.Steps
		}
		if r.Gap <= gap || r.Steps >= maxSteps || r.Steps-since > 4*since+patience {
			return r, nil
		}
		n := min(every, maxSteps-r.Steps)
		m.advance(n)
		r.Steps += n
	}
}

// checkTV checks what [TV] and [TVInverse] are asked for, and fills in the limit.
func checkTV(f []float64, lambda, gap float64, maxSteps int) (int, error) {
	if err := checkLambda(lambda); err != nil {
		return 0, err
	}
	if err := checkFinite(f); err != nil {
		return 0, err
	}
	if !(gap >= 0) {
		return 0, bad("gap %v is negative or not a number", gap)
	}
	if maxSteps < 0 {
		return 0, bad("maxSteps %d is negative", maxSteps)
	}
	maxSteps = cmp.Or(maxSteps, DefaultTVSteps)
	return maxSteps, nil
}
