package stylize

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/gradstep/gradstep/pkg/surrogate"
)

// Errors of styles and of [Fit].
var (
	ErrStyle = errors.New("stylize: bad style")           // a chain file, or a style that is not whole
	ErrValue = errors.New("stylize: value out of range")  // NaN in an image, a number beyond its bounds
	ErrShape = errors.New("stylize: images do not match") // of different sizes, or too small for a stage
)

// A Style is a chain of filters that knows no image yet, with what is known of each parameter.
type Style []Link

// A Link is a filter of a style; Set has a setting for each parameter of its stage.
type Link struct {
	Kind *Kind
	Set  []Setting
}

// A Setting is a parameter that has a value, or is to be found in [Lo, Hi], from Value on.
type Setting struct {
	Free   bool
	Value  float64
	Lo, Hi float64
}

// Known returns the setting of a parameter with a value.
func Known(v float64) Setting { return Setting{Value: v, Lo: v, Hi: v} }

// Unknown returns the setting of a parameter between lo and hi; the search starts in the middle, the geometric one
// where lo > 0.
func Unknown(lo, hi float64) Setting {
	s := Setting{Free: true, Lo: lo, Hi: hi, Value: (lo + hi) / 2}
	if lo > 0 {
		s.Value = math.Sqrt(lo * hi)
	}
	return s
}

// A Kind is a filter that a style can name.
type Kind struct {
	Name string
	// Params are the parameters of its stage. Range is where an unknown one is looked for.
	Params []Param
	Range  [][2]float64
	// Make returns the stage for images of a size, at least Least pixels high and wide.
	Make  func(Size) Stage
	Least int
}

// Kinds is the table of the filters that a style can name. A further one is a stage and a row.
var Kinds = []*Kind{
	{"tone", Tone{}.Params(), [][2]float64{{0.5, 2}, {0.4, 2.5}}, func(Size) Stage { return Tone{} }, 1},
	{"balance", WhiteBalance{}.Params(), [][2]float64{{0.5, 2}, {0.5, 2}}, func(s Size) Stage { return NewWhiteBalance(s) }, 1},
	{"blur", (&Blur{reach: DefaultReach}).Params(), [][2]float64{{0.3, 2}}, func(s Size) Stage { return NewBlur(s, 0) }, DefaultReach},
	{"contrast", Contrast{}.Params(), [][2]float64{{0.5, 10}, {0.2, 0.8}}, func(Size) Stage { return Contrast{} }, 1},
	{"quantize", (*Quantize)(nil).Params(), [][2]float64{StackRanges[len(StackRanges)-1]}, func(Size) Stage { return &Quantize{Surrogate: surrogate.Uniform{}} }, 1},
}

// KindByName returns the filter of a name; the error wraps [ErrStyle] and lists the names there are.
func KindByName(name string) (*Kind, error) {
	var names []string
	for _, k := range Kinds {
		if k.Name == name {
			return k, nil
		}
		names = append(names, k.Name)
	}
	return nil, fmt.Errorf("%w: there is no filter %q; there are %s", ErrStyle, name, strings.Join(names, ", "))
}

// NewLink returns the filter of that name with these settings, one for each of its parameters; none means that all are
// unknown.
func NewLink(name string, set ...Setting) (Link, error) {
	k, err := KindByName(name)
	if err != nil {
		return Link{}, err
	}
	if len(set) == 0 {
		for _, r := range k.Range {
			set = append(set, Unknown(r[0], r[1]))
		}
	}
	l := Link{k, set}
	return l, l.check()
}

// check says what is wrong with a link's settings.
func (l Link) check() error {
	if l.Kind == nil || l.Kind.Make == nil || len(l.Set) != len(l.Kind.Params) {
		return fmt.Errorf("%w: a filter without its kind, or with %d settings", ErrStyle, len(l.Set))
	}
	for i, s := range l.Set {
		p := l.Kind.Params[i]
		switch {
		case !(p.Lo <= s.Lo && s.Lo <= s.Value && s.Value <= s.Hi && s.Hi <= p.Hi):
			if !s.Free {
				return fmt.Errorf("%w: %s: %s = %v, want %v to %v", ErrValue, l.Kind.Name, p.Name, s.Value, p.Lo, p.Hi)
			}
			return fmt.Errorf("%w: %s: %s from %v to %v, want a range within %v to %v, and the start in it", ErrValue, l.Kind.Name, p.Name, s.Lo, s.Hi, p.Lo, p.Hi)
		case s.Free && s.Lo == s.Hi:
			return fmt.Errorf("%w: %s: %s is unknown between %v and %v", ErrValue, l.Kind.Name, p.Name, s.Lo, s.Hi)
		}
	}
	return nil
}

// Chain returns the chain for images of a size. Its staircases are exact. The error wraps [ErrStyle], [ErrValue] or,
// for images that are too small, [ErrShape].
func (s Style) Chain(size Size) (*Chain, error) {
	if len(s) == 0 {
		return nil, fmt.Errorf("%w: no filters", ErrStyle)
	}
	stages := make([]Stage, len(s))
	for k, l := range s {
		if err := l.check(); err != nil {
			return nil, err
		}
		if min(size.W, size.H) < l.Kind.Least {
			return nil, fmt.Errorf("%w: %s needs images of %d×%d pixels at least, and this one has %d×%d", ErrShape, l.Kind.Name, l.Kind.Least, l.Kind.Least, size.W, size.H)
		}
		stages[k] = l.Kind.Make(size)
	}
	return NewChain(size, stages...), nil
}

// Values returns the values of all parameters, the starts of the unknown ones.
func (s Style) Values() (p []float64) {
	for _, l := range s {
		for _, set := range l.Set {
			p = append(p, set.Value)
		}
	}
	return p
}

// With returns the style with these values in place of all parameters, all of them known.
func (s Style) With(p []float64) Style {
	out := make(Style, len(s))
	for k, l := range s {
		out[k].Kind = l.Kind
		for range l.Set {
			if len(p) == 0 {
				panic("stylize: With: fewer values than parameters")
			}
			out[k].Set, p = append(out[k].Set, Known(p[0])), p[1:]
		}
	}
	if len(p) > 0 {
		panic("stylize: With: more values than parameters")
	}
	return out
}

// Unknowns counts the parameters that are to be found.
func (s Style) Unknowns() (n int) {
	for _, l := range s {
		for _, set := range l.Set {
			if set.Free {
				n++
			}
		}
	}
	return n
}
