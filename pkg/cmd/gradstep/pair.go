package main

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/stair"
)

// pair is what a fit needs of two images: how often each level stands over
// each, channel by channel.
type pair struct {
	w, h   int
	lossy  string // the format of the quantized file, if it changes levels
	counts []*stair.Histogram
}

// readPair counts two files row by row; they stay at 8 bits a sample.
func readPair(original, quantized string, maxPixels int) (*pair, error) {
	d := decoder(maxPixels)
	x, err := d.LoadRaster(original)
	if err != nil {
		return nil, byFlag(err)
	}
	y, err := d.LoadRaster(quantized)
	if err != nil {
		return nil, byFlag(err)
	}
	if x.W != y.W || x.H != y.H {
		return nil, fmt.Errorf("%s is %d×%d pixels and %s is %d×%d; the two must show the same pixels, neither scaled nor cropped",
			original, x.W, x.H, quantized, y.W, y.H)
	}
	p := &pair{w: x.W, h: x.H}
	if y.Lossy {
		p.lossy = y.Format
	}
	for range min(x.Channels, y.Channels) {
		p.counts = append(p.counts, new(stair.Histogram))
	}
	rowX, rowY := make([]uint8, x.W*x.Channels), make([]uint8, y.W*y.Channels)
	for i := range x.H {
		a, b := x.Row(rowX, i), y.Row(rowY, i)
		if x.Channels != y.Channels {
			// At most one of the two has three channels.
			var column int
			if a, column = grey(a, x.Channels); column < 0 {
				b, column = grey(b, y.Channels)
			}
			if column >= 0 {
				return nil, oneAgainstThree(original, quantized, x.Channels, column, i)
			}
		}
		for c, h := range p.counts {
			h.AddEvery(a, b, c, len(p.counts))
		}
	}
	return p, nil
}

// grey packs a row of three equal channels into one, in place; column is where
// they differ, -1 if nowhere. A grey row is returned as it is.
func grey(row []uint8, channels int) (packed []uint8, column int) {
	if channels == 1 {
		return row, -1
	}
	n := len(row) / 3
	for x := range n {
		r, g, b := row[3*x], row[3*x+1], row[3*x+2]
		if r != g || g != b {
			return nil, x
		}
		row[x] = r
	}
	return row[:n], -1
}

func oneAgainstThree(original, quantized string, channels, column, row int) error {
	colour, mono := quantized, original
	if channels == 3 {
		colour, mono = original, quantized
	}
	return fmt.Errorf("%s has three channels, which differ in column %d, row %d, and %s has one; convert both to grey or both to colour",
		colour, column, row, mono)
}
