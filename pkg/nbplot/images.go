package nbplot

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"strings"
)

// Images says how pictures stand side by side. Its Add makes the Gallery.
type Images struct {
	Title string
	Alt   string // required

	Cols  int             // 0: up to four in a row
	Width float64         // CSS pixels of the whole; 0: 800
	Zoom  image.Rectangle // outlined in every picture and shown enlarged below it

	// Lossless keeps every pixel in PNG, whatever the size. Otherwise a gallery
	// above Limit bytes (0: 160 kB), which photographs reach, becomes a JPEG of
	// high quality: saved notebooks stay small.
	Lossless bool
	Limit    int
}

// A Picture is an image with its caption; Image makes one.
type Picture struct {
	caption string
	m       image.Image
}

// Image gives an image a caption. Any type with image.Image's methods will do,
// among them the planes that Gray and RGB make.
func Image(caption string, m image.Image) Picture { return Picture{caption, m} }

// A Gallery is a figure of pictures side by side.
type Gallery struct {
	of       Images
	pictures []Picture
}

// Add makes a gallery of the pictures.
func (g Images) Add(pictures ...Picture) *Gallery { return (&Gallery{of: g}).Add(pictures...) }

// Add appends more pictures and returns g.
func (g *Gallery) Add(pictures ...Picture) *Gallery {
	for i, p := range pictures {
		if p.m == nil {
			panic(fmt.Sprintf("nbplot: picture %d (%q) is nil", i, p.caption))
		}
	}
	g.pictures = append(g.pictures, pictures...)
	return g
}

// SVG returns the gallery as a document with the pictures inside as PNG.
func (g *Gallery) SVG() ([]byte, error) { return renderSVG(g) }

// PNG returns the gallery at two pixels for each CSS pixel.
func (g *Gallery) PNG() ([]byte, error) { return renderPNG(g) }

// HTML returns the <img> element that Show displays.
func (g *Gallery) HTML() (string, error) { return renderHTML(g) }

// Light returns an <img> element for a page that draws the gallery again and again, larger than
// HTML by a factor: an SVG in which the pictures keep their own pixels, for the page to enlarge.
// HTML holds each pixel at its final size, which takes ten times as long and more room in a file.
// It has no card, and captions that can be read on a white page and on a black one.
func (g *Gallery) Light(factor float64) (string, error) {
	c, larger := newSVGCanvas(), *g
	c.light = true
	larger.of.Width = factor * cmp.Or(g.of.Width, 800)
	data, size, err := paintOn(c, &larger)
	if err != nil {
		return "", err
	}
	return strings.Replace(imgElement("image/svg+xml", data, size, g.of.Alt), "<img ", `<img class="gradstep-photo" `, 1), nil
}

// Show displays the gallery in the notebook; see Plot.Show.
func (g *Gallery) Show() { show(g, g.of.Title) }

func (g *Gallery) alt() string  { return g.of.Alt }
func (g *Gallery) raster() bool { return true }

// jpegAbove is the size from which a gallery becomes a JPEG unless it says
// otherwise.
const jpegAbove = 160_000

// encode takes PNG, or the best JPEG below the limit, of seven qualities the
// last one in any case.
func (g *Gallery) encode(m *image.RGBA) ([]byte, string, error) {
	limit := g.of.Limit
	limit = cmp.Or(limit, jpegAbove)
	data, err := encodePNG(m)
	if err != nil || g.of.Lossless || len(data) <= limit {
		return data, "image/png", err
	}
	var buf bytes.Buffer
	for _, q := range []int{94, 90, 85, 80, 72, 64, 56} {
		buf.Reset()
		if err := jpeg.Encode(&buf, m, &jpeg.Options{Quality: q}); err != nil {
			return nil, "", fmt.Errorf("nbplot: encoding a gallery: %w", err)
		}
		if buf.Len() <= limit {
			break
		}
	}
	if buf.Len() > len(data) {
		return data, "image/png", nil
	}
	return buf.Bytes(), "image/jpeg", nil
}

func (g *Gallery) check() error {
	if g.of.Alt == "" {
		return fmt.Errorf("%w (images %q)", ErrNoAlt, g.of.Title)
	}
	if len(g.pictures) == 0 {
		return errors.New("nbplot: a gallery without pictures")
	}
	if err := checkText("the title", g.of.Title); err != nil {
		return err
	}
	for _, p := range g.pictures {
		if err := checkText("the caption", p.caption); err != nil {
			return err
		}
		if p.m.Bounds().Empty() {
			return fmt.Errorf("nbplot: picture %q has no pixels", p.caption)
		}
		if pl, ok := p.m.(Plane); ok {
			if err := pl.check(p.caption); err != nil {
				return err
			}
		}
		if z := g.of.Zoom; !z.Empty() && !z.Add(p.m.Bounds().Min).In(p.m.Bounds()) {
			return fmt.Errorf("nbplot: picture %q of %v pixels does not hold the whole zoom %v", p.caption, p.m.Bounds().Size(), z)
		}
	}
	return nil
}

func (g *Gallery) paint(open func(w, h float64) canvas) error {
	if err := g.check(); err != nil {
		return err
	}
	width, cols := g.of.Width, g.of.Cols
	width = cmp.Or(width, 800)
	cols = cmp.Or(cols, min(4, len(g.pictures)))
	if cols < 1 {
		return fmt.Errorf("nbplot: images %q: %d columns", g.of.Title, cols)
	}
	column := math.Floor((width - 2*padding - float64(cols-1)*galleryGap) / float64(cols))
	if column < 40 {
		return fmt.Errorf("nbplot: images %q: %d columns leave %.0f pixels for a picture", g.of.Title, cols, column)
	}
	places, column, y := g.layout(cols, column)
	width = 2*padding + float64(cols)*(column+galleryGap) - galleryGap
	header := drawTitle(nowhere{}, box{padding, padding, width - padding, 0}, g.of.Title)
	total := header.y0 + y + padding
	if err := checkSize(width, total); err != nil {
		return err
	}
	c := open(width, total)
	c.fill(box{0, 0, width, total}.path(), background)
	drawTitle(c, box{padding, padding, width - padding, 0}, g.of.Title)
	for i, p := range g.pictures {
		at := places[i].moved(padding, header.y0)
		c.picture(p.m, at.full, smoothScale(p.m.Bounds(), at.full))
		if z := g.of.Zoom; !z.Empty() {
			drawZoom(c, p.m, z, at.full, at.crop)
		}
		for k, line := range at.lines {
			c.text(at.center, at.captionY+lineHeight*labelSize*float64(k), line, textStyle{size: labelSize, color: ink, anchor: middle})
		}
	}
	return nil
}
