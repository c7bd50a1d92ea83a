package picture_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/jpeg"
	"testing"
)

var (
	littleEndian binary.AppendByteOrder = binary.LittleEndian
	bigEndian    binary.AppendByteOrder = binary.BigEndian
)

// Colour types of PNG.
const (
	typeGrey      = 0
	typeRGB       = 2
	typePalette   = 3
	typeGreyAlpha = 4
	typeRGBA      = 6
)

type chunk struct {
	kind string
	data []byte
}

// pngFile assembles a PNG file: a header, the given chunks, and the rows, each
// already packed, as unfiltered scan lines.
func pngFile(w, h, depth, colourType, interlace int, before []chunk, rows ...[]byte) []byte {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	for _, row := range rows {
		z.Write([]byte{0})
		z.Write(row)
	}
	z.Close()
	header := binary.BigEndian.AppendUint32(nil, uint32(w))
	header = binary.BigEndian.AppendUint32(header, uint32(h))
	header = append(header, byte(depth), byte(colourType), 0, 0, byte(interlace))
	chunks := append([]chunk{{"IHDR", header}}, before...)
	chunks = append(chunks, chunk{"IDAT", packed.Bytes()}, chunk{"IEND", nil})
	return join(chunks)
}

func join(chunks []chunk) []byte {
	out := []byte("\x89PNG\r\n\x1a\n")
	for _, c := range chunks {
		out = binary.BigEndian.AppendUint32(out, uint32(len(c.data)))
		body := append([]byte(c.kind), c.data...)
		out = append(out, body...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(body))
	}
	return out
}

// jpegFile encodes img at the best quality.
func jpegFile(t testing.TB, img image.Image) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, img, &jpeg.Options{Quality: 100}); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// exif is Exif data that hold an orientation alone.
func exif(order binary.AppendByteOrder, orientation uint16) []byte {
	tiff := []byte("II*\x00")
	if order == bigEndian {
		tiff = []byte("MM\x00*")
	}
	tiff = order.AppendUint32(tiff, 8)
	tiff = order.AppendUint16(tiff, 1)
	tiff = order.AppendUint16(tiff, 0x0112)
	tiff = order.AppendUint16(tiff, 3)
	tiff = order.AppendUint32(tiff, 1)
	tiff = order.AppendUint16(tiff, orientation)
	tiff = order.AppendUint16(tiff, 0)
	return order.AppendUint32(tiff, 0)
}

// segment is a JPEG segment.
func segment(marker byte, data []byte) []byte {
	out := []byte{0xff, marker}
	out = binary.BigEndian.AppendUint16(out, uint16(len(data)+2))
	return append(out, data...)
}

// insert puts a segment behind the first marker of a JPEG file.
func insert(file, seg []byte) []byte {
	out := append([]byte{}, file[:2]...)
	out = append(out, seg...)
	return append(out, file[2:]...)
}
