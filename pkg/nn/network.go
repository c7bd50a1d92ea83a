package nn

import (
	"fmt"
	"math/rand/v2"
	"reflect"
)

// Network is a chain of layers with the shapes between them worked out. It has no
// numbers of its own and never changes, so it may be shared.
type Network struct {
	In, Out Shape

	layers []Layer
	stages []stage
	params int
	stats  int
}

// stage is a layer at its place: its shapes, and where its parameters and statistics
// begin in the flat vectors of the whole network.
type stage struct {
	layer   Layer
	in, out Shape
	theta   span
	stats   span
}

// span is a part of a flat vector.
type span struct{ lo, hi int }

func (s span) of(v []float64) []float64 { return v[s.lo:s.hi:s.hi] }

// counted reports whether memory can hold a sample.
func (s Shape) counted() bool {
	return s.C >= 0 && s.H >= 0 && s.W >= 0 && s.C <= mostValues && s.H <= mostValues/max(s.C, 1) && s.W <= mostValues/max(s.C*s.H, 1)
}

// New returns the network that applies the layers in order to samples of shape in. The
// error is ErrValue when a layer can't take what the one before it gives.
func New(in Shape, layers ...Layer) (*Network, error) {
	if in.C < 1 || in.H < 1 || in.W < 1 || !in.counted() {
		return nil, bad("samples of shape %v: every side must be at least 1, and memory must hold them", in)
	}
	if len(layers) == 0 {
		return nil, bad("a network without layers")
	}
	n := &Network{In: in, Out: in, layers: layers}
	for i, l := range layers {
		if l == nil {
			return nil, bad("layer %d is nil", i+1)
		}
		p, err := l.plan(n.Out)
		if err != nil {
			return nil, bad("layer %d, %s on samples of %v: %v", i+1, kind(l), n.Out, err)
		}
		if !p.out.counted() || p.params < 0 || p.params > mostValues || n.params+p.params > mostValues || p.stats > mostValues {
			return nil, bad("layer %d, %s on samples of %v: it has more values than memory holds", i+1, kind(l), n.Out)
		}
		n.stages = append(n.stages, stage{
			layer: l, in: n.Out, out: p.out,
			theta: span{n.params, n.params + p.params}, stats: span{n.stats, n.stats + p.stats},
		})
		n.Out, n.params, n.stats = p.out, n.params+p.params, n.stats+p.stats
	}
	return n, nil
}

// kind names a layer's type.
func kind(l Layer) string {
	if l == nil {
		panic("nn: a layer is nil")
	}
	return reflect.TypeOf(l).Name()
}

// Params returns the length of θ, the flat vector of all parameters. They stand in the
// order of the layers; each layer's comment says in which order its own stand.
func (n *Network) Params() int { return n.params }

// Stats returns the length of the vector of running statistics, which batch
// normalization keeps: the mean and the variance of every channel. No rule moves them.
func (n *Network) Stats() int { return n.stats }

// Layers returns the descriptions of the layers.
func (n *Network) Layers() []Layer { return append([]Layer(nil), n.layers...) }

// ParamsOf returns where the parameters of layer i, counted from 0, stand in θ: [lo, hi).
// Another i panics.
func (n *Network) ParamsOf(i int) (lo, hi int) {
	if i < 0 || i >= len(n.stages) {
		panic(fmt.Sprintf("nn: ParamsOf: layer %d of %d", i, len(n.stages)))
	}
	return n.stages[i].theta.lo, n.stages[i].theta.hi
}

// At returns the same layers for samples of another shape; the parameters fit both. The
// error is ErrValue when the layers or their parameters do not fit, as after a
// [Dense], which has a weight for each pixel.
func (n *Network) At(in Shape) (*Network, error) {
	m, err := New(in, n.layers...)
	if err != nil {
		return nil, err
	}
	for i, s := range m.stages {
		if was := n.stages[i]; s.theta != was.theta || s.stats != was.stats {
			return nil, bad("layer %d, %s, has %d parameters for samples of %v and %d for %v",
				i+1, kind(s.layer), was.theta.hi-was.theta.lo, n.In, s.theta.hi-s.theta.lo, in)
		}
	}
	return m, nil
}

// Init returns parameters to start a training from, drawn from rng: weights normal
// with variance 2/fan-in, source [3], (10), where a layer's Gain does not say otherwise; offsets 0;
// batch normalization's factors 1. A nil generator panics.
func (n *Network) Init(rng *rand.Rand) []float64 {
	if rng == nil {
		panic("nn: Init: nil generator")
	}
	theta := make([]float64, n.params)
	n.init(theta, make([]float64, n.stats), rng)
	return theta
}

// NewStats returns running statistics before any batch: means 0 and variances 1.
func (n *Network) NewStats() []float64 {
	stats := make([]float64, n.stats)
	n.init(make([]float64, n.params), stats, rand.New(rand.NewPCG(0, 0)))
	return stats
}

func (n *Network) init(theta, stats []float64, rng *rand.Rand) {
	for _, s := range n.stages {
		s.layer.init(s.theta.of(theta), s.stats.of(stats), s.in, rng)
	}
}
