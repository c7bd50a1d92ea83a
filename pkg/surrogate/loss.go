package surrogate

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/stair"
)

// Loss returns the mean squared error of the pairs with s in floor's place, and
// the gradient in b that s makes of it:
//
//	L = (1/m) Σ (y_i - y*_i)²,   g = (2/m) Σ (y_i - y*_i) ∂y_i/∂b,
//
// where y_i and ∂y_i/∂b are those of [Quantize] at x[i], and y*_i is y[i]. It
// allocates nothing, and panics if the lengths differ.
func Loss(s Surrogate, x, y []float64, b, t float64) (loss, grad float64) {
	return squared(s, x, y, b, t, false)
}

func squared(s Surrogate, x, y []float64, b, t float64, hard bool) (loss, grad float64) {
	if len(x) != len(y) {
		panic(fmt.Sprintf("surrogate: Loss: %d x's, %d y's", len(x), len(y)))
	}
	for i, v := range x {
		value, slope, _ := Quantize(s, v, b, t)
		if hard {
			value = stair.Quantize(v, b)
		}
		r := value - y[i]
		loss += r * r
		grad += r * slope
	}
	m := float64(len(x))
	return loss / m, 2 * grad / m
}

// Fit is the fit of b to pairs by a rule of optim, with a stand-in for floor.
//
// Its gradient follows a schedule of temperatures: each call of Grad is one step
// of it. One value serves one run; Reset starts the schedule again.
type Fit struct {
	Surrogate   Surrogate
	Temperature optim.Schedule // t of each step; nil: 0 at each
	X, Y        []float64      // the pairs, of one length

	// Hard takes the residuals y_i - y*_i of the staircase itself, and only ∂y_i/∂b
	// of the stand-in. With Replaced this is the straight-through gradient of the
	// question, -1/(2b²) for every pixel.
	Hard bool

	step int
}

// At returns the loss and the gradient at b and the temperature t.
func (f *Fit) At(b, t float64) (loss, grad float64) {
	return squared(f.Surrogate, f.X, f.Y, b, t, f.Hard)
}

// Grad writes the gradient at b[0] to dst[0], at the temperature of the step, and
// goes one step further down the schedule.
func (f *Fit) Grad(dst, b []float64) {
	_, dst[0] = f.At(b[0], f.temperature())
	f.step++
}

// Func returns the loss at b[0] and the temperature of the next step.
func (f *Fit) Func(b []float64) float64 {
	loss, _ := f.At(b[0], f.temperature())
	return loss
}

// Reset goes back to the first step of the schedule.
func (f *Fit) Reset() { f.step = 0 }

// Problem returns the fit for optim.Minimize: the gradient only, since the losses
// at different temperatures do not compare. Its last point is its best.
func (f *Fit) Problem() optim.Problem { return optim.Problem{Grad: f.Grad} }

func (f *Fit) temperature() float64 {
	if f.Temperature == nil {
		return 0
	}
	return f.Temperature.Rate(f.step)
}
