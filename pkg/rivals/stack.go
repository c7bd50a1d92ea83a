package rivals

import (
	"errors"
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/recovery/styles"
	"github.com/gradstep/gradstep/pkg/restore"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/stylize"
)

// Stack is a style of a photograph to be found, of which some parameters are known: how much harder the search
// gets with each that is not.
//
// The chain is that of docs/recovering-b.md: gain and gamma, factors of red and blue, a blur, a contrast, and
// the staircase. The unknown parameters are the first of
//
//	b, strength, width, red, blue, gamma, gain
//
// which puts those last that do nearly the same to an image. Truth and start are drawn evenly from the
// logarithms of stylize.StackRanges. The stylized image is saved in 8 bits; its white samples count for nothing.
type Stack struct {
	Unknown      int
	Truth, Start []float64 // of the unknown parameters, in the order of the chain, b at the end
	Lo, Hi       []float64 // their ranges

	chain       *stylize.Chain
	src, target []float64
}

// stackOrder are the indices in stylize.StackRanges of the parameters, the first ones first to be unknown.
var stackOrder = []int{6, 5, 4, 2, 3, 1, 0}

// StackSide is the width of the images, to which photographs are reduced.
const StackSide = 48

// StackPasses is what the descent costs with all parameters unknown, in runs of the chain, forward or backward:
// the budget of all methods.
const StackPasses = 1063

// StackPhotos loads the colour photographs of a folder on which nothing was tuned.
func StackPhotos(folder string) ([]*picture.Image, error) { return picture.LoadAll(stackFiles(folder)) }

func stackFiles(folder string) []string {
	fresh := study.FreshPhotographs(folder)
	return []string{fresh[1], fresh[3], fresh[7]} // those in colour
}

// NewStack makes the trial of that number: one photograph after the other, and with equal numbers the same
// style and start, whatever is unknown of it.
func NewStack(photos []*picture.Image, unknown int, trial int) *Stack {
	if unknown < 1 || unknown > len(stackOrder) {
		panic(fmt.Sprintf("rivals: NewStack: %d unknown parameters of %d", unknown, len(stackOrder)))
	}
	if len(photos) == 0 || trial < 0 || photos[trial%len(photos)] == nil {
		panic(fmt.Sprintf("rivals: NewStack: trial %d with %d photographs, or with a nil one", trial, len(photos)))
	}
	rng := study.Generator("stack", trial)
	truth, start := make([]float64, len(stackOrder)), make([]float64, len(stackOrder))
	for i, r := range stylize.StackRanges {
		truth[i] = r[0] * math.Pow(r[1]/r[0], rng.Float64())
		start[i] = r[0] * math.Pow(r[1]/r[0], rng.Float64())
	}
	s := &Stack{Unknown: unknown}
	free := make([]bool, len(stackOrder))
	for _, i := range stackOrder[:unknown] {
		free[i] = true
	}
	for i, r := range stylize.StackRanges {
		if free[i] {
			s.Truth, s.Start = append(s.Truth, truth[i]), append(s.Start, start[i])
			s.Lo, s.Hi = append(s.Lo, r[0]), append(s.Hi, r[1])
		}
	}
	var size stylize.Size
	photo := photos[trial%len(photos)]
	s.src, size = stylize.Flatten(restore.Shrink(photo, max(1, photo.W/StackSide)))
	hold := func(stage stylize.Stage, first, count int) stylize.Stage {
		for i := count - 1; i >= 0; i-- { // the last first, so that the indices of the others stay
			if !free[first+i] {
				stage = stylize.Hold(stage, i, truth[first+i])
			}
		}
		return stage
	}
	s.chain = stylize.NewChain(size, hold(stylize.Tone{}, 0, 2), hold(stylize.NewWhiteBalance(size), 2, 2),
		hold(stylize.NewBlur(size, 0), 4, 1), hold(stylize.Hold(stylize.Contrast{}, 1, 0.5), 5, 1))
	last := len(s.Truth) - 1
	s.target = stair.QuantizeTo(nil, s.chain.Forward(s.src, s.Truth[:last]), s.Truth[last])
	picture.Stored(s.target, s.target)
	return s
}

// mustHave panics unless p has a value for each unknown parameter of a Stack that NewStack made.
func (s *Stack) mustHave(p []float64) {
	n := s.Unknown
	if n < 1 || s.chain == nil || len(p) != n || len(s.Truth) != n || len(s.Lo) != n || len(s.Hi) != n {
		panic(fmt.Sprintf("rivals: Stack: %d parameters, want those of a Stack of NewStack, which has %d", len(p), n))
	}
}

// Error is what a method that sees values only minimizes: the root of the mean squared distance of the stylized image
// from the one that is known.
func (s *Stack) Error(p []float64) float64 {
	s.mustHave(p)
	last := len(p) - 1
	z, sum, n := s.chain.Forward(s.src, p[:last]), 0.0, 0
	for i, y := range s.target {
		if y < 1 {
			d := stair.Quantize(max(0, z[i]), p[last]) - y
			sum, n = sum+d*d, n+1
		}
	}
	return math.Sqrt(sum / float64(max(1, n)))
}

// At returns the parameters at a point of the unit cube, on which those who see values only work: logarithms
// between the ends of the ranges.
func (s *Stack) At(u []float64) []float64 {
	s.mustHave(u)
	p := make([]float64, len(u))
	for i, v := range u {
		p[i] = s.Lo[i] * math.Pow(s.Hi[i]/s.Lo[i], min(1, max(0, v)))
	}
	return p
}

// Cube is the way back: the point of the unit cube with these parameters.
func (s *Stack) Cube(p []float64) []float64 {
	s.mustHave(p)
	u := make([]float64, len(p))
	for i, v := range p {
		u[i] = math.Log(v/s.Lo[i]) / math.Log(s.Hi[i]/s.Lo[i])
	}
	return u
}

// Found says whether the parameters are as near to the truth as [styles.Found] asks.
func (s *Stack) Found(p []float64) bool {
	s.mustHave(p)
	return styles.Found(styles.Worst(p, s.Truth))
}

// Descend is the descent of package stylize, with its settings as they are.
func (s *Stack) Descend() (found bool, passes int, err error) {
	method := stylize.Joint
	if s.Unknown == 1 {
		method = stylize.Unturned // nothing but b is there, and a single coordinate can't be turned
	}
	r, err := stylize.Recover(s.chain, s.src, s.target, s.Start, method)
	if errors.Is(err, stylize.ErrFlat) {
		return false, 0, nil
	}
	if err != nil {
		return false, 0, fmt.Errorf("rivals: the stack: %w", err)
	}
	return s.Found(r.Params), r.Passes, nil
}

// Search draws parameters evenly from the ranges and takes the best of them.
func (s *Stack) Search(passes, seed int) (found bool) {
	rng, least := study.Generator("stack search", seed), math.Inf(1)
	u := make([]float64, s.Unknown)
	for range passes {
		for i := range u {
			u[i] = rng.Float64()
		}
		p := s.At(u)
		if e := s.Error(p); e < least {
			least, found = e, s.Found(p)
		}
	}
	return found
}
