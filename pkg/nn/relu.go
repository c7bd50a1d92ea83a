package nn

import (
	"math"
	"math/rand/v2"
)

// ReLU passes positive values on and multiplies the others by Leak.
//
//	y = x for x > 0,  y = Leak·x otherwise
//
// Leak lies in [0, 1); 0 is the plain ReLU, 0.01 PyTorch's leaky one. At x = 0, where there is
// no derivative, backward takes Leak, as PyTorch does. NaN stays NaN. No parameters.
type ReLU struct {
	Leak float64 `json:",omitempty"`
}

func (l ReLU) plan(in Shape) (plan, error) {
	if !(l.Leak >= 0 && l.Leak < 1) {
		return plan{}, bad("a Leak of %v, not in [0, 1)", l.Leak)
	}
	return plan{out: in}, nil
}

func (l ReLU) init(_, _ []float64, _ Shape, _ *rand.Rand) {}

func (l ReLU) build(p *Pass, s stage) op {
	o := &relu{leak: l.Leak, size: s.in.Len(), crew: p.crew}
	o.forwardTask, o.backwardTask = o.forwardSample, o.backwardSample
	return o
}

// relu is a ReLU within a pass. y may be x, and dx may be dy.
type relu struct {
	leak float64
	size int
	crew crew

	x, y, dx, dy              []float64
	forwardTask, backwardTask func(worker, i int)
}

func (o *relu) forward(c *call, y, x []float64) {
	o.y, o.x = y, x
	o.crew.each(c.n, o.forwardTask)
}

func (o *relu) forwardSample(_, i int) {
	y := o.y[i*o.size : (i+1)*o.size]
	if o.leak == 0 { // without a jump, which the processor would guess wrong half the time
		for j, v := range o.x[i*o.size : (i+1)*o.size] {
			y[j] = max(v, 0)
		}
		return
	}
	for j, v := range o.x[i*o.size : (i+1)*o.size] {
		y[j] = v
		if v <= 0 {
			y[j] = o.leak * v
		}
	}
}

func (o *relu) backward(c *call, dx, dy, y, _ []float64) {
	if dx == nil {
		return
	}
	o.dx, o.dy, o.y = dx, dy, y
	o.crew.each(c.n, o.backwardTask)
}

// backwardSample looks at the output alone, whose sign is that of the input.
func (o *relu) backwardSample(_, i int) {
	dy, dx := o.dy[i*o.size:(i+1)*o.size], o.dx[i*o.size:(i+1)*o.size]
	if o.leak == 0 { // without a jump, as in forwardSample
		for j, v := range o.y[i*o.size : (i+1)*o.size] {
			keep := ^uint64(0)
			if v <= 0 {
				keep = 0
			}
			dx[j] = math.Float64frombits(math.Float64bits(dy[j]) & keep)
		}
		return
	}
	for j, v := range o.y[i*o.size : (i+1)*o.size] {
		d := dy[j]
		if v <= 0 {
			d *= o.leak
		}
		dx[j] = d
	}
}
