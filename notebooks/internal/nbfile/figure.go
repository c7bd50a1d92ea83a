package nbfile

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/gif"
	_ "image/jpeg" // decoded by image.Decode
	_ "image/png"  // decoded by image.Decode
	"math"
)

// FigureLevel is the difference of a channel, of 255, below which two pixels are
// alike.
const FigureLevel = 8

// A Tolerance is what two figures may differ by and show the same.
type Tolerance struct {
	// Pixels is the part of the pixels that need not be alike, where a coordinate
	// fell on the other side of a pixel's edge.
	Pixels float64
	// Mean is the mean difference of all channels, of 255: it catches a faint
	// change of the whole figure.
	Mean float64
	// Path is how far a point of a line of an SVG may be from the line that it is
	// compared with, in the units of its d. With 0 the lines must have the same
	// points, within [SVGRelative] and [SVGAbsolute]. Texts may be a quarter of it
	// away.
	Path float64
}

var (
	// Here is for programs of one machine.
	Here = Tolerance{Pixels: 1e-5, Mean: 0.05}
	// Elsewhere is for a processor that fuses other products and sums: a line is
	// then reduced to other points, though it runs where it ran.
	Elsewhere = Tolerance{Pixels: 4e-3, Mean: 0.2, Path: 1}
	// Chaotic is for what a last bit decides: texts are compared, figures are not.
	Chaotic = Tolerance{Pixels: 1, Mean: 255, Path: math.Inf(1)}
)

// maxPixels bounds the memory that a figure takes.
const maxPixels = 100_000_000

const (
	svgType = "image/svg+xml"
	gifType = "image/gif"
)

// Figure says how two figures of the given MIME type differ, and returns nil when
// they show the same.
//
// Of a PNG or a JPEG, and of each frame of a GIF, the pixels are compared: all
// but Pixels of them within [FigureLevel], the mean within Mean. Of an
// SVG the words are compared, in its tags numbers within [SVGRelative] and
// [SVGAbsolute], and lines within Path. Other types, and figures that cannot be
// decoded, must be the same bytes.
func (t Tolerance) Figure(mime string, file, now []byte) error {
	if t == Chaotic || bytes.Equal(file, now) {
		return nil
	}
	if mime == svgType {
		return t.svg(string(file), string(now))
	}
	was, err := decodeFrames(mime, file)
	if err != nil {
		return fmt.Errorf("that of the file cannot be read (%w), and is not the same bytes", err)
	}
	is, err := decodeFrames(mime, now)
	if err != nil {
		return fmt.Errorf("that of now cannot be read (%w), and is not the same bytes", err)
	}
	if len(was) != len(is) {
		return fmt.Errorf("%d frames in the file, %d now", len(was), len(is))
	}
	for i := range was {
		if err := t.images(was[i], is[i]); err != nil {
			if len(was) > 1 {
				return fmt.Errorf("frame %d: %w", i+1, err)
			}
			return err
		}
	}
	return nil
}

func decodeFrames(mime string, data []byte) ([]image.Image, error) {
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if c.Width <= 0 || c.Height <= 0 || c.Width > maxPixels/c.Height {
		return nil, fmt.Errorf("it has %d × %d pixels", c.Width, c.Height)
	}
	if bytes.Contains(data, []byte("acTL")) {
		// An animated PNG: image/png knows its first frame only.
		return nil, errors.New("it is an animated PNG")
	}
	if mime == gifType {
		g, err := gif.DecodeAll(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		frames := make([]image.Image, len(g.Image))
		for i, f := range g.Image {
			frames[i] = f
		}
		return frames, nil
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	return []image.Image{img}, err
}

func (t Tolerance) images(file, now image.Image) error {
	if file.Bounds().Size() != now.Bounds().Size() {
		return fmt.Errorf("%v pixels in the file, %v now", file.Bounds().Size(), now.Bounds().Size())
	}
	a, b := pixels(file), pixels(now)
	var sum, far, largest int
	for i := 0; i < len(a.Pix); i += 4 {
		worst := 0
		for c := range 4 {
			d := int(a.Pix[i+c]) - int(b.Pix[i+c])
			d = max(d, -d)
			sum += d
			worst = max(worst, d)
		}
		if worst > FigureLevel {
			far++
		}
		largest = max(largest, worst)
	}
	n := len(a.Pix) / 4
	mean := float64(sum) / float64(4*n)
	if float64(far) > t.Pixels*float64(n) || mean > t.Mean {
		return fmt.Errorf("%d of %d pixels by more than %d levels of 255, the largest difference %d, the mean %.3g",
			far, n, FigureLevel, largest, mean)
	}
	return nil
}

// pixels returns the image with its alpha premultiplied, so that what cannot be
// seen does not count.
func pixels(m image.Image) *image.RGBA {
	r := image.NewRGBA(image.Rectangle{Max: m.Bounds().Size()})
	draw.Draw(r, r.Rect, m, m.Bounds().Min, draw.Src)
	return r
}
