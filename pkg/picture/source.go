package picture

import (
	"image"
	"image/color"
)

// source reads the pixels of a standard image, whatever its type, as opaque
// 16-bit samples: a byte k is read as 257·k, and 257·k/65535 = k/255.
type source struct {
	w, h     int
	channels int  // 1 or 3
	deep     bool // more than 8 bits a sample
	at       func(x, y int) (r, g, b uint16)
	// pix, where it is not nil, returns the bytes of a row as they lie in memory, and how
	// many each pixel takes: 1 for grey, 4 for colour.
	pix func(y int) (row []uint8, step int)
	// coded is what a JPEG stores.
	coded *Coded
	// opaque says which pixels are; nil: all.
	opaque func(x, y int) bool
}

// newSource wraps img. A type of the standard library is read directly; any
// other through its At method. Grey types have one channel, and so have
// palettes of greys alone. A translucent pixel is an error, unless translucent says
// that they are allowed, in images of 8 bits.
func newSource(img image.Image, translucent bool) (source, error) {
	if img == nil {
		panic("picture: the image is nil")
	}
	origin := img.Bounds().Min
	s := source{w: img.Bounds().Dx(), h: img.Bounds().Dy(), channels: 3}
	if s.w <= 0 || s.h <= 0 {
		return source{}, refuse(ErrDamaged, "it has no pixels (%d×%d)", s.w, s.h)
	}
	switch m := img.(type) {
	case *image.Gray:
		s.channels = 1
		s.at = func(x, y int) (uint16, uint16, uint16) {
			v := wide(m.Pix[m.PixOffset(origin.X+x, origin.Y+y)])
			return v, v, v
		}
		s.pix = func(y int) ([]uint8, int) { return m.Pix[m.PixOffset(origin.X, origin.Y+y):], 1 }
	case *image.Gray16:
		s.channels, s.deep = 1, true
		s.at = func(x, y int) (uint16, uint16, uint16) {
			v := m.Gray16At(origin.X+x, origin.Y+y).Y
			return v, v, v
		}
	case *image.YCbCr:
		s.at = func(x, y int) (uint16, uint16, uint16) {
			x, y = origin.X+x, origin.Y+y
			c := m.COffset(x, y)
			r, g, b := color.YCbCrToRGB(m.Y[m.YOffset(x, y)], m.Cb[c], m.Cr[c])
			return wide(r), wide(g), wide(b)
		}
	case *image.RGBA:
		return s.ofFour(m, m.Opaque, func(x, y int) []uint8 { return m.Pix[m.PixOffset(origin.X+x, origin.Y+y):] })
	case *image.NRGBA:
		if !m.Opaque() && translucent {
			s.opaque = func(x, y int) bool { return m.Pix[m.PixOffset(origin.X+x, origin.Y+y)+3] == 0xff }
		}
		return s.ofFour(m, func() bool { return translucent || m.Opaque() }, func(x, y int) []uint8 { return m.Pix[m.PixOffset(origin.X+x, origin.Y+y):] })
	case *image.Paletted:
		return palettedSource(s, m, translucent)
	case *image.CMYK:
		return source{}, errCMYK
	default:
		return genericSource(s, img)
	}
	return s, nil
}

// ofFour reads pixels of four bytes, which at finds; they have to be opaque.
func (s source) ofFour(m image.Image, whole func() bool, at func(x, y int) []uint8) (source, error) {
	if err := opaque(m, whole); err != nil {
		return source{}, err
	}
	s.at = func(x, y int) (uint16, uint16, uint16) {
		p := at(x, y)
		return wide(p[0]), wide(p[1]), wide(p[2])
	}
	s.pix = func(y int) ([]uint8, int) { return at(0, y), 4 }
	return s, nil
}

