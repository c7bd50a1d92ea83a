package stylize

import "fmt"

// WhiteBalance scales the red and the blue plane; green is the measure.
//
//	y_c = k_c·x_c,   k_green = 1
//
// The planes of an image that has not three of them stay as they are.
type WhiteBalance struct{ size Size }

// NewWhiteBalance returns the stage for images of that size.
func NewWhiteBalance(size Size) WhiteBalance {
	size.check("NewWhiteBalance")
	return WhiteBalance{size}
}

// Params implements Stage: the factors of red and of blue.
func (WhiteBalance) Params() []Param {
	return []Param{{"red", 0.25, 4, 1}, {"blue", 0.25, 4, 1}}
}

// factor is what plane c is multiplied by, and which parameter that is: -1 for none.
func (w WhiteBalance) factor(p []float64, c int) (k float64, param int) {
	if w.size.Channels != 3 || c == 1 {
		return 1, -1
	}
	return p[c/2], c / 2
}

// Forward implements Stage.
func (w WhiteBalance) Forward(dst, src, p []float64) {
	checkStage("WhiteBalance", 2, p, src, nil, dst)
	w.checkSize(src)
	n := w.size.Plane()
	for c := range w.size.Channels {
		k, _ := w.factor(p, c)
		for i := c * n; i < (c+1)*n; i++ {
			dst[i] = k * src[i]
		}
	}
}

// Backward implements Stage.
func (w WhiteBalance) Backward(gradSrc, gradP, gradDst, _, src, p []float64) {
	checkStage("WhiteBalance", 2, p, src, gradSrc, gradDst)
	checkStage("WhiteBalance", 2, gradP, src, nil)
	w.checkSize(src)
	n := w.size.Plane()
	gradP[0], gradP[1] = 0, 0
	for c := range w.size.Channels {
		k, param := w.factor(p, c)
		sum := 0.0
		for i := c * n; i < (c+1)*n; i++ {
			sum += gradDst[i] * src[i]
			if gradSrc != nil {
				gradSrc[i] = k * gradDst[i]
			}
		}
		if param >= 0 {
			gradP[param] = sum
		}
	}
}

// checkSize panics unless src is an image of the size.
func (w WhiteBalance) checkSize(src []float64) {
	if len(src) != w.size.Len() {
		panic(fmt.Sprintf("stylize: WhiteBalance: %d samples, want %d", len(src), w.size.Len()))
	}
}
