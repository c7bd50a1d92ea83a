package dataset

import "github.com/gradstep/gradstep/pkg/internal/sized"

// SampleGrad writes the gradient of one sample's loss at x into dst.
type SampleGrad func(dst, x []float64, i int)

// MeanGrad returns the mean gradient over a batch,
//
//	(1/b) Σ_{i in batch} ∇l_i(x)
//
// in dst, which a nil allocates. The sum goes in the order of the batch. Over a whole
// epoch without replacement, the batches' means, weighted by their lengths, make the
// full gradient: a short last batch counts for less. An empty batch panics.
func MeanGrad(dst, x []float64, batch []int, one SampleGrad) []float64 {
	return meanGrad(dst, make([]float64, len(x)), x, batch, one)
}

func meanGrad(dst, scratch, x []float64, batch []int, one SampleGrad) []float64 {
	if len(batch) == 0 || one == nil {
		panic("dataset: MeanGrad: an empty batch, or a nil gradient")
	}
	dst = sized.To("dataset: MeanGrad", dst, len(x))
	clear(dst)
	for _, i := range batch {
		one(scratch, x, i)
		for j, v := range scratch {
			dst[j] += v
		}
	}
	share := 1 / float64(len(batch))
	for j := range dst {
		dst[j] *= share
	}
	return dst
}

// Stochastic returns a gradient source that takes the sampler's next batch at every
// call: with batches of one it makes stochastic, with small ones mini-batch, with all
// samples batch descent. After the first call it allocates nothing but what one does.
func Stochastic(s *Sampler, one SampleGrad) func(dst, x []float64) {
	var scratch []float64
	return func(dst, x []float64) {
		if len(scratch) != len(x) {
			scratch = make([]float64, len(x))
		}
		meanGrad(dst, scratch, x, s.Next(), one)
	}
}
