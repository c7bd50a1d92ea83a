package jpegany

import (
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"io"
)

// Markers (T.81, table B.1).
const (
	baseline     = 0xc0
	extended     = 0xc1
	progressive  = 0xc2
	huffmanTable = 0xc4
	startOfImage = 0xd8
	endOfImage   = 0xd9
	startOfScan  = 0xda
	quantTable   = 0xdb
	numberLines  = 0xdc
	interval     = 0xdd
	jfif         = 0xe0
	adobe        = 0xee
)

// component is one of the planes of an image.
type component struct {
	id            byte
	h, v          int // its samples in a unit of hMax by vMax pixels
	table         byte
	w, rows       int     // blocks that are stored: whole units
	ownW, ownRows int     // blocks that a scan of it alone has
	coef          []int16 // 64 a block, in rows of frequencies
}

// decoder reads one file.
type decoder struct {
	data        []byte // what is left
	w, h        int
	hMax, vMax  int
	progressive bool
	comps       []component
	quant       [4]*[64]uint16
	huff        [2][4]*huffman
	interval    int
	rgb, jfif   bool
	header      []byte // of the scan that comes next
}

func malformed(what string) error   { return jpeg.FormatError(what) }
func unsupported(what string) error { return jpeg.UnsupportedError(what) }

// DecodeConfig returns the size and the colour model of a file.
func DecodeConfig(r io.Reader) (image.Config, error) {
	d, err := read(r)
	if err == nil {
		err = d.untilScan(func() error { return nil })
	}
	if err != nil {
		return image.Config{}, err
	}
	model := color.YCbCrModel
	switch {
	case len(d.comps) == 1:
		model = color.GrayModel
	case d.isRGB():
		model = color.RGBAModel
	}
	return image.Config{ColorModel: model, Width: d.w, Height: d.h}, nil
}

// Decode returns the image: grey, YCbCr sampled at each pixel, or RGBA.
func Decode(r io.Reader) (image.Image, error) {
	d, err := read(r)
	if err != nil {
		return nil, err
	}
	for scans := 0; ; scans++ {
		done := true
		err := d.untilScan(func() error {
			done = false
			return d.scan()
		})
		if err != nil {
			return nil, err
		}
		if done {
			if scans == 0 {
				return nil, malformed("no scan")
			}
			return d.image()
		}
	}
}

func read(r io.Reader) (*decoder, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if len(data) < 2 || data[0] != 0xff || data[1] != startOfImage {
		return nil, malformed("missing SOI marker")
	}
	return &decoder{data: data[2:]}, nil
}

// untilScan reads segments up to and with that of a scan, for which it calls scan, or to the end of the image.
func (d *decoder) untilScan(scan func() error) error {
	for {
		marker, err := d.marker()
		if err != nil || marker == endOfImage {
			return err
		}
		segment, err := d.segment()
		if err != nil {
			return err
		}
		switch marker {
		case baseline, extended, progressive:
			d.progressive = marker == progressive
			err = d.frame(segment)
		case huffmanTable:
			err = d.huffmanTables(segment)
		case quantTable:
			err = d.quantTables(segment)
		case interval:
			if len(segment) < 2 {
				return malformed("DRI has wrong length")
			}
			d.interval = int(binary.BigEndian.Uint16(segment))
		case numberLines: // the height, which the frame has
			if d.h == 0 {
				return malformed("DNL before the frame")
			}
		case jfif:
			d.jfif = d.jfif || len(segment) >= 5 && string(segment[:5]) == "JFIF\x00"
		case adobe:
			if len(segment) >= 12 && string(segment[:5]) == "Adobe" {
				d.rgb = segment[11] == 0
			}
		case startOfScan:
			if d.comps == nil {
				return malformed("missing SOF marker")
			}
			if err := d.ready(segment); err != nil {
				return err
			}
			return scan()
		default:
			if marker < 0xe0 || marker > 0xfe {
				return unsupported("this marker")
			}
		}
		if err != nil {
			return err
		}
	}
}

