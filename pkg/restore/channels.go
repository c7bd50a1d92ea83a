package restore

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/picture"
)

// ByChannel restores each plane of an image by itself and returns the image of
// the results. restore stores its result in dst, which it may not keep.
//
// An energy that is a sum over channels has its minimum where each channel has
// its own, so this minimizes the sum. An error names the channel and ends it.
func ByChannel(im *picture.Image, restore func(dst, f []float64, w, h int) error) (*picture.Image, error) {
	if restore == nil || im == nil {
		panic("restore: ByChannel: the image or the function is nil")
	}
	out := picture.New(im.W, im.H, im.Channels())
	for c, plane := range im.Planes {
		if err := restore(out.Planes[c], plane, im.W, im.H); err != nil {
			return nil, fmt.Errorf("channel %d of %d: %w", c+1, im.Channels(), err)
		}
	}
	return out, nil
}
