package picture_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

// grey43 is an image of 4 by 3 samples that no turn or mirror leaves as it is.
var grey43 = [][]byte{{10, 20, 30, 40}, {50, 60, 70, 80}, {90, 100, 110, 120}}

func decodeBytes(t *testing.T, file []byte) *picture.Image {
	t.Helper()
	im, err := picture.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return im
}

func wantPlanes(t *testing.T, im *picture.Image, w, h int, want ...[]float64) {
	t.Helper()
	if im.W != w || im.H != h || len(im.Planes) != len(want) {
		t.Fatalf("got %d×%d in %d channels, want %d×%d in %d", im.W, im.H, len(im.Planes), w, h, len(want))
	}
	for c := range want {
		if !slices.Equal(im.Planes[c], want[c]) {
			t.Errorf("plane %d = %v, want %v", c, im.Planes[c], want[c])
		}
	}
}

func scaled(top float64, ks ...float64) []float64 {
	for i := range ks {
		ks[i] /= top
	}
	return ks
}

func TestDecodePNGKinds(t *testing.T) {
	palette := chunk{"PLTE", []byte{255, 0, 0, 0, 128, 0, 1, 2, 3}}
	greys := chunk{"PLTE", []byte{7, 7, 7, 200, 200, 200}}
	tests := []struct {
		name string
		file []byte
		want [][]float64
	}{
		{"grey, 1 bit", pngFile(2, 1, 1, typeGrey, 0, nil, []byte{0b01_000000}), [][]float64{{0, 1}}},
		{"grey, 2 bits", pngFile(2, 1, 2, typeGrey, 0, nil, []byte{0b01_10_0000}), [][]float64{scaled(3, 1, 2)}},
		{"grey, 4 bits", pngFile(2, 1, 4, typeGrey, 0, nil, []byte{0x3e}), [][]float64{scaled(15, 3, 14)}},
		{"grey, 8 bits", pngFile(2, 1, 8, typeGrey, 0, nil, []byte{1, 254}), [][]float64{scaled(255, 1, 254)}},
		{"grey, 16 bits", pngFile(2, 1, 16, typeGrey, 0, nil, []byte{0, 1, 0xff, 0xfe}), [][]float64{scaled(65535, 1, 65534)}},
		{"grey, opaque alpha", pngFile(2, 1, 8, typeGreyAlpha, 0, nil, []byte{9, 255, 8, 255}), [][]float64{scaled(255, 9, 8)}},
		{
			"grey, opaque alpha, 16 bits",
			pngFile(2, 1, 16, typeGreyAlpha, 0, nil, []byte{1, 2, 255, 255, 3, 4, 255, 255}),
			[][]float64{scaled(65535, 258, 772)},
		},
		{
			"RGB, equal channels stay three",
			pngFile(2, 1, 8, typeRGB, 0, nil, []byte{5, 5, 5, 6, 6, 6}),
			[][]float64{scaled(255, 5, 6), scaled(255, 5, 6), scaled(255, 5, 6)},
		},
		{
			"RGB, 16 bits",
			pngFile(1, 1, 16, typeRGB, 0, nil, []byte{0, 1, 0, 2, 0, 3}),
			[][]float64{scaled(65535, 1), scaled(65535, 2), scaled(65535, 3)},
		},
		{
			"RGB, opaque alpha",
			pngFile(2, 1, 8, typeRGBA, 0, nil, []byte{1, 2, 3, 255, 4, 5, 6, 255}),
			[][]float64{scaled(255, 1, 4), scaled(255, 2, 5), scaled(255, 3, 6)},
		},
		{
			"RGB, transparent colour that no pixel has",
			pngFile(1, 1, 8, typeRGB, 0, []chunk{{"tRNS", []byte{0, 9, 0, 9, 0, 9}}}, []byte{1, 2, 3}),
			[][]float64{scaled(255, 1), scaled(255, 2), scaled(255, 3)},
		},
		{
			"palette",
			pngFile(3, 1, 8, typePalette, 0, []chunk{palette}, []byte{2, 1, 0}),
			[][]float64{scaled(255, 1, 0, 255), scaled(255, 2, 128, 0), scaled(255, 3, 0, 0)},
		},
		{"palette of greys, 1 bit", pngFile(2, 1, 1, typePalette, 0, []chunk{greys}, []byte{0b10_000000}), [][]float64{scaled(255, 200, 7)}},
		{
			"palette, translucent colour that no pixel has",
			pngFile(1, 1, 8, typePalette, 0, []chunk{palette, {"tRNS", []byte{255, 0}}}, []byte{2}),
			[][]float64{scaled(255, 1), scaled(255, 2), scaled(255, 3)},
		},
		{
			"compressed text and profile are skipped",
			pngFile(1, 1, 8, typeGrey, 0, []chunk{{"iCCP", []byte("p\x00\x00no zlib stream")}, {"zTXt", []byte("k\x00\x00no zlib stream")}}, []byte{77}),
			[][]float64{scaled(255, 77)},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			im := decodeBytes(t, test.file)
			wantPlanes(t, im, len(test.want[0]), 1, test.want...)
		})
	}
}

func TestDecodeInterlaced(t *testing.T) {
	// The passes of Adam7 over 4 by 3: (0,0); none; none; (2,0); row 2 at even
	// columns; odd columns of even rows; row 1.
	file := pngFile(4, 3, 8, typeGrey, 1, nil,
		[]byte{10}, []byte{30}, []byte{90, 110}, []byte{20, 40}, []byte{100, 120}, []byte{50, 60, 70, 80})
	want := decodeBytes(t, pngFile(4, 3, 8, typeGrey, 0, nil, grey43...))
	wantPlanes(t, decodeBytes(t, file), 4, 3, want.Planes...)
}

