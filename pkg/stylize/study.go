package stylize

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/restore"
	"github.com/gradstep/gradstep/pkg/stair"
)

// Stack returns the chain of the study: tone, white balance, blur, and contrast
// around ½; the staircase comes after it.
func Stack(size Size) *Chain {
	return NewChain(size, Tone{}, NewWhiteBalance(size), NewBlur(size, 0), Hold(Contrast{}, 1, 0.5))
}

// StackRanges are the ranges from which the study draws the parameters of a Stack, b
// at the end, for the style and for the start: what an artist would call a visible
// change, and not the ruin of the photograph.
var StackRanges = [][2]float64{
	{0.7, 1.2},               // gain
	{0.6, 1.6},               // gamma
	{0.8, 1.25}, {0.8, 1.25}, // red, blue
	{0.5, 1.5}, // width of the blur
	{2, 6},     // strength of the contrast
	{stair.DefaultLo, stair.DefaultHi},
}

// Study is the recovery of random styles from one photograph.
type Study struct {
	Photo   *picture.Image
	Side    int  // of the images, in pixels
	Cropped bool // they are cut out at random places, a new one for each trial; otherwise the whole photograph is reduced
	Stored  bool // the stylized image is saved in 8 bits, which clips it
	Method  Method
}

// Trial is one recovery of a Study.
type Trial struct {
	Truth, Start []float64
	Recovery
}

// Worst returns the greatest relative error of the chain's parameters, and the error of b.
func (t Trial) Worst() (share, b float64) {
	last := len(t.Truth) - 1
	for i, want := range t.Truth[:last] {
		share = max(share, math.Abs(t.Params[i]/want-1))
	}
	return share, math.Abs(t.Params[last] - t.Truth[last])
}

// What counts as found.
const (
	withinShare = 0.02
	withinB     = 0.05
)

// Found says whether every parameter is within 2 % of the truth, and b within 0.05.
func (t Trial) Found() bool {
	share, b := t.Worst()
	return share <= withinShare && b <= withinB
}

// Run makes the trial of that number: equal numbers have equal styles and starts. An
// image that does not determine its style, a black one for instance, leaves the
// parameters at the start, and counts as not found.
func (s Study) Run(trial uint64) (Trial, error) {
	rng := rand.New(rand.NewPCG(trial, 0x57ac))
	var t Trial
	for _, r := range StackRanges {
		t.Truth = append(t.Truth, r[0]+(r[1]-r[0])*rng.Float64())
		t.Start = append(t.Start, r[0]+(r[1]-r[0])*rng.Float64())
	}
	src, size := s.image(rng)
	c := Stack(size)
	r, err := Recover(c, src, s.stylized(c, src, t.Truth), t.Start, s.Method)
	if errors.Is(err, ErrFlat) {
		r, err = Recovery{Params: t.Start}, nil
	}
	if err != nil {
		return t, fmt.Errorf("trial %d: %w", trial, err)
	}
	t.Recovery = r
	return t, nil
}

// image returns the original.
func (s Study) image(rng *rand.Rand) ([]float64, Size) {
	if s.Cropped {
		return Flatten(s.Photo.Crop(rng.IntN(s.Photo.W-s.Side+1), rng.IntN(s.Photo.H-s.Side+1), s.Side, s.Side))
	}
	d := restore.NewDownsample(s.Photo.W, s.Photo.H, max(1, s.Photo.W/s.Side))
	w, h := d.Coarse()
	small := picture.New(w, h, s.Photo.Channels())
	for c, plane := range s.Photo.Planes {
		d.Apply(small.Planes[c], plane)
	}
	return Flatten(small)
}

// stylized returns the original in the style of a chain's parameters and b.
func (s Study) stylized(c *Chain, src, p []float64) []float64 {
	last := len(p) - 1
	out := stair.QuantizeTo(nil, c.Forward(src, p[:last]), p[last])
	if s.Stored {
		for i, v := range out {
			out[i] = picture.FromByte(picture.ToByte(v))
		}
	}
	return out
}

// Trials makes the trials from, …, to-1, on all cores, and returns them in this order.
func (s Study) Trials(from, to int) ([]Trial, error) {
	return parallel.Map(to-from, func(i int) (Trial, error) { return s.Run(uint64(from + i)) })
}
