package stylize

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/picture"
)

// Size says how a slice holds an image: Channels planes, one after the other, each H
// rows of W samples.
type Size struct{ W, H, Channels int }

// Plane is the number of samples of a plane.
func (s Size) Plane() int { return s.W * s.H }

// Len is the number of samples of an image.
func (s Size) Len() int { return s.Plane() * s.Channels }

func (s Size) check(what string) {
	if s.W <= 0 || s.H <= 0 || s.Channels <= 0 || s.W > mostSamples/s.H/s.Channels {
		panic(fmt.Sprintf("stylize: %s: %d planes of %d×%d", what, s.Channels, s.W, s.H))
	}
}

// Flatten returns a copy of an image as one slice, and its size.
func Flatten(im *picture.Image) ([]float64, Size) {
	if im == nil || im.W < 1 || im.H < 1 || im.W > 1<<40/im.H {
		panic("stylize: Flatten: the image is nil, or its size makes no sense")
	}
	size := Size{im.W, im.H, im.Channels()}
	flat := make([]float64, 0, size.Len())
	for _, plane := range im.Planes {
		flat = append(flat, plane...)
	}
	return flat, size
}

// Image returns a copy of such a slice as an image. It panics if the length is not
// that of the size.
func (s Size) Image(flat []float64) *picture.Image {
	if len(flat) != s.Len() {
		panic(fmt.Sprintf("stylize: Image: %d samples for %d planes of %d×%d", len(flat), s.Channels, s.W, s.H))
	}
	im := picture.New(s.W, s.H, s.Channels)
	for c, plane := range im.Planes {
		copy(plane, flat[c*s.Plane():])
	}
	return im
}

// Param is a parameter of a stage: its name, the bounds that keep the stage
// differentiable and of use, and the value at which it changes nothing or little.
type Param struct {
	Name            string
	Lo, Hi, Neutral float64
}

// Stage is a filter with parameters p, as many as Params lists, each within its bounds.
//
// Forward writes the filtered src to dst. Backward is given what it wrote and read,
// and the gradient ∂L/∂dst of some number L that depends on dst; it writes ∂L/∂src to
// gradSrc, unless that is nil, and ∂L/∂p to gradP. A stage may keep what Forward
// computed for the Backward that follows, and allocates in neither. All slices are
// images of one size, and no two of them overlap.
type Stage interface {
	Params() []Param
	Forward(dst, src, p []float64)
	Backward(gradSrc, gradP, gradDst, dst, src, p []float64)
}

// mostSamples is more than an image has, and within what can be counted.
const mostSamples = 1 << 34

// checkStage panics unless a stage has its n parameters and as many samples everywhere; optional may be nil.
func checkStage(name string, n int, p, src, optional []float64, needed ...[]float64) {
	if len(p) < n {
		panic(fmt.Sprintf("stylize: %s: %d parameters, want %d", name, len(p), n))
	}
	if optional == nil {
		optional = src
	}
	same := len(optional) == len(src)
	for _, o := range needed {
		same = same && len(o) == len(src)
	}
	if !same {
		panic(fmt.Sprintf("stylize: %s: slices of other lengths than the %d samples", name, len(src)))
	}
}