func TestDecodeJPEG(t *testing.T) {
	grey := image.NewGray(image.Rect(0, 0, 8, 8))
	for i := range grey.Pix {
		grey.Pix[i] = 100
	}
	im := decodeBytes(t, jpegFile(t, grey))
	if im.Channels() != 1 || picture.ToByte(im.Planes[0][63]) != 100 {
		t.Errorf("a grey JPEG of 100 gives %d channels, %v", im.Channels(), 255*im.Planes[0][63])
	}
	colour := image.NewRGBA(image.Rect(0, 0, 9, 5))
	for y := range 5 {
		for x := range 9 {
			colour.Set(x, y, color.RGBA{200, 100, 50, 255})
		}
	}
	im = decodeBytes(t, jpegFile(t, colour))
	if im.W != 9 || im.H != 5 || im.Channels() != 3 {
		t.Fatalf("got %d×%d in %d channels", im.W, im.H, im.Channels())
	}
	for c, want := range []float64{200, 100, 50} {
		if got := 255 * im.Planes[c][44]; got < want-2 || got > want+2 {
			t.Errorf("channel %d is %v, want %v within 2", c, got, want)
		}
	}
}

// The eight orientations, as the Exif standard draws them: what stands where
// after the stored 4 by 3 image has been put upright.
func TestOrientation(t *testing.T) {
	upright := map[uint16][][]float64{
		0: {{10, 20, 30, 40}, {50, 60, 70, 80}, {90, 100, 110, 120}}, // not a value: ignored
		1: {{10, 20, 30, 40}, {50, 60, 70, 80}, {90, 100, 110, 120}},
		2: {{40, 30, 20, 10}, {80, 70, 60, 50}, {120, 110, 100, 90}},
		3: {{120, 110, 100, 90}, {80, 70, 60, 50}, {40, 30, 20, 10}},
		4: {{90, 100, 110, 120}, {50, 60, 70, 80}, {10, 20, 30, 40}},
		5: {{10, 50, 90}, {20, 60, 100}, {30, 70, 110}, {40, 80, 120}},
		6: {{90, 50, 10}, {100, 60, 20}, {110, 70, 30}, {120, 80, 40}},
		7: {{120, 80, 40}, {110, 70, 30}, {100, 60, 20}, {90, 50, 10}},
		8: {{40, 80, 120}, {30, 70, 110}, {20, 60, 100}, {10, 50, 90}},
		9: {{10, 20, 30, 40}, {50, 60, 70, 80}, {90, 100, 110, 120}}, // not a value
	}
	// A JPEG with the same layout, 40 by 30, whose blocks of 10 by 10 are flat.
	big := image.NewGray(image.Rect(0, 0, 40, 30))
	for y := range 30 {
		for x := range 40 {
			big.SetGray(x, y, color.Gray{grey43[y/10][x/10]})
		}
	}
	stored := jpegFile(t, big)
	for o, rows := range upright {
		for _, order := range []binary.AppendByteOrder{littleEndian, bigEndian} {
			im := decodeBytes(t, pngFile(4, 3, 8, typeGrey, 0, []chunk{{"eXIf", exif(order, o)}}, grey43...))
			wantPlanes(t, im, len(rows[0]), len(rows), scaled(255, slices.Concat(rows...)...))

			im = decodeBytes(t, insert(stored, segment(0xe1, append([]byte("Exif\x00\x00"), exif(order, o)...))))
			if im.W != 10*len(rows[0]) || im.H != 10*len(rows) {
				t.Fatalf("JPEG of orientation %d: %d×%d", o, im.W, im.H)
			}
			for y, row := range rows {
				for x, want := range row {
					got := 255 * im.Planes[0][(10*y+5)*im.W+10*x+5]
					if got < want-4 || got > want+4 {
						t.Errorf("JPEG of orientation %d, block (%d, %d): %v, want %v", o, x, y, got, want)
					}
				}
			}
		}
	}
}

func TestDecodeFromAnyReader(t *testing.T) {
	file := pngFile(4, 3, 8, typeGrey, 0, nil, grey43...)
	want := decodeBytes(t, file)
	im, err := picture.Decode(io.MultiReader(bytes.NewReader(file))) // cannot seek
	if err != nil {
		t.Fatal(err)
	}
	wantPlanes(t, im, 4, 3, want.Planes...)
	r := bytes.NewReader(append([]byte("head"), file...)) // starts within
	r.Seek(4, io.SeekStart)
	if im, err = picture.Decode(r); err != nil {
		t.Fatal(err)
	}
	wantPlanes(t, im, 4, 3, want.Planes...)
}

func TestLoadByContent(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a photo é.jpg") // a PNG all the same
	if err := os.WriteFile(name, pngFile(4, 3, 8, typeGrey, 0, nil, grey43...), 0o600); err != nil {
		t.Fatal(err)
	}
	im, err := picture.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	if im.W != 4 || im.H != 3 {
		t.Errorf("%d×%d, want 4×3", im.W, im.H)
	}
	r, err := picture.LoadRaster(name)
	if err != nil {
		t.Fatal(err)
	}
	if r.Format != "PNG" || r.W != 4 || r.H != 3 || r.Channels != 1 {
		t.Errorf("raster: %s, %d×%d in %d channels", r.Format, r.W, r.H, r.Channels)
	}
}
