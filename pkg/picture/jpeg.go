package picture

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image/jpeg"
	"io"
)

var formatJPEG = format{
	name: "JPEG", magic: "\xff\xd8", extensions: []string{".jpg", ".jpeg"}, lossy: true,
	decode: jpeg.Decode, config: jpeg.DecodeConfig, unsupported: isA[jpeg.UnsupportedError],
	advice: "save it as an 8-bit PNG, or as a baseline JPEG whose colour is sampled 4:4:4, 4:2:2 or 4:2:0",
	scan:   (*header).scanJPEG,
	encode: func(im *Image, w io.Writer) error { return im.EncodeJPEG(w, DefaultQuality) },
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
				return refuse(ErrTooLarge, "more than %d scans in a JPEG, which no camera or program writes", maxScans)
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

// EncodeJPEG writes im as a baseline JPEG of a quality from 1, smallest, to
// 100, best; colour is stored at half the resolution in both directions
// whatever the quality. A quality outside that range is an error, and so is a
// sample that is not finite ([ErrValue]) or a side above 65535; nothing is
// written then.
func (im *Image) EncodeJPEG(w io.Writer, quality int) error {
	if quality < 1 || quality > 100 {
		return refuse(ErrValue, "JPEG quality %d, want 1 to 100", quality)
	}
	std, err := im.Image()
	if err != nil {
		return err
	}
	if im.W > 0xffff || im.H > 0xffff {
		return refuse(ErrTooLarge, "the sides of a JPEG end at 65535, this is %d×%d; save it as PNG", im.W, im.H)
	}
	if err := jpeg.Encode(w, std, &jpeg.Options{Quality: quality}); err != nil {
		return fmt.Errorf("picture: writing JPEG: %w", err)
	}
	return nil
}

// SaveJPEG is [Image.Save] to a JPEG file of the given quality; see
// [Image.EncodeJPEG].
func (im *Image) SaveJPEG(name string, quality int) error {
	return writeFile(name, func(w io.Writer) error { return im.EncodeJPEG(w, quality) })
}
