package picture_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

func TestRefusals(t *testing.T) {
	good := pngFile(4, 3, 8, typeGrey, 0, nil, grey43...)
	retina, err := os.ReadFile("../../testdata/photos/retina.jpg")
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(good)
	flipped[len(flipped)-20] ^= 1 // in the compressed samples
	frame := func(w, h, precision, components byte) []byte {
		data := []byte{precision, 0, h, 0, w, components}
		for c := range components {
			data = append(data, c+1, 0x11, 0)
		}
		start := append([]byte{0xff, 0xd8}, segment(0xc0, data)...)
		scan := segment(0xda, []byte{1, 1, 0, 0, 63, 0})
		return append(append(start, scan...), 0xff, 0xd9)
	}
	scans := append([]byte{0xff, 0xd8}, segment(0xc2, []byte{8, 0, 8, 0, 8, 1, 1, 0x11, 0})...)
	for range 101 {
		scans = append(scans, segment(0xda, []byte{1, 1, 0, 0, 0, 0})...)
	}
	tests := []struct {
		name string
		file []byte
		want error
		says string
	}{
		{"empty", nil, picture.ErrDamaged, "empty"},
		{"text", []byte("hello, world"), picture.ErrFormat, `neither a PNG nor a JPEG file (it starts with "hello, w")`},
		{"one byte", []byte{0x89}, picture.ErrFormat, "neither"},
		{"GIF", []byte("GIF89a........"), picture.ErrFormat, "this is a GIF file; convert it to PNG"},
		{"WebP", []byte("RIFF....WEBPVP8 "), picture.ErrFormat, "WebP"},
		{"HEIC", []byte("\x00\x00\x00\x18ftypheic...."), picture.ErrFormat, "HEIC"},
		{"signature only", good[:8], picture.ErrDamaged, "truncated"},
		{"bad signature", append([]byte("\x89PNG....."), good[8:]...), picture.ErrDamaged, "garbled"},
		{"PNG cut in the samples", good[:len(good)-20], picture.ErrDamaged, "truncated"},
		{"PNG with a flipped bit", flipped, picture.ErrDamaged, "get the file again"},
		{"PNG with too few rows", pngFile(4, 4, 8, typeGrey, 0, nil, grey43...), picture.ErrDamaged, "not enough pixel data"},
		{"PNG with too many rows", pngFile(4, 2, 8, typeGrey, 0, nil, grey43...), picture.ErrDamaged, "too much pixel data"},
		{"PNG without width", pngFile(0, 4, 8, typeGrey, 0, nil), picture.ErrDamaged, "dimension"},
		{"PNG without samples", join([]chunk{{"IHDR", []byte{0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0}}, {"IEND", nil}}), picture.ErrDamaged, "png: invalid format"},
		{"PNG bomb", pngFile(60000, 60000, 8, typeGrey, 0, nil), picture.ErrTooLarge, "60000×60000 is 3600000000 pixels, the limit is 67108864;"},
		{"PNG of 3 bits", pngFile(2, 1, 3, typeGrey, 0, nil), picture.ErrFormat, "bit depth 3"},
		{"half translucent", pngFile(2, 1, 8, typeRGBA, 0, nil, []byte{1, 2, 3, 255, 4, 5, 6, 254}), picture.ErrTranslucent, "column 1, row 0"},
		{"translucent grey", pngFile(1, 1, 8, typeGreyAlpha, 0, nil, []byte{1, 0}), picture.ErrTranslucent, "flatten"},
		{"translucent, 16 bits", pngFile(1, 1, 16, typeGreyAlpha, 0, nil, []byte{1, 0, 255, 0}), picture.ErrTranslucent, "column 0, row 0"},
		{"transparent colour", pngFile(1, 1, 8, typeRGB, 0, []chunk{{"tRNS", []byte{0, 1, 0, 2, 0, 3}}}, []byte{1, 2, 3}), picture.ErrTranslucent, "column 0"},
		{
			"translucent palette",
			pngFile(2, 1, 8, typePalette, 0, []chunk{{"PLTE", make([]byte, 6)}, {"tRNS", []byte{255, 9}}}, []byte{0, 1}),
			picture.ErrTranslucent, "column 1",
		},
		{"JPEG start only", retina[:2], picture.ErrDamaged, "truncated"},
		{"JPEG cut in the header", retina[:200], picture.ErrDamaged, "truncated"},
		{"JPEG cut in half", retina[:len(retina)/2], picture.ErrDamaged, "truncated"},
		{"JPEG without its last kilobyte", retina[:len(retina)-1000], picture.ErrDamaged, "truncated"},
		{"JPEG without height", frame(8, 0, 8, 1), picture.ErrDamaged, "8×0"},
		{"JPEG of 12 bits", frame(8, 8, 12, 1), picture.ErrFormat, "precision"},
		{"CMYK", frame(8, 8, 8, 4), picture.ErrFormat, "CMYK"},
		{"JPEG of 101 scans", scans, picture.ErrTooLarge, "more than 100 scans"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			im, err := picture.Decode(bytes.NewReader(test.file))
			if im != nil || !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got (%v, %v), want an error that wraps %q and says %q", im, err, test.want, test.says)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	file := pngFile(4, 3, 8, typeGrey, 0, nil, grey43...)
	for _, test := range []struct {
		d    picture.Decoder
		want error
	}{
		{picture.Decoder{MaxPixels: 12}, nil},
		{picture.Decoder{MaxPixels: 11}, picture.ErrTooLarge},
		{picture.Decoder{MaxBytes: int64(len(file))}, nil},
		{picture.Decoder{MaxBytes: int64(len(file)) - 1}, picture.ErrTooLarge},
	} {
		_, err := test.d.Decode(bytes.NewReader(file))
		_, piped := test.d.Decode(bytes.NewBuffer(file)) // cannot seek
		if !errors.Is(err, test.want) || !errors.Is(piped, test.want) {
			t.Errorf("%+v: %v, and piped %v, want %v", test.d, err, piped, test.want)
		}
	}
}

func TestLoadErrorsNameTheFile(t *testing.T) {
	dir := t.TempDir()
	_, err := picture.Load(filepath.Join(dir, "absent.png"))
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "absent.png") {
		t.Errorf("absent file: %v", err)
	}
	if _, err = picture.Load(dir); !errors.Is(err, picture.ErrFormat) || !strings.Contains(err.Error(), "folder") {
		t.Errorf("a folder: %v", err)
	}
	name := filepath.Join(dir, "a.webp")
	if err := os.WriteFile(name, []byte("RIFF....WEBPVP8 "), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = picture.Load(name)
	if want := "picture: unsupported image format: " + name + ": this is a WebP file; convert it to PNG"; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestRasterRefuses16Bits(t *testing.T) {
	for _, file := range [][]byte{
		pngFile(1, 1, 16, typeGrey, 0, nil, []byte{1, 2}),
		pngFile(1, 1, 16, typeRGBA, 0, nil, []byte{1, 2, 3, 4, 5, 6, 255, 255}),
	} {
		if _, err := (picture.Decoder{}).DecodeRaster(bytes.NewReader(file)); !errors.Is(err, picture.ErrDepth) {
			t.Errorf("got %v, want %v", err, picture.ErrDepth)
		}
	}
}

// Decoding takes no more memory than its documentation says, transient passes
// of interlaced files included.
func TestDecodeMemory(t *testing.T) {
	const side = 256
	rows := [][]byte{}
	for _, pass := range [][2]int{{side / 8, side / 8}, {side / 8, side / 8}, {side / 4, side / 8}, {side / 4, side / 4}, {side / 2, side / 4}, {side / 2, side / 2}, {side, side / 2}} {
		for range pass[1] {
			rows = append(rows, bytes.Repeat([]byte{1, 2, 3, 4, 5, 6, 255, 255}, pass[0]))
		}
	}
	file := pngFile(side, side, 16, typeRGBA, 1, nil, rows...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	im, err := picture.Decode(bytes.NewReader(file))
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	if im.W != side || im.H != side || im.Planes[2][side*side-1] != 1286.0/65535 {
		t.Errorf("%d×%d, last sample %v", im.W, im.H, im.Planes[2][side*side-1])
	}
	const fixed = 1 << 17 // buffers of the decompressor
	if got := after.TotalAlloc - before.TotalAlloc; got > (16+3*8)*side*side+fixed {
		t.Errorf("%d bytes for %d pixels", got, side*side)
	}
}
