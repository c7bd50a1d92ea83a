package main

import (
	"errors"
	"fmt"

	"github.com/gradstep/gradstep/pkg/filter"
	"github.com/gradstep/gradstep/pkg/internal/parallel"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
)

// pair is what a fit needs of two images: how often each level stands over
// each, channel by channel.
type pair struct {
	w, h, channels int
	lossy          [2]string          // the formats of the original and of the quantized file, if they change levels
	counts         []*stair.Histogram // of 8 bits a sample
	planes         [2][][]float64     // of 16 bits, where one of the files has them
	top            [2]float64         // the greatest sample of each file
	coded          *filter.Coded      // of a quantized JPEG whose channels are the original's
	translucent    int                // pixels that are not opaque in one of the files, and left out
}

// readPair counts two files row by row; they stay at 8 bits a sample. Both are
// decoded at once. If one has 16 bits a sample, both are expanded.
func readPair(original, quantized string, maxPixels int) (*pair, error) {
	d := decoder(maxPixels)
	d.Translucent = true
	names := [2]string{original, quantized}
	var errs [2]error
	files, _ := parallel.Map(2, func(i int) (*picture.Raster, error) {
		f, err := d.LoadRaster(names[i])
		errs[i] = err
		return f, nil
	})
	for _, err := range errs {
		if err != nil && !errors.Is(err, picture.ErrDepth) {
			return nil, byFlag(err)
		}
	}
	if errs[0] != nil || errs[1] != nil {
		return readDeep(d, names, errs)
	}
	x, y := files[0], files[1]
	if x.W != y.W || x.H != y.H {
		return nil, sizesDiffer(names, x.W, x.H, y.W, y.H)
	}
	p := &pair{w: x.W, h: x.H, channels: min(x.Channels, y.Channels), top: [2]float64{stair.MaxLevel, stair.MaxLevel}}
	for i, f := range files {
		if f.Lossy {
			p.lossy[i] = f.Format
		}
	}
	if c := y.Coded(); c != nil && x.Channels == y.Channels && x.Opaque(0) == nil {
		p.coded = codedPair(x, c)
	}
	return p, p.count(names, x, y)
}

// codedPair returns the planes of the original beside what the JPEG stores.
func codedPair(x *picture.Raster, c *picture.Coded) *filter.Coded {
	out := &filter.Coded{W: x.W, H: x.H, Luma: c.Luma, Stride: c.Stride}
	for k, step := range c.Steps {
		out.Steps[k] = float64(step)
	}
	for range x.Channels {
		out.X = append(out.X, make([]uint8, x.W*x.H))
	}
	row := make([]uint8, x.W*x.Channels)
	for y := range x.H {
		x.Row(row, y)
		for i, v := range row {
			out.X[i%x.Channels][y*x.W+i/x.Channels] = v
		}
	}
	return out
}

func sizesDiffer(names [2]string, w, h, w2, h2 int) error {
	return fmt.Errorf("%s is %d×%d pixels and %s is %d×%d; the two must show the same pixels, neither scaled nor cropped",
		names[0], w, h, names[1], w2, h2)
}

// readDeep reads two files of which at least one, whose error says so, has 16 bits a
// sample.
func readDeep(d picture.Decoder, names [2]string, errs [2]error) (*pair, error) {
	var files [2]*picture.Image
	p := new(pair)
	for i, name := range names {
		var err error
		if files[i], err = d.Load(name); err != nil {
			return nil, byFlag(err)
		}
		p.top[i] = stair.MaxLevel
		if errs[i] != nil {
			p.top[i] = 65535
		}
	}
	x, y := files[0], files[1]
	if x.W != y.W || x.H != y.H {
		return nil, sizesDiffer(names, x.W, x.H, y.W, y.H)
	}
	p.w, p.h, p.channels = x.W, x.H, min(x.Channels(), y.Channels())
	for i, f := range files {
		p.planes[i] = f.Planes
		if f.Channels() == p.channels {
			continue
		}
		for k, v := range f.Planes[0] {
			if v != f.Planes[1][k] || v != f.Planes[2][k] {
				return nil, oneAgainstThree(names[0], names[1], x.Channels(), k%p.w, k/p.w)
			}
		}
		p.planes[i] = f.Planes[:1]
	}
	return p, nil
}

// common returns the samples of all channels together.
func (p *pair) common() (*filter.Data, error) {
	if p.counts == nil {
		var all [2][]float64
		for i, planes := range p.planes {
			for _, plane := range planes {
				all[i] = append(all[i], plane...)
			}
		}
		return filter.NewData(all[0], all[1], p.top[0], p.top[1])
	}
	common := new(stair.Histogram)
	for _, h := range p.counts {
		common.Merge(h)
	}
	return filter.FromHistogram(common)
}

// channel returns the samples of one channel.
func (p *pair) channel(c int) (*filter.Data, error) {
	if p.counts == nil {
		return filter.NewData(p.planes[0][c], p.planes[1][c], p.top[0], p.top[1])
	}
	return filter.FromHistogram(p.counts[c])
}
