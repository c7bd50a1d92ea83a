package stylize

import "math"

// Tone is gain and gamma, sample by sample:
//
//	y = g·x^γ,   ∂y/∂x = γ y/x,   ∂y/∂g = y/g,   ∂y/∂γ = y ln x.
//
// Samples that are not positive become 0 and have no gradient.
type Tone struct{}

// Params implements Stage: the gain g and the exponent γ.
func (Tone) Params() []Param {
	return []Param{{"gain", 0.25, 4, 1}, {"gamma", 0.25, 4, 1}}
}

// Forward implements Stage.
func (Tone) Forward(dst, src, p []float64) {
	checkStage("Tone", 2, p, src, nil, dst)
	gain, gamma := p[0], p[1]
	for i, x := range src {
		if dst[i] = 0; x > 0 {
			dst[i] = gain * math.Exp(gamma*math.Log(x))
		} else if x != x {
			dst[i] = x
		}
	}
}

// Backward implements Stage.
func (Tone) Backward(gradSrc, gradP, gradDst, dst, src, p []float64) {
	checkStage("Tone", 2, p, src, gradSrc, gradDst, dst)
	checkStage("Tone", 2, gradP, src, nil)
	gain, gamma := p[0], p[1]
	sum, logs := 0.0, 0.0
	for i, x := range src {
		if x <= 0 {
			if gradSrc != nil {
				gradSrc[i] = 0
			}
			continue
		}
		g := gradDst[i] * dst[i]
		sum += g
		logs += g * math.Log(x)
		if gradSrc != nil {
			gradSrc[i] = gamma * g / x
		}
	}
	gradP[0], gradP[1] = sum/gain, logs
}
