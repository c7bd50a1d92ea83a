package nn

import (
	"math/rand/v2"
)

// Residual adds the output of a chain of layers to its input.
//
//	y = x + F(x)
//
// A denoiser that ends in it learns the noise, which is simpler than the image: source [5].
// The chain must keep the shape. Parameters: those of its layers, in order.
type Residual struct {
	Body []Layer
}

func (l Residual) body(in Shape) (*Network, error) { return New(in, l.Body...) }

func (l Residual) plan(in Shape) (plan, error) {
	n, err := l.body(in)
	if err != nil {
		return plan{}, err
	}
	if n.Out != in {
		return plan{}, bad("the chain makes %v of %v, and the two can't be added", n.Out, in)
	}
	return plan{out: in, params: n.params, stats: n.stats}, nil
}

func (l Residual) init(theta, stats []float64, in Shape, rng *rand.Rand) {
	l.network(in).init(theta, stats, rng)
}

// network is body once plan has accepted it.
func (l Residual) network(in Shape) *Network {
	n, err := l.body(in)
	if err != nil {
		panic(err)
	}
	return n
}

func (l Residual) build(p *Pass, s stage) op {
	return &residual{stage: s, body: l.network(s.in).newPass(p.max, p.crew, p.forwardOnly)}
}

// residual is a Residual within a pass; its chain is a pass of its own.
type residual struct {
	stage
	body *Pass
	call call
}

func (o *residual) forward(c *call, y, x []float64) {
	o.call = call{n: c.n, mode: c.mode, theta: o.theta.of(c.theta)}
	if c.stats != nil {
		o.call.stats = o.stats.of(c.stats)
	}
	for i, v := range o.body.forward(&o.call, x) {
		y[i] = x[i] + v
	}
}

func (o *residual) backward(c *call, dx, dy, _, x []float64) {
	o.call.grad = o.theta.of(c.grad)
	o.body.backward(&o.call, dx, dy, x)
	for i := range dx {
		dx[i] += dy[i]
	}
}
