package nn

import (
	"math/rand/v2"
)

// Dense is a linear map of all values of a sample, and an offset.
//
//	y[m] = b[m] + Σ_d W[m,d] x[d]
//
// Samples of any shape, D values, become Out×1×1. With NoBias b is 0. Gain is the factor
// of the first weights' deviation Gain/√D, 0 standing for √2.
//
// Parameters: W, Out rows of D numbers, then b, Out numbers: PyTorch's order.
type Dense struct {
	Out    int
	NoBias bool    `json:",omitempty"`
	Gain   float64 `json:",omitempty"`
}

func (l Dense) plan(in Shape) (plan, error) {
	if l.Out < 1 {
		return plan{}, bad("an Out of %d, must be at least 1", l.Out)
	}
	p := plan{out: Shape{l.Out, 1, 1}, params: l.Out * in.Len()}
	if !l.NoBias {
		p.params += l.Out
	}
	return p, nil
}

func (l Dense) init(theta, _ []float64, in Shape, rng *rand.Rand) {
	fill(theta[:l.Out*in.Len()], l.Gain, in.Len(), rng)
}

func (l Dense) build(p *Pass, s stage) op {
	o := &dense{Dense: l, stage: s, crew: p.crew}
	o.forwardTask, o.inputTask, o.weightTask = o.forwardGroup, o.inputGroup, o.weightRows
	return o
}

// dense is a Dense within a pass. Outputs and derivatives by the input are shared by groups of
// samples, derivatives by the weights by blocks of W's rows.
type dense struct {
	Dense
	stage
	crew crew

	c                                  *call
	x, y, dx, dy                       []float64
	forwardTask, inputTask, weightTask func(worker, i int)
}

const denseRows = 16 // rows of W in a block

func (o *dense) split(v []float64) (w, b []float64) {
	n := o.Out * o.in.Len()
	return v[:n], v[n:]
}

// rows returns samples lo to hi as a matrix of d columns.
func rows(v []float64, lo, hi, d int) matrix { return matrix{v[lo*d : hi*d], d, false} }

func (o *dense) forward(c *call, y, x []float64) {
	o.c, o.y, o.x = c, y, x
	o.crew.each(min(groups, c.n), o.forwardTask)
}

// forwardGroup computes Y = X·Wᵀ + b for a group of samples.
func (o *dense) forwardGroup(_, g int) {
	w, b := o.split(o.theta.of(o.c.theta))
	lo, hi := group(g, o.c.n)
	d := o.in.Len()
	clear(o.y[lo*o.Out : hi*o.Out])
	for i := lo; i < hi; i++ {
		copy(o.y[i*o.Out:], b)
	}
	gemm(hi-lo, o.Out, d, rows(o.x, lo, hi, d), matrix{w, d, true}, 1, rows(o.y, lo, hi, o.Out))
}

func (o *dense) backward(c *call, dx, dy, _, x []float64) {
	o.c, o.dx, o.dy, o.x = c, dx, dy, x
	o.crew.each((o.Out+denseRows-1)/denseRows, o.weightTask)
	if dx != nil {
		o.crew.each(min(groups, c.n), o.inputTask)
	}
}

// inputGroup computes dX = dY·W for a group of samples.
func (o *dense) inputGroup(_, g int) {
	w, _ := o.split(o.theta.of(o.c.theta))
	lo, hi := group(g, o.c.n)
	d := o.in.Len()
	gemm(hi-lo, d, o.Out, rows(o.dy, lo, hi, o.Out), matrix{w, d, false}, 0, rows(o.dx, lo, hi, d))
}

// weightRows computes a block of rows of dW = dYᵀ·X, and their db = Σ dY.
func (o *dense) weightRows(_, block int) {
	dw, db := o.split(o.theta.of(o.c.grad))
	d, lo := o.in.Len(), block*denseRows
	hi := min(lo+denseRows, o.Out)
	dyT := matrix{o.dy[lo:], o.Out, true}
	gemm(hi-lo, d, o.c.n, dyT, rows(o.x, 0, o.c.n, d), 0, rows(dw, lo, hi, d))
	if o.NoBias {
		return
	}
	for m := lo; m < hi; m++ {
		db[m] = 0
		for i := range o.c.n {
			db[m] += o.dy[i*o.Out+m]
		}
	}
}
