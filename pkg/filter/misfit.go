package filter

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
)

// residue is what a filter leaves unexplained, and what that says of the filter.
//
// A filter is meant to explain a photograph of which some samples were replaced. Those
// hit any x and any y. If the samples that disagree depend on x beyond the filter, it
// is not the filter; the two tests below are about the two ways to depend.
type residue struct {
	total, off int64 // samples, and those that disagree

	// contrary counts, over the x's at which another y is more frequent than all that
	// the filter allows, by more than chance does (see contraryZ), how much more often
	// it occurs: there the filter's step is not where, or not as high as, it says.
	contrary int64

	// near is how far the samples that disagree lie from the filter's value, as a share
	// of how far they would lie if they did not depend on x: 1 for replaced samples,
	// far less behind blur, noise, or compression.
	near float64

	// inside is the share of them that are levels of the filter themselves, and spread
	// by how much the share of disagreement differs from x to x: 0 if it is the same
	// everywhere, 1 if some x's agree whole and others not at all. Dither has both.
	inside, spread float64

	// kappa is how much more the filter explains than it would if y did not depend on x,
	// as a share of what is left to explain (Cohen's κ).
	kappa float64

	at [3]float64 // x, the y that is more frequent there, the filter's
}

// contraryZ is how many standard deviations of a fair coin make one y more frequent
// than another: about one in 10⁵ for each of 256 x's.
const contraryZ = 4.5

// residue compares the samples with the windows of a filter.
func (d *Data) residue(windows []window) residue {
	r := residue{total: int64(d.Total()), near: 1}
	bin := func(y float64) int { return int(y * stair.MaxLevel / d.topY) }
	var off [256]int64 // samples that disagree, by y
	var level [256]bool
	rest := make([]int64, len(d.groups))
	largest := int64(0)
	for i, g := range d.groups {
		w := windows[i]
		for k := max(0, bin(w.lo)); w.hi >= 0 && k <= min(stair.MaxLevel, bin(w.hi)); k++ {
			level[k] = level[k] || float64(k)*d.topY/stair.MaxLevel >= w.lo
		}
		agree := d.count(i, w.lo, w.hi)
		rest[i] = g.n - agree
		r.off += rest[i]
		for j := g.from; j < g.to; j++ {
			if y := d.ys[j]; y < w.lo || y > w.hi {
				off[bin(y)] += d.cum[j+1] - d.cum[j]
			}
		}
		y, most := d.mode(i)
		if excess := most - agree; (y < w.lo || y > w.hi) && float64(excess) > contraryZ*math.Sqrt(float64(most+agree)) {
			r.contrary += excess
			if excess > largest {
				largest, r.at = excess, [3]float64{g.x * d.topX, y, math.Round((w.lo + w.hi) / 2)}
			}
		}
	}
	r.kappa = d.kappa(windows)
	if r.off == 0 {
		return r
	}
	for k, n := range off {
		if level[k] {
			r.inside += float64(n) / float64(r.off)
		}
	}
	r.spread = d.spread(rest, r.off)
	r.near = d.near(windows, rest, &off)
	return r
}

// near returns the mean distance of the disagreeing samples from the filter's values,
// over what it would be if each had any of their y's that the filter does not allow.
func (d *Data) near(windows []window, rest []int64, off *[256]int64) float64 {
	var sum, expected float64
	for i, g := range d.groups {
		if rest[i] == 0 {
			continue
		}
		w := windows[i]
		middle := (w.lo + w.hi) / 2
		for j := g.from; j < g.to; j++ {
			if y := d.ys[j]; y < w.lo || y > w.hi {
				sum += float64(d.cum[j+1]-d.cum[j]) * math.Abs(y-middle)
			}
		}
		var n, far float64
		for k, c := range off {
			if y := float64(k) * d.topY / stair.MaxLevel; c > 0 && (y < w.lo || y > w.hi) {
				n += float64(c)
				far += float64(c) * math.Abs(y-middle)
			}
		}
		if n > 0 {
			expected += float64(rest[i]) * far / n
		}
	}
	if expected == 0 {
		return 1
	}
	return sum / expected
}

// spread returns the variance of the share of disagreement between the x's, less what
// chance gives, over e(1-e), that of samples which all agree or none.
func (d *Data) spread(rest []int64, off int64) float64 {
	total := float64(d.Total())
	e := float64(off) / total
	if e == 1 {
		return 0
	}
	sum := -float64(len(d.groups)-1) * e * (1 - e)
	for i, g := range d.groups {
		q := float64(rest[i])/float64(g.n) - e
		sum += float64(g.n) * q * q
	}
	return max(0, sum/(total*e*(1-e)))
}

// kappa returns Cohen's κ of the filter's values and the samples.
func (d *Data) kappa(windows []window) float64 {
	weight := map[window]int64{}
	for i, g := range d.groups {
		weight[windows[i]] += g.n
	}
	total := float64(d.Total())
	var agree, chance float64
	for i := range d.groups {
		agree += float64(d.count(i, windows[i].lo, windows[i].hi)) / total
	}
	for w, n := range weight {
		var m int64
		for i := range d.groups {
			m += d.count(i, w.lo, w.hi)
		}
		chance += float64(n) / total * float64(m) / total
	}
	if chance >= 1 {
		return 1
	}
	return (agree - chance) / (1 - chance)
}

// What the tests take for evidence.
const (
	fewOff      = 20    // fewer disagreeing samples are not tested
	littleOff   = 0.005 // and a smaller share is no reason to drop a filter
	nearLimit   = 0.6   // of residue.near
	spreadLimit = 0.05  // of residue.spread, where nearly all are levels
	insideLimit = 0.95
	kappaLimit  = 0.3  // of residue.kappa: below, the filter says little about y
	contrarily  = 0.25 // contrary samples, as a share of those that disagree
)

// depends reports whether the disagreeing samples depend on x: no function of x made
// them, and replacement did not either.
func (r residue) depends() bool {
	if r.off < fewOff || float64(r.off) < littleOff*float64(r.total) {
		return false
	}
	return r.near < nearLimit || r.inside > insideLimit && r.spread > spreadLimit
}

// contradicted reports whether another function explains what this one does not.
func (r residue) contradicted() bool {
	return float64(r.off) >= littleOff*float64(r.total) && float64(r.contrary) > contrarily*float64(r.off)
}

// functional returns the share of the samples that the best function of x explains, of
// whatever form.
func (d *Data) functional() float64 {
	var n int64
	for i := range d.groups {
		_, most := d.mode(i)
		n += most
	}
	return float64(n) / float64(d.Total())
}

// manyValued says in a sentence which x has how many y.
func (d *Data) manyValued() string {
	var best group
	at, distinct := 0.0, 0
	for i, g := range d.groups {
		if n := g.to - g.from; n > 1 && (n > distinct || n == distinct && g.n > best.n) {
			best, distinct = g, n
			at, _ = d.mode(i)
		}
	}
	return fmt.Sprintf("one level of the original has many: %.0f has %d, from %.0f to %.0f, most often %.0f; no function of x explains more than %s of the samples",
		best.x*d.topX, distinct, d.ys[best.from], d.ys[best.to-1], at, percent(d.functional()))
}

// percent is a share to two figures that never rounds a part to all.
func percent(share float64) string {
	return fmt.Sprintf("%.4g %%", math.Floor(1e4*share)/100)
}
