package restore

import "math"

// ClippedNoise returns how much noise of sigma is left, as a root mean square over the image, in an
// image f whose samples were cut off at 0 and 1 after the noise came:
//
//	E[(clip(u + σz) - u)²] = σ² (Φ(b) - Φ(a) - bφ(b) + aφ(a)) + u² Φ(a) + (1-u)² (1-Φ(b)),
//	a = -u/σ,  b = (1-u)/σ,
//
// averaged over a guess of the clean u: local means of f over 5×5 pixels, without the pull of the
// clipping. A misfit of σ is too much for such an image; [Discrepancy] is right with this one. It is
// nearly σ where the image stays a few σ away from 0 and 1, and never more.
//
// It panics when len(f) is not w·h, and is NaN for a sigma that is not positive and finite.
func ClippedNoise(f []float64, w, h int, sigma float64) float64 {
	checkSize(w, h)
	checkLen("f", len(f), w*h)
	if !(sigma > 0) || math.IsInf(sigma, 1) {
		return math.NaN()
	}
	curve, sum := newClipping(sigma), 0.0
	for y := range h {
		for x := range w {
			_, square := clippedMoments(curve.unclipped(f, w, h, x, y), sigma)
			sum += square
		}
	}
	return math.Sqrt(sum / float64(len(f)))
}

// unclipped returns a guess of the clean image at x, y: the u whose clipped noise has the mean that f has
// over 5×5 pixels.
func (c *clipping) unclipped(f []float64, w, h, x, y int) float64 {
	const r = 2 // of the window
	total, n := 0.0, 0
	for yy := max(0, y-r); yy <= min(h-1, y+r); yy++ {
		for _, v := range f[yy*w+max(0, x-r) : yy*w+min(w-1, x+r)+1] {
			total += v
			n++
		}
	}
	return c.clean(total / float64(n))
}

// clipping has the mean of the clipped value on a grid of u, with which it rises.
type clipping [257]float64

func newClipping(sigma float64) *clipping {
	c := new(clipping)
	for i := range c {
		c[i], _ = clippedMoments(float64(i)/float64(len(c)-1), sigma)
	}
	return c
}

// clean returns the u between 0 and 1 whose clipped value has this mean.
func (c *clipping) clean(mean float64) float64 {
	lo, hi := 0, len(c)-1
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; c[mid] <= mean {
			lo = mid
		} else {
			hi = mid
		}
	}
	t := min(1, max(0, (mean-c[lo])/(c[hi]-c[lo])))
	return (float64(lo) + t) / float64(len(c)-1)
}

// clippedMoments returns E[c] and E[(c-u)²] of c = clip(u + σz) to [0, 1].
func clippedMoments(u, sigma float64) (mean, square float64) {
	a, b := -u/sigma, (1-u)/sigma
	below, above := math.Erfc(-a/math.Sqrt2)/2, math.Erfc(b/math.Sqrt2)/2
	inside := 1 - below - above
	da, db := math.Exp(-a*a/2)/math.Sqrt(2*math.Pi), math.Exp(-b*b/2)/math.Sqrt(2*math.Pi)
	mean = u*inside + sigma*(da-db) + above
	square = sigma*sigma*(inside-b*db+a*da) + u*u*below + (1-u)*(1-u)*above
	return mean, square
}