// palettedSource looks each of the palette's colours up once.
func palettedSource(s source, m *image.Paletted, allowed bool) (source, error) {
	// An index beyond the palette is opaque black, as the PNG decoder has it.
	var r, g, b [256]uint16
	var translucent [256]bool
	grey := true
	for i, c := range m.Palette {
		if i >= len(r) {
			break
		}
		cr, cg, cb, ca := c.RGBA()
		r[i], g[i], b[i] = uint16(cr), uint16(cg), uint16(cb)
		translucent[i] = ca != 0xffff
		grey = grey && cr == cg && cg == cb
	}
	if grey {
		s.channels = 1
	}
	origin := m.Bounds().Min
	for y := range s.h {
		row := m.Pix[m.PixOffset(origin.X, origin.Y+y):][:s.w]
		for x, i := range row {
			if translucent[i] {
				if !allowed {
					return source{}, translucentAt(x, y)
				}
				s.opaque = func(x, y int) bool { return !translucent[m.Pix[m.PixOffset(origin.X+x, origin.Y+y)]] }
			}
		}
	}
	s.at = func(x, y int) (uint16, uint16, uint16) {
		i := m.Pix[m.PixOffset(origin.X+x, origin.Y+y)]
		return r[i], g[i], b[i]
	}
	return s, nil
}

// genericSource reads any other image at 16 bits.
func genericSource(s source, img image.Image) (source, error) {
	if err := opaque(img, func() bool { return false }); err != nil {
		return source{}, err
	}
	origin := img.Bounds().Min
	s.deep = img.ColorModel() == color.RGBA64Model || img.ColorModel() == color.NRGBA64Model
	at := rgba64At(img)
	s.at = func(x, y int) (uint16, uint16, uint16) {
		c := at(origin.X+x, origin.Y+y)
		return c.R, c.G, c.B
	}
	return s, nil
}

// opaque returns an error that names the first translucent pixel, if there is
// one; fast tells quickly that there is none.
func opaque(img image.Image, fast func() bool) error {
	if fast() {
		return nil
	}
	bounds, at := img.Bounds(), rgba64At(img)
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			if at(x, y).A != 0xffff {
				return translucentAt(x-bounds.Min.X, y-bounds.Min.Y)
			}
		}
	}
	return nil
}

// rgba64At avoids the allocation of a color.Color a pixel where img can.
func rgba64At(img image.Image) func(x, y int) color.RGBA64 {
	if m, ok := img.(image.RGBA64Image); ok {
		return m.RGBA64At
	}
	return func(x, y int) color.RGBA64 {
		return color.RGBA64Model.Convert(img.At(x, y)).(color.RGBA64)
	}
}

func translucentAt(x, y int) error {
	return refuse(ErrTranslucent, "the pixel in column %d, row %d is not opaque, so its colour depends on a background; flatten the image onto one first", x, y)
}

var errCMYK = refuse(ErrFormat, "CMYK, whose colours depend on a printing profile; convert it to RGB")

// wide is the 16-bit sample with the same value as a byte: 257·k/65535 = k/255.
func wide(k uint8) uint16 { return uint16(k) * 257 }

// turned is s seen through an orientation of the Exif standard, 1 to 8: what
// the camera stored is turned or mirrored to stand upright.
func (s source) turned(orientation int) source {
	w, h := s.w, s.h
	var back func(x, y int) (int, int) // where a pixel is stored
	switch orientation {
	case 2: // mirrored left to right
		back = func(x, y int) (int, int) { return w - 1 - x, y }
	case 3: // upside down
		back = func(x, y int) (int, int) { return w - 1 - x, h - 1 - y }
	case 4: // mirrored top to bottom
		back = func(x, y int) (int, int) { return x, h - 1 - y }
	case 5: // mirrored in the main diagonal
		back = func(x, y int) (int, int) { return y, x }
	case 6: // to be turned clockwise
		back = func(x, y int) (int, int) { return y, h - 1 - x }
	case 7: // mirrored in the other diagonal
		back = func(x, y int) (int, int) { return w - 1 - y, h - 1 - x }
	case 8: // to be turned anticlockwise
		back = func(x, y int) (int, int) { return w - 1 - y, x }
	default:
		return s
	}
	s.pix, s.coded = nil, nil
	at, opaque := s.at, s.opaque
	s.at = func(x, y int) (uint16, uint16, uint16) { return at(back(x, y)) }
	if opaque != nil {
		s.opaque = func(x, y int) bool { return opaque(back(x, y)) }
	}
	if orientation >= 5 && orientation <= 8 {
		s.w, s.h = h, w
	}
	return s
}
