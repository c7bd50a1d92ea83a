package nbplot

import (
	"fmt"
	"image"
	"image/color"
	"math"
)

// A Plane is an image of floats in [0, 1], row by row, top row first: one
// plane of grey, or three of red, green and blue. What lies outside [0, 1] is
// drawn as black or white; NaN is an error of the gallery that shows it.
type Plane struct {
	W, H   int
	planes [][]float64
}

// Gray makes a grey image of w columns.
func Gray(pix []float64, w, h int) Plane { return newPlane(w, h, pix) }

// RGB makes a colour image of three planes of w columns.
func RGB(r, g, b []float64, w, h int) Plane { return newPlane(w, h, r, g, b) }

func newPlane(w, h int, planes ...[]float64) Plane {
	for i, p := range planes {
		if w < 1 || h < 1 || len(p) != w*h {
			panic(fmt.Sprintf("nbplot: plane %d has %d values for %d × %d pixels", i, len(p), w, h))
		}
	}
	return Plane{w, h, planes}
}

// ColorModel is that of grey or of colour images of 8 bits.
func (p Plane) ColorModel() color.Model {
	if len(p.planes) == 1 {
		return color.GrayModel
	}
	return color.RGBAModel
}

// Bounds is the rectangle from (0, 0) to (W, H).
func (p Plane) Bounds() image.Rectangle { return image.Rect(0, 0, p.W, p.H) }

// At is the pixel at column x and row y, rounded to 8 bits.
func (p Plane) At(x, y int) color.Color {
	k := y*p.W + x
	if len(p.planes) == 1 {
		return color.Gray{level(p.planes[0][k])}
	}
	return color.RGBA{level(p.planes[0][k]), level(p.planes[1][k]), level(p.planes[2][k]), 255}
}

// level is v in 8 bits.
func level(v float64) uint8 { return uint8(math.Round(255 * math.Max(0, math.Min(1, v)))) }

// bytes is the same image in the form that encodes fastest.
func (p Plane) bytes() image.Image {
	if len(p.planes) == 1 {
		out := image.NewGray(p.Bounds())
		for i, v := range p.planes[0] {
			out.Pix[i] = level(v)
		}
		return out
	}
	out := image.NewRGBA(p.Bounds())
	for i := range p.planes[0] {
		for c := range 3 {
			out.Pix[4*i+c] = level(p.planes[c][i])
		}
		out.Pix[4*i+3] = 255
	}
	return out
}

func (p Plane) check(caption string) error {
	for i, pix := range p.planes {
		for k, v := range pix {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("nbplot: picture %q: plane %d has %v at column %d, row %d", caption, i, v, k%p.W, k/p.W)
			}
		}
	}
	return nil
}
