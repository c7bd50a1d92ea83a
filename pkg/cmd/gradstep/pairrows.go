package main

import (
	"fmt"
	"runtime"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
)

// count fills the histograms, a band of rows on each core.
func (p *pair) count(names [2]string, x, y *picture.Raster) error {
	bands := min(p.h, runtime.GOMAXPROCS(0))
	parts, err := parallel.Map(bands, func(i int) ([]*stair.Histogram, error) {
		counts := make([]*stair.Histogram, p.channels)
		for c := range counts {
			counts[c] = new(stair.Histogram)
		}
		return counts, countRows(counts, names, x, y, i*p.h/bands, (i+1)*p.h/bands)
	})
	if err != nil {
		return err
	}
	p.counts = parts[0]
	for _, part := range parts[1:] {
		for c, h := range part {
			p.counts[c].Merge(h)
		}
	}
	if x.Opaque(0) == nil && y.Opaque(0) == nil {
		return nil
	}
	p.translucent = p.w * p.h
	for i := range p.h {
		for _, ok := range opaqueRow(x, y, i) {
			if ok {
				p.translucent--
			}
		}
	}
	if p.translucent == p.w*p.h {
		return fmt.Errorf("no pixel is opaque both in %s and in %s: what colour the others have depends on a background; flatten the images onto one first", names[0], names[1])
	}
	return nil
}

func countRows(counts []*stair.Histogram, names [2]string, x, y *picture.Raster, from, to int) error {
	rowX, rowY := make([]uint8, x.W*x.Channels), make([]uint8, y.W*y.Channels)
	for i := from; i < to; i++ {
		a, b := x.Row(rowX, i), y.Row(rowY, i)
		if keep := opaqueRow(x, y, i); keep != nil {
			a, b = only(a, keep, x.Channels), only(b, keep, y.Channels)
		}
		if x.Channels != y.Channels {
			// At most one of the two has three channels.
			var column int
			if a, column = grey(a, x.Channels); column < 0 {
				b, column = grey(b, y.Channels)
			}
			if column >= 0 {
				return oneAgainstThree(names[0], names[1], x.Channels, column, i)
			}
		}
		for c, h := range counts {
			h.AddEvery(a, b, c, len(counts))
		}
	}
	return nil
}

// opaqueRow says which pixels of a row are opaque in both files; nil: all.
func opaqueRow(x, y *picture.Raster, i int) []bool {
	a, b := x.Opaque(i), y.Opaque(i)
	if a == nil {
		return b
	}
	for k := range b {
		a[k] = a[k] && b[k]
	}
	return a
}

// only packs the pixels of a row that are to be kept, in place.
func only(row []uint8, keep []bool, channels int) []uint8 {
	n := 0
	for k, ok := range keep {
		if ok {
			n += copy(row[n:], row[k*channels:(k+1)*channels])
		}
	}
	return row[:n]
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
