package main

import (
	"image"
	"image/color"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
)

// pageImage is an image that a report shows and compares, its samples 0 to 1.
type pageImage struct {
	w, h, channels int
	row            func(dst []float64, y int) // the channels of a pixel side by side
}

// images returns the two files, and which pixels of a row are compared, nil for all.
func (r *report) images(p *pair) (files [2]pageImage, opaque func(y int) []bool, err error) {
	if p.counts == nil {
		for i, planes := range p.planes {
			files[i] = pageImage{p.w, p.h, len(planes), func(dst []float64, y int) {
				for k := range dst {
					dst[k] = planes[k%len(planes)][y*p.w+k/len(planes)]
				}
			}}
		}
		return files, func(int) []bool { return nil }, nil
	}
	dec := decoder(r.flags.maxPixels)
	dec.Translucent = true
	var rasters [2]*picture.Raster
	for i, name := range []string{r.Original, r.Quantized} {
		f, err := dec.LoadRaster(name)
		if err != nil {
			return files, nil, byFlag(err)
		}
		rasters[i] = f
		bytes := make([]uint8, f.W*f.Channels)
		files[i] = pageImage{f.W, f.H, f.Channels, func(dst []float64, y int) {
			for k, v := range f.Row(bytes, y) {
				dst[k] = picture.FromByte(v)
			}
		}}
	}
	return files, func(y int) []bool { return opaqueRow(rasters[0], rasters[1], y) }, nil
}

// widest is how many pixels a picture of the report is wide at most.
const widest = 480

// picture returns it in 8 bits, made smaller by taking every n-th pixel.
func (s pageImage) picture() image.Image {
	step := max(1, (max(s.w, s.h)+widest-1)/widest)
	out := image.NewRGBA(image.Rect(0, 0, (s.w+step-1)/step, (s.h+step-1)/step))
	row := make([]float64, s.w*s.channels)
	for y := 0; y < s.h; y += step {
		s.row(row, y)
		for x := 0; x < s.w; x += step {
			p := row[x*s.channels:]
			grey := picture.ToByte(p[0])
			c := color.RGBA{grey, grey, grey, stair.MaxLevel}
			if s.channels == 3 {
				c.G, c.B = picture.ToByte(p[1]), picture.ToByte(p[2])
			}
			out.SetRGBA(x/step, y/step, c)
		}
	}
	return out
}

// disagreement is a map of the largest distance in each cell.
func disagreement(files [2]pageImage, opaque func(y int) []bool, distance func(x, y float64) float64) image.Image {
	x, y := files[0], files[1]
	step := max(1, (max(x.w, x.h)+widest-1)/widest)
	w, h := (x.w+step-1)/step, (x.h+step-1)/step
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	far := make([]float64, w*h)
	rowX, rowY := make([]float64, x.w*x.channels), make([]float64, y.w*y.channels)
	for i := range x.h {
		x.row(rowX, i)
		y.row(rowY, i)
		keep := opaque(i)
		for k := range x.w {
			if keep != nil && !keep[k] {
				continue
			}
			for c := range min(x.channels, y.channels) {
				cell := i/step*w + k/step
				far[cell] = max(far[cell], distance(rowX[k*x.channels+c], rowY[k*y.channels+c]))
			}
		}
	}
	for i, e := range far {
		c := color.RGBA{stair.MaxLevel, stair.MaxLevel, stair.MaxLevel, stair.MaxLevel}
		if e > 0 {
			v := uint8(200 - min(200, 4*e))
			c.G, c.B = v, v
		}
		out.SetRGBA(i%w, i/w, c)
	}
	return out
}
