package picture_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

// A JPEG of quality 75 has half of the steps of ITU-T T.81, annex K: 16 and 17 for the means of brightness and colour. A
// grey one has none of colour.
func TestCodedSteps(t *testing.T) {
	box := image.Rect(0, 0, 16, 16)
	for name, test := range map[string]struct {
		im     image.Image
		colour uint16
	}{"grey": {image.NewGray(box), 0}, "colour": {image.NewRGBA(box), 9}} {
		var data bytes.Buffer
		if err := jpeg.Encode(&data, test.im, &jpeg.Options{Quality: 75}); err != nil {
			t.Fatal(err)
		}
		r, err := picture.Decoder{}.DecodeRaster(&data)
		if err != nil || r.Coded() == nil {
			t.Fatalf("%s: %v", name, err)
		}
		if c := r.Coded(); c.Steps[0] != 8 || c.ColourSteps[0] != test.colour {
			t.Errorf("%s: steps of the means %d and %d", name, c.Steps[0], c.ColourSteps[0])
		}
	}
}
