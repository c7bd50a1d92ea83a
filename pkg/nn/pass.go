package nn

import "fmt"

// Pass computes a network's output and gradient for up to a fixed number of samples at
// once. It owns every buffer between the layers, so its methods allocate nothing. A
// Pass is not safe for concurrent use; it uses several cores itself.
type Pass struct {
	net  *Network
	max  int // samples
	crew crew
	ops  []op

	y    [][]float64 // outputs of the layers; of a ReLU in place that of the layer before
	dx   [][]float64 // loss's derivatives by the inputs of the layers
	dy   []float64   // those by the output
	call call
	x    []float64 // input of the last Forward

	forwardOnly bool // no backward, and little memory
}

// mostSamples is more than goes through a network at once.
const mostSamples = 1 << 24

// mostValues bounds a buffer.
const mostValues = 1 << 32

// NewPass returns a pass for batches of up to max samples, shared between so many
// goroutines; 0 means one for each core. Their number changes no bit of any result.
// A max below 1 or negative workers panic.
func (n *Network) NewPass(max, workers int) *Pass {
	if max < 1 || max > mostSamples || workers < 0 || workers > 1<<12 {
		panic(fmt.Sprintf("nn: NewPass: %d samples, %d workers", max, workers))
	}
	return n.newPass(max, newCrew(workers), false)
}

// newPass makes the buffers; when the pass is for forward alone, two of them in turns hold
// what goes from layer to layer.
func (n *Network) newPass(max int, c crew, forwardOnly bool) *Pass {
	p := &Pass{net: n, max: max, crew: c, forwardOnly: forwardOnly}
	var turns turns
	for i, s := range n.stages {
		if most := mostValues / max; s.in.Len() > most || s.out.Len() > most {
			panic(fmt.Sprintf("nn: NewPass: %d samples of %v or %v are more than memory holds", max, s.in, s.out))
		}
		var y, dx []float64
		switch _, rectifier := s.layer.(ReLU); {
		case rectifier && i > 0:
			// A ReLU needs its output alone to go back, and the layer before it needs its input
			// alone, so it works in place. The input of the first layer is the caller's.
			y = p.y[i-1]
		case forwardOnly:
			y = turns.next(max * s.out.Len())
		default:
			y, dx = make([]float64, max*s.out.Len()), make([]float64, max*s.in.Len())
		}
		p.y, p.dx = append(p.y, y), append(p.dx, dx)
		p.ops = append(p.ops, s.layer.build(p, s))
	}
	if forwardOnly {
		return p
	}
	p.dy = make([]float64, max*n.Out.Len())
	for i := len(p.dx) - 1; i >= 0; i-- {
		if p.dx[i] == nil {
			p.dx[i] = p.above(i)
		}
	}
	return p
}

// turns hands out two buffers alternately.
type turns struct {
	buf [2][]float64
	at  int
}

func (t *turns) next(n int) []float64 {
	t.at = 1 - t.at
	if len(t.buf[t.at]) < n {
		t.buf[t.at] = make([]float64, n)
	}
	return t.buf[t.at][:n]
}

// above is the buffer of the derivatives by the output of layer i.
func (p *Pass) above(i int) []float64 {
	if i == len(p.ops)-1 {
		return p.dy
	}
	return p.dx[i+1]
}

// Forward returns the network's output for the samples in x, as many as fit its
// length; it is valid until the next call. theta and stats have the lengths Params and Stats;
// in Training mode stats is updated, or nil to keep none. A length that does not fit panics.
func (p *Pass) Forward(theta, stats, x []float64, m Mode) []float64 {
	if p.net.In.Len() == 0 {
		panic("nn: Forward: a network of no values: New makes networks")
	}
	n := len(x) / p.net.In.Len()
	switch {
	case n*p.net.In.Len() != len(x) || n < 1 || n > p.max:
		panic(fmt.Sprintf("nn: Forward: %d values are not 1 to %d samples of %v", len(x), p.max, p.net.In))
	case len(theta) != p.net.params:
		panic(fmt.Sprintf("nn: Forward: %d parameters, the network has %d", len(theta), p.net.params))
	case len(stats) != p.net.stats && !(stats == nil && m == Training):
		panic(fmt.Sprintf("nn: Forward: %d statistics, the network has %d", len(stats), p.net.stats))
	}
	p.x = x
	p.call = call{n: n, mode: m, theta: theta, stats: stats}
	return p.forward(&p.call, x)
}

func (p *Pass) forward(c *call, x []float64) []float64 {
	for i, o := range p.ops {
		y := p.y[i][:c.n*p.net.stages[i].out.Len()]
		o.forward(c, y, x)
		x = y
	}
	return x
}

// Backward goes back from the last Forward: dy holds the loss's derivatives by the output.
// It writes those by the parameters to grad, and those by the input to dx
// unless that is nil. Neither theta nor x may have changed since. dy itself is kept.
func (p *Pass) Backward(grad, dx, dy []float64) {
	n := p.call.n
	switch {
	case p.x == nil || p.forwardOnly:
		panic("nn: Backward without a Forward")
	case len(grad) != p.net.params || len(dy) != n*p.net.Out.Len() || dx != nil && len(dx) != len(p.x):
		panic(fmt.Sprintf("nn: Backward: %d parameters and %d output values, want %d and %d; of the input %d or none, want %d",
			len(grad), len(dy), p.net.params, n*p.net.Out.Len(), len(dx), len(p.x)))
	}
	p.call.grad = grad
	p.backward(&p.call, dx, dy, p.x)
}

func (p *Pass) backward(c *call, dx, dy, x []float64) {
	copy(p.dy, dy)
	dy = p.dy[:len(dy)]
	for i := len(p.ops) - 1; i >= 0; i-- {
		in, out := x, p.y[i][:len(dy)]
		d := dx
		if i > 0 {
			size := c.n * p.net.stages[i].in.Len()
			in, d = p.y[i-1][:size], p.dx[i][:size]
		}
		p.ops[i].backward(c, d, dy, out, in)
		dy = d
	}
}

// Gradient returns the loss of the network's output for x against target, in Training
// mode, and writes its gradient by the parameters to grad.
func (p *Pass) Gradient(grad, theta, stats, x, target []float64, loss Loss) float64 {
	y := p.Forward(theta, stats, x, Training)
	dy := p.dy[:len(y)]
	value := loss(dy, y, target)
	p.Backward(grad, nil, dy)
	return value
}
