package denoise

import (
	"errors"
	"fmt"

	"github.com/gradstep/gradstep/pkg/nn"
	"github.com/gradstep/gradstep/pkg/picture"
)

// Denoiser is a trained network, with the recipe that made it. nn.SaveJSON and nn.LoadJSON keep
// it in a file.
type Denoiser struct {
	Recipe Recipe
	Photos []string // names of the photographs that it was trained on
	Model  nn.Model
}

// Plane returns a plane of w·h samples without its noise, in dst, which nil allocates. The
// noise should be normal, independent from pixel to pixel, and of a standard deviation between
// the recipe's Least and Most. The error is ErrValue for a side below 2, for
// samples that are not finite, and for a denoiser without a network.
func (d Denoiser) Plane(dst, f []float64, w, h int) ([]float64, error) {
	if d.Model.Net == nil {
		return nil, bad("the denoiser has no network")
	}
	if w < 2 || h < 2 {
		return nil, bad("an image of %d×%d, want 2 or more on each side", w, h)
	}
	if w > len(f) || len(f) != w*h {
		panic(fmt.Sprintf("denoise: Plane: %d samples, want %d×%d", len(f), w, h))
	}
	for i, v := range f {
		if v-v != 0 {
			return nil, bad("the sample at column %d, row %d is %v", i%w, i/w, v)
		}
	}
	return d.Model.Apply(dst, f, nn.Shape{C: 1, H: h, W: w})
}

// Image returns an image without its noise, channel by channel; see [Denoiser.Plane].
func (d Denoiser) Image(im *picture.Image) (*picture.Image, error) {
	if im == nil {
		panic("denoise: Image: the image is nil")
	}
	out := picture.New(im.W, im.H, im.Channels())
	for c, plane := range im.Planes {
		if _, err := d.Plane(out.Planes[c], plane, im.W, im.H); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ErrValue is wrapped by the errors about images, recipes and trials that cannot be worked with.
var ErrValue = errors.New("denoise: value out of range")

func bad(format string, values ...any) error {
	return fmt.Errorf("%w: %s", ErrValue, fmt.Sprintf(format, values...))
}
