package restore

import (
	"math"

	"github.com/gradstep/gradstep/pkg/internal/vec"
)

// TVInverse minimizes the total variation energy with an operator inside,
//
//	E(u) = Σ |∇ʰu| + (λ/2) ‖Au - f‖²  over images with 0 ≤ u ≤ 1,
//
// for data f of A: sharpens, fills in, enlarges. The bounds are those of a
// photograph; they also keep the duality gap finite, where A has a null space.
//
// gap, maxSteps, errors and TVResult are those of [TV], but the certificate proves
// the energy alone: without strong convexity the minimizer need not be unique,
// and the gap falls more slowly, as 1/steps. It panics when A's data are not as
// many as f's.
//
// The method is algorithm 1 of [3] with a dual vector p for ∇ʰu and one, r, for
// Au - f:
//
//	max over |p| ≤ 1, r of ⟨∇ʰu, p⟩ + ⟨Au - f, r⟩ - ‖r‖²/(2λ).
func TVInverse(a Operator, f []float64, lambda, gap float64, maxSteps int) (TVResult, error) {
	if a == nil {
		panic("restore: TVInverse: the operator is nil")
	}
	w, h, m := a.Size()
	checkLen("f", len(f), m)
	maxSteps, err := checkTV(f, lambda, gap, maxSteps)
	if err != nil {
		return TVResult{}, err
	}
	if norm := a.Norm(); !(norm > 0) || math.IsInf(norm, 1) {
		return TVResult{}, bad("the operator's norm is %v, not positive and finite", norm)
	}
	d := newInverse(a, f, w, h, lambda)
	return untilCertified(d, d.u, lambda, gap, stepsPerCheck, maxSteps)
}

// inverse is the state of the method: u, its extrapolation bar, and the duals.
type inverse struct {
	a            Operator
	w, h         int
	f            []float64
	lambda       float64
	u, bar       []float64
	px, py, r    []float64
	gx, gy, data []float64 // ∇ʰ and A of an image
	div, back    []float64 // div p and Aᵀr
	t, s, sr     float64
}

func newInverse(a Operator, f []float64, w, h int, lambda float64) *inverse {
	n := w * h
	plane := func() []float64 { return make([]float64, n) }
	d := &inverse{
		a: a, w: w, h: h, f: f, lambda: lambda,
		u: plane(), bar: plane(), px: plane(), py: plane(), gx: plane(), gy: plane(), div: plane(), back: plane(),
		r: make([]float64, len(f)), data: make([]float64, len(f)),
	}
	// t(8s + ‖A‖²·sr) = 1; half of it goes to each dual. A good t is about the way
	// that a pixel has to go; 0.02 was the best of those tried on a photograph.
	d.t = 0.02
	d.s = 1 / (16 * d.t)
	norm := a.Norm()
	d.sr = 1 / (2 * norm * norm * d.t)
	a.Adjoint(d.u, f) // a first image, whatever its scale
	for i, v := range d.u {
		d.u[i] = max(0, min(1, v/(norm*norm)))
	}
	copy(d.bar, d.u)
	return d
}

func (d *inverse) advance(steps int) {
	for range steps {
		d.step()
	}
}

func (d *inverse) step() {
	Gradient(d.gx, d.gy, d.bar, d.w, d.h)
	for i := range d.px {
		p, q := d.px[i]+d.s*d.gx[i], d.py[i]+d.s*d.gy[i]
		short := vec.Shorten(p*p + q*q)
		d.px[i], d.py[i] = p*short, q*short
	}
	d.a.Apply(d.data, d.bar)
	inv := 1 / (1 + d.sr/d.lambda)
	for k, v := range d.data {
		d.r[k] = (d.r[k] + d.sr*(v-d.f[k])) * inv
	}
	Divergence(d.div, d.px, d.py, d.w, d.h)
	d.a.Adjoint(d.back, d.r)
	for i, old := range d.u {
		v := max(0, min(1, old+d.t*(d.div[i]-d.back[i])))
		d.u[i], d.bar[i] = v, 2*v-old
	}
}

// certificate returns the energy of u and its distance to the dual value
//
//	D(p, r) = Σ min(0, z) - ⟨f, r⟩ - ‖r‖²/(2λ),  z = Aᵀr - div p,
//
// where Σ min(0, z) is the least ⟨u, z⟩ over 0 ≤ u ≤ 1. As in [primalDual], the gap
// is a sum of terms that are not negative.
func (d *inverse) certificate() (energy, gap float64) {
	Gradient(d.gx, d.gy, d.u, d.w, d.h)
	Divergence(d.div, d.px, d.py, d.w, d.h)
	d.a.Apply(d.data, d.u)
	d.a.Adjoint(d.back, d.r)
	for y := range d.h {
		var tv, slack float64
		for i := y * d.w; i < (y+1)*d.w; i++ {
			length := math.Sqrt(d.gx[i]*d.gx[i] + d.gy[i]*d.gy[i])
			tv += length
			slack += max(0, length-(d.gx[i]*d.px[i]+d.gy[i]*d.py[i]))
			z := d.back[i] - d.div[i]
			slack += d.u[i]*max(0, z) + (1-d.u[i])*max(0, -z)
		}
		energy += tv
		gap += slack
	}
	misfit := squaredDistance(d.data, d.f)
	for k, v := range d.data { // (λ/2)‖Au - f - r/λ‖²
		d.data[k] = v - d.r[k]/d.lambda
	}
	return energy + d.lambda/2*misfit, gap + d.lambda/2*squaredDistance(d.data, d.f)
}
