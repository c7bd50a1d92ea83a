package picture

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"image"
	"image/png"
	"io"
)

var formatPNG = format{
	name: "PNG", magic: "\x89PNG", extensions: []string{".png"},
	decode:      func(r io.Reader) (image.Image, error) { return png.Decode(&pngPixels{r: r}) },
	config:      func(r io.Reader) (image.Config, error) { return png.DecodeConfig(&pngPixels{r: r}) },
	unsupported: isA[png.UnsupportedError],
	advice:      "save it as an 8-bit PNG",
	scan:        (*header).scanPNG, encode: (*Image).EncodePNG,
}

const pngSignature = "\x89PNG\r\n\x1a\n"

// scanPNG reads the colour type and the eXIf chunk (PNG, third edition,
// section 11).
func (h *header) scanPNG(r *bufio.Reader) error {
	if first, err := r.Peek(len(pngSignature)); err != nil {
		return err
	} else if string(first) != pngSignature {
		return refuse(ErrDamaged, "the PNG signature is garbled, as by a transfer in text mode; get the file again")
	}
	r.Discard(len(pngSignature)) // they are in the buffer
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
		case kind == "iCCP" && length <= maxProfile && h.profile == nil:
			data := make([]byte, length)
			if _, err := io.ReadFull(r, data); err != nil {
				return err
			}
			rest -= len(data)
			h.profile = pngProfile(data)
		case kind == "IEND":
			h.ended = true
			return nil
		}
		if _, err := r.Discard(rest + 4); err != nil { // 4 bytes of checksum
			return err
		}
	}
}

// EncodePNG writes im as an 8-bit PNG, grey or RGB. Decoding it gives every
// sample as FromByte(ToByte(v)). A sample that is not finite is an error that
// wraps [ErrValue], and nothing is written.
func (im *Image) EncodePNG(w io.Writer) error {
	std, err := im.Image()
	if err != nil {
		return err
	}
	if err := encodePNG(w, std, im.profile()); err != nil {
		return fmt.Errorf("picture: writing PNG: %w", err)
	}
	return nil
}