// marker skips to the next marker.
func (d *decoder) marker() (byte, error) {
	for len(d.data) >= 2 {
		m := d.data[1]
		if d.data[0] == 0xff && m != 0 && m != 0xff && (m < 0xd0 || m > startOfImage) {
			d.data = d.data[2:]
			return m, nil
		}
		d.data = d.data[1:]
	}
	return 0, io.ErrUnexpectedEOF
}

// segment is what follows a marker.
func (d *decoder) segment() ([]byte, error) {
	if len(d.data) < 2 {
		return nil, io.ErrUnexpectedEOF
	}
	n := int(binary.BigEndian.Uint16(d.data))
	if n < 2 {
		return nil, malformed("short segment length")
	}
	if n > len(d.data) {
		return nil, io.ErrUnexpectedEOF
	}
	s := d.data[2:n]
	d.data = d.data[n:]
	return s, nil
}

// frame reads the size and the components (B.2.2).
func (d *decoder) frame(s []byte) error {
	switch {
	case d.comps != nil:
		return malformed("multiple SOF markers")
	case len(s) < 6 || len(s) != 6+3*int(s[5]):
		return malformed("SOF has wrong length")
	case s[0] != 8:
		return unsupported("precision")
	case s[5] != 1 && s[5] != 3:
		return unsupported("number of components")
	}
	d.h, d.w = int(binary.BigEndian.Uint16(s[1:])), int(binary.BigEndian.Uint16(s[3:]))
	if d.w == 0 || d.h == 0 {
		return unsupported("a size of 0")
	}
	for c := s[6:]; len(c) > 0; c = c[3:] {
		k := component{id: c[0], h: int(c[1] >> 4), v: int(c[1] & 15), table: c[2]}
		if k.h < 1 || k.h > 4 || k.v < 1 || k.v > 4 || k.table > 3 {
			return malformed("bad sampling factor or table")
		}
		for _, other := range d.comps {
			if other.id == k.id {
				return malformed("repeated component identifier")
			}
		}
		d.hMax, d.vMax = max(d.hMax, k.h), max(d.vMax, k.v)
		d.comps = append(d.comps, k)
	}
	for i := range d.comps {
		k := &d.comps[i]
		k.w, k.rows = up(d.w, 8*d.hMax)*k.h, up(d.h, 8*d.vMax)*k.v
		k.ownW, k.ownRows = up(up(d.w*k.h, d.hMax), 8), up(up(d.h*k.v, d.vMax), 8)
	}
	return nil
}

// up is a/b, rounded up.
func up(a, b int) int { return (a + b - 1) / b }

// quantTables reads the steps of the frequencies (B.2.4.1).
func (d *decoder) quantTables(s []byte) error {
	for len(s) > 0 {
		id, wide := s[0]&15, s[0]>>4
		if id > 3 || wide > 1 {
			return malformed("bad Tq value")
		}
		size := 64 << wide
		if len(s) < 1+size {
			return malformed("DQT has wrong length")
		}
		t := new([64]uint16)
		for i, place := range zigzag {
			if wide == 1 {
				t[place] = binary.BigEndian.Uint16(s[1+2*i:])
			} else {
				t[place] = uint16(s[1+i])
			}
		}
		d.quant[id] = t
		s = s[1+size:]
	}
	return nil
}

// zigzag is the order in which the frequencies are stored (figure A.6).
var zigzag = func() (order [64]int) {
	for i, x, y := 0, 0, 0; i < 64; i++ {
		order[i] = 8*y + x
		switch up := (x+y)%2 == 0; {
		case up && x == 7, !up && y < 7 && x == 0:
			y++
		case up && y == 0, !up && y == 7:
			x++
		case up:
			x, y = x+1, y-1
		default:
			x, y = x-1, y+1
		}
	}
	return order
}()
