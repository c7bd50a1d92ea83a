package picture_test

import (
	"errors"
	"image"
	"image/color"
	"math"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

func TestByteConvention(t *testing.T) {
	for k := range 256 {
		v := picture.FromByte(uint8(k))
		if v != float64(k)/255 || picture.ToByte(v) != uint8(k) {
			t.Errorf("byte %d stands for %v, which is stored as %d", k, v, picture.ToByte(v))
		}
	}
	for _, test := range []struct {
		v    float64
		want uint8
	}{
		{0.5, 128}, // 127.5 rounds up
		{0.4999, 127},
		{0.5 / 255, 1},
		{0.49 / 255, 0},
		{254.49 / 255, 254},
		{254.5 / 255, 255},
		{1.5, 255},
		{-0.5, 0},
		{math.Inf(1), 255},
		{math.Inf(-1), 0},
		{math.MaxFloat64, 255},
		{math.NaN(), 0},
	} {
		if got := picture.ToByte(test.v); got != test.want {
			t.Errorf("ToByte(%v) = %d, want %d", test.v, got, test.want)
		}
	}
}

func TestImageRefusesNaN(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		im := picture.New(3, 2, 3)
		im.Planes[1][4] = bad
		std, err := im.Image()
		if std != nil || !errors.Is(err, picture.ErrValue) || !strings.Contains(err.Error(), "in column 1, row 1 of channel 1") {
			t.Errorf("%v: got (%v, %v)", bad, std, err)
		}
	}
}

func TestFromImageTypes(t *testing.T) {
	r := image.Rect(-3, 5, 1, 8) // 4×3, not at the origin
	colour := color.RGBA{12, 34, 56, 255}
	tests := map[string]struct {
		img      interface{ Set(x, y int, c color.Color) }
		channels int
	}{
		"Gray": {image.NewGray(r), 1}, "Gray16": {image.NewGray16(r), 1},
		"RGBA": {image.NewRGBA(r), 3}, "NRGBA": {image.NewNRGBA(r), 3},
		"RGBA64": {image.NewRGBA64(r), 3}, "NRGBA64": {image.NewNRGBA64(r), 3},
		"Paletted": {image.NewPaletted(r, color.Palette{color.Black, colour}), 3},
		"other":    {generic{image.NewRGBA(r)}, 3},
	}
	for name, test := range tests {
		img := test.img.(image.Image)
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				test.img.Set(x, y, color.Black)
			}
		}
		test.img.Set(0, 6, colour)
		im, err := picture.FromImage(img)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := picture.New(4, 3, test.channels)
		at := color.RGBA64Model.Convert(img.At(0, 6)).(color.RGBA64)
		for c, v := range []uint16{at.R, at.G, at.B}[:test.channels] {
			want.Planes[c][1*4+3] = float64(v) / 0xffff
		}
		wantPlanes(t, im, 4, 3, want.Planes...)
	}
	ycc := image.NewYCbCr(r, image.YCbCrSubsampleRatio420)
	for i := range ycc.Y {
		ycc.Y[i] = uint8(20 * i)
	}
	for i := range ycc.Cb {
		ycc.Cb[i], ycc.Cr[i] = uint8(90+20*i), uint8(150-10*i)
	}
	sub := ycc.SubImage(image.Rect(-2, 6, 1, 8))
	im, err := picture.FromImage(sub)
	if err != nil {
		t.Fatal(err)
	}
	for i := range im.Planes[0] {
		red, green, blue, _ := sub.At(-2+i%3, 6+i/3).RGBA()
		// The At method rounds a 16-bit conversion; the bytes agree within one.
		for c, v := range []uint32{red, green, blue} {
			if d := im.Planes[c][i] - float64(v)/0xffff; math.Abs(d) > 1.0/255 {
				t.Errorf("YCbCr pixel %d, channel %d off by %v", i, c, d)
			}
		}
	}
}

// generic hides the type of an image.
type generic struct{ inner *image.RGBA }

func (g generic) ColorModel() color.Model     { return g.inner.ColorModel() }
func (g generic) Bounds() image.Rectangle     { return g.inner.Bounds() }
func (g generic) At(x, y int) color.Color     { return g.inner.At(x, y) }
func (g generic) Set(x, y int, c color.Color) { g.inner.Set(x, y, c) }

func TestFromImageRefuses(t *testing.T) {
	r := image.Rect(0, 0, 2, 2)
	for name, test := range map[string]struct {
		img  image.Image
		want error
	}{
		"empty":       {image.NewRGBA(image.Rectangle{}), picture.ErrDamaged},
		"transparent": {image.NewRGBA(r), picture.ErrTranslucent},
		"alpha":       {image.NewAlpha(r), picture.ErrTranslucent},
		"other":       {generic{image.NewRGBA(r)}, picture.ErrTranslucent},
		"CMYK":        {image.NewCMYK(r), picture.ErrFormat},
	} {
		if im, err := picture.FromImage(test.img); im != nil || !errors.Is(err, test.want) {
			t.Errorf("%s: got (%v, %v), want %v", name, im, err, test.want)
		}
	}
}
