package surrogate

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/internal/sized"
	"github.com/gradstep/gradstep/pkg/stair"
)

// Bias is how a stand-in's gradient of the loss compares with the truth over a
// range of b.
type Bias struct {
	Error  float64 // root of the mean square of the difference, in units of the truth's own
	Mean   float64 // mean difference, in the same units: positive pushes b down
	Agrees float64 // share of the b's at which both have the same sign
	Toward float64 // share of the b's at which the step -g goes towards the target
}

// Compare returns the bias of the gradients g[i] at bs[i]. The truth is the gradient
// of the loss smoothed over [b-h, b+h],
//
//	(L(b+h) - L(b-h)) / 2h,
//
// which loss gives exactly. It panics if the lengths differ, bs is empty or a
// window leaves the curve's domain.
func Compare(g, bs []float64, loss *stair.Curve, h, target float64) Bias {
	if len(g) != len(bs) {
		panic(fmt.Sprintf("surrogate: Compare: %d gradients at %d b's", len(g), len(bs)))
	}
	var bias Bias
	if loss == nil {
		panic("surrogate: Compare: the curve is nil")
	}
	if len(bs) == 0 {
		panic("surrogate: Compare: no b's")
	}
	size, n := 0.0, float64(len(bs))
	for i, b := range bs {
		truth := loss.MeanDerivative(b, h)
		d := g[i] - truth
		size += truth * truth
		bias.Error += d * d
		bias.Mean += d
		if g[i]*truth > 0 {
			bias.Agrees += 1 / n
		}
		if g[i]*(b-target) > 0 {
			bias.Toward += 1 / n
		}
	}
	size = math.Sqrt(size / n)
	bias.Error, bias.Mean = math.Sqrt(bias.Error/n)/size, bias.Mean/n/size
	return bias
}

// Gradients writes the gradient at every bs[i] and the temperature t to dst[i], and
// returns dst; nil is allocated. It panics if the lengths differ.
func (f *Fit) Gradients(dst, bs []float64, t float64) []float64 {
	dst = sized.To("surrogate: Gradients", dst, len(bs))
	for i, b := range bs {
		_, dst[i] = f.At(b, t)
	}
	return dst
}
