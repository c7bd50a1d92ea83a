package nn

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
)

// ErrValue is wrapped by the errors about networks, settings and files that can't be used.
var ErrValue = errors.New("nn: value out of range")

// bad is an error that wraps ErrValue. An error of ours among the values gives its details
// alone, so that the name of the package stands once.
func bad(format string, values ...any) error {
	for i, v := range values {
		if err, ok := v.(error); ok {
			values[i] = strings.TrimPrefix(err.Error(), ErrValue.Error()+": ")
		}
	}
	return fmt.Errorf("%w: %s", ErrValue, fmt.Sprintf(format, values...))
}

// Shape is the shape of one sample: C channels of H rows of W values.
type Shape struct{ C, H, W int }

// Len returns the number of values of a sample, C·H·W.
func (s Shape) Len() int { return s.C * s.H * s.W }

// plane returns the number of values of a channel.
func (s Shape) plane() int { return s.H * s.W }

// String returns "C×H×W".
func (s Shape) String() string { return fmt.Sprintf("%d×%d×%d", s.C, s.H, s.W) }

// Layer describes one map of a network: [Dense], [Conv], [ReLU], [BatchNorm] or
// [Residual]. A description holds settings and no numbers that are learnt.
type Layer interface {
	// plan says what the layer makes of samples of shape in.
	plan(in Shape) (plan, error)
	// init sets the layer's parameters and statistics as training is to find them.
	init(theta, stats []float64, in Shape, rng *rand.Rand)
	// build makes the buffers for a pass.
	build(p *Pass, s stage) op
}

// plan is what a layer needs: the shape of its output, the number of its parameters and
// of the statistics that it keeps beside them.
type plan struct {
	out           Shape
	params, stats int
}

// op is a layer within a [Pass]: it has buffers, and knows its place in the flat vectors.
//
// forward writes n samples of output to y. backward gets the loss's derivatives by the
// output, dy, writes those by the input to dx unless it is nil, and those by the
// layer's parameters to its place in c.grad. x and y hold what they held after forward.
type op interface {
	forward(c *call, y, x []float64)
	backward(c *call, dx, dy, y, x []float64)
}

// call is what the layers are given in a forward or backward pass.
type call struct {
	n                  int // samples
	mode               Mode
	theta, stats, grad []float64
}

// Mode says which statistics a [BatchNorm] uses; other layers know no difference.
type Mode int

const (
	// Training: those of the batch; the running ones are updated.
	Training Mode = iota
	// Inference: the running ones, which stay as they are.
	Inference
)
