package picture

import (
	"bufio"
	"errors"
	"io"
)

// header is what a file says about itself and the decoders do not hand on.
type header struct {
	format      format
	grey        bool // a PNG of grey samples, which with alpha decodes to colour
	orientation int  // of the Exif standard, 1 to 8; 1 is upright
	ended       bool // the mark of the end was found
	profile     []byte
	tables      [4]*StepTable // of a JPEG
	lumaTable   *StepTable    // that of its brightness
	chromaTable *StepTable    // that of the first of its colours; nil of a grey one
}

// scan walks the parts of a file without decoding any, and leaves
// rs at its start.
func scan(rs io.ReadSeeker) (header, error) {
	r := bufio.NewReader(rs)
	first, err := r.Peek(16)
	if err != nil && !errors.Is(err, io.EOF) {
		return header{}, err
	}
	h := header{orientation: 1}
	if len(first) == 0 {
		return h, refuse(ErrDamaged, "the file is empty")
	}
	if h.format, err = byMagic(first); err != nil {
		return h, err
	}
	if h.format.scan == nil {
		h.ended = true
	} else {
		err = h.format.scan(&h, r)
	}
	// A file that ends early is left to the decoder, which knows whether
	// anything that it needs is missing.
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return h, err
	}
	_, err = rs.Seek(0, io.SeekStart)
	return h, err
}
