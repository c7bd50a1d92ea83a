package picture

import (
	"encoding/binary"
	"errors"
	"io"
)

// pngPixels reads a PNG without the chunks that its pixels do not need. Readers ignore such a chunk
// when its checksum is wrong, as that of the profiles that GIMP 2.10 wrote; the decoder of the standard library, which
// does not look into them either, gives up the whole file (PNG, third edition, sections 5.4 and 13.2).
type pngPixels struct {
	r      io.Reader
	begun  bool
	head   [8]byte
	ready  []byte // of head, to be handed on
	inside int64  // bytes of the chunk, and of its checksum, that follow
}

func (p *pngPixels) Read(dst []byte) (int, error) {
	for len(p.ready) == 0 && p.inside == 0 {
		if err := p.next(); err != nil {
			return 0, err
		}
	}
	if len(p.ready) > 0 {
		n := copy(dst, p.ready)
		p.ready = p.ready[n:]
		return n, nil
	}
	n, err := p.r.Read(dst[:min(int64(len(dst)), p.inside)])
	p.inside -= int64(n)
	return n, err
}

// next reads the signature or the head of a chunk, and skips the chunk when it can be done without.
func (p *pngPixels) next() error {
	if _, err := io.ReadFull(p.r, p.head[:]); err != nil {
		return err
	}
	if !p.begun {
		p.begun, p.ready = true, p.head[:]
		return nil
	}
	size := int64(binary.BigEndian.Uint32(p.head[:4])) + 4
	const ancillary = 0x20 // a small first letter
	if p.head[4]&ancillary == 0 || string(p.head[4:]) == "tRNS" {
		p.ready, p.inside = p.head[:], size
		return nil
	}
	_, err := io.CopyN(io.Discard, p.r, size)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return err
}
