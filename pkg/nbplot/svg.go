package nbplot

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"image"
	"image/color"
	"math"
	"strconv"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/vg"
)

// svgCanvas writes SVG that is small and looks the same in every browser:
// letters are outlines, defined once and reused, and coordinates are rounded
// to a tenth of a pixel (hundredths would be invisible and cost a third more).
type svgCanvas struct {
	defs  bytes.Buffer
	body  bytes.Buffer
	known map[sfnt.GlyphIndex]string
	light bool // for a page that redraws it: pictures are encoded for speed, and its background is the page's
}

func newSVGCanvas() *svgCanvas { return &svgCanvas{known: make(map[sfnt.GlyphIndex]string)} }

// finish is the whole document; title is read out by screen readers.
func (c *svgCanvas) finish(w, h float64, title string) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s">`, tenth(w), tenth(h), tenth(w), tenth(h))
	fmt.Fprintf(&out, "<title>%s</title>\n", html.EscapeString(title))
	if c.defs.Len() > 0 {
		fmt.Fprintf(&out, "<defs>\n%s</defs>\n", c.defs.Bytes())
	}
	out.Write(c.body.Bytes())
	out.WriteString("</svg>\n")
	return out.Bytes()
}

func hexColor(c color.NRGBA) string {
	if r, g, b := c.R, c.G, c.B; r%17 == 0 && g%17 == 0 && b%17 == 0 {
		return fmt.Sprintf("#%x%x%x", r/17, g/17, b/17)
	}
	return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
}

func opacity(name string, c color.NRGBA) string {
	if c.A == 255 {
		return ""
	}
	return fmt.Sprintf(` %s="%s"`, name, strconv.FormatFloat(math.Round(float64(c.A)/255*100)/100, 'f', -1, 64))
}

func (c *svgCanvas) fill(p vg.Path, col color.NRGBA) {
	if len(p) == 0 || c.light && col == background {
		return
	}
	c.body.WriteString(`<path d="`)
	writePath(&c.body, p)
	fmt.Fprintf(&c.body, "\" fill=\"%s\"%s/>\n", hexColor(col), opacity("fill-opacity", col))
}

func (c *svgCanvas) stroke(p vg.Path, s pen) {
	if len(p) == 0 {
		return
	}
	c.body.WriteString(`<path d="`)
	writePath(&c.body, p)
	fmt.Fprintf(&c.body, "\" fill=\"none\" stroke=\"%s\"%s stroke-width=\"%s\" stroke-linejoin=\"round\"", hexColor(s.color), opacity("stroke-opacity", s.color), tenth(s.width))
	if len(s.dash) > 0 {
		c.body.WriteString(` stroke-dasharray="`)
		for i, d := range s.dash {
			if i > 0 {
				c.body.WriteByte(' ')
			}
			c.body.WriteString(tenth(d))
		}
		c.body.WriteByte('"')
	}
	c.body.WriteString("/>\n")
}

// dots are lines of length zero with round ends: ten bytes a dot.
func (c *svgCanvas) dots(at []vg.Point, r float64, col color.NRGBA) {
	if len(at) == 0 {
		return
	}
	c.body.WriteString(`<path d="`)
	w := &pathWriter{buf: &c.body}
	for _, p := range at {
		w.to('m', p)
		c.body.WriteString("h0")
	}
	fmt.Fprintf(&c.body, "\" stroke=\"%s\"%s stroke-width=\"%s\" stroke-linecap=\"round\"/>\n", hexColor(col), opacity("stroke-opacity", col), tenth(2*r))
}

func (c *svgCanvas) text(x, y float64, s string, t textStyle) {
	scale := t.size / emUnits
	k := strconv.FormatFloat(scale, 'g', 5, 64)
	x0 := t.textOrigin(s)
	if c.light {
		t.color = betweenColor
	}
	fmt.Fprintf(&c.body, `<g fill="%s"`, hexColor(t.color))
	if t.halo {
		fmt.Fprintf(&c.body, ` stroke="%s" stroke-width="%d" stroke-linejoin="round" paint-order="stroke"`, hexColor(background), int(math.Round(4/scale)))
	}
	if t.up {
		fmt.Fprintf(&c.body, ` transform="translate(%s %s)rotate(-90)scale(%s)">`, tenth(x), tenth(y+(-x0)), k)
	} else {
		fmt.Fprintf(&c.body, ` transform="translate(%s %s)scale(%s)">`, tenth(x+x0), tenth(y), k)
	}
	at := 0
	for _, r := range s {
		g := face().glyph(r)
		if g == nil {
			continue
		}
		if len(g.outline) > 0 {
			fmt.Fprintf(&c.body, `<use href="#%s"`, c.define(g))
			if at != 0 {
				fmt.Fprintf(&c.body, ` x="%d"`, at)
			}
			c.body.WriteString("/>")
		}
		at += g.advance
	}
	c.body.WriteString("</g>\n")
}

// define makes the glyph's outline known to the document and returns its name.
func (c *svgCanvas) define(g *glyph) string {
	if name, ok := c.known[g.id]; ok {
		return name
	}
	name := "g" + strconv.FormatInt(int64(len(c.known)), 36)
	c.known[g.id] = name
	fmt.Fprintf(&c.defs, `<path id="%s" d="`, name)
	// Font units are whole numbers; they are written as such, relative.
	var x, y int
	last := byte(0)
	put := func(op byte, args []fixed.Point26_6) {
		if op != last || op == 'm' {
			c.defs.WriteByte(op)
		} else {
			c.defs.WriteByte(' ')
		}
		last = op
		nx, ny := x, y
		for i, a := range args {
			nx, ny = a.X.Round(), a.Y.Round()
			if i > 0 {
				c.defs.WriteByte(' ')
			}
			fmt.Fprintf(&c.defs, "%d", nx-x)
			if ny >= y {
				c.defs.WriteByte(' ')
			}
			fmt.Fprintf(&c.defs, "%d", ny-y)
		}
		x, y = nx, ny
	}
	var fromX, fromY int
	for i, seg := range g.outline {
		switch seg.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				c.defs.WriteByte('z')
				x, y = fromX, fromY
			}
			put('m', seg.Args[:1])
			fromX, fromY = x, y
		case sfnt.SegmentOpLineTo:
			put('l', seg.Args[:1])
		case sfnt.SegmentOpQuadTo:
			put('q', seg.Args[:2])
		case sfnt.SegmentOpCubeTo:
			put('c', seg.Args[:3])
		}
	}
	c.defs.WriteString("z\"/>\n")
	return name
}

func (c *svgCanvas) picture(m image.Image, to box, smooth bool) {
	encode := encodePNG
	if c.light {
		encode = encodeHastily
	}
	data, err := encode(m)
	if err != nil {
		panic(err) // a field is in memory and not empty: encoding it does not fail
	}
	style := ` style="image-rendering:pixelated"`
	if smooth {
		style = ""
	}
	fmt.Fprintf(&c.body, `<image x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none"%s href="data:image/png;base64,%s"/>`+"\n",
		tenth(to.x0), tenth(to.y0), tenth(to.width()), tenth(to.height()), style, base64.StdEncoding.EncodeToString(data))
}
