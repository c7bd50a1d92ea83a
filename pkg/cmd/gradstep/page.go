package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"image"
	"image/png"
	"strings"

	"github.com/gradstep/gradstep/pkg/filter"
	"github.com/gradstep/gradstep/pkg/internal/wholefile"
)

// writePage writes the report of one pair as one HTML file that needs no other: the pair,
// the votes, y against x, and where samples disagree. Of files with 16 bits a sample the pictures
// have 8, as a browser shows, and all numbers come from the 16. Equal files give equal bits.
func (r *report) writePage(name string, p *pair) error {
	d, err := p.common()
	if err != nil {
		return err
	}
	a := r.answers[0]
	files, opaque, err := r.images(p)
	if err != nil {
		return err
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
	figure(&b, files[0].picture(), r.Original, "the original")
	figure(&b, files[1].picture(), r.Quantized, "the quantized file")
	figure(&b, disagreement(files, opaque, distance), "where samples disagree",
		"where samples disagree with "+a.drawn()+": white where none does, the redder the farther; "+disagreeing(d, distance))
	b.WriteString("</div>\n")
	b.WriteString("<h2>Votes</h2>\n")
	a.votesSVG(&b, d, r)
	b.WriteString("<h2>y against x</h2>\n")
	stepsSVG(&b, d, d.Allowed(a.found, r.Tol), a.drawn())
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
.row{display:flex;flex-wrap:wrap;gap:1em}figure{margin:0;flex:1 1 300px;max-width:480px}img{width:100%;height:auto;border:1px solid var(--line)}
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
func disagreeing(d *filter.Data, distance func(x, y float64) float64) string {
	var n, total int64
	d.Pairs().Each(func(x, y float64, count int64) {
		if total += count; distance(x, y) > 0 {
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
