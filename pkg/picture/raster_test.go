package picture_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/allocs"
	"github.com/gradstep/gradstep/pkg/picture"
)

// A raster holds what an image holds, byte for byte.
func TestRasterIsTheImage(t *testing.T) {
	for _, name := range []string{"astronaut.png", "camera.png", "retina.jpg"} {
		name = "../../testdata/photos/" + name
		im, err := picture.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := picture.LoadRaster(name)
		if err != nil {
			t.Fatal(err)
		}
		if r.W != im.W || r.H != im.H || r.Channels != im.Channels() {
			t.Fatalf("%s: raster %d×%d in %d, image %d×%d in %d", name, r.W, r.H, r.Channels, im.W, im.H, im.Channels())
		}
		row := make([]uint8, r.W*r.Channels)
		for y := 0; y < r.H; y += 7 {
			r.Row(row, y)
			for i, k := range row {
				if v := im.Planes[i%r.Channels][y*r.W+i/r.Channels]; v != picture.FromByte(k) {
					t.Fatalf("%s: row %d, byte %d is %d, the sample %v", name, y, i, k, v)
				}
			}
		}
		if !bytes.Equal(r.Row(nil, 7), r.Row(row, 7)) {
			t.Errorf("%s: Row(nil) differs", name)
		}
		if n := allocs.PerRun(3, func() { r.Row(row, 9) }); n != 0 {
			t.Errorf("%s: Row allocates %v times", name, n)
		}
		mustPanic(t, "Row: row", func() { r.Row(row, r.H) })
		mustPanic(t, "Row: row -1", func() { r.Row(row, -1) })
		mustPanic(t, "Row: dst has length 3", func() { r.Row(row[:3], 0) })
	}
}

// A decoder that allows translucent pixels says which they are; others refuse the file.
func TestRasterTranslucent(t *testing.T) {
	im := image.NewNRGBA(image.Rect(0, 0, 3, 2))
	pal := image.NewPaletted(image.Rect(0, 0, 3, 2), color.Palette{color.NRGBA{1, 2, 3, 255}, color.NRGBA{4, 5, 6, 0}})
	for i := range 6 {
		im.SetNRGBA(i%3, i/3, color.NRGBA{uint8(10 * i), 0, 0, uint8(250 + i)})
		pal.SetColorIndex(i%3, i/3, uint8(min(1, 5-i)))
	}
	for name, m := range map[string]image.Image{"colours": im, "palette": pal} {
		var file bytes.Buffer
		if err := png.Encode(&file, m); err != nil {
			t.Fatal(err)
		}
		if _, err := (picture.Decoder{}).DecodeRaster(bytes.NewReader(file.Bytes())); !errors.Is(err, picture.ErrTranslucent) {
			t.Errorf("%s: %v", name, err)
		}
		d := picture.Decoder{Translucent: true}
		if _, err := d.Decode(bytes.NewReader(file.Bytes())); !errors.Is(err, picture.ErrTranslucent) {
			t.Errorf("%s as an image: %v", name, err)
		}
		r, err := d.DecodeRaster(bytes.NewReader(file.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if a, b := r.Opaque(0), r.Opaque(1); !slices.Equal(a, []bool{false, false, false}) || !slices.Equal(b, []bool{false, false, true}) {
			t.Errorf("%s: %v %v", name, a, b)
		}
		mustPanic(t, "Opaque: row", func() { r.Opaque(2) })
	}
	whole, err := picture.LoadRaster("../../testdata/photos/camera.png")
	if err != nil || whole.Opaque(0) != nil {
		t.Errorf("a photograph: %v", err)
	}
}
