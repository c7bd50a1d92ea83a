package picture

import (
	"fmt"
)

// Image is a grey or colour image of floating-point samples.
//
// Planes holds one plane or three (red, green, blue), each W·H samples long,
// row by row from the top. Samples are meant for [0, 1] but not held to it:
// noise and the step function may leave it, and only saving clips.
type Image struct {
	W, H   int
	Planes [][]float64

	// Profile is the ICC colour profile of the file, nil without one. It is saved again when it is
	// one for as many channels; samples are never changed by it.
	Profile []byte
}

// mostSamples is beyond any file that Load takes, and within what can be counted.
const mostSamples = 1 << 34

// New returns a black image of w by h samples in 1 or 3 channels.
//
// It panics when a side is not positive, when channels is neither 1 nor 3, and when so many
// samples have no addresses.
func New(w, h, channels int) *Image {
	if w <= 0 || h <= 0 {
		panic(fmt.Sprintf("picture: New: size %d×%d is not positive", w, h))
	}
	if channels != 1 && channels != 3 {
		panic(fmt.Sprintf("picture: New: %d channels, want 1 or 3", channels))
	}
	if h > mostSamples/channels/w {
		panic(fmt.Sprintf("picture: New: %d×%d in %d channels is more than memory has addresses for", w, h, channels))
	}
	im := &Image{W: w, H: h, Planes: make([][]float64, channels)}
	all := make([]float64, channels*w*h)
	for c := range im.Planes {
		im.Planes[c] = all[c*w*h : (c+1)*w*h : (c+1)*w*h]
	}
	return im
}

// FromPlane returns a grey image of w by h samples that shares the memory of
// plane. It panics when len(plane) is not w·h.
func FromPlane(plane []float64, w, h int) *Image {
	im := &Image{W: w, H: h, Planes: [][]float64{plane}}
	im.check("FromPlane")
	return im
}

// Channels returns the number of planes: 1 or 3.
func (im *Image) Channels() int { return len(im.Planes) }

// Clone returns a copy that shares no memory with im.
func (im *Image) Clone() *Image {
	im.check("Clone")
	out := New(im.W, im.H, len(im.Planes))
	out.Profile = im.Profile
	for c, plane := range im.Planes {
		copy(out.Planes[c], plane)
	}
	return out
}

// Crop returns a copy of the w by h samples whose top left corner is (x, y).
//
// It panics when the rectangle is empty or leaves the image.
func (im *Image) Crop(x, y, w, h int) *Image {
	im.check("Crop")
	if w <= 0 || h <= 0 || x < 0 || y < 0 || x > im.W-w || y > im.H-h {
		panic(fmt.Sprintf("picture: Crop: %d×%d at (%d, %d) does not fit into %d×%d", w, h, x, y, im.W, im.H))
	}
	out := New(w, h, len(im.Planes))
	out.Profile = im.Profile
	for c, plane := range im.Planes {
		for r := range h {
			start := (y+r)*im.W + x
			copy(out.Planes[c][r*w:(r+1)*w], plane[start:start+w])
		}
	}
	return out
}

// Split returns a grey copy of each channel, in the order red, green, blue.
func (im *Image) Split() []*Image {
	im.check("Split")
	out := make([]*Image, len(im.Planes))
	for c, plane := range im.Planes {
		out[c] = New(im.W, im.H, 1)
		copy(out[c].Planes[0], plane)
	}
	return out
}

// Merge returns the colour image whose channels are copies of three grey
// images. It panics when one of them is not grey or their sizes differ.
func Merge(red, green, blue *Image) *Image {
	for _, im := range []*Image{red, green, blue} {
		im.check("Merge")
	}
	out := New(red.W, red.H, 3)
	for c, im := range []*Image{red, green, blue} {
		if len(im.Planes) != 1 || im.W != red.W || im.H != red.H {
			panic(fmt.Sprintf("picture: Merge: channel %d has %s, want %d×%d in 1 channel", c, im.shape(), red.W, red.H))
		}
		copy(out.Planes[c], im.Planes[0])
	}
	return out
}

// Grey returns the luma of im: of a colour image
//
//	0.299·R + 0.587·G + 0.114·B,
//
// of a grey one a copy.
//
// The weights are those of ITU-R Recommendation BT.601 (section 2.5.1), which
// JPEG uses for its Y. They apply to encoded values; equal channels give
// their common value, to the last bit.
func (im *Image) Grey() *Image {
	im.check("Grey")
	out := New(im.W, im.H, 1)
	if len(im.Planes) == 1 {
		copy(out.Planes[0], im.Planes[0])
		return out
	}
	red, green, blue := im.Planes[0], im.Planes[1], im.Planes[2]
	for i := range out.Planes[0] {
		// Written around green: differences of equal channels vanish exactly.
		g := green[i]
		out.Planes[0][i] = g + 0.299*(red[i]-g) + 0.114*(blue[i]-g)
	}
	return out
}

// shape describes an image in error messages.
func (im *Image) shape() string {
	if len(im.Planes) == 1 {
		return fmt.Sprintf("%d×%d in 1 channel", im.W, im.H)
	}
	return fmt.Sprintf("%d×%d in %d channels", im.W, im.H, len(im.Planes))
}

// check panics unless the planes are as many and as long as they must be.
func (im *Image) check(who string) {
	if im == nil {
		panic(fmt.Sprintf("picture: %s: the image is nil", who))
	}
	if im.W <= 0 || im.H <= 0 || len(im.Planes) != 1 && len(im.Planes) != 3 {
		panic(fmt.Sprintf("picture: %s: an image of %s, want a positive size in 1 or 3 channels", who, im.shape()))
	}
	for c, plane := range im.Planes {
		if im.W > mostSamples/im.H || len(plane) != im.W*im.H {
			panic(fmt.Sprintf("picture: %s: plane %d has %d samples, want %d×%d", who, c, len(plane), im.W, im.H))
		}
	}
}

// sizedImage returns dst, checked to have the shape of src; a nil dst is allocated.
func sizedImage(who string, dst, src *Image) *Image {
	src.check(who)
	if dst == nil {
		return New(src.W, src.H, len(src.Planes))
	}
	dst.check(who)
	if dst.W != src.W || dst.H != src.H || len(dst.Planes) != len(src.Planes) {
		panic(fmt.Sprintf("picture: %s: dst is %s, src is %s", who, dst.shape(), src.shape()))
	}
	return dst
}
