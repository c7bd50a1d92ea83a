package main

import (
	"fmt"
	"html"
	"image"
	"image/color"
	"math"
	"strings"

	"github.com/gradstep/gradstep/pkg/internal/wholefile"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/stylize"
)

// writeStylePage writes the report of a chain as one HTML file that needs no other: before and after, and behind each
// filter its image and how far that still is from the stylized one. Equal files give equal bits.
func writeStylePage(name string, style stylize.Style, c *stylize.Chain, pair stylize.Pair, text string, files [2]string) error {
	var b strings.Builder
	b.WriteString(pageHead("gradstep stylize"))
	if text == "" {
		text = style.String()
	}
	fmt.Fprintf(&b, "<h1>%s and %s</h1>\n<pre>%s</pre>\n", html.EscapeString(files[0]), html.EscapeString(files[1]), html.EscapeString(text))
	c.Forward(pair.Src, style.Values())
	b.WriteString("<h2>Before and after</h2>\n<div class=\"row\">\n")
	figure(&b, thumbnail(pair.Src, pair.Size), "the original", files[0]+", the original")
	figure(&b, thumbnail(c.Output(), pair.Size), "what the chain makes", "what the chain makes of it")
	figure(&b, thumbnail(pair.Target, pair.Size), "the stylized file", files[1]+", as stored")
	b.WriteString("</div>\n<h2>What is left behind each filter</h2>\n")
	left := []float64{distanceOf(pair.Src, pair)}
	for k := range style {
		left = append(left, distanceOf(c.Image(k+1), pair))
	}
	leftSVG(&b, style, left)
	for k, l := range style {
		fmt.Fprintf(&b, "<h3>%d. %s</h3>\n<div class=\"row\">\n", k+1, html.EscapeString(shortly(l)))
		figure(&b, thumbnail(c.Image(k+1), pair.Size), "behind "+l.Kind.Name, "behind it")
		figure(&b, remainder(c.Image(k+1), pair), "what is left behind "+l.Kind.Name, fmt.Sprintf("what is left: %.2f levels, root mean square; before it %.2f", left[k+1], left[k]))
		b.WriteString("</div>\n")
	}
	b.WriteString("</body></html>\n")
	return wholefile.Keep(name, func(name string) error { return wholefile.WriteBytes(name, []byte(b.String())) })
}

// distanceOf is the root mean square of the distance from the stylized image, in levels.
func distanceOf(v []float64, pair stylize.Pair) float64 {
	sum := 0.0
	for i, y := range pair.Target {
		d := min(1, max(0, v[i])) - y
		sum += d * d
	}
	return stair.MaxLevel * math.Sqrt(sum/float64(len(v)))
}

// thumbnail returns an image, made smaller by taking every n-th pixel.
func thumbnail(flat []float64, size stylize.Size) image.Image {
	return shrink(size, func(i int) color.RGBA {
		at := func(c int) uint8 { return uint8(stair.MaxLevel*min(1, max(0, flat[c*size.Plane()+i])) + 0.5) }
		if size.Channels == 3 {
			return color.RGBA{at(0), at(1), at(2), 0xff}
		}
		return color.RGBA{at(0), at(0), at(0), 0xff}
	})
}

// remainder shows where an image is not the stylized one.
func remainder(flat []float64, pair stylize.Pair) image.Image {
	return shrink(pair.Size, func(i int) color.RGBA {
		far := 0.0
		for c := range pair.Size.Channels {
			k := c*pair.Size.Plane() + i
			far = max(far, stair.MaxLevel*math.Abs(min(1, max(0, flat[k]))-pair.Target[k]))
		}
		v := uint8(stair.MaxLevel - min(stair.MaxLevel, 8*far))
		return color.RGBA{uint8(stair.MaxLevel - min(stair.MaxLevel, 8*far)/8), v, v, 0xff}
	})
}

func shrink(size stylize.Size, pixel func(i int) color.RGBA) image.Image {
	step := max(1, (max(size.W, size.H)+widest-1)/widest)
	out := image.NewRGBA(image.Rect(0, 0, (size.W+step-1)/step, (size.H+step-1)/step))
	for y := 0; y < size.H; y += step {
		for x := 0; x < size.W; x += step {
			out.SetRGBA(x/step, y/step, pixel(y*size.W+x))
		}
	}
	return out
}

// leftSVG draws a bar for the original and behind each filter.
func leftSVG(b *strings.Builder, style stylize.Style, left []float64) {
	most := 1e-9
	for _, v := range left {
		most = max(most, v)
	}
	const row, label, wide = 26.0, 130.0, 760.0
	fmt.Fprintf(b, "<svg viewBox=\"0 0 1000 %.0f\" role=\"img\" aria-label=\"what is left behind each filter\">\n", row*float64(len(left))+8)
	for k, v := range left {
		name := "the original"
		if k > 0 {
			name = style[k-1].Kind.Name
		}
		y := row*float64(k) + 4
		fmt.Fprintf(b, "<text x=\"%.0f\" y=\"%.1f\" text-anchor=\"end\">%s</text><rect x=\"%.0f\" y=\"%.1f\" width=\"%.1f\" height=\"18\" class=\"bar\"/><text x=\"%.1f\" y=\"%.1f\">%.2f</text>\n",
			label-8, y+14, html.EscapeString(name), label, y, wide*v/most, label+wide*v/most+6, y+14, v)
	}
	b.WriteString("</svg>\n<p>Distance from the stylized image, root mean square, in levels of 1/255. It may rise before it falls: only all filters together make the image. In the maps below, white is where the image is the stylized one, red where it is 32 levels away or more.</p>\n")
}

// shortly is a filter with its numbers to six figures.
func shortly(l stylize.Link) string {
	s := l.Kind.Name
	for i, set := range l.Set {
		s += fmt.Sprintf(" %s = %.6g", l.Kind.Params[i].Name, set.Value)
	}
	return s
}
