package picture

import (
	"fmt"
	"io"

	"github.com/gradstep/gradstep/pkg/internal/sized"
)

// Raster is a decoded image that keeps the 8 bits a sample of its file and is
// read row by row: 1.5 to 4 bytes a pixel where an [Image] takes 24.
type Raster struct {
	W, H, Channels int    // 1 or 3 channels, as [Decoder.Load] counts them
	Format         string // "PNG" or "JPEG"
	Lossy          bool   // the format changes levels, as JPEG does

	src source
}

// LoadRaster reads a PNG or JPEG file of 8 bits a sample within the default
// limits; see [Decoder.LoadRaster].
func LoadRaster(name string) (*Raster, error) { return Decoder{}.LoadRaster(name) }

// LoadRaster is [Decoder.Load] without the expansion to floating point. It
// refuses 16-bit files by an error that wraps [ErrDepth].
func (d Decoder) LoadRaster(name string) (*Raster, error) {
	return fromFile(name, d.raster)
}

// DecodeRaster is [Decoder.Decode] without the expansion to floating point;
// see [Decoder.LoadRaster].
func (d Decoder) DecodeRaster(r io.Reader) (*Raster, error) {
	raster, err := d.raster(r)
	if err != nil {
		return nil, named(err, "")
	}
	return raster, nil
}

func (d Decoder) raster(r io.Reader) (*Raster, error) {
	s, head, err := d.open(r, true)
	if err != nil {
		return nil, err
	}
	return &Raster{W: s.w, H: s.h, Channels: s.channels, Format: head.format.name, Lossy: head.format.lossy, src: s}, nil
}

// Row stores the bytes of row y in dst, the channels of a pixel side by side,
// and returns it.
//
// A nil dst is allocated; any other must have W·Channels elements. Row may be
// called from several goroutines. It panics when y lies outside the image or
// dst has another length.
func (r *Raster) Row(dst []uint8, y int) []uint8 {
	if y < 0 || y >= r.H {
		panic(fmt.Sprintf("picture: Row: row %d of an image of %d", y, r.H))
	}
	n := r.W * r.Channels
	dst = sized.To("picture: Row", dst, n)
	if r.src.pix != nil {
		row, step := r.src.pix(y)
		if r.Channels == 1 && step == 1 {
			copy(dst, row)
			return dst
		}
		if r.Channels == 1 {
			for x := range dst {
				dst[x] = row[step*x]
			}
			return dst
		}
		for x := range r.W {
			p, q := dst[3*x:3*x+3:3*x+3], row[4*x:4*x+3:4*x+3]
			p[0], p[1], p[2] = q[0], q[1], q[2]
		}
		return dst
	}
	if r.Channels == 1 {
		for x := range dst {
			v, _, _ := r.src.at(x, y)
			dst[x] = uint8(v >> 8)
		}
		return dst
	}
	for x := range r.W {
		red, green, blue := r.src.at(x, y)
		p := dst[3*x : 3*x+3 : 3*x+3]
		p[0], p[1], p[2] = uint8(red>>8), uint8(green>>8), uint8(blue>>8)
	}
	return dst
}

// Opaque returns which pixels of row y are opaque, and nil where all of the image are. It panics when y lies outside
// the image.
func (r *Raster) Opaque(y int) []bool {
	if y < 0 || y >= r.H {
		panic(fmt.Sprintf("picture: Opaque: row %d of an image of %d", y, r.H))
	}
	if r.src.opaque == nil {
		return nil
	}
	row := make([]bool, r.W)
	for x := range row {
		row[x] = r.src.opaque(x, y)
	}
	return row
}
