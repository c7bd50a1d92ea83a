package nbplot

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"os"
)

// Some viewers of notebooks take no HTML from a notebook that they don't trust, or prefer an
// image to it: docs/setup.md has a table. A saved notebook carries each figure for them
// once more, as pixels.
const (
	fallbackQuality = 45 // of a JPEG
	fallbackStep    = 28 // of a channel's levels, of 255: fewer colours make a smaller file
)

// Fallback returns an image for viewers that take no HTML, by its MIME type, as [Display] takes
// it, half as wide and high as what draw returns, which has [Density] pixels for each of CSS. Only a notebook that is
// executed to be saved needs one: otherwise, without GRADSTEP_STATIC=1, Fallback draws nothing and returns nil.
// Lines become a PNG of few colours, photographs a JPEG.
func Fallback(draw func() (*image.RGBA, error), photographs bool) map[string]string {
	if os.Getenv("GRADSTEP_STATIC") != "1" {
		return nil
	}
	m, err := draw()
	if err != nil {
		fail(err)
	}
	mime, data, err := encodeFallback(m, photographs)
	if err != nil {
		fail(err)
	}
	return map[string]string{mime: base64.StdEncoding.EncodeToString(data)}
}

func encodeFallback(m *image.RGBA, photographs bool) (mime string, data []byte, err error) {
	var buf bytes.Buffer
	if photographs {
		mime, err = "image/jpeg", jpeg.Encode(&buf, halved(m), &jpeg.Options{Quality: fallbackQuality})
	} else {
		enc := png.Encoder{CompressionLevel: png.BestCompression}
		mime, err = "image/png", enc.Encode(&buf, compact(coarse(halved(m))))
	}
	if err != nil {
		return "", nil, fmt.Errorf("nbplot: encoding a figure: %w", err)
	}
	return mime, buf.Bytes(), nil
}

// halved has the means of two by two pixels of m.
func halved(m *image.RGBA) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, m.Rect.Dx()/2, m.Rect.Dy()/2))
	for y := range out.Rect.Dy() {
		above, below := m.Pix[2*y*m.Stride:], m.Pix[(2*y+1)*m.Stride:]
		row := out.Pix[y*out.Stride : (y+1)*out.Stride]
		for i := range row {
			k := 8*(i/4) + i%4
			row[i] = uint8((int(above[k]) + int(above[k+4]) + int(below[k]) + int(below[k+4]) + 2) / 4)
		}
	}
	return out
}

// coarse has fewer levels than m, white among them.
func coarse(m *image.RGBA) *image.RGBA {
	out := image.NewRGBA(m.Rect)
	for i, v := range m.Pix {
		out.Pix[i] = uint8(255 - min(255, (255-int(v)+fallbackStep/2)/fallbackStep*fallbackStep))
	}
	return out
}
