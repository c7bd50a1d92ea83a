package picture

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// header is what a file says about itself and the decoders do not hand on.
type header struct {
	format      string // "PNG" or "JPEG"
	grey        bool   // a PNG of grey samples, which with alpha decodes to colour
	orientation int    // of the Exif standard, 1 to 8; 1 is upright
	ended       bool   // the mark of the end was found
}

// maxScans bounds the passes over the image that a JPEG may ask for: each may
// take a few bytes of the file and the time of all its pixels. Encoders make
// about ten.
const maxScans = 100

const pngSignature = "\x89PNG\r\n\x1a\n"

// magic names the formats that people try, by their first bytes.
var magic = []struct {
	at    int
	bytes string
	name  string
}{
	{0, "GIF8", "GIF"},
	{8, "WEBP", "WebP"},
	{4, "ftypheic", "HEIC"},
	{4, "ftypheix", "HEIC"},
	{4, "ftypmif1", "HEIC"},
	{4, "ftypavif", "AVIF"},
	{0, "II*\x00", "TIFF or raw camera"},
	{0, "MM\x00*", "TIFF or raw camera"},
	{0, "BM", "BMP"},
	{0, "%PDF", "PDF"},
	{0, "P5", "PGM"},
	{0, "P6", "PPM"},
	{0, "\xff\x0a", "JPEG XL"},
	{4, "JXL ", "JPEG XL"},
	{4, "jP  ", "JPEG 2000"},
	{0, "<svg", "SVG"},
	{0, "<?xml", "SVG or other XML"},
}

// scan walks the parts of a PNG or JPEG file without decoding any, and leaves
// rs at its start.
func scan(rs io.ReadSeeker) (header, error) {
	r := bufio.NewReader(rs)
	first, err := r.Peek(16)
	if err != nil && !errors.Is(err, io.EOF) {
		return header{}, err
	}
	h := header{orientation: 1}
	switch {
	case len(first) == 0:
		return h, fmt.Errorf("%w: the file is empty", ErrDamaged)
	case bytes.HasPrefix(first, []byte("\x89PNG")) && len(first) >= 8 && string(first[:8]) != pngSignature:
		return h, fmt.Errorf("%w: the PNG signature is garbled, as by a transfer in text mode; get the file again", ErrDamaged)
	case bytes.HasPrefix(first, []byte("\x89PNG")):
		h.format = "PNG"
		err = h.scanPNG(r)
	case bytes.HasPrefix(first, []byte("\xff\xd8")):
		h.format = "JPEG"
		err = h.scanJPEG(r)
	default:
		return h, foreign(first)
	}
	// A file that ends early is left to the decoder, which knows whether
	// anything that it needs is missing.
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return h, err
	}
	_, err = rs.Seek(0, io.SeekStart)
	return h, err
}

func foreign(first []byte) error {
	for _, m := range magic {
		if len(first) >= m.at && bytes.HasPrefix(first[m.at:], []byte(m.bytes)) {
			return fmt.Errorf("%w: this is a %s file; convert it to PNG", ErrFormat, m.name)
		}
	}
	return fmt.Errorf("%w: neither a PNG nor a JPEG file (it starts with %q)", ErrFormat, first[:min(8, len(first))])
}

// scanPNG reads the colour type and the eXIf chunk (PNG, third edition,
// section 11).
func (h *header) scanPNG(r *bufio.Reader) error {
	if _, err := r.Discard(len(pngSignature)); err != nil {
		return err
	}
	var head [8]byte
	for {
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return err
		}
		length, kind := binary.BigEndian.Uint32(head[:4]), string(head[4:])
		if length > 1<<31-1 {
			return nil // the decoder refuses it
		}
		rest := int(length)
		switch {
		case kind == "IHDR" && length == 13:
			var data [13]byte
			if _, err := io.ReadFull(r, data[:]); err != nil {
				return err
			}
			rest -= 13
			const greyType, greyAlphaType = 0, 4
			h.grey = data[9] == greyType || data[9] == greyAlphaType
		case kind == "eXIf" && length <= maxExif:
			data := make([]byte, length)
			if _, err := io.ReadFull(r, data); err != nil {
				return err
			}
			rest -= len(data)
			h.orientation = orientation(data)
		case kind == "IEND":
			h.ended = true
			return nil
		}
		if _, err := r.Discard(rest + 4); err != nil { // 4 bytes of checksum
			return err
		}
	}
}

// scanJPEG reads the Exif segment and counts the scans (ITU-T T.81, annex B).
func (h *header) scanJPEG(r *bufio.Reader) error {
	const (
		exifSegment = 0xe1
		startOfScan = 0xda
		endOfImage  = 0xd9
	)
	if _, err := r.Discard(2); err != nil {
		return err
	}
	exifSeen := false
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
		case startOfScan:
			if scans++; scans > maxScans {
				return fmt.Errorf("%w: more than %d scans in a JPEG, which no camera or program writes", ErrTooLarge, maxScans)
			}
		}
		if _, err := r.Discard(length); err != nil {
			return err
		}
	}
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
