package nbplot

import (
	"cmp"
	"image"
	"image/color"
	"math"
	"slices"

	"golang.org/x/image/draw"
)

// compact is m in the smallest form that holds it exactly: at most 256 colours
// with a palette, grey, or as it is.
func compact(m image.Image) image.Image {
	rgba := toRGBA(m)
	count := countColors(rgba)
	switch {
	case len(count) <= 256:
		return withPalette(rgba, count)
	case isGrey(rgba):
		out := image.NewGray(rgba.Rect)
		for i := range out.Pix {
			out.Pix[i] = rgba.Pix[4*i]
		}
		return out
	}
	return rgba
}

// reduce is m in its 256 most frequent colours, each other pixel by the
// nearest one. A field has fewer levels than that, so only soft edges of
// letters and lines change, by a few levels; the file has half the size.
func reduce(m *image.RGBA) image.Image { return withPalette(m, countColors(m)) }

// toRGBA is m itself or a copy, its pixels without gaps and opaque on white.
func toRGBA(m image.Image) *image.RGBA {
	if r, ok := m.(*image.RGBA); ok && r.Stride == 4*r.Rect.Dx() {
		return r
	}
	b := m.Bounds()
	r := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(r, r.Rect, image.NewUniform(background), image.Point{}, draw.Src)
	draw.Draw(r, r.Rect, m, b.Min, draw.Over)
	return r
}

type rgb [3]uint8

func countColors(m *image.RGBA) map[rgb]int {
	count := make(map[rgb]int)
	for i := 0; i < len(m.Pix); {
		// Runs of one colour are long: the map is asked once a run.
		c := rgb(m.Pix[i : i+3])
		n := 1
		for i += 4; i < len(m.Pix) && rgb(m.Pix[i:i+3]) == c; i += 4 {
			n++
		}
		count[c] += n
	}
	return count
}

func isGrey(m *image.RGBA) bool {
	for i := 0; i < len(m.Pix); i += 4 {
		if m.Pix[i] != m.Pix[i+1] || m.Pix[i] != m.Pix[i+2] {
			return false
		}
	}
	return true
}

// withPalette numbers the colours by lightness, which compresses better than
// by frequency.
func withPalette(m *image.RGBA, count map[rgb]int) *image.Paletted {
	colors := make([]rgb, 0, len(count))
	for c := range count {
		colors = append(colors, c)
	}
	byValue := func(a, b rgb) int {
		return cmp.Or(cmp.Compare(int(a[0])+int(a[1])+int(a[2]), int(b[0])+int(b[1])+int(b[2])), slices.Compare(a[:], b[:]))
	}
	slices.SortFunc(colors, func(a, b rgb) int { return cmp.Or(-cmp.Compare(count[a], count[b]), byValue(a, b)) })
	kept := colors[:min(256, len(colors))]
	slices.SortFunc(kept, byValue)
	palette := make(color.Palette, len(kept))
	index := make(map[rgb]uint8, len(colors))
	for i, c := range kept {
		palette[i] = color.RGBA{c[0], c[1], c[2], 255}
		index[c] = uint8(i)
	}
	nearest := func(c rgb) uint8 {
		best, at := math.MaxInt, 0
		for i, k := range kept {
			dr, dg, db := int(c[0])-int(k[0]), int(c[1])-int(k[1]), int(c[2])-int(k[2])
			if d := dr*dr + dg*dg + db*db; d < best {
				best, at = d, i
			}
		}
		return uint8(at)
	}
	out := image.NewPaletted(m.Rect, palette)
	for i := 0; i < len(m.Pix); {
		c := rgb(m.Pix[i : i+3])
		k, ok := index[c]
		if !ok {
			k = nearest(c)
			index[c] = k
		}
		for ; i < len(m.Pix) && rgb(m.Pix[i:i+3]) == c; i += 4 {
			out.Pix[i/4] = k
		}
	}
	return out
}
