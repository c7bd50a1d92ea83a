package picture

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
)

// Quantize applies the step function to every sample of src:
//
//	y = (⌊x·b⌋ + ½)/b
//
// For x near 1 it exceeds 1 when b - ⌊b⌋ < ½; that is kept here and clipped by
// saving, so a stored 255 is then a lower bound of y alone. dst may be src; nil
// allocates. It panics when b is not positive and finite, or the shapes
// differ. See [stair.Quantize].
func Quantize(dst, src *Image, b float64) *Image {
	if !(b > 0) || math.IsInf(b, 1) {
		panic(fmt.Sprintf("picture: Quantize: b = %v, want a positive number", b))
	}
	dst = sizedImage("Quantize", dst, src)
	for c, plane := range src.Planes {
		stair.QuantizeTo(dst.Planes[c], plane, b)
	}
	return dst
}
