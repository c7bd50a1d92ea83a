package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/stylize"
)

// fittedStyle is the outcome of stylize -fit.
type fittedStyle struct {
	styleReport
	style stylize.Style
	chain *stylize.Chain // for the first pair
	first stylize.Pair
}

const (
	window     = 64 // width of what is looked at of large images
	mostPixels = 20480
	windowEdge = stylize.DefaultReach
)

// fitStyle fits a style to pairs of files.
func (f stylizeFlags) fitStyle(ctx context.Context, style stylize.Style, files []string) (*fittedStyle, error) {
	if style.Unknowns() == 0 {
		return nil, errors.New("the chain has no unknown parameters; write ? where one is to be found")
	}
	var whole, looked []stylize.Pair
	lossy := false
	for i := 0; i < len(files); i += 2 {
		pair, coded, err := f.loadPair(files[i], files[i+1])
		if err != nil {
			return nil, err
		}
		if _, err := style.Chain(pair.Size); err != nil {
			return nil, fmt.Errorf("%s: %w", files[i], err)
		}
		whole, lossy = append(whole, pair), lossy || coded
	}
	for _, pair := range whole {
		looked = append(looked, windows(pair, mostPixels/len(whole))...)
	}
	got, err := stylize.Fit(style, looked, stylize.FitSettings{Passes: f.passes, Context: ctx})
	if err != nil {
		return nil, err
	}
	r := &fittedStyle{style: got.Style, first: whole[0]}
	r.Explained, r.Tol, r.Near, r.Runs, r.Notes = got.Explained, got.Tol, got.Near, got.Passes, append([]string{}, got.Notes...)
	if lossy {
		r.Notes = append(r.Notes, "a stylized file is a JPEG, which changes most samples: the intervals do not know of that")
	}
	for i, pair := range whole {
		c, err := got.Style.Chain(pair.Size)
		if err != nil {
			return nil, err
		}
		for k, z := range c.Forward(pair.Src, got.Params) {
			if r.Total++; stair.MaxLevel*math.Abs(min(1, max(0, z))-pair.Target[k]) <= got.Tol+1e-6 {
				r.Agree++
			}
		}
		if i == 0 {
			r.chain = c
		}
	}
	at := 0
	for k, l := range style {
		filter := styleFilter{Filter: l.Kind.Name}
		for i, set := range l.Set {
			iv := got.Intervals[at]
			filter.Parameters = append(filter.Parameters, styleParameter{
				l.Kind.Params[i].Name, got.Style[k].Set[i].Value, set.Free, iv.Lo, iv.Hi, iv.Determined,
			})
			at++
		}
		r.Filters = append(r.Filters, filter)
	}
	return r, nil
}

// loadPair reads two files of one size and as many channels; coded says that the second is a JPEG.
func (f stylizeFlags) loadPair(original, stylized string) (pair stylize.Pair, coded bool, err error) {
	d := decoder(f.maxPixels)
	var ims [2]*picture.Image
	for i, name := range []string{original, stylized} {
		if ims[i], err = d.Load(name); err != nil {
			return pair, false, byFlag(err)
		}
	}
	if x, y := ims[0], ims[1]; x.W != y.W || x.H != y.H {
		return pair, false, sizesDiffer([2]string{original, stylized}, x.W, x.H, y.W, y.H)
	} else if x.Channels() != y.Channels() {
		return pair, false, fmt.Errorf("%s has %d channels and %s has %d; convert both to grey or both to colour", original, x.Channels(), stylized, y.Channels())
	}
	if r, err := d.LoadRaster(stylized); err == nil {
		coded = r.Lossy
	}
	pair.Src, pair.Size = stylize.Flatten(ims[0])
	pair.Target, _ = stylize.Flatten(ims[1])
	return pair, coded, nil
}

// windows returns a small pair as it is, and of a large one the windows of a grid with the most contrast, as many as
// have that many pixels.
func windows(pair stylize.Pair, pixels int) []stylize.Pair {
	w, h := pair.Size.W, pair.Size.H
	if w*h <= max(pixels, window*window) || w < window || h < window {
		return []stylize.Pair{pair}
	}
	type place struct {
		x, y     int
		contrast float64
	}
	var places []place
	for y := 0; y+window <= h; y += window {
		for x := 0; x+window <= w; x += window {
			places = append(places, place{x, y, contrast(pair, x, y)})
		}
	}
	slices.SortStableFunc(places, func(a, b place) int {
		switch {
		case a.contrast > b.contrast:
			return -1
		case a.contrast < b.contrast:
			return 1
		}
		return 0
	})
	var out []stylize.Pair
	for _, p := range places[:min(len(places), max(1, pixels/window/window))] {
		size := stylize.Size{W: window, H: window, Channels: pair.Size.Channels}
		out = append(out, stylize.Pair{Size: size, Src: cut(pair.Src, pair.Size, p.x, p.y), Target: cut(pair.Target, pair.Size, p.x, p.y), Edge: windowEdge})
	}
	return out
}

// cut returns a window of an image.
func cut(flat []float64, size stylize.Size, x, y int) (out []float64) {
	for c := range size.Channels {
		for i := range window {
			from := c*size.Plane() + (y+i)*size.W + x
			out = append(out, flat[from:from+window]...)
		}
	}
	return out
}

// contrast is the variance of a window of the original.
func contrast(pair stylize.Pair, x, y int) float64 {
	var sum, squares float64
	v := cut(pair.Src, pair.Size, x, y)
	for _, s := range v {
		sum, squares = sum+s, squares+s*s
	}
	n := float64(len(v))
	return squares/n - sum*sum/n/n
}
