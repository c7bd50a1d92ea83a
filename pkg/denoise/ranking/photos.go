package ranking

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"path/filepath"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/study"
)

// Sigmas are the standard deviations of the noise, in grey levels of 1/255.
var Sigmas = []int{10, 25, 40}

// files are the photographs of testdata/photos/fresh.
var files = []string{
	"ascent.png", "brick.png", "chelsea.png", "clock_motion.png", "coffee.png", "coins.png", "flower.jpg", "grace_hopper.jpg",
	"grass.png", "gravel.png", "hubble.png", "rocket.jpg", "tissue.png",
}

// Photo is the middle of a photograph, in grey, without noise.
type Photo struct {
	Name  string // of the file, without its ending
	Clean []float64
	W, H  int
}

// Load reads the photographs from the folder of all photographs.
func Load(folder string) ([]Photo, error) {
	var photos []Photo
	for _, path := range paths(folder) {
		im, err := picture.Load(path)
		if err != nil {
			return nil, fmt.Errorf("ranking: a photograph: %w", err)
		}
		const most = 256
		w, h := min(im.W, most), min(im.H, most)
		im = im.Grey().Crop((im.W-w)/2, (im.H-h)/2, w, h)
		photos = append(photos, Photo{named(path), im.Planes[0], w, h})
	}
	return photos, nil
}

func paths(folder string) []string {
	var all []string
	for _, name := range files {
		all = append(all, filepath.Join(folder, "fresh", name))
	}
	return all
}

func named(path string) string {
	name := filepath.Base(path)
	return name[:len(name)-len(filepath.Ext(name))]
}

// Noisy returns the photograph with normal noise of so many grey levels: as it is, or stored in bytes, which cuts it
// off at black and white. It panics when levels is not positive.
func (p Photo) Noisy(levels int, stored bool) []float64 {
	if levels <= 0 {
		panic(fmt.Sprintf("ranking: Noisy: %d levels, want 1 or more", levels))
	}
	rng, f := study.Generator("noisy "+p.Name, levels), make([]float64, len(p.Clean))
	for i, v := range p.Clean {
		f[i] = v + float64(levels)/stair.MaxLevel*rng.NormFloat64()
	}
	if stored {
		picture.Stored(f, f)
	}
	return f
}

// Hash is the first 48 bits of the SHA-256 of the samples, as float64 with the least byte first: a number of
// the tables.
func Hash(f []float64) float64 {
	data := make([]byte, 0, 8*len(f))
	for _, v := range f {
		data = binary.LittleEndian.AppendUint64(data, math.Float64bits(v))
	}
	sum := sha256.Sum256(data)
	return float64(binary.BigEndian.Uint64(sum[:8]) >> 16)
}
