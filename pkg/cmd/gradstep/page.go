package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"

	"github.com/gradstep/gradstep/pkg/filter"
	"github.com/gradstep/gradstep/pkg/internal/wholefile"
	"github.com/gradstep/gradstep/pkg/picture"
)

// writePage writes the report of one pair as one HTML file that needs no other: the pair,
// the votes, y against x, and where samples disagree. Equal files give equal bits.
func (r *report) writePage(name string, p *pair) error {
	if p.counts == nil {
		return fmt.Errorf("-report shows files of 8 bits a sample; convert %s and %s", r.Original, r.Quantized)
	}
	d, err := p.common()
	if err != nil {
		return err
	}
	a := r.answers[0]
	dec := decoder(r.flags.maxPixels)
	dec.Translucent = true
	x, err := dec.LoadRaster(r.Original)
	if err != nil {
		return byFlag(err)
	}
	y, err := dec.LoadRaster(r.Quantized)
	if err != nil {
		return byFlag(err)
	}
	var text strings.Builder
	if err := r.writeText(&text); err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString(pageHead("gradstep fit"))
	fmt.Fprintf(&b, "<h1>%s</h1>\n<pre>%s</pre>\n", html.EscapeString(a.title()), html.EscapeString(text.String()))
	distance := d.Distance(a.found, r.Tol)
	b.WriteString("<h2>The pair, and where it disagrees</h2>\n<div class=\"row\">\n")
	figure(&b, picturesOf(x), r.Original, "the original")
	figure(&b, picturesOf(y), r.Quantized, "the quantized file")
	figure(&b, disagreement(x, y, distance), "where samples disagree",
		"where samples disagree with "+a.drawn()+": white where none does, the redder the farther; "+disagreeing(d, distance))
	b.WriteString("</div>\n")
	b.WriteString("<h2>Votes</h2>\n")
	a.votesSVG(&b, d, r)
	b.WriteString("<h2>y against x</h2>\n")
	stepsSVG(&b, d, distance, a.drawn())
	b.WriteString("</body></html>\n")
	return wholefile.Keep(name, func(name string) error { return wholefile.WriteBytes(name, []byte(b.String())) })
}

