package stylize

import (
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
)

// findStairs sets the unknown b's.
func (f *fitter) findStairs() error {
	f.release()
	unknown := func(i int) bool { return f.params[i].Lo < f.params[i].Hi }
	if f.tail {
		f.vote(unknown(f.tailAt))
	}
	var inner []int
	for _, i := range f.qs {
		if unknown(i) && !(f.tail && i == f.tailAt) {
			inner = append(inner, i)
		}
	}
	if len(inner) == 0 {
		return nil
	}
	boxed, t := f.boxed, f.t
	f.boxed = f.tail // before it ends no other way does the output stand in boxes that are wide enough
	for range min(2, len(inner)) {
		for k := len(inner) - 1; k >= 0; k-- {
			if err := f.scan(inner[k]); err != nil {
				return err
			}
		}
	}
	f.boxed = boxed
	f.sharpen(t)
	return nil
}

// scan sets one b before the last stage to the least F of a grid that is fine enough for its valleys.
func (f *fitter) scan(i int) error {
	for _, c := range f.chains {
		c.stages[f.stage[i]].(*Quantize).Temperature = blunt
	}
	c := 0.1
	if f.boxed {
		c = 0.25 / f.p[f.tailAt]
	} else if f.value(1) > 0 {
		c = max(0.5/stair.MaxLevel, 2*f.median())
	}
	f.value(c)
	least, at := math.Inf(1), f.p[i]
	for b := f.params[i].Lo; b <= f.params[i].Hi; b += 0.2 {
		if err := f.context(); err != nil {
			return err
		}
		f.p[i] = b
		f.run(f.base, f.stage[i])
		if v := f.residuals(c); v < least {
			least, at = v, b
		}
	}
	f.p[i] = at
	f.value(c)
	return nil
}

// polish sets the last b to the middle of where the most samples agree, the input of the last staircase being what
// it is.
func (f *fitter) polish() {
	i := f.tailAt
	lo, hi := f.params[i].Lo, f.params[i].Hi
	if !f.tail || lo == hi {
		return
	}
	f.run(f.base, 0)
	const steps = 120
	b := func(k int) float64 { return lo + (hi-lo)*float64(k)/steps }
	var votes [steps + 1]int
	best := 0
	for k := range votes {
		if votes[k] = f.agreeing(b(k)); votes[k] > votes[best] {
			best = k
		}
	}
	enough := votes[best] - 3 - f.total/2000 // a few samples more or less are no reason
	first, last := best, best
	for first > 0 && votes[first-1] >= enough {
		first--
	}
	for last < steps && votes[last+1] >= enough {
		last++
	}
	f.p[i] = (b(first) + b(last)) / 2
	f.passes += steps / 15
}

// refine sets the b's before the last stage to where the most samples near by agree, the other parameters following.
func (f *fitter) refine() error {
	t := f.t
	defer f.sharpen(t)
	for _, i := range f.qs {
		r := f.params[i]
		if f.tail && i == f.tailAt || r.Lo == r.Hi {
			continue
		}
		for _, step := range []float64{0.03, 0.006} {
			middle, most := f.p[i], -1
			from, best := append([]float64(nil), f.p...), append([]float64(nil), f.p...)
			for k := -5.0; k <= 5; k++ {
				copy(f.p, from)
				f.p[i] = min(max(middle+k*step, r.Lo), r.Hi)
				f.params[i].Lo, f.params[i].Hi = f.p[i], f.p[i]
				f.sharpen(t)
				err := f.steps(4./stair.MaxLevel, 2)
				if err == nil {
					err = f.steps(0.3/stair.MaxLevel, 2)
				}
				f.params[i] = r
				if err != nil {
					return err
				}
				f.sharpen(0)
				if votes := f.agreement(); votes > most {
					most = votes
					copy(best, f.p)
				}
			}
			copy(f.p, best)
		}
	}
	return nil
}

// agreeing counts the samples that come out as stored, with another last b.
func (f *fitter) agreeing(b float64) (n int) {
	at := 0
	for _, pair := range f.pairs {
		for _, y := range pair.Target {
			z := min(1, stair.Quantize(max(0, f.base[at]), b))
			if !f.mute[at] && stair.MaxLevel*math.Abs(z-y) <= f.tol+1e-6 {
				n++
			}
			at++
		}
	}
	return n
}
