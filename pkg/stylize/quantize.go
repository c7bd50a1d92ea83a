package stylize

import (
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/surrogate"
)

// Quantize is the staircase y(x; b) with a stand-in for floor: see package surrogate
// for ∂y/∂b and ∂y/∂x. Samples below 0 count as 0 and have no gradient.
type Quantize struct {
	Surrogate   surrogate.Surrogate // required
	Temperature float64
	Hard        bool // the staircase itself forward, the stand-in's derivatives backward
}

// Params implements Stage: b.
func (*Quantize) Params() []Param {
	return []Param{{"b", stair.DefaultLo, stair.DefaultHi, stair.DefaultHi}}
}

// Forward implements Stage.
func (q *Quantize) Forward(dst, src, p []float64) {
	checkStage("Quantize", 1, p, src, nil, dst)
	b := p[0]
	for i, x := range src {
		x = max(x, 0)
		if q.Hard {
			dst[i] = stair.Quantize(x, b)
		} else {
			dst[i], _, _ = surrogate.Quantize(q.Surrogate, x, b, q.Temperature)
		}
	}
}

// Backward implements Stage.
func (q *Quantize) Backward(gradSrc, gradP, gradDst, _, src, p []float64) {
	checkStage("Quantize", 1, p, src, gradSrc, gradDst)
	checkStage("Quantize", 1, gradP, src, nil)
	b, sum := p[0], 0.0
	for i, x := range src {
		_, dydb, dydx := surrogate.Quantize(q.Surrogate, max(x, 0), b, q.Temperature)
		sum += gradDst[i] * dydb
		if gradSrc != nil {
			if gradSrc[i] = gradDst[i] * dydx; x < 0 {
				gradSrc[i] = 0
			}
		}
	}
	gradP[0] = sum
}
