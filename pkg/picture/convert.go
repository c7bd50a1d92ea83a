package picture

import (
	"image"
	"math"

	"github.com/gradstep/gradstep/pkg/internal/sized"
	"github.com/gradstep/gradstep/pkg/stair"
)

// FromByte returns the sample that a stored byte stands for: k/255.
func FromByte(k uint8) float64 { return float64(k) / stair.MaxLevel }

// ToByte returns the byte that stores a sample: ⌊255·v + ½⌋, clipped to 0…255.
//
// Halves round up. ToByte(FromByte(k)) = k for every k.
// Special cases: NaN gives 0; callers that must not lose it use
// [Image.EncodePNG] or [Image.Image], which refuse it.
func ToByte(v float64) uint8 {
	k := math.Floor(stair.MaxLevel*v + 0.5)
	switch {
	case k >= stair.MaxLevel:
		return stair.MaxLevel
	case k > 0:
		return uint8(k)
	}
	return 0
}

// Stored returns the samples as a file of 8 bits keeps them, FromByte(ToByte(v)), in dst, which may be nil or
// the samples themselves.
func Stored(dst, samples []float64) []float64 {
	dst = sized.To("picture: Stored", dst, len(samples))
	for i, v := range samples {
		dst[i] = FromByte(ToByte(v))
	}
	return dst
}

// FromImage converts an image of the standard library's interface.
//
// Grey types, and palettes of greys alone, give one channel, all others three.
// A translucent pixel and CMYK are refused ([ErrTranslucent], [ErrFormat]).
func FromImage(img image.Image) (*Image, error) {
	s, err := newSource(img)
	if err != nil {
		return nil, named(err, "")
	}
	return s.image(), nil
}

// image expands the samples to floating point.
func (s source) image() *Image {
	im := New(s.w, s.h, s.channels)
	for y := range s.h {
		for x := range s.w {
			r, g, b := s.at(x, y)
			i := y*s.w + x
			im.Planes[0][i] = float64(r) / 0xffff
			if s.channels == 3 {
				im.Planes[1][i] = float64(g) / 0xffff
				im.Planes[2][i] = float64(b) / 0xffff
			}
		}
	}
	return im
}

// Image converts to an image of the standard library, as saving does: 8 bits a
// sample by [ToByte], an *image.Gray or an opaque *image.NRGBA.
//
// A sample that is NaN or infinite is an error that wraps [ErrValue] and says
// where it stands; values outside [0, 1] are clipped.
func (im *Image) Image() (image.Image, error) {
	im.check("Image")
	for c, plane := range im.Planes {
		for i, v := range plane {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, refuse(ErrValue, "%v in column %d, row %d of channel %d; look for a division by zero or a diverging step", v, i%im.W, i/im.W, c)
			}
		}
	}
	bounds := image.Rect(0, 0, im.W, im.H)
	if len(im.Planes) == 1 {
		out := image.NewGray(bounds)
		for i, v := range im.Planes[0] {
			out.Pix[i] = ToByte(v)
		}
		return out, nil
	}
	out := image.NewNRGBA(bounds)
	for c, plane := range im.Planes {
		for i, v := range plane {
			out.Pix[4*i+c] = ToByte(v)
		}
	}
	for i := 3; i < len(out.Pix); i += 4 {
		out.Pix[i] = 0xff
	}
	return out, nil
}
