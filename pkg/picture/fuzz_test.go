package picture_test

import (
	"bytes"
	"errors"
	"image"
	"math"
	"os"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

// seeds are small files of every kind that the decoder tells apart.
func seeds(t testing.TB) [][]byte {
	grey := image.NewGray(image.Rect(0, 0, 9, 5))
	colour := image.NewNRGBA(image.Rect(0, 0, 9, 5))
	for i := range grey.Pix {
		grey.Pix[i] = uint8(5 * i)
	}
	for i := range colour.Pix {
		colour.Pix[i] = uint8(3*i) | 0xff*uint8(i%4/3)
	}
	jpegGrey := jpegFile(t, grey)
	return [][]byte{
		pngFile(4, 3, 8, typeGrey, 0, nil, grey43...),
		pngFile(4, 3, 8, typeGrey, 1, []chunk{{"eXIf", exif(bigEndian, 6)}},
			[]byte{10}, []byte{30}, []byte{90, 110}, []byte{20, 40}, []byte{100, 120}, []byte{50, 60, 70, 80}),
		pngFile(2, 1, 16, typeGreyAlpha, 0, nil, []byte{1, 2, 255, 255, 3, 4, 255, 255}),
		pngFile(2, 1, 8, typeRGBA, 0, nil, []byte{1, 2, 3, 255, 4, 5, 6, 0}),
		pngFile(2, 1, 1, typePalette, 0, []chunk{{"PLTE", []byte{7, 7, 7, 200, 2, 200}}, {"tRNS", []byte{255, 255}}}, []byte{0x40}),
		jpegGrey,
		jpegFile(t, colour),
		insert(jpegGrey, segment(0xe1, append([]byte("Exif\x00\x00"), exif(littleEndian, 8)...))),
		[]byte("RIFF....WEBPVP8 "),
	}
}

// FuzzDecode asks that no file makes the decoder panic, exceed its limit,
// return a sample outside [0, 1], or refuse without one of its reasons.
func FuzzDecode(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add(seed)
	}
	for _, name := range []string{"2x2-1x1-1x2", "3x2-1x1-1x2"} { // for the decoder of what Go's refuses
		seed, err := os.ReadFile("../internal/jpegany/testdata/" + name + ".jpg")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(seed)
	}
	d := picture.Decoder{MaxPixels: 1 << 14}
	reasons := []error{picture.ErrFormat, picture.ErrDamaged, picture.ErrTooLarge, picture.ErrTranslucent}
	f.Fuzz(func(t *testing.T, file []byte) {
		im, err := d.Decode(bytes.NewReader(file))
		raster, rasterErr := d.DecodeRaster(bytes.NewReader(file))
		if err != nil {
			known := false
			for _, reason := range reasons {
				known = known || errors.Is(err, reason)
			}
			if !known || im != nil {
				t.Fatalf("got (%v, %v)", im, err)
			}
			if rasterErr == nil {
				t.Fatalf("the raster is read, the image is not: %v", err)
			}
			return
		}
		if im.W*im.H > d.MaxPixels {
			t.Fatalf("%d×%d pixels", im.W, im.H)
		}
		for _, plane := range im.Planes {
			for _, v := range plane {
				if !(v >= 0 && v <= 1) {
					t.Fatalf("sample %v", v)
				}
			}
		}
		if rasterErr != nil {
			if !errors.Is(rasterErr, picture.ErrDepth) {
				t.Fatalf("the image is read, the raster is not: %v", rasterErr)
			}
			return
		}
		row := raster.Row(nil, im.H-1)
		for i, k := range row {
			if v := im.Planes[i%raster.Channels][(im.H-1)*im.W+i/raster.Channels]; v != picture.FromByte(k) {
				t.Fatalf("byte %d stands for %v", k, v)
			}
		}
	})
}

// FuzzRoundTrip asks that whatever finite samples are saved as PNG come back
// as their bytes.
func FuzzRoundTrip(f *testing.F) {
	f.Add(0.5, -1.0, 2.0, uint8(3))
	f.Add(math.NaN(), 0.0, math.Inf(1), uint8(1))
	f.Fuzz(func(t *testing.T, a, b, c float64, w uint8) {
		im := picture.New(max(1, int(w)), 2, 3)
		im.Planes[0][0], im.Planes[1][0], im.Planes[2][len(im.Planes[2])-1] = a, b, c
		var buf bytes.Buffer
		err := im.EncodePNG(&buf)
		if finite := !math.IsNaN(a-a) && !math.IsNaN(b-b) && !math.IsNaN(c-c); finite != (err == nil) {
			t.Fatalf("samples %v, %v, %v: %v", a, b, c, err)
		}
		if err != nil {
			return
		}
		back := decodeBytes(t, buf.Bytes())
		for c, plane := range im.Planes {
			for i, v := range plane {
				if got := back.Planes[c][i]; got != picture.FromByte(picture.ToByte(v)) {
					t.Fatalf("%v came back as %v", v, got)
				}
			}
		}
	})
}

// The committed corpus is read by every test run; it must not be lost.
func TestCorpusIsThere(t *testing.T) {
	for _, name := range []string{"FuzzDecode", "FuzzRoundTrip"} {
		entries, err := os.ReadDir("testdata/fuzz/" + name)
		if err != nil || len(entries) == 0 {
			t.Errorf("corpus of %s: %d files, %v", name, len(entries), err)
		}
	}
}
