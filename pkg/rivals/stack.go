package rivals

import (
	"errors"
	"fmt"
	"math"
	"path/filepath"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/restore"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/stylize"
)

// StackCase says what is unknown of a stack of filters, and what was done to its image afterwards.
//
// The chain is that of docs/recovering-b.md: gain and gamma, factors of red and blue, a blur, a contrast with its
// pivot, and the staircase. The unknown parameters are the first of
//
//	b, strength, width, red, blue, gamma, gain, pivot
//
// which puts those last that do nearly the same to an image.
type StackCase struct {
	Name     string
	Unknown  int
	Order    string  // of the chain: "" as above; "inside": the staircase before the blur; "twice": there and at the end
	Images   int     // crops in the one style
	Replaced float64 // share of samples replaced by random levels
	Noise    float64 // standard deviation of noise added before storing, in levels

	// Search and Older say whether random search and the older descent of package stylize meet the case in the
	// study, too.
	Search, Older bool
}

// StackCases are those of the study.
func StackCases() []StackCase {
	return []StackCase{
		{Name: "5 unknown", Unknown: 5, Images: 1, Search: true, Older: true},
		{Name: "8 unknown", Unknown: 8, Images: 1},
		{Name: "5 unknown, 20 % replaced", Unknown: 5, Images: 1, Replaced: 0.2, Older: true},
		{Name: "8 unknown, 20 % replaced", Unknown: 8, Images: 1, Replaced: 0.2, Older: true},
	}
}

// Stack is a style to be found: the crops that it was applied to, and its parameters.
type Stack struct {
	StackCase
	Style  stylize.Style // what is known and what is not, the search's start among it
	Truth  []float64     // of all parameters
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
	// StackShared is how many of the photographs all methods meet.
	StackShared = 3
	// StackSide is the width of the images: crops of twice that, reduced.
	StackSide = 48
	// StackPasses is what a search may cost, in runs of the chain.
	StackPasses = 1500
	// stackContrast is the least standard deviation of the samples of a crop: in others there is next to nothing to
	// see.
	stackContrast = 0.1
)

// StackPhotos loads the colour photographs of a folder on which nothing was tuned: three that all methods meet, and
// two more.
func StackPhotos(folder string) ([]*picture.Image, error) { return picture.LoadAll(stackFiles(folder)) }

func stackFiles(folder string) []string {
	fresh := study.FreshPhotographs(folder)
	return []string{fresh[1], fresh[3], fresh[7], filepath.Join(folder, "fresh", "flower.jpg"), filepath.Join(folder, "fresh", "grace_hopper.jpg")}
}

// NewStack makes the trial of that number: crops of one photograph after the other, at random places. Trials of one
// number have the same crop, style and start, whatever is unknown of it and was done to it.
func NewStack(photos []*picture.Image, c StackCase, trial int) *Stack {
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
		if set = append(set, stylize.Known(v)); free[i] {
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
			at++
		}
	}
	s.values = append([]float64(nil), s.Truth...)
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

// mustHave panics unless p has a value for each unknown parameter of a Stack that NewStack made.
func (s *Stack) mustHave(p []float64) {
	n := len(s.Free)
	if n < 1 || len(s.chains) == 0 || len(p) != n || len(s.Truth) != len(s.values) || len(s.Lo) != n || len(s.Hi) != n {
		panic(fmt.Sprintf("rivals: Stack: %d parameters, want those of a Stack of NewStack, which has %d", len(p), n))
	}
}

// Error is what a method that sees values only minimizes: the root of the mean robust square of the distance of the
// stylized image from the one that is known,
//
//	(1/m) Σ d²/(1 + d²/c²),   c = 0.1,
//
// so that replaced samples count for no more than others.
func (s *Stack) Error(p []float64) float64 {
	s.mustHave(p)
	for j, i := range s.Free {
		s.values[i] = p[j]
	}
	sum, n := 0.0, 0
	for k, pair := range s.Pairs {
		out := s.chains[k].Forward(pair.Src, s.values)
		for i, y := range pair.Target {
			d := min(1, max(0, out[i])) - y
			sum += d * d / (1 + d*d/0.01)
		}
		n += len(out)
	}
	return math.Sqrt(sum / float64(n))
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

// Found says whether every unknown parameter of the filters is within 2 % of the truth, and each b within 0.05.
func (s *Stack) Found(p []float64) bool {
	s.mustHave(p)
	for j, i := range s.Free {
		near := 0.02 * s.Truth[i]
		if s.isB(i) {
			near = 0.05
		}
		if !(math.Abs(p[j]-s.Truth[i]) <= near) {
			return false
		}
	}
	return true
}

func (s *Stack) isB(i int) bool {
	for _, l := range s.Style {
		if i < len(l.Set) {
			return l.Kind.Name == "quantize"
		}
		i -= len(l.Set)
	}
	return false
}

// of returns the unknown ones of all parameters.
func (s *Stack) of(all []float64) (p []float64) {
	for _, i := range s.Free {
		p = append(p, all[i])
	}
	return p
}

// Fit is the search of package stylize.
func (s *Stack) Fit() (study.Result, error) {
	s.mustHave(s.Start)
	f, err := stylize.Fit(s.Style, s.Pairs, stylize.FitSettings{Passes: StackPasses})
	if err != nil {
		return nil, fmt.Errorf("rivals: the stack: %w", err)
	}
	r := study.Result{
		"found": number(s.Found(s.of(f.Params))), "passes": float64(f.Passes), "explained": number(f.Explained),
		"agree": float64(f.Agree) / float64(f.Total), "parameters": float64(len(s.Free)),
	}
	for _, i := range s.Free {
		iv, holds := f.Intervals[i], 0.0
		if iv.Lo <= s.Truth[i] && s.Truth[i] <= iv.Hi {
			holds = 1
		}
		r["holds"] += holds
		if iv.Determined {
			r["determined"]++
			r["right"] += holds
		}
	}
	return r, nil
}

// Descend is the older descent of package stylize, which takes every sample at its word.
func (s *Stack) Descend() (found bool, passes int, err error) {
	s.mustHave(s.Start)
	method := stylize.Joint
	if s.Unknown == 1 {
		method = stylize.Unturned // nothing but b is there, and a single coordinate can't be turned
	}
	var stages []stylize.Stage
	at := 0
	for _, l := range s.Style[:len(s.Style)-1] {
		stage := l.Kind.Make(s.Pairs[0].Size)
		for i := len(l.Set) - 1; i >= 0; i-- { // the last first, so that the indices of the others stay
			if !l.Set[i].Free {
				stage = stylize.Hold(stage, i, s.Truth[at+i])
			}
		}
		stages, at = append(stages, stage), at+len(l.Set)
	}
	r, err := stylize.Recover(stylize.NewChain(s.Pairs[0].Size, stages...), s.Pairs[0].Src, s.Pairs[0].Target, s.Start, method)
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
	s.mustHave(s.Start)
	rng, least := study.Generator("stack search", seed), math.Inf(1)
	u := make([]float64, len(s.Free))
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
