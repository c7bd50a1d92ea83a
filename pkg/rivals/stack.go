package rivals

import (
	"fmt"
	"math"
	"path/filepath"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/restore"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/stylize"
)

// Stack is a style to be found: the crops that it was applied to, and its parameters.
type Stack struct {
	StackCase
	Style  stylize.Style // what is known and what is not, the search's start among it
	Truth  []float64     // of all parameters
	Told   []float64     // of all parameters: what the search is told of those that are known, and the truth
	Free   []int         // the unknown ones
	Start  []float64     // of these
	Lo, Hi []float64     // their ranges
	Photo  int           // the photograph
	Pairs  []stylize.Pair
	chains []*stylize.Chain
	values []float64
}

// stackOrder are the indices of the chain's parameters, the first ones first to be unknown.
var stackOrder = []int{7, 5, 4, 2, 3, 1, 0, 6}

// stackRanges are those of the parameters in the order of the chain; the pivot is ½ where it is known.
var stackRanges = func() (r [][2]float64) {
	r = append(r, stylize.StackRanges[:6]...)
	return append(r, [2]float64{0.4, 0.6}, stylize.StackRanges[6])
}()

const (
	// StackFresh is how many of the photographs are those on which nothing was tuned.
	StackFresh = 5
	// StackSide is the width of the images: crops of twice that, reduced.
	StackSide = 48
	// StackPasses is what a search may cost, in runs of the chain.
	StackPasses = 1500
	// stackContrast is the least standard deviation of the samples of a crop: in others there is next to nothing to
	// see.
	stackContrast = 0.1
)

// StackPhotos loads the colour photographs of a folder: [StackFresh] on which nothing was tuned, and the two on which
// package stylize was.
func StackPhotos(folder string) ([]*picture.Image, error) { return picture.LoadAll(stackFiles(folder)) }

func stackFiles(folder string) (files []string) {
	for _, name := range []string{"fresh/chelsea.png", "fresh/coffee.png", "fresh/rocket.jpg", "fresh/flower.jpg", "fresh/grace_hopper.jpg", "astronaut.png", "retina.jpg"} {
		files = append(files, filepath.Join(folder, filepath.FromSlash(name)))
	}
	return files
}

// NewStack makes the trial of that number: crops of one photograph after the other, at random places. Trials of one
// number have the same crop, style and start, whatever is unknown of it and was done to it.
func NewStack(photos []*picture.Image, c StackCase, trial int) *Stack {
	if !(c.Pivot >= 0 && c.Pivot < 1) || c.Pivot > 0 && c.Unknown == len(stackOrder) {
		panic(fmt.Sprintf("rivals: NewStack: a pivot of %v with %d unknown parameters", c.Pivot, c.Unknown))
	}
	if c.Unknown < 1 || c.Unknown > len(stackOrder) || c.Images < 1 {
		panic(fmt.Sprintf("rivals: NewStack: %d unknown parameters of %d, %d images", c.Unknown, len(stackOrder), c.Images))
	}
	if len(photos) == 0 || trial < 0 || photos[trial%len(photos)] == nil {
		panic(fmt.Sprintf("rivals: NewStack: trial %d with %d photographs, or with a nil one", trial, len(photos)))
	}
	rng := study.Generator("stack", trial)
	free := map[int]bool{}
	for _, i := range stackOrder[:c.Unknown] {
		free[i] = true
	}
	var truth []float64
	var set []stylize.Setting
	for i, r := range stackRanges {
		v := r[0] * math.Pow(r[1]/r[0], rng.Float64())
		start := r[0] * math.Pow(r[1]/r[0], rng.Float64())
		if i == 6 && !free[i] {
			v = 0.5
		}
		truth = append(truth, v)
		told := v
		if i == 6 && c.Pivot > 0 {
			told = c.Pivot
		}
		if set = append(set, stylize.Known(told)); free[i] {
			set[i] = stylize.Setting{Free: true, Value: start, Lo: r[0], Hi: r[1]}
		}
	}
	inner := [2]float64{5 * math.Pow(6, rng.Float64()), 5 * math.Pow(6, rng.Float64())} // another b, and its start
	s := &Stack{StackCase: c, Photo: trial % len(photos)}
	add := func(name string, from, to int) {
		l, err := stylize.NewLink(name, set[from:to]...)
		if err != nil {
			panic(fmt.Sprintf("rivals: NewStack: %v", err))
		}
		s.Style, s.Truth = append(s.Style, l), append(s.Truth, truth[from:to]...)
	}
	add("tone", 0, 2)
	add("balance", 2, 4)
	if c.Order != "" {
		add("quantize", 7, 8)
	}
	add("blur", 4, 5)
	add("contrast", 5, 7)
	switch c.Order {
	case "":
		add("quantize", 7, 8)
	case "twice":
		truth[7] = inner[0]
		if set[7] = stylize.Known(inner[0]); free[7] {
			set[7] = stylize.Setting{Free: true, Value: inner[1], Lo: stackRanges[7][0], Hi: stackRanges[7][1]}
		}
		add("quantize", 7, 8)
	}
	at := 0
	for _, l := range s.Style {
		for _, set := range l.Set {
			if set.Free {
				s.Free, s.Start = append(s.Free, at), append(s.Start, set.Value)
				s.Lo, s.Hi = append(s.Lo, set.Lo), append(s.Hi, set.Hi)
			}
			s.Told = append(s.Told, s.Truth[at])
			if !set.Free {
				s.Told[at] = set.Value
			}
			at++
		}
	}
	s.values = append([]float64(nil), s.Told...)
	for k := range c.Images {
		s.addImage(photos[s.Photo], trial, k)
	}
	return s
}

// addImage cuts out a crop, applies the style to it, and stores it.
func (s *Stack) addImage(photo *picture.Image, trial, k int) {
	const side = 2 * StackSide
	if photo == nil || photo.W < side || photo.H < side {
		panic(fmt.Sprintf("rivals: NewStack: a photograph that is nil or has a side below %d pixels", side))
	}
	rng := study.Generator(fmt.Sprintf("stack crop %d", k), trial)
	var pair stylize.Pair
	for contrast := 0.0; contrast < stackContrast; {
		crop := photo.Crop(rng.IntN(photo.W-side+1), rng.IntN(photo.H-side+1), side, side)
		pair.Src, pair.Size = stylize.Flatten(restore.Shrink(crop, 2))
		contrast = deviation(pair.Src)
	}
	chain, err := s.Style.Chain(pair.Size)
	if err != nil {
		panic(fmt.Sprintf("rivals: NewStack: %v", err))
	}
	pair.Target = append([]float64(nil), chain.Forward(pair.Src, s.Truth)...)
	for i, v := range pair.Target {
		noise, replaced, level := rng.NormFloat64(), rng.Float64(), rng.IntN(256)
		if pair.Target[i] = picture.FromByte(picture.ToByte(v + s.Noise/stair.MaxLevel*noise)); replaced < s.Replaced {
			pair.Target[i] = picture.FromByte(uint8(level))
		}
	}
	s.Pairs, s.chains = append(s.Pairs, pair), append(s.chains, chain)
}

func deviation(v []float64) float64 {
	var sum, squares float64
	for _, x := range v {
		sum, squares = sum+x, squares+x*x
	}
	n := float64(len(v))
	return math.Sqrt(max(0, squares/n-sum*sum/n/n))
}
