package nn

import (
	"math/rand/v2"
)

// Conv is a 3×3 convolution, in the sense of networks: a cross-correlation, in which the
// kernel is not mirrored.
//
//	y[o,i,j] = b[o] + Σ_c Σ_{p,q ∈ {-1,0,1}} W[o,c,p,q] x[c,i+p,j+q]
//
// Samples of C×H×W become Out×H×W; Edge says what x is outside the image. With NoBias b is
// 0. Gain is the factor of the first weights' deviation Gain/√(9C), 0 standing for √2.
//
// Parameters: W, Out·C·9 numbers in the order o, c, p, q, then b, Out numbers: PyTorch's order.
type Conv struct {
	Out    int
	Edge   Edge    `json:",omitempty"`
	NoBias bool    `json:",omitempty"`
	Gain   float64 `json:",omitempty"`
}

func (l Conv) plan(in Shape) (plan, error) {
	switch {
	case l.Out < 1:
		return plan{}, bad("an Out of %d, must be at least 1", l.Out)
	case l.Edge != Zero && l.Edge != Reflect:
		return plan{}, bad("%v is no edge", l.Edge)
	case l.Edge == Reflect && (in.H < 2 || in.W < 2):
		return plan{}, bad("a side of 1 has nothing to reflect, use Zero")
	}
	return plan{out: Shape{l.Out, in.H, in.W}, params: l.weights(in) + l.offsets()}, nil
}

func (l Conv) weights(in Shape) int { return l.Out * in.C * 9 }

func (l Conv) offsets() int {
	if l.NoBias {
		return 0
	}
	return l.Out
}

func (l Conv) init(theta, _ []float64, in Shape, rng *rand.Rand) {
	fill(theta[:l.weights(in)], l.Gain, 9*in.C, rng)
}

func (l Conv) build(p *Pass, s stage) op {
	c := &conv{Conv: l, stage: s, crew: p.crew}
	rows := 9 * s.in.C
	c.tile = min(tileCols, s.in.plane())
	for range int(p.crew) {
		c.cols = append(c.cols, make([]float64, rows*c.tile))
	}
	if !p.forwardOnly {
		c.partial = make([]float64, min(groups, p.max)*(s.theta.hi-s.theta.lo))
	}
	c.forwardTask, c.backwardTask = c.forwardSample, c.backwardGroup
	return c
}

// conv is a Conv within a pass. The pixels are worked on in tiles, so that a tile's
// matrix stays in the fast memory of its core.
type conv struct {
	Conv
	stage
	crew    crew
	tile    int         // pixels
	cols    [][]float64 // im2col's matrix of each worker
	partial []float64   // the gradient of each group of samples

	c                         *call
	x, y, dx, dy              []float64
	forwardTask, backwardTask func(worker, i int)
}

// sample returns sample i of a batch.
func sample(v []float64, i int, s Shape) []float64 { return v[i*s.Len() : (i+1)*s.Len()] }

func (o *conv) split(v []float64) (w, b []float64) {
	n := o.weights(o.in)
	return v[:n], v[n:]
}

func (o *conv) forward(c *call, y, x []float64) {
	o.c, o.y, o.x = c, y, x
	o.crew.each(c.n, o.forwardTask)
}

func (o *conv) forwardSample(worker, i int) {
	w, b := o.split(o.theta.of(o.c.theta))
	x, y := sample(o.x, i, o.in), sample(o.y, i, o.out)
	plane, k := o.in.plane(), 9*o.in.C
	clear(y)
	for c, v := range b {
		constant(y[c*plane:(c+1)*plane], v)
	}
	cols := o.cols[worker]
	for lo := 0; lo < plane; lo += o.tile {
		hi := min(lo+o.tile, plane)
		im2col(cols, o.tile, x, o.in, o.Edge, lo, hi)
		gemm(o.Out, hi-lo, k, matrix{w, k, false}, matrix{cols, o.tile, false}, 1, matrix{y[lo:], plane, false})
	}
}

func (o *conv) backward(c *call, dx, dy, _, x []float64) {
	o.c, o.dx, o.dy, o.x = c, dx, dy, x
	parts := min(groups, c.n)
	o.crew.each(parts, o.backwardTask)
	sumRows(o.theta.of(c.grad), o.partial, parts)
}

// backwardGroup goes back through a group of samples: dW = dy·colsᵀ, db = Σ dy, and dx is
// col2im of Wᵀ·dy.
func (o *conv) backwardGroup(worker, g int) {
	size := o.theta.hi - o.theta.lo
	dtheta := o.partial[g*size : (g+1)*size]
	clear(dtheta)
	dw, db := o.split(dtheta)
	w, _ := o.split(o.theta.of(o.c.theta))
	cols, plane, k := o.cols[worker], o.in.plane(), 9*o.in.C
	first, last := group(g, o.c.n)
	for i := first; i < last; i++ {
		x, dy, dx := sample(o.x, i, o.in), sample(o.dy, i, o.out), []float64(nil)
		if o.dx != nil {
			dx = sample(o.dx, i, o.in)
			clear(dx)
		}
		for c := range db {
			db[c] += sum(dy[c*plane : (c+1)*plane])
		}
		for lo := 0; lo < plane; lo += o.tile {
			hi := min(lo+o.tile, plane)
			im2col(cols, o.tile, x, o.in, o.Edge, lo, hi)
			part := matrix{dy[lo:], plane, false}
			gemm(o.Out, k, hi-lo, part, matrix{cols, o.tile, true}, 1, matrix{dw, k, false})
			if dx != nil {
				gemm(k, hi-lo, o.Out, matrix{w, k, true}, part, 0, matrix{cols, o.tile, false})
				col2im(dx, o.in, o.Edge, cols, o.tile, lo, hi)
			}
		}
	}
}
