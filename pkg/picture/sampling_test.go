package picture_test

import (
	"bytes"
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

// JPEG files that sample their components as Go's decoder does not know are read, in both ways, and what they store of
// brightness is at hand where it has a sample for each pixel. A segment DNL that repeats the height changes nothing.
func TestUncommonSampling(t *testing.T) {
	folder := filepath.Join("..", "internal", "jpegany", "testdata")
	for name, coded := range map[string]bool{
		"2x2-1x1-1x2": true, "2x2-1x1-2x2": true, "1x1-2x1-1x1": false, "3x1-1x1-1x1": true, "1x3-1x1-1x1": true, "3x2-1x1-1x2": true,
	} {
		data, err := os.ReadFile(filepath.Join(folder, name+".jpg"))
		if err != nil {
			t.Fatal(err)
		}
		f, err := os.Open(filepath.Join(folder, name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		want, err := png.Decode(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		b := want.Bounds()
		im := decodeBytes(t, data)
		if im.W != b.Dx() || im.H != b.Dy() || im.Channels() != 3 {
			t.Fatalf("%s: %d×%d", name, im.W, im.H)
		}
		sum := 0.0 // libjpeg smooths colour at half the resolution
		for y := range im.H {
			for x := range im.W {
				r, g, b, _ := want.At(x, y).RGBA()
				for c, v := range []uint32{r, g, b} {
					d := im.Planes[c][y*im.W+x]*255 - float64(v>>8)
					sum += max(d, -d)
				}
			}
		}
		if mean := sum / float64(3*im.W*im.H); mean > 4 {
			t.Errorf("%s: %.2f levels from libjpeg's in the mean", name, mean)
		}
		r, err := picture.Decoder{}.DecodeRaster(bytes.NewReader(data))
		if err != nil || (r.Coded() != nil) != coded {
			t.Errorf("%s: coded brightness %t, %v", name, r.Coded() != nil, err)
		}
		dnl := append(bytes.Clone(data[:len(data)-2]), 0xff, 0xdc, 0, 4, 0, byte(im.H), 0xff, 0xd9)
		if same := decodeBytes(t, dnl); same.Planes[1][3] != im.Planes[1][3] {
			t.Errorf("%s: DNL changes the image", name)
		}
		// What neither decoder reads is said with what to do.
		at := bytes.Index(data, []byte{0xff, 0xc0})
		if at < 0 {
			at = bytes.Index(data, []byte{0xff, 0xc2})
		}
		deep := bytes.Clone(data)
		deep[at+4] = 12
		if _, err := picture.Decode(bytes.NewReader(deep)); !errors.Is(err, picture.ErrFormat) || !strings.Contains(err.Error(), "precision") || !strings.Contains(err.Error(), "convert IN.jpg OUT.png") {
			t.Errorf("%s with 12 bits: %v", name, err)
		}
		if _, err := picture.Decode(bytes.NewReader(data[:len(data)*3/4])); !errors.Is(err, picture.ErrDamaged) || !strings.Contains(err.Error(), "truncated") {
			t.Errorf("%s cut off: %v", name, err)
		}
		if _, err := (picture.Decoder{MaxPixels: 100}).Decode(bytes.NewReader(data)); !errors.Is(err, picture.ErrTooLarge) {
			t.Errorf("%s beyond the limit: %v", name, err)
		}
	}
}
