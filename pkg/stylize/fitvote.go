package stylize

import (
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
)

// tolerances of stored samples, in levels: rounding alone, and noise.
var tolerances = []float64{0.5, 1, 2, 4}

// vote sets the last b, if it is unknown, and the tolerance of stored samples, to those with which the most samples
// agree beyond chance, given the input of the last staircase:
//
//	a ln(a/q) + (1-a) ln((1-a)/(1-q)),   a = A/N,   q = min(1, b (2 tol + 1)/255),
//
// A of N samples with |y(z; b) - y| <= tol. A b that has nothing to do with the samples agrees with about a share of q.
func (f *fitter) vote(unknown bool) {
	boxed := f.boxed
	f.boxed = true
	f.run(f.base, 0)
	f.boxed = boxed
	const most = 20000
	skip := max(1, f.total/most)
	var zs, ys []float64
	at := 0
	for _, pair := range f.pairs {
		for _, y := range pair.Target {
			if at%skip == 0 && y < 1 && !f.mute[at] {
				zs, ys = append(zs, max(0, f.base[at])), append(ys, y)
			}
			at++
		}
	}
	i := f.tailAt
	lo, hi := f.params[i].Lo, f.params[i].Hi
	best, bestB, bestTol := math.Inf(-1), f.p[i], tolerances[0]
	ask := func(b float64) {
		var agree [4]int
		for k, z := range zs {
			e := stair.MaxLevel * math.Abs(stair.Quantize(z, b)-ys[k])
			for j := len(tolerances) - 1; j >= 0 && e <= tolerances[j]+1e-9; j-- {
				agree[j]++
			}
		}
		for j, n := range agree {
			if s := beyondChance(n, len(zs), chance(b, tolerances[j])); s > best {
				best, bestB, bestTol = s, b, tolerances[j]
			}
		}
	}
	if !unknown {
		ask(f.p[i])
	} else {
		for b := lo; b <= hi; b += 0.04 {
			ask(b)
		}
		for d, around := 0.02, bestB; d > 1e-3; d, around = d/2, bestB {
			ask(max(lo, around-d))
			ask(min(hi, around+d))
		}
		f.passes += int((hi - lo) / 0.04 / 15) // what the votes cost, in runs of a chain
	}
	f.p[i], f.tol = bestB, bestTol
	if unknown {
		f.confine(lo, hi)
	}
}

// confine bounds the last b, near which the right one is, to where the stored samples are levels of the staircase: to
// within their rounding, or, with noise, where the squares of their distances, as far as they are no foreign ones', are
// least by three standard errors.
func (f *fitter) confine(lo, hi float64) {
	var counts [256]float64
	at := 0
	for _, pair := range f.pairs {
		for _, y := range pair.Target {
			if y < 1 && !f.mute[at] {
				counts[int(stair.MaxLevel*y+0.5)]++
			}
			at++
		}
	}
	near, slack := f.p[f.tailAt], f.tol+1e-6
	if f.tol > tolerances[0] { // noise that were cut off nearer would pull the levels towards whole samples
		slack = max(slack, min(2*f.tol+0.5, 0.4*stair.MaxLevel/near))
	}
	cost := func(b float64) (cost float64) {
		for k, n := range counts {
			e := min(slack, stair.MaxLevel*math.Abs((math.Floor(float64(k)/stair.MaxLevel*b)+0.5)/b-float64(k)/stair.MaxLevel))
			if f.tol > 0.5 {
				cost += n * e * e
			} else if e == slack {
				cost += n
			}
		}
		return cost
	}
	const steps = 200
	b := func(k int) float64 { return min(hi, max(lo, near*(1+float64(k)*0.006/steps))) }
	least, best := math.Inf(1), 0
	for k := -steps; k <= steps; k++ {
		if c := cost(b(k)); c < least {
			least, best = c, k
		}
	}
	q := chance(near, f.tol) // of the foreign ones some are levels by chance
	allowed := least + 0.002*float64(f.total) + 3*math.Sqrt(least*q/(1-q))
	if f.tol > 0.5 {
		allowed = least * (1 + 9/float64(f.total))
	}
	first, last := best, best
	for first > -steps && cost(b(first-1)) <= allowed {
		first--
	}
	for last < steps && cost(b(last+1)) <= allowed {
		last++
	}
	f.params[f.tailAt].Lo, f.params[f.tailAt].Hi = b(first-1), b(last+1)
	f.p[f.tailAt] = b((first + last) / 2)
}

// release takes the bounds of [fitter.confine] away.
func (f *fitter) release() {
	if f.tail {
		s := f.style[len(f.style)-1].Set[0]
		f.params[f.tailAt].Lo, f.params[f.tailAt].Hi = s.Lo, s.Hi
	}
}

// chance is the share of samples that agree with a b that has nothing to do with them.
func chance(b, tol float64) float64 { return min(0.999, b*(2*tol+1)/stair.MaxLevel) }

// beyondChance is how much likelier the agreement of a share of n samples is than that of a share q, by sample.
func beyondChance(agree, n int, q float64) float64 {
	a := float64(agree) / float64(max(1, n))
	if a <= q {
		return 0
	}
	d := a * math.Log(a/q)
	if a < 1 {
		d += (1 - a) * math.Log((1-a)/(1-q))
	}
	return d
}
