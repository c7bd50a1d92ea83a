package nn

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Direction returns a random direction in the space of the parameters, normalized filter by
// filter:
//
//	d_f ← ‖θ_f‖ d_f/‖d_f‖ for each filter f,  d = 0 at offsets and at batch normalization's parameters
//
// A filter is what gives one output: a convolution's 9·C weights, a dense layer's row. A network with
// rectifiers does not change when one layer's weights grow and the next one's shrink; with such directions
// the loss around θ does not look flatter or sharper for it. Source: H. Li et al., Visualizing
// the loss landscape of neural nets, NeurIPS 2018, section 4.
func (n *Network) Direction(theta []float64, rng *rand.Rand) []float64 {
	if len(theta) != n.params || rng == nil {
		panic(fmt.Sprintf("nn: Direction: %d parameters, the network has %d; or a nil generator", len(theta), n.params))
	}
	d := make([]float64, len(theta))
	n.filters(func(f span) {
		part, have := f.of(d), 0.0
		for i := range part {
			part[i] = rng.NormFloat64()
			have += part[i] * part[i]
		}
		want := 0.0
		for _, v := range f.of(theta) {
			want += v * v
		}
		for i := range part {
			part[i] *= math.Sqrt(want / have)
		}
	})
	return d
}

// filters visits the filters of all layers.
func (n *Network) filters(visit func(f span)) {
	for _, s := range n.stages {
		count, size := 0, 0
		switch l := s.layer.(type) {
		case Conv:
			count, size = l.Out, 9*s.in.C
		case Dense:
			count, size = l.Out, s.in.Len()
		case Residual:
			l.network(s.in).filters(func(f span) { visit(span{s.theta.lo + f.lo, s.theta.lo + f.hi}) })
		}
		for i := range count {
			lo := s.theta.lo + i*size
			visit(span{lo, lo + size})
		}
	}
}
