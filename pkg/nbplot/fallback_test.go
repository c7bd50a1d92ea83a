package nbplot

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"
)

// Lines become a small PNG, photographs a small JPEG, and both show what the figure shows.
func TestFallback(t *testing.T) {
	lines, err := Pixels(Figure{Title: "A line", Alt: "A line that rises."}.Add(Line("f", []float64{0, 1}, []float64{0, 1})))
	if err != nil {
		t.Fatal(err)
	}
	noise := image.NewRGBA(image.Rect(0, 0, 800, 600))
	rng := rand.New(rand.NewPCG(1, 2))
	for y := range 300 {
		for x := range 400 { // 2 by 2 pixels alike, so that half the size loses nothing
			v := uint8(rng.IntN(256))
			c := color.RGBA{v, v, 128, 255}
			for k := range 4 {
				noise.SetRGBA(2*x+k%2, 2*y+k/2, c)
			}
		}
	}
	for want, m := range map[string]*image.RGBA{"image/png": lines, "image/jpeg": noise} {
		t.Setenv("GRADSTEP_STATIC", "")
		draw := func() (*image.RGBA, error) { return m, nil }
		if got := Fallback(draw, false); got != nil {
			t.Errorf("%s: a reader's own kernel makes one, too", want)
		}
		t.Setenv("GRADSTEP_STATIC", "1")
		forms := Fallback(draw, m == noise)
		data, err := base64.StdEncoding.DecodeString(forms[want])
		if len(forms) != 1 || err != nil || len(data) == 0 || want == "image/png" && len(data) > 15_000 {
			t.Errorf("%d forms, %d bytes of %s, %v", len(forms), len(data), want, err)
			continue
		}
		got, _, err := image.Decode(bytes.NewReader(data))
		if err != nil || got.Bounds().Dx() != m.Rect.Dx()/2 || got.Bounds().Dy() != m.Rect.Dy()/2 {
			t.Errorf("%s: %v, %v", want, got.Bounds(), err)
			continue
		}
		half, sum, n := halved(m), 0.0, 0.0
		for y := range got.Bounds().Dy() {
			for x := range got.Bounds().Dx() {
				_, g, _, _ := got.At(x, y).RGBA()
				d := float64(g>>8) - float64(half.RGBAAt(x, y).G)
				sum, n = sum+d*d, n+1
				if want == "image/png" && (d > fallbackStep || d < -fallbackStep) {
					t.Fatalf("a pixel of the PNG is off by %v", d)
				}
			}
		}
		if rms := math.Sqrt(sum / n); rms > 40 {
			t.Errorf("%s: the levels differ by %.0f", want, rms)
		}
	}
}
