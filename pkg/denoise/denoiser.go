package denoise

import (
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
// the recipe's Least and Most. The error is nn.ErrBadInput for a side below 2, for
// samples that are not finite, and for a denoiser without a network.
func (d Denoiser) Plane(dst, f []float64, w, h int) ([]float64, error) {
	if d.Model.Net == nil {
		return nil, fmt.Errorf("denoise: the denoiser has no network: %w", nn.ErrBadInput)
	}
	for i, v := range f {
		if v-v != 0 {
			return nil, fmt.Errorf("denoise: the sample at column %d, row %d is %v: %w", i%w, i/w, v, nn.ErrBadInput)
		}
	}
	return d.Model.Apply(dst, f, nn.Shape{C: 1, H: h, W: w})
}

// Image returns an image without its noise, channel by channel; see [Denoiser.Plane].
func (d Denoiser) Image(im *picture.Image) (*picture.Image, error) {
	out := picture.New(im.W, im.H, im.Channels())
	for c, plane := range im.Planes {
		if _, err := d.Plane(out.Planes[c], plane, im.W, im.H); err != nil {
			return nil, err
		}
	}
	return out, nil
}
