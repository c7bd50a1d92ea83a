package stylize

import (
	"errors"
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/internal/enum"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/stair"
)

// ErrFlat is wrapped when the image does not depend on a parameter.
var ErrFlat = errors.New("stylize: the image does not depend on a parameter")

// Method is how Recover descends.
type Method int

const (
	// Joint moves all parameters together, b among them, in coordinates in which the
	// distance of images is round.
	Joint Method = iota
	// Alternating leaves b out of the descent: exact sweeps set it.
	Alternating
	// Unturned is Joint in the logarithms of the parameters throughout.
	Unturned
)

// String names the method.
func (m Method) String() string { return enum.Name([]string{"joint", "alternating", "unturned"}, m) }

// Recovery is what Recover finds.
type Recovery struct {
	Params []float64 // the chain's parameters, and b after them
	Steps  int       // gradient steps
	Passes int       // passes through the chain, forward or backward
	Sweeps int       // exact fits of b; 0 unless Alternating
}

// Recover finds the parameters of a style, b of its staircase included, from an
// image and its stylized copy, by descent from a start: the chain's parameters, and b
// after them. The chain ends before the staircase. All methods make 500 steps.
//
// Joint makes 170 steps along Relaxed, first by Adam in the logarithms of the
// parameters, then by plain descent in coordinates that are turned eight times; and
// 330 along Smoothed by Adam, while h falls from 1 to 0.003. Alternating moves the
// chain's parameters in the same way, and takes b from stair's least-squares fit to
// the chain's output before each thirty of the last steps. Samples of the copy that
// are 1 or more are left out: a file keeps 1 of whatever was greater.
//
// The error wraps ErrFlat when the image does not depend on one of the parameters,
// and optim's errors when a run fails. It panics if a length differs.
func Recover(c *Chain, src, target, start []float64, method Method) (Recovery, error) {
	if c == nil {
		panic("stylize: Recover: the chain is nil")
	}
	if n := len(c.Params()) + 1; len(start) != n {
		panic(fmt.Sprintf("stylize: Recover: %d parameters, the chain and b have %d", len(start), n))
	}
	d := &descent{
		relaxed:  Relaxed{Match: Match{Chain: c, Src: src, Target: target, Clipped: true}, Tau: 0.8},
		smoothed: Smoothed{Chain: c, Src: src, Target: target, Clipped: true},
		method:   method, p: append([]float64(nil), start...),
	}
	for _, r := range method.rounds() {
		if err := d.run(r); err != nil {
			return Recovery{}, err
		}
	}
	d.result.Params = d.p
	return d.result, nil
}

// parameters returns those of the chain, and b.
func parameters(c *Chain) []Param {
	return append(c.Params(), (*Quantize)(nil).Params()...)
}

// descent is the state of one recovery.
type descent struct {
	relaxed  Relaxed
	smoothed Smoothed
	method   Method
	p        []float64
	result   Recovery
}

// run makes one round, from d.p to d.p.
func (d *descent) run(r round) error {
	scale := 1.0
	if r.smoothed {
		scale = max(1e-6, math.Sqrt(d.relaxed.Match.Func(d.p[:len(d.p)-1])))
		r.scaleB = 1 / scale
	}
	if r.smoothed && r.damping == 0 {
		scale, r.scaleB = 1, 1 // logarithms have a unit of their own
	}
	c := newCoordinates(parameters(d.relaxed.Chain), d.p, r.scaleB)
	if r.damping > 0 {
		if err := c.whiten(&d.relaxed.Match, r.damping); err != nil {
			return err
		}
		d.result.Passes += len(d.p)
	}
	blocks := 1
	if d.method == Alternating && r.smoothed {
		blocks = sweeps
	}
	x, rule, gradient := make([]float64, len(d.p)), r.rule(), d.gradient(r, c)
	for k := range blocks {
		if blocks > 1 {
			if err := d.sweep(c, x); err != nil {
				return err
			}
		}
		res, err := optim.Minimize(optim.Problem{Grad: gradient}, x, rule, optim.Settings{
			Rate: shifted{r.rate, k * r.steps / blocks, scale}, MaxSteps: r.steps / blocks,
			Project: c.project, Divergence: -1,
		})
		if err != nil {
			return fmt.Errorf("stylize: Recover: %w", err)
		}
		x = res.X
	}
	copy(d.p, c.params(x))
	return nil
}

// gradient returns the gradient of a round in its coordinates.
func (d *descent) gradient(r round, c *coordinates) func(dst, x []float64) {
	step, last := 0, len(d.p)-1
	return func(dst, x []float64) {
		p := c.params(x)
		if r.smoothed {
			d.smoothed.Radius = radii.Rate(step)
			d.smoothed.Grad(dst, p)
		} else {
			d.relaxed.Grad(dst, p)
		}
		c.gradient(dst)
		if d.method == Alternating {
			dst[last] = 0
		}
		step++
		d.result.Steps++
		d.result.Passes += 2
	}
}

// sweep sets b, in x, to the exact fit for the chain's output there.
func (d *descent) sweep(c *coordinates, x []float64) error {
	last := len(d.p) - 1
	var xs, ys []float64
	out := d.relaxed.Chain.Forward(d.relaxed.Src, c.params(x)[:last])
	for i, z := range out {
		if y := d.relaxed.Target[i]; y < 1 && z >= 0 && z <= 1 {
			xs, ys = append(xs, z), append(ys, y)
		}
	}
	fit, err := stair.FitLeastSquares(xs, ys, stair.DefaultLo, stair.DefaultHi)
	if err != nil {
		return fmt.Errorf("stylize: Recover: %w", err)
	}
	x[last] = (math.Log(fit.B) - c.origin[last]) / c.scaleB
	d.result.Passes++
	d.result.Sweeps++
	return nil
}
