package picture_test

import (
	"bytes"
	"testing"

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
		if n := testing.AllocsPerRun(3, func() { r.Row(row, 9) }); n != 0 {
			t.Errorf("%s: Row allocates %v times", name, n)
		}
		mustPanic(t, "Row: row", func() { r.Row(row, r.H) })
		mustPanic(t, "Row: row -1", func() { r.Row(row, -1) })
		mustPanic(t, "Row: dst has length 3", func() { r.Row(row[:3], 0) })
	}
}
