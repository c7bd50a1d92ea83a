package restore

import (
	"math"

	"github.com/gradstep/gradstep/pkg/picture"
)

// Downsample is the operator of a coarse sensor: each datum is the mean of a
// block of k·k samples; blocks at the right and lower edge may be smaller.
type Downsample struct {
	w, h, k int
	cw, ch  int // sides of the coarse image
}

// NewDownsample returns the operator that shrinks images of w·h samples k times
// in each direction, to ⌈w/k⌉·⌈h/k⌉ data. It panics when a side or k is not
// positive.
func NewDownsample(w, h, k int) *Downsample {
	checkSize(w, h)
	if k <= 0 {
		panic("restore: a block has no samples")
	}
	return &Downsample{w, h, k, (w + k - 1) / k, (h + k - 1) / k}
}

// Size returns the sides of the large image, and the number of samples of the small one.
func (d *Downsample) Size() (w, h, data int) { return d.w, d.h, d.cw * d.ch }

// Coarse returns the sides of the small image.
func (d *Downsample) Coarse() (w, h int) { return d.cw, d.ch }

// Norm returns ‖A‖ = 1/√s, where s is the number of samples in the smallest block.
func (d *Downsample) Norm() float64 {
	return 1 / math.Sqrt(float64((d.w-(d.cw-1)*d.k)*(d.h-(d.ch-1)*d.k)))
}

// block returns where the block of a coarse pixel lies, and 1/its samples.
func (d *Downsample) block(cx, cy int) (x0, x1, y0, y1 int, weight float64) {
	x0, y0 = cx*d.k, cy*d.k
	x1, y1 = min(x0+d.k, d.w), min(y0+d.k, d.h)
	return x0, x1, y0, y1, 1 / float64((x1-x0)*(y1-y0))
}

// Apply stores the means of the blocks of u in dst, row by row.
func (d *Downsample) Apply(dst, u []float64) {
	checkMap(d, dst, u)
	for c := range dst {
		x0, x1, y0, y1, weight := d.block(c%d.cw, c/d.cw)
		sum := 0.0
		for y := y0; y < y1; y++ {
			for _, v := range u[y*d.w+x0 : y*d.w+x1] {
				sum += v
			}
		}
		dst[c] = sum * weight
	}
}

// Adjoint spreads each datum evenly over its block.
func (d *Downsample) Adjoint(dst, r []float64) {
	checkMap(d, r, dst)
	for c, v := range r {
		x0, x1, y0, y1, weight := d.block(c%d.cw, c/d.cw)
		for y := y0; y < y1; y++ {
			fill(dst[y*d.w+x0:y*d.w+x1], v*weight)
		}
	}
}

// Shrink returns an image k times smaller in each direction, whose samples are the means of blocks.
func Shrink(im *picture.Image, k int) *picture.Image {
	if im == nil {
		panic("restore: Shrink: the image is nil")
	}
	d := NewDownsample(im.W, im.H, k)
	w, h := d.Coarse()
	small := picture.New(w, h, im.Channels())
	for c, plane := range im.Planes {
		d.Apply(small.Planes[c], plane)
	}
	return small
}
