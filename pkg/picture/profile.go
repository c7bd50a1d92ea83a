package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"io"
)

// maxProfile bounds a colour profile; those of displays and printers end below it. A longer one is dropped.
const maxProfile = 1 << 22

// pngProfile returns the ICC profile of an iCCP chunk, a name, a 0, the method 0 and zlib's data, or nil when
// it is damaged (PNG, third edition, section 11.3.2.3).
func pngProfile(data []byte) []byte {
	_, packed, ok := bytes.Cut(data, []byte{0})
	if !ok || len(packed) < 1 || packed[0] != 0 {
		return nil
	}
	z, err := zlib.NewReader(bytes.NewReader(packed[1:]))
	if err != nil {
		return nil
	}
	profile, err := io.ReadAll(io.LimitReader(z, maxProfile+1))
	if err != nil {
		return nil
	}
	return whole(profile)
}

// whole returns a profile, or nil when it is not as long as its own header says (ICC.1:2022, section 7.2).
func whole(profile []byte) []byte {
	if len(profile) < 128 || len(profile) > maxProfile || uint64(binary.BigEndian.Uint32(profile)) != uint64(len(profile)) {
		return nil
	}
	return profile
}

// profile returns the profile that im can be saved with: its own, when it is one for as many channels.
func (im *Image) profile() []byte {
	p := whole(im.Profile)
	if p == nil {
		return nil
	}
	space := "RGB "
	if im.Channels() == 1 {
		space = "GRAY"
	}
	if string(p[16:20]) != space {
		return nil
	}
	return p
}

const iccName = "ICC_PROFILE\x00"

// writeJPEGProfile writes the profile as segments behind a JPEG's first marker (ICC.1:2022, annex B.4).
func writeJPEGProfile(w io.Writer, profile []byte) error {
	const most = 65519 // bytes of it in one segment
	total := (len(profile) + most - 1) / most
	for i := range total {
		part := profile[i*most : min(len(profile), (i+1)*most)]
		head := []byte{0xff, 0xe2}
		head = binary.BigEndian.AppendUint16(head, uint16(2+len(iccName)+2+len(part)))
		head = append(append(head, iccName...), byte(i+1), byte(total))
		if _, err := w.Write(append(head, part...)); err != nil {
			return err
		}
	}
	return nil
}

// encodePNG writes img with a profile behind its header.
func encodePNG(w io.Writer, img image.Image, profile []byte) error {
	if profile == nil {
		return png.Encode(w, img)
	}
	var all, packed bytes.Buffer
	if err := png.Encode(&all, img); err != nil {
		return err
	}
	z := zlib.NewWriter(&packed)
	z.Write(profile) // to memory
	z.Close()
	body := append([]byte("iCCPICC profile\x00\x00"), packed.Bytes()...)
	const header = 8 + 25 // the signature and IHDR
	out := append([]byte{}, all.Bytes()[:header]...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(body)-4))
	out = append(out, body...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(body))
	if _, err := w.Write(out); err != nil {
		return err
	}
	_, err := w.Write(all.Bytes()[header:])
	return err
}

// behindSOI hands a JPEG on to w, with the profile behind its first marker.
type behindSOI struct {
	w       io.Writer
	profile []byte
	seen    []byte
}

func (b *behindSOI) Write(p []byte) (int, error) {
	if b.profile == nil {
		return b.w.Write(p)
	}
	n := min(len(p), 2-len(b.seen))
	b.seen = append(b.seen, p[:n]...)
	if len(b.seen) < 2 {
		return n, nil
	}
	if _, err := b.w.Write(b.seen); err != nil {
		return 0, err
	}
	if err := writeJPEGProfile(b.w, b.profile); err != nil {
		return 0, err
	}
	b.profile = nil
	m, err := b.w.Write(p[n:])
	return n + m, err
}
