package picture

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/jpeg"
	"io"

	"github.com/gradstep/gradstep/pkg/internal/jpegany"
)

var formatJPEG = format{
	name: "JPEG", magic: "\xff\xd8", extensions: []string{".jpg", ".jpeg"}, lossy: true,
	decode: either(jpeg.Decode, jpegany.Decode), config: either(jpeg.DecodeConfig, jpegany.DecodeConfig),
	unsupported: isA[jpeg.UnsupportedError],
	advice:      "save it as an 8-bit PNG, as ImageMagick's \"convert IN.jpg OUT.png\" does, or as a baseline or progressive JPEG",
	scan:        (*header).scanJPEG,
	encode:      func(im *Image, w io.Writer) error { return im.EncodeJPEG(w, DefaultQuality) },
}

// either asks the second decoder for what the first, the quicker one, does not support.
func either[T any](first, second func(io.Reader) (T, error)) func(io.Reader) (T, error) {
	return func(r io.Reader) (T, error) {
		v, err := first(r)
		rs, again := r.(io.Seeker)
		if !again || !isA[jpeg.UnsupportedError](err) {
			return v, err
		}
		if _, err := rs.Seek(0, io.SeekStart); err != nil {
			return v, err
		}
		w, err2 := second(r)
		if isA[jpeg.UnsupportedError](err2) {
			return v, err
		}
		return w, err2
	}
}

// DefaultQuality is the JPEG quality of [Image.Save].
const DefaultQuality = 90

// maxScans bounds the passes over the image that a JPEG may ask for: each may
// take a few bytes of the file and the time of all its pixels. Encoders make
// about ten.
const maxScans = 100

// scanJPEG reads the Exif segment and counts the scans (ITU-T T.81, annex B).
func (h *header) scanJPEG(r *bufio.Reader) error {
	const (
		baseline    = 0xc0
		extended    = 0xc1
		progressive = 0xc2

		quantizationTables = 0xdb

		exifSegment = 0xe1
		iccSegment  = 0xe2
		startOfScan = 0xda
		endOfImage  = 0xd9
	)
	if _, err := r.Discard(2); err != nil {
		return err
	}
	exifSeen := false
	var profile []byte
	defer func() { h.profile = whole(profile) }()
	for scans := 0; ; {
		marker, err := nextMarker(r)
		if err != nil || marker == endOfImage {
			h.ended = err == nil
			return err
		}
		var size [2]byte
		if _, err := io.ReadFull(r, size[:]); err != nil {
			return err
		}
		length := int(binary.BigEndian.Uint16(size[:])) - 2
		if length < 0 {
			return nil // the decoder refuses it
		}
		switch marker {
		case quantizationTables, baseline, extended, progressive:
			data := make([]byte, length)
			if _, err := io.ReadFull(r, data); err != nil {
				return err
			}
			length = 0
			if marker == quantizationTables {
				h.readTables(data)
			} else if len(data) >= 9 && data[8] < 4 && finest(data[6:]) {
				h.lumaTable = h.tables[data[8]] // of the first component
				if h.chromaTable = nil; len(data) >= 12 && data[11] < 4 {
					h.chromaTable = h.tables[data[11]]
				}
			}
		case exifSegment:
			data := make([]byte, length)
			if _, err := io.ReadFull(r, data); err != nil {
				return err
			}
			length = 0
			if tiff, ok := bytes.CutPrefix(data, []byte("Exif\x00\x00")); ok && !exifSeen {
				exifSeen = true
				h.orientation = orientation(tiff)
			}
		case iccSegment:
			data := make([]byte, length)
			if _, err := io.ReadFull(r, data); err != nil {
				return err
			}
			length = 0
			// The parts are numbered, and all writers write them in order.
			if part, ok := bytes.CutPrefix(data, []byte(iccName)); ok && len(part) > 2 && len(profile) <= maxProfile {
				profile = append(profile, part[2:]...)
			}
		case startOfScan:
			if scans++; scans > maxScans {
				return refuse(ErrTooLarge, "more than %d scans in a JPEG, which no camera or program writes", maxScans)
			}
		}
		if _, err := r.Discard(length); err != nil {
			return err
		}
	}
}

// finest reports whether no component of a frame has more samples than the first one.
func finest(components []byte) bool {
	for c := components; len(c) >= 3; c = c[3:] {
		if c[1]>>4 > components[1]>>4 || c[1]&15 > components[1]&15 {
			return false
		}
	}
	return true
}

// nextMarker skips coded data to the next marker that has a segment, or the
// end of the image.
func nextMarker(r *bufio.Reader) (byte, error) {
	for {
		if _, err := r.ReadSlice(0xff); errors.Is(err, bufio.ErrBufferFull) {
			continue
		} else if err != nil {
			return 0, err
		}
		b := byte(0xff)
		for b == 0xff { // fill bytes
			var err error
			if b, err = r.ReadByte(); err != nil {
				return 0, err
			}
		}
		// 0 is a stuffed byte; 1 and d0 to d8 stand alone.
		if b > 1 && (b < 0xd0 || b > 0xd8) {
			return b, nil
		}
	}
}

// A StepTable holds the steps of the 64 frequencies of a block of 8 by 8 pixels, row by
// row, the mean first.
type StepTable [64]uint16

// readTables reads the tables of a segment (ITU-T T.81, section B.2.4.1).
func (h *header) readTables(data []byte) {
	for len(data) > 0 {
		id, wide := data[0]&15, data[0]>>4 != 0
		size := 64
		if wide {
			size = 128
		}
		data = data[1:]
		if len(data) < size || id > 3 {
			return // the decoder refuses it
		}
		t := new(StepTable)
		for i, place := range zigzag {
			if wide {
				t[place] = binary.BigEndian.Uint16(data[2*i:])
			} else {
				t[place] = uint16(data[i])
			}
		}
		h.tables[id] = t
		data = data[size:]
	}
}

// zigzag is the order in which the frequencies are stored (ITU-T T.81, figure A.6).
var zigzag = func() (order [64]int) {
	x, y, up := 0, 0, true
	for i := range order {
		order[i] = 8*y + x
		switch {
		case up && x == 7:
			y, up = y+1, false
		case up && y == 0:
			x, up = x+1, false
		case up:
			x, y = x+1, y-1
		case y == 7:
			x, up = x+1, true
		case x == 0:
			y, up = y+1, true
		default:
			x, y = x-1, y+1
		}
	}
	return order
}()

// Coded is the brightness that a JPEG file stores, before it is made colour: the plane
// that its decoder has, whose blocks of 8 by 8 samples start at its corner, and the
// steps to which the encoder rounded their frequencies, and those of the colours.
type Coded struct {
	W, H, Stride int
	Luma         []uint8
	Steps        StepTable
	ColourSteps  StepTable // of the first of the two; 0 of a grey file
}

// Coded returns what the file stores, or nil if it is not a JPEG of grey or of brightness
// and colour, or if it was turned.
func (r *Raster) Coded() *Coded { return r.src.coded }

// codedOf returns the brightness of a decoded JPEG.
func codedOf(img image.Image, steps StepTable) *Coded {
	c := &Coded{W: img.Bounds().Dx(), H: img.Bounds().Dy(), Steps: steps}
	switch m := img.(type) {
	case *image.Gray:
		c.Luma, c.Stride = m.Pix, m.Stride
	case *image.YCbCr:
		c.Luma, c.Stride = m.Y, m.YStride
	default:
		return nil
	}
	return c
}
