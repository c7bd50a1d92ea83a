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
