package jpegany

import (
	"image"
	"math"
)

// wave[k][x] is the value of the k-th frequency at sample x of 8 (A.3.3).
var wave = func() (w [8][8]float64) {
	for k := range w {
		size := 0.5
		if k == 0 {
			size = math.Sqrt(0.125)
		}
		for x := range w[k] {
			w[k][x] = size * math.Cos(float64((2*x+1)*k)*math.Pi/16)
		}
	}
	return w
}()

// image makes the samples of all components and puts them together.
func (d *decoder) image() (image.Image, error) {
	box := image.Rect(0, 0, d.w, d.h)
	var planes [3][]uint8
	for i := range d.comps {
		c := &d.comps[i]
		if d.quant[c.table] == nil {
			return nil, malformed("missing quantization table")
		}
		if c.coef == nil {
			return nil, malformed("a component without a scan")
		}
		planes[i] = d.plane(c)
	}
	if len(d.comps) == 1 {
		return &image.Gray{Pix: planes[0], Stride: d.w, Rect: box}, nil
	}
	if !d.isRGB() {
		return &image.YCbCr{
			Y: planes[0], Cb: planes[1], Cr: planes[2], YStride: d.w, CStride: d.w,
			SubsampleRatio: image.YCbCrSubsampleRatio444, Rect: box,
		}, nil
	}
	m := image.NewRGBA(box)
	for i := range planes[0] {
		m.Pix[4*i], m.Pix[4*i+1], m.Pix[4*i+2], m.Pix[4*i+3] = planes[0][i], planes[1][i], planes[2][i], 0xff
	}
	return m, nil
}

// isRGB says whether the components are red, green and blue, as image/jpeg and libjpeg tell it.
func (d *decoder) isRGB() bool {
	return !d.jfif && (d.rgb || d.comps[0].id == 'R' && d.comps[1].id == 'G' && d.comps[2].id == 'B')
}

// plane has a sample of the component for each pixel. A sample counts for all pixels that it covers.
func (d *decoder) plane(c *component) []uint8 {
	samples := make([]uint8, 64*c.w*c.rows)
	for b := range c.w * c.rows {
		d.samples(samples[b/c.w*64*c.w+b%c.w*8:], 8*c.w, c.coef[64*b:64*b+64], d.quant[c.table])
	}
	c.coef = nil
	if c.h == d.hMax && c.v == d.vMax && d.w == 8*c.w {
		return samples[:d.w*d.h]
	}
	out := make([]uint8, d.w*d.h)
	for y := range d.h {
		row := samples[y*c.v/d.vMax*8*c.w:]
		for x := range d.w {
			out[y*d.w+x] = row[x*c.h/d.hMax]
		}
	}
	return out
}

// samples writes the 64 samples of a block to rows of that stride.
func (d *decoder) samples(dst []uint8, stride int, coef []int16, quant *[64]uint16) {
	var half [64]float64 // rows transformed
	for y := range 8 {
		for k := range 8 {
			v := float64(coef[8*y+k]) * float64(quant[8*y+k])
			if v == 0 {
				continue
			}
			for x := range 8 {
				half[8*y+x] += v * wave[k][x]
			}
		}
	}
	for x := range 8 {
		for y := range 8 {
			sum := 0.0
			for k := range 8 {
				sum += half[8*k+x] * wave[k][y]
			}
			dst[y*stride+x] = uint8(math.RoundToEven(min(max(sum+128, 0), math.MaxUint8)))
		}
	}
}
