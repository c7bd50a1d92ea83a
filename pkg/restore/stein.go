package restore

import (
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/steklov"
)

// Stein estimates how far a restored image is from the clean one, which nobody has: for f = u + σz
// with normal noise z, and any method D whose result depends continuously on f,
//
//	risk = (1/n) (‖D(f) - f‖² + 2σ² div D(f)) - σ²,  E[risk] = (1/n) E‖D(f) - u‖²,
//
// Stein's unbiased risk estimate. A method is a program, whose divergence nobody has either: it is
// taken from a second image, [Stein.Probed], restored alike, as in [steklov.Kind.Draw]. Images that
// differ in λ alone are compared with one and the same probe, so that most of its chance is common.
//
// Where f was stored between 0 and 1 and has samples at these ends, they hide where the noise would
// have led. Then the sum in div leaves them out, and the mean of what they hide, mᵢ behind the end of
// sample i, is put in its place:
//
//	risk = (1/n) (‖D(f) - f‖² + 2σ² Σ ∂Dᵢ/∂fᵢ + 2Σ mᵢDᵢ(f)) + constant,
//
// with the sum of derivatives over the samples inside and that of mᵢ over those at an end. It is exact for
// the true mᵢ, which depend on the clean image; local means of f stand for it. The constant, which does
// not depend on D, is left out.
//
// Source: C. Stein, Estimation of the mean of a multivariate normal distribution, Ann. Stat. 9
// (1981); S. Ramani, T. Blu and M. Unser, Monte-Carlo SURE, IEEE Trans. Image Process. 17 (2008).
type Stein struct {
	f      []float64
	sigma  float64
	probe  []int8 // the signs of the direction; 0 where f is clipped
	probed []float64
	hidden []float64 // mᵢ; nil where nothing is clipped
	offset float64   // of the risk
}

// probeStep is the root mean square change of a sample in the second image, in units of σ.
const probeStep = 0.02

// NewStein returns the estimate for data f of w·h samples with noise of sigma, before black and white cut it off. rng
// draws the probe. f is not copied.
//
// A sigma that is not positive and finite, and samples that are not finite, are errors that wrap
// [ErrValue]. It panics when len(f) is not w·h or rng is nil.
func NewStein(f []float64, w, h int, sigma float64, rng *rand.Rand) (*Stein, error) {
	if rng == nil {
		panic("restore: NewStein: the generator is nil")
	}
	s, err := newStein(f, w, h, sigma)
	if err != nil {
		return nil, err
	}
	s.probe, s.probed = make([]int8, len(f)), make([]float64, len(f))
	for i, y := range steklov.Rademacher.Draw(s.probed, rng) {
		switch {
		case s.hidden != nil && (f[i] == 0 || f[i] == 1):
		case y > 0:
			s.probe[i] = 1
		default:
			s.probe[i] = -1
		}
		s.probed[i] = f[i] + probeStep*sigma*float64(s.probe[i])
	}
	return s, nil
}

// newStein is NewStein without the probe.
func newStein(f []float64, w, h int, sigma float64) (*Stein, error) {
	checkSize(w, h)
	checkLen("f", len(f), w*h)
	if !(sigma > 0) || math.IsInf(sigma, 1) {
		return nil, bad("sigma %v is not positive and finite", sigma)
	}
	if err := checkFinite(f); err != nil {
		return nil, err
	}
	s := &Stein{f: f, sigma: sigma, offset: -sigma * sigma}
	if clippedData(f) {
		s.hidden, s.offset = hiddenBehind(f, w, h, sigma), 0
	}
	return s, nil
}

// Probed returns the second image, which is to be restored as f is; it must not be changed.
func (s *Stein) Probed() []float64 { return s.probed }

// Risk returns the estimated mean squared error of u = D(f), where probed = D([Stein.Probed]). Where
// f is clipped it lacks a constant and may be negative; the best u is where it is least.
func (s *Stein) Risk(u, probed []float64) float64 {
	checkLen("u", len(u), len(s.f))
	checkLen("probed", len(probed), len(s.f))
	div := 0.0
	for i, y := range s.probe {
		div += float64(y) * (probed[i] - u[i])
	}
	n := float64(len(s.f))
	sum := squaredDistance(u, s.f) + 2*s.sigma*div/probeStep
	for i, m := range s.hidden {
		sum += 2 * m * u[i]
	}
	return sum/n + s.offset
}

// clippedData reports whether f lies between 0 and 1, and reaches one of them.
func clippedData(f []float64) bool {
	at := false
	for _, v := range f {
		if v < 0 || v > 1 {
			return false
		}
		at = at || v == 0 || v == 1
	}
	return at
}

// hiddenBehind returns, for each sample at an end, E[f - y | y beyond that end], y = u + σz: what the
// end has added to y. It is 0 for the others.
func hiddenBehind(f []float64, w, h int, sigma float64) []float64 {
	curve, m := newClipping(sigma), make([]float64, len(f))
	for i, v := range f {
		switch v {
		case 0:
			m[i] = sigma * beyond(curve.unclipped(f, w, h, i%w, i/w)/sigma)
		case 1:
			m[i] = -sigma * beyond((1-curve.unclipped(f, w, h, i%w, i/w))/sigma)
		}
	}
	return m
}

// beyond returns E[z - b | z > b] for a normal z: φ(b)/(1 - Φ(b)) - b.
func beyond(b float64) float64 {
	if b > 20 { // the difference would lose its digits
		return (1 - 2/(b*b) + 10/(b*b*b*b)) / b
	}
	return math.Exp(-b*b/2)/math.Sqrt(2*math.Pi)/(math.Erfc(b/math.Sqrt2)/2) - b
}
