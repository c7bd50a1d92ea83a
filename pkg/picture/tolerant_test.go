package picture_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

// What the pixels do not need may be damaged: the pixels are read. A damaged chunk that they need is not.
func TestDamagedAncillaryChunks(t *testing.T) {
	for _, c := range []chunk{{"tEXt", []byte("Comment\x00hello")}, {"gAMA", []byte{0, 0, 0xb1, 0x8f}}, {"iCCP", []byte("x\x00\x00abc")}, {"vpAg", nil}} {
		file := pngFile(2, 1, 8, typeGrey, 0, []chunk{c}, []byte{7, 250})
		at := bytes.Index(file, []byte(c.kind)) + 4 + len(c.data) // its checksum
		file[at] ^= 1
		wantPlanes(t, decodeBytes(t, file), 2, 1, scaled(255, 7, 250))
	}
	for _, kind := range []string{"IHDR", "PLTE", "IDAT", "tRNS"} {
		file := pngFile(2, 1, 8, typePalette, 0, []chunk{{"PLTE", []byte{7, 7, 7, 9, 9, 9}}, {"tRNS", []byte{255, 255}}}, []byte{0, 1})
		at := bytes.Index(file, []byte(kind))
		at += 4 + int(binary.BigEndian.Uint32(file[at-4:]))
		file[at] ^= 1
		if _, err := picture.Decode(bytes.NewReader(file)); !errors.Is(err, picture.ErrDamaged) {
			t.Errorf("a wrong checksum of %s: %v", kind, err)
		}
	}
}

// An orientation may be stored as any unsigned integer of TIFF.
func TestOrientationTypes(t *testing.T) {
	for _, order := range []binary.AppendByteOrder{littleEndian, bigEndian} {
		for kind, value := range map[uint16][]byte{1: {6, 0, 0, 0}, 3: order.AppendUint16(nil, 6), 4: order.AppendUint32(nil, 6)} {
			data := exif(order, 0)
			copy(data[12:], order.AppendUint16(nil, kind))
			copy(data[18:], value)
			im := decodeBytes(t, pngFile(4, 3, 8, typeGrey, 0, []chunk{{"eXIf", data}}, grey43...))
			if im.W != 3 || im.H != 4 {
				t.Errorf("orientation 6 of type %d: %d×%d", kind, im.W, im.H)
			}
		}
	}
}
