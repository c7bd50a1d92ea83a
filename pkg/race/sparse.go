package race

import (
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/optim"
)

const (
	features = 10
	batch    = 32   // samples a step
	nearby   = 0.1  // how near a weight is to be
	stay     = 1000 // for so many steps
	longest  = 4000 // a run that is not inside for good by then has failed
)

// Rarest is how many sightings of the rarest feature a step has on average.
const Rarest = float64(batch) / (1 << (features - 1))

// Sparse is a regression whose features are of unequal frequency: number j of ten is present in a sample with
// probability 2^-j. The output is the sum of those present, every true weight being 1, plus noise of standard
// deviation Noise; a step sees 32 fresh samples.
type Sparse struct{ Noise float64 }

// gradient returns the mean gradient of half the squared error over fresh samples.
func (p Sparse) gradient(rng *rand.Rand) func(dst, w []float64) {
	return func(dst, w []float64) {
		clear(dst)
		for range batch {
			bits, e := rng.Uint64(), p.Noise*rng.NormFloat64()
			var present uint
			for j := range features { // j bits of their own, all of them 0, decide on feature j
				if bits&(1<<j-1) == 0 {
					present |= 1 << j
					e += w[j] - 1
				}
				bits >>= j
			}
			for j := range features {
				if present&(1<<j) != 0 {
					dst[j] += e / batch
				}
			}
		}
	}
}

// Stays returns after how many steps all weights are within 0.1 of the truth for good: in that step and in each of
// the 1,000 that follow. A run that has not got there after 4,000 steps has failed, and the number is +Inf.
// streak is the longest time that it was inside.
func (p Sparse) Stays(rule optim.Rule, s optim.Schedule, seed uint64) (steps float64, streak int) {
	w, grad := make([]float64, features), p.gradient(rand.New(rand.NewPCG(9, seed)))
	rule.Reset()
	since := 0 // steps inside in a row
	for k := range longest + stay {
		rule.Step(w, grad, s.Rate(k))
		if since++; !inside(w) {
			since = 0
		}
		if streak = max(streak, since); since > stay {
			return float64(k + 1 - stay), streak
		}
		if since == 0 && (k+1 >= longest || lost(w)) {
			break
		}
	}
	return math.Inf(1), streak
}

// lost reports whether weights have gone where none comes back from.
func lost(w []float64) bool {
	for _, v := range w {
		if !(math.Abs(v) < 1e6) {
			return true
		}
	}
	return false
}

func inside(w []float64) bool {
	for _, v := range w {
		if !(math.Abs(v-1) <= nearby) {
			return false
		}
	}
	return true
}

// score is what a rate is tuned by: the logarithm of the steps, and of a run that fails that of the longest run,
// and more the shorter its longest stay.
func (p Sparse) score(steps float64, streak int) float64 {
	if !math.IsInf(steps, 1) {
		return math.Log10(steps)
	}
	return math.Log10(longest) + 1 - float64(streak)/(stay+1)
}
