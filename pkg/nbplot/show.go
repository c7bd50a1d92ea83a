package nbplot

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"image"
	"image/png"
	"maps"
	"os"
)

// A Drawing is what SVG, PNG and Show can draw: *Plot, *Sheet and *Gallery.
type Drawing interface {
	SVG() ([]byte, error)
	PNG() ([]byte, error)
	HTML() (string, error)
	Show()
}

// A drawable is a figure that any canvas can take.
type drawable interface {
	paint(open func(w, h float64) canvas) error
	alt() string
	raster() bool // whether HTML holds pixels
	encode(m *image.RGBA) (data []byte, mime string, err error)
}

// encodeField is the form of a figure with a field.
func encodeField(m *image.RGBA) ([]byte, string, error) {
	data, err := encodePNG(reduce(m))
	return data, "image/png", err
}

// SVG returns the figure as a document: text as outlines, fields as embedded PNG.
func (p *Plot) SVG() ([]byte, error) { return renderSVG(p) }

// PNG returns the figure at two pixels for each CSS pixel.
func (p *Plot) PNG() ([]byte, error) { return renderPNG(p) }

// HTML returns the <img> element that Show displays: SVG for lines, PNG for
// fields, the bytes in the element itself, so that a saved notebook needs no
// other file and JupyterLab shows it untrusted.
func (p *Plot) HTML() (string, error) { return renderHTML(p) }

// Show displays the figure in the notebook. A figure that cannot be drawn ends
// the cell with a sentence that says why. Outside a notebook Show prints the
// title and the Alt text.
func (p *Plot) Show() { show(p, p.fig.Title) }

// Pixels returns the figure as PNG holds it, without the cost of a file: for many frames of one figure. A Drawing of
// another package is drawn by its PNG.
func Pixels(d Drawing) (*image.RGBA, error) {
	if own, ok := d.(drawable); ok {
		m, _, err := paintRaster(own)
		return m, err
	}
	data, err := d.PNG()
	if err != nil {
		return nil, err
	}
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("nbplot: the PNG of a %T: %w", d, err)
	}
	return toRGBA(m), nil
}

func renderSVG(d drawable) ([]byte, error) {
	data, _, err := paintSVG(d)
	return data, err
}

func renderPNG(d drawable) ([]byte, error) {
	r, _, err := paintRaster(d)
	if err != nil {
		return nil, err
	}
	return encodePNG(r)
}

// paintSVG and paintRaster draw, and return the size in CSS pixels, too.
func paintSVG(d drawable) ([]byte, [2]float64, error) {
	return paintOn(newSVGCanvas(), d)
}

func paintOn(s *svgCanvas, d drawable) ([]byte, [2]float64, error) {
	var size [2]float64
	if err := d.paint(func(w, h float64) canvas { size = [2]float64{w, h}; return s }); err != nil {
		return nil, size, err
	}
	return s.finish(size[0], size[1], d.alt()), size, nil
}

func paintRaster(d drawable) (*image.RGBA, [2]float64, error) {
	var r *rasterCanvas
	var size [2]float64
	err := d.paint(func(w, h float64) canvas {
		size = [2]float64{w, h}
		r = newRasterCanvas(w, h)
		return r
	})
	if err != nil {
		return nil, size, err
	}
	return r.img, size, nil
}

func encodePNG(m image.Image) ([]byte, error) {
	var buf bytes.Buffer
	var enc png.Encoder // the default: the best compression is five times slower for a few percent
	if _, ok := m.(*image.Paletted); !ok {
		m = compact(m)
	}
	if err := enc.Encode(&buf, m); err != nil {
		return nil, fmt.Errorf("nbplot: encoding a figure: %w", err)
	}
	return buf.Bytes(), nil
}

// encodeHastily takes a third of the time of encodePNG, for a file twice as large.
func encodeHastily(m image.Image) ([]byte, error) {
	if p, ok := m.(Plane); ok {
		m = p.bytes()
	}
	var buf bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := enc.Encode(&buf, m); err != nil {
		return nil, fmt.Errorf("nbplot: encoding a picture: %w", err)
	}
	return buf.Bytes(), nil
}

func renderHTML(d drawable) (string, error) {
	if !d.raster() {
		data, size, err := paintSVG(d)
		if err != nil {
			return "", err
		}
		return imgElement("image/svg+xml", data, size, d.alt()), nil
	}
	m, size, err := paintRaster(d)
	if err != nil {
		return "", err
	}
	data, mime, err := d.encode(m)
	if err != nil {
		return "", err
	}
	return imgElement(mime, data, size, d.alt()), nil
}

func imgElement(mime string, data []byte, size [2]float64, alt string) string {
	return fmt.Sprintf(`<img src="data:%s;base64,%s" width="%.0f" height="%.0f" alt="%s">`,
		mime, base64.StdEncoding.EncodeToString(data), size[0], size[1], html.EscapeString(alt))
}

func show(d drawable, title string) {
	out, err := renderHTML(d)
	if err != nil {
		fail(err)
	}
	pixels := func() (*image.RGBA, error) {
		m, _, err := paintRaster(d)
		return m, err
	}
	Display(out, plainFigure(title, d.alt()), Fallback(pixels, d.raster()))
}

func plainFigure(title, alt string) string {
	if title == "" {
		return "[figure] " + alt
	}
	return "[figure] " + title + ": " + alt
}

// display hands HTML to the notebook, with a plain text for readers without HTML.
func display(page, plain string) { Display(page, plain, nil) }

// Display hands a bundle to the notebook: HTML, a plain text for readers without it, and
// further forms by their MIME type. It waits until the notebook has taken it, so that later
// prints come after it. Outside a notebook it prints the plain text.
func Display(page, plain string, forms map[string]string) {
	if !inNotebook() {
		fmt.Println(plain)
		return
	}
	bundle := map[string]string{"text/html": page, "text/plain": plain}
	maps.Copy(bundle, forms)
	if err := handOver(bundle); err != nil {
		fail(fmt.Errorf("nbplot: the notebook does not take the figure: %w", err))
	}
}

// Fail ends the cell with an error's sentence, as Show does with a figure that cannot be drawn.
func Fail(err error) { fail(err) }

// fail ends the program with a sentence, without the stack of a panic, which
// would hide it.
var fail = func(err error) {
	settle()
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