// pageHead is the beginning of a report, with its style.
func pageHead(title string) string {
	return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>` + title + `</title>
<style>
:root{color-scheme:light dark;--ink:#222;--paper:#fff;--box:#f4f4f4;--soft:#444;--line:#ddd;--bar:#0072b2;--best:#d55e00;--next:#b87400}
@media(prefers-color-scheme:dark){:root{--ink:#e6e6e6;--paper:#17191b;--box:#26292c;--soft:#b8b8b8;--line:#44484c;--bar:#56b4e9;--best:#ff8a3d;--next:#f0c050}}
body{font:16px/1.5 system-ui,sans-serif;max-width:1080px;margin:2em auto;padding:0 1em;color:var(--ink);background:var(--paper)}
h1{font-size:1.5em}h2{font-size:1.15em;margin-top:1.6em}pre{background:var(--box);padding:1em;white-space:pre-wrap}
.row{display:flex;flex-wrap:wrap;gap:1em}figure{margin:0;flex:1 1 300px}img{width:100%;height:auto;border:1px solid var(--line)}
figcaption{font-size:.9em;color:var(--soft)}svg{width:100%;height:auto}text{font:12px system-ui,sans-serif;fill:var(--ink)}
.bar{stroke:var(--bar);fill:var(--bar)}.grid{stroke:var(--line)}.best{fill:var(--best)}.next{fill:var(--next)}.allowed{stroke:var(--best);stroke-opacity:.55}.dot{fill:var(--ink)}
</style></head><body>
`
}

func (a answer) title() string {
	return "filter " + strings.TrimSuffix(a.short(), ",")
}

// drawn is what the pictures compare the samples with: the answer, or the nearest formula where it is none.
func (a answer) drawn() string {
	switch a.found.Name {
	case filter.None:
		return "the nearest formula (" + a.found.Best.Filter.String() + ")"
	case filter.Curve:
		return "the best rising function"
	}
	return a.found.Best.Filter.String()
}

// disagreeing counts the samples that the pictures show as disagreeing.
func disagreeing(d *filter.Data, distance func(x, y uint8) float64) string {
	var n, total int64
	d.Pairs().Each(func(x, y float64, count int64) {
		if total += count; distance(picture.ToByte(x), picture.ToByte(y)) > 0 {
			n += count
		}
	})
	return fmt.Sprintf("%d of %d samples do", n, total)
}

func figure(b *strings.Builder, im image.Image, alt, caption string) {
	var data bytes.Buffer
	if err := png.Encode(&data, im); err != nil {
		panic(fmt.Sprintf("gradstep: a picture in memory: %v", err))
	}
	fmt.Fprintf(b, "<figure><img alt=\"%s\" src=\"data:image/png;base64,%s\"><figcaption>%s</figcaption></figure>\n",
		html.EscapeString(alt), base64.StdEncoding.EncodeToString(data.Bytes()), html.EscapeString(caption))
}

// widest is how many pixels a picture of the report is wide at most.
const widest = 480

// picturesOf returns a picture, made smaller by taking every n-th pixel.
func picturesOf(r *picture.Raster) image.Image {
	step := max(1, (max(r.W, r.H)+widest-1)/widest)
	out := image.NewRGBA(image.Rect(0, 0, (r.W+step-1)/step, (r.H+step-1)/step))
	row := make([]uint8, r.W*r.Channels)
	for y := 0; y < r.H; y += step {
		r.Row(row, y)
		for x := 0; x < r.W; x += step {
			p := row[x*r.Channels:]
			c := color.RGBA{p[0], p[0], p[0], 255}
			if r.Channels == 3 {
				c.G, c.B = p[1], p[2]
			}
			out.SetRGBA(x/step, y/step, c)
		}
	}
	return out
}

// disagreement is a map of the largest distance in each cell.
func disagreement(x, y *picture.Raster, distance func(x, y uint8) float64) image.Image {
	step := max(1, (max(x.W, x.H)+widest-1)/widest)
	w, h := (x.W+step-1)/step, (x.H+step-1)/step
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	far := make([]float64, w*h)
	rowX, rowY := make([]uint8, x.W*x.Channels), make([]uint8, y.W*y.Channels)
	channels := min(x.Channels, y.Channels)
	for i := range x.H {
		x.Row(rowX, i)
		y.Row(rowY, i)
		keep := opaqueRow(x, y, i)
		for k := range x.W {
			if keep != nil && !keep[k] {
				continue
			}
			for c := range channels {
				e := distance(rowX[k*x.Channels+c], rowY[k*y.Channels+c])
				cell := i/step*w + k/step
				far[cell] = max(far[cell], e)
			}
		}
	}
	for i, e := range far {
		c := color.RGBA{255, 255, 255, 255}
		if e > 0 {
			v := uint8(200 - min(200, 4*e))
			c.G, c.B = v, v
		}
		out.SetRGBA(i%w, i/w, c)
	}
	return out
}

// Size of the drawings, and their margins.
const (
	drawW, drawH   = 1000.0, 320.0
	marginL, margB = 60.0, 40.0
)

// votesSVG draws how many samples agree with each number of the best family.
func (a answer) votesSVG(b *strings.Builder, d *filter.Data, r *report) {
	f := a.found.Best
	var numbers []float64
	name := "b"
	lo, hi := r.Domain[0], r.Domain[1]
	if f.Family.Whole {
		name = "N"
		for n := 2.0; n <= 256; n++ {
			if f.Family.Check(n) == nil {
				numbers = append(numbers, n)
			}
		}
		lo, hi = 2, 256
	} else {
		for i := range 1200 {
			numbers = append(numbers, lo*math.Pow(hi/lo, float64(i)/1199))
		}
		numbers = append(numbers, f.B)
	}
	votes := d.Votes(f.Filter, numbers, r.Tol)
	place := func(n float64) float64 {
		if hi == lo {
			return marginL
		}
		return marginL + (drawW-marginL-20)*math.Log(n/lo)/math.Log(hi/lo)
	}
	height := func(v int) float64 { return (drawH - margB - 30) * float64(v) / float64(a.Total) }
	base := drawH - margB
	fmt.Fprintf(b, "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"votes\">\n", drawW, drawH)
	for i, n := range numbers {
		fmt.Fprintf(b, "<path d=\"M%.1f %.1fV%.1f\" class=\"bar\" stroke-width=\"1.2\"/>\n", place(n), base, base-height(votes[i]))
	}
	mark := func(n float64, v int, words, class string) {
		fmt.Fprintf(b, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" class=\"%s\"/><text x=\"%.1f\" y=\"%.1f\">%s %.6g</text>\n",
			place(n), base-height(v), class, min(place(n)+7, drawW-130), max(14, base-height(v)-7), words, n)
	}
	if a.RunnerUp != nil {
		mark(a.RunnerUp.B, a.RunnerUp.Agree, "runner-up", "next")
	}
	mark(f.B, d.Votes(f.Filter, []float64{f.B}, r.Tol)[0], f.Family.Name+", "+name+" =", "best")
	fmt.Fprintf(b, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n", (marginL+drawW-20)/2, base+36, name)
	for _, n := range []float64{2, 4, 8, 16, 32, 64, 128, 256} {
		if n >= lo && n <= hi {
			fmt.Fprintf(b, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.0f</text>\n", place(n), base+18, n)
		}
	}
	for _, share := range []int{0, 50, 100} {
		v := base - (drawH-margB-30)*float64(share)/100
		fmt.Fprintf(b, "<text x=\"%.0f\" y=\"%.1f\" text-anchor=\"end\">%d %%</text><path d=\"M%.0f %.1fH%.0f\" class=\"grid\"/>\n", marginL-6, v+4, share, marginL, v, drawW-20)
	}
	fmt.Fprintf(b, "</svg>\n<p>Samples that agree with %s, for each %s. The axis is logarithmic.</p>\n", html.EscapeString(f.Family.Name+", y = "+f.Family.Formula+a.around()), name)
}

// stepsSVG draws the pairs of levels, the darker the more of them, and what the answer allows.
func stepsSVG(b *strings.Builder, d *filter.Data, distance func(x, y uint8) float64, drawn string) {
	const side = 560.0
	at := func(k float64) float64 { return marginL + (side-marginL-20)*k/255 }
	fmt.Fprintf(b, "<svg viewBox=\"0 0 %.0f %.0f\" style=\"max-width:640px\" role=\"img\" aria-label=\"y against x\">\n", side, side)
	for _, k := range []float64{0, 64, 128, 192, 255} {
		fmt.Fprintf(b, "<path d=\"M%.1f %.1fV%.1fM%.1f %.1fH%.1f\" class=\"grid\"/>\n", at(k), side-at(0), side-at(255), at(0), side-at(k), at(255))
	}
	for k := range 256 {
		for v := range 256 {
			if distance(uint8(k), uint8(v)) == 0 {
				fmt.Fprintf(b, "<path d=\"M%.1f %.1fh2\" class=\"allowed\" stroke-width=\"7\"/>\n", at(float64(k))-1, side-at(float64(v)))
			}
		}
	}
	most := 0.0
	d.Pairs().Each(func(_, _ float64, n int64) { most = max(most, math.Log1p(float64(n))) })
	d.Pairs().Each(func(x, y float64, n int64) {
		fmt.Fprintf(b, "<rect x=\"%.1f\" y=\"%.1f\" width=\"2.2\" height=\"2.2\" class=\"dot\" fill-opacity=\"%.2f\"/>\n",
			at(255*x)-1.1, side-at(255*y)-1.1, 0.15+0.85*math.Log1p(float64(n))/most)
	})
	for _, k := range []float64{0, 64, 128, 192, 255} {
		fmt.Fprintf(b, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.0f</text><text x=\"%.0f\" y=\"%.1f\" text-anchor=\"end\">%.0f</text>\n",
			at(k), side-marginL+20, k, marginL-8, side-at(k)+4, k)
	}
	fmt.Fprintf(b, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">x, level of the original</text><text transform=\"translate(14 %.1f) rotate(-90)\" text-anchor=\"middle\">y, level of the quantized file</text>\n",
		at(127.5), side-marginL+42, side-at(127.5))
	fmt.Fprintf(b, "</svg>\n<p>Each dot is a pair of levels that occurs, the fainter the fewer samples have it. Orange bands are what %s allows: dots outside of them disagree.</p>\n", html.EscapeString(drawn))
}
