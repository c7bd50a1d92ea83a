package nn

import (
	"cmp"
	"math"
	"math/rand/v2"
)

// BatchNorm gives every channel mean 0 and variance 1 over a batch, and then a factor
// and an offset that are learnt.
//
//	y = γ (x - μ)/√(σ² + ε) + β
//
// In Training μ and σ² are the channel's mean and variance, divided by the count m, over all
// samples and pixels of the batch; the derivatives go through both. The running
// statistics follow them: r ← (1-Momentum) r + Momentum·s, s being μ or the variance divided by m-1. In
// Inference the running ones are μ and σ², constants. A batch with one value for a channel
// has no variance: Training panics.
//
// Momentum 0 stands for 0.1 and Epsilon 0 for 1e-5, PyTorch's defaults. Source: [2], Algorithm 1
// and section 3.1.
//
// Parameters: γ, C numbers, then β, C numbers. Statistics: the means, then the variances.
type BatchNorm struct {
	Momentum float64 `json:",omitempty"`
	Epsilon  float64 `json:",omitempty"`
}

func (l BatchNorm) plan(in Shape) (plan, error) {
	if !(l.Momentum >= 0 && l.Momentum <= 1) || !(l.Epsilon >= 0) || math.IsInf(l.Epsilon, 1) {
		return plan{}, bad("a Momentum of %v and an Epsilon of %v: use one in [0, 1], and one that is positive",
			l.Momentum, l.Epsilon)
	}
	return plan{out: in, params: 2 * in.C, stats: 2 * in.C}, nil
}

func (l BatchNorm) init(theta, stats []float64, in Shape, _ *rand.Rand) {
	constant(theta[:in.C], 1)
	constant(stats[in.C:], 1)
}

func (l BatchNorm) build(p *Pass, s stage) op {
	o := &batchNorm{BatchNorm: l, stage: s, crew: p.crew, mean: make([]float64, s.in.C), scale: make([]float64, s.in.C)}
	o.Momentum = cmp.Or(o.Momentum, 0.1)
	o.Epsilon = cmp.Or(o.Epsilon, 1e-5)
	o.forwardTask, o.backwardTask = o.forwardChannel, o.backwardChannel
	return o
}

// batchNorm is a BatchNorm within a pass. The channels are shared, so that every sum is
// taken by one worker.
type batchNorm struct {
	BatchNorm
	stage
	crew        crew
	mean, scale []float64 // μ and 1/√(σ²+ε) of the last forward

	c                         *call
	x, y, dx, dy              []float64
	forwardTask, backwardTask func(worker, i int)
}

// channel returns channel c of sample i.
func (o *batchNorm) channel(v []float64, i, c int) []float64 {
	plane := o.in.plane()
	return v[(i*o.in.C+c)*plane:][:plane]
}

func (o *batchNorm) forward(c *call, y, x []float64) {
	if c.mode == Training && c.n*o.in.plane() < 2 {
		panic("nn: BatchNorm: a batch with one value for a channel has no variance")
	}
	o.c, o.y, o.x = c, y, x
	o.crew.each(o.in.C, o.forwardTask)
}

func (o *batchNorm) forwardChannel(_, c int) {
	var mean, variance float64
	if o.c.mode == Training {
		mean, variance = o.moments(c)
	} else {
		stats := o.stats.of(o.c.stats)
		mean, variance = stats[c], stats[o.in.C+c]
	}
	scale := 1 / math.Sqrt(variance+o.Epsilon)
	o.mean[c], o.scale[c] = mean, scale
	theta := o.theta.of(o.c.theta)
	gamma, beta := theta[c], theta[o.in.C+c]
	for i := range o.c.n {
		y := o.channel(o.y, i, c)
		for j, v := range o.channel(o.x, i, c) {
			y[j] = gamma*((v-mean)*scale) + beta
		}
	}
}

// moments returns a channel's mean and variance over the batch, and lets the running
// statistics follow.
func (o *batchNorm) moments(c int) (mean, variance float64) {
	m := float64(o.c.n * o.in.plane())
	for i := range o.c.n {
		mean += sum(o.channel(o.x, i, c))
	}
	mean /= m
	for i := range o.c.n {
		var s float64
		for _, v := range o.channel(o.x, i, c) {
			s += (v - mean) * (v - mean)
		}
		variance += s
	}
	if o.c.stats != nil {
		stats := o.stats.of(o.c.stats)
		follow(&stats[c], mean, o.Momentum)
		follow(&stats[o.in.C+c], variance/(m-1), o.Momentum)
	}
	return mean, variance / m
}

func follow(r *float64, s, momentum float64) { *r = (1-momentum)**r + momentum*s }

func (o *batchNorm) backward(c *call, dx, dy, _, x []float64) {
	o.c, o.dx, o.dy, o.x = c, dx, dy, x
	o.crew.each(o.in.C, o.backwardTask)
}

// backwardChannel uses, with x̂ = (x-μ)/√(σ²+ε) and the sums over the batch,
//
//	dγ = Σ dy x̂,  dβ = Σ dy
//	dx = γ/√(σ²+ε) (dy - dβ/m - x̂ dγ/m)      Training; without the last two in Inference
func (o *batchNorm) backwardChannel(_, c int) {
	mean, scale := o.mean[c], o.scale[c]
	var dgamma, dbeta float64
	for i := range o.c.n {
		dy, g := o.channel(o.dy, i, c), 0.0
		for j, v := range o.channel(o.x, i, c) {
			g += dy[j] * ((v - mean) * scale)
		}
		dgamma += g
		dbeta += sum(dy)
	}
	grad := o.theta.of(o.c.grad)
	grad[c], grad[o.in.C+c] = dgamma, dbeta
	if o.dx == nil {
		return
	}
	m := float64(o.c.n * o.in.plane())
	if o.c.mode == Inference {
		dgamma, dbeta = 0, 0
	}
	factor := o.theta.of(o.c.theta)[c] * scale
	for i := range o.c.n {
		dx, dy := o.channel(o.dx, i, c), o.channel(o.dy, i, c)
		for j, v := range o.channel(o.x, i, c) {
			dx[j] = factor * (dy[j] - dbeta/m - (v-mean)*scale*(dgamma/m))
		}
	}
}
