package trials

import (
	"cmp"
	"fmt"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/recovery"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/study"
)

const (
	// pixels is how many random x a trial without a photograph has, and a stand-in takes of a photograph.
	pixels = 512
	// Crop is the width and height of a crop of a photograph.
	Crop = 256
	// Tolerance is how near to the target b has to end.
	Tolerance = 0.05
)

// Scenario says where pairs come from.
type Scenario struct {
	Name     string
	Photo    bool    // a crop of a photograph at a random place; otherwise uniform x
	Pixels   int     // number of x without a photograph; 0: 512
	Stored   bool    // y is rounded to 8 bits, and clipped
	Outliers float64 // share of the y that are replaced by random levels
}

// Scenarios returns those of the study.
func Scenarios() []Scenario {
	return []Scenario{
		{Name: "uniform, exact"},
		{Name: "photo, exact", Photo: true},
		{Name: "uniform, 8 bits", Stored: true},
		{Name: "photo, 8 bits", Photo: true, Stored: true},
		{Name: "uniform, 8 bits, outliers", Stored: true, Outliers: 0.2},
		{Name: "photo, 8 bits, outliers", Photo: true, Stored: true, Outliers: 0.2},
	}
}

// Photos loads the photographs of a folder that trials take their crops from.
func Photos(dir string) ([]*picture.Image, error) {
	return picture.LoadAll(study.Photographs(dir))
}

// FreshPhotos loads the photographs below a folder on which nothing was chosen or tried.
func FreshPhotos(dir string) ([]*picture.Image, error) {
	return picture.LoadAll(study.FreshPhotographs(dir))
}

// Trial is a set of pairs with the b that made them, and a start. It is read only,
// so that several methods may take it in turn.
type Trial struct {
	Seed          uint64
	Target, Start float64
	X, Y          []float64
	Pairs         *stair.Pairs
	Objective     *recovery.Objective // with no option set, whatever the scenario
}

// Ends returns the target and the start of the trial with a seed, in any scenario.
// Both are uniform on [5, 30].
func Ends(seed uint64) (target, start float64) { return ends(generator(seed)) }

func ends(rng *rand.Rand) (target, start float64) { return anywhere(rng), anywhere(rng) }

// anywhere returns a uniform b.
func anywhere(rng *rand.Rand) float64 {
	return stair.DefaultLo + (stair.DefaultHi-stair.DefaultLo)*rng.Float64()
}

func generator(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 6)) }

// Trial makes the trial with a seed. A crop comes from a random photograph, one of
// its channels, and lies anywhere; photos may be nil if the scenario needs none.
func (s Scenario) Trial(seed uint64, photos []*picture.Image) (Trial, error) {
	t := s.draw(generator(seed), photos)
	t.Seed = seed
	var err error
	if t.Pairs, err = stair.NewPairs(t.X, t.Y); err != nil {
		return Trial{}, fmt.Errorf("trials: %s, seed %d: %w", s.Name, seed, err)
	}
	if t.Objective, err = recovery.New(t.Pairs, recovery.Settings{}); err != nil {
		return Trial{}, fmt.Errorf("trials: %s, seed %d: %w", s.Name, seed, err)
	}
	return t, nil
}

// draw takes a trial's target, start and pairs from a generator.
func (s Scenario) draw(rng *rand.Rand, photos []*picture.Image) (t Trial) {
	t.Target, t.Start = ends(rng)
	if s.Pixels < 0 || s.Pixels > 1<<28 {
		panic(fmt.Sprintf("trials: Scenario: %d pixels", s.Pixels))
	}
	if s.Photo {
		t.X = crop(rng, photos)
	} else {
		t.X = make([]float64, cmp.Or(s.Pixels, pixels))
		for i := range t.X {
			t.X[i] = rng.Float64()
		}
	}
	t.Y = stair.QuantizeTo(nil, t.X, t.Target)
	if s.Stored {
		picture.Stored(t.Y, t.Y)
	}
	for i := range t.Y {
		if s.Outliers > 0 && rng.Float64() < s.Outliers {
			t.Y[i] = picture.FromByte(uint8(rng.IntN(256)))
		}
	}
	return t
}

// crop returns the pixels of a random crop.
func crop(rng *rand.Rand, photos []*picture.Image) []float64 {
	if len(photos) == 0 {
		panic("trials: Scenario: it needs photographs, and there are none")
	}
	im := photos[rng.IntN(len(photos))]
	if im == nil || len(im.Planes) == 0 || im.W < Crop || im.H < Crop {
		panic(fmt.Sprintf("trials: Scenario: a photograph is nil, or has no crop of %d×%d", Crop, Crop))
	}
	plane := im.Planes[rng.IntN(len(im.Planes))]
	if len(plane)/im.W != im.H || len(plane)%im.W != 0 {
		panic(fmt.Sprintf("trials: Scenario: a photograph of %d×%d has a plane of %d samples", im.W, im.H, len(plane)))
	}
	left, top := rng.IntN(im.W-Crop+1), rng.IntN(im.H-Crop+1)
	x := make([]float64, 0, Crop*Crop)
	for row := range Crop {
		at := (top+row)*im.W + left
		x = append(x, plane[at:at+Crop]...)
	}
	return x
}
