package denoise

import (
	"fmt"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/dataset"
	"github.com/gradstep/gradstep/pkg/picture"
)

// Patches cuts n squares of side pixels from images, for training: from an image, one of
// its channels, a place and one of the 8 positions of a square (turned and mirrored), all drawn
// uniformly. It panics when an image is smaller than a patch.
func Patches(images []*picture.Image, side, n int, rng *rand.Rand) [][]float64 {
	if len(images) == 0 || side < 1 || n < 0 || n > 1<<31 || rng == nil {
		panic(fmt.Sprintf("denoise: Patches: %d patches of side %d from %d images, or a nil generator", n, side, len(images)))
	}
	patches := make([][]float64, n)
	for i := range patches {
		im := images[rng.IntN(len(images))]
		if im == nil || len(im.Planes) == 0 || im.W < 1 {
			panic("denoise: Patches: an image is nil or without samples")
		}
		if im.W < side || im.H < side {
			panic(fmt.Sprintf("denoise: Patches of %d×%d from an image of %d×%d", side, side, im.W, im.H))
		}
		plane := im.Planes[rng.IntN(len(im.Planes))]
		if len(plane)/im.W != im.H || len(plane)%im.W != 0 {
			panic(fmt.Sprintf("denoise: Patches: a plane of %d samples in an image of %d×%d", len(plane), im.W, im.H))
		}
		patches[i] = cut(plane, im.W, rng.IntN(im.W-side+1), rng.IntN(im.H-side+1), side, rng.IntN(8))
	}
	return patches
}

// cut copies the square whose top left corner is (x, y), transposed for bit 0 of the
// position, mirrored along the rows for bit 1 and along the columns for bit 2.
func cut(plane []float64, w, x, y, side, position int) []float64 {
	p := make([]float64, 0, side*side)
	for j := range side {
		for i := range side {
			a, b := i, j
			if position&1 != 0 {
				a, b = b, a
			}
			if position&2 != 0 {
				a = side - 1 - a
			}
			if position&4 != 0 {
				b = side - 1 - b
			}
			p = append(p, plane[(y+b)*w+x+a])
		}
	}
	return p
}

// Noise draws normal noise whose standard deviation, the same for a whole patch, is uniform
// between Least and Most, from a seed and the number of the patch alone.
type Noise struct {
	Least, Most float64
	Seed        uint64
}

// Add writes clean and the noise of a number to dst; each epoch has noise of its own.
func (n Noise) Add(dst, clean []float64, number, epoch int) {
	if len(dst) != len(clean) {
		panic(fmt.Sprintf("denoise: Noise: dst has length %d, want %d", len(dst), len(clean)))
	}
	rng := rand.New(rand.NewPCG(n.Seed, uint64(epoch)<<32+uint64(number)))
	sigma := n.Least + (n.Most-n.Least)*rng.Float64()
	for i, v := range clean {
		dst[i] = v + sigma*rng.NormFloat64()
	}
}

// Pairs returns the training pairs of supervised learning, noisy patch and clean one, with
// noise that stays.
func (n Noise) Pairs(clean [][]float64) dataset.Data {
	d := dataset.Data{Y: clean}
	for i, y := range clean {
		x := make([]float64, len(y))
		n.Add(x, y, i, 0)
		d.X = append(d.X, x)
	}
	return d
}

// Fresh returns a Fill for nn.Settings that draws new noise for every patch in every epoch.
func (n Noise) Fresh(clean [][]float64) func(x, t []float64, index []int, epoch int) {
	return func(x, t []float64, index []int, epoch int) {
		for k, i := range index {
			size := len(clean[i])
			n.Add(x[k*size:][:size], clean[i], i, epoch)
			copy(t[k*size:], clean[i])
		}
	}
}
