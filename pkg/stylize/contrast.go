package stylize

import "math"

// Contrast is a curve of the shape of an S that leaves 0 and 1 where they are:
//
//	y = (σ(s(x - m)) - σ(-sm)) / (σ(s(1 - m)) - σ(-sm)),   σ(z) = 1/(1 + e^-z),
//
// with the strength s and the pivot m at which it is steepest. As s → 0 it becomes
// the identity. It is the curve of ImageMagick's -sigmoidal-contrast.
type Contrast struct{}

// Params implements Stage: the strength s and the pivot m.
func (Contrast) Params() []Param {
	return []Param{{"strength", 0.25, 12, 0.25}, {"pivot", 0, 1, 0.5}}
}

// ends returns σ at x = 0 and the rise to x = 1.
func (Contrast) ends(s, m float64) (low, rise float64) {
	low = sigmoid(-s * m)
	return low, sigmoid(s*(1-m)) - low
}

// Forward implements Stage.
func (c Contrast) Forward(dst, src, p []float64) {
	checkStage("Contrast", 2, p, src, nil, dst)
	s, m := p[0], p[1]
	low, rise := c.ends(s, m)
	for i, x := range src {
		dst[i] = (sigmoid(s*(x-m)) - low) / rise
	}
}

// Backward implements Stage.
func (c Contrast) Backward(gradSrc, gradP, gradDst, dst, src, p []float64) {
	checkStage("Contrast", 2, p, src, gradSrc, gradDst, dst)
	checkStage("Contrast", 2, gradP, src, nil)
	s, m := p[0], p[1]
	low, rise := c.ends(s, m)
	high := low + rise
	lowSlope, highSlope := low*(1-low), high*(1-high)
	var sumA, sumAX, sum, sumY float64 // of g·σ′, g·σ′·(x-m), g and g·y
	for i, x := range src {
		g, y := gradDst[i], dst[i]
		a := y*rise + low // σ of the sample, without another exponential
		slope := g * a * (1 - a)
		sumA += slope
		sumAX += slope * (x - m)
		sum += g
		sumY += g * y
		if gradSrc != nil {
			gradSrc[i] = s * slope / rise
		}
	}
	lowByS, lowByM := -m*lowSlope, -s*lowSlope
	riseByS, riseByM := (1-m)*highSlope-lowByS, -s*highSlope-lowByM
	gradP[0] = (sumAX - sum*lowByS - sumY*riseByS) / rise
	gradP[1] = (-s*sumA - sum*lowByM - sumY*riseByM) / rise
}

func sigmoid(z float64) float64 { return 1 / (1 + math.Exp(-z)) }
