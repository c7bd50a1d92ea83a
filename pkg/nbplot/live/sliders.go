package live

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/gradstep/gradstep/pkg/nbplot"
)

// A Slider is one number that the reader changes.
type Slider struct {
	Label           string
	Min, Max, Value float64
	Steps           int  // positions from Min to Max less one; 0: 100
	Log             bool // positions are evenly spaced in the logarithm
}

// Sliders are a figure's sliders and what stands around its static sheet.
type Sliders struct {
	Title   string
	Alt     string // required, for the static sheet
	Sliders []Slider

	// Panels are the settings of the static sheet, one value for each slider.
	// None: five values of a single slider; three by three of the first two, the
	// others at their Value.
	Panels [][]float64
	Cols   int // of the static sheet; 0: three
}

func (s Slider) steps() int {
	if s.Steps == 0 {
		return 100
	}
	return s.Steps
}

func (s Slider) check() error {
	switch {
	case !(s.Min < s.Max) || math.IsInf(s.Min, 0) || math.IsInf(s.Max, 0):
		return fmt.Errorf("live: slider %q runs from %v to %v: Min must be below Max, both finite", s.Label, s.Min, s.Max)
	case !(s.Value >= s.Min && s.Value <= s.Max):
		return fmt.Errorf("live: slider %q starts at %v, outside of %v to %v", s.Label, s.Value, s.Min, s.Max)
	case s.Log && s.Min <= 0:
		return fmt.Errorf("live: slider %q is logarithmic from %v: Min must be positive", s.Label, s.Min)
	case s.Steps < 0:
		return fmt.Errorf("live: slider %q has %d steps", s.Label, s.Steps)
	}
	return nil
}

// at is the value at position k, from 0 to steps.
func (s Slider) at(k int) float64 {
	switch n := s.steps(); {
	case k <= 0:
		return s.Min
	case k >= n:
		return s.Max
	default:
		return s.between(float64(k) / float64(n))
	}
}

func (s Slider) between(t float64) float64 {
	if s.Log {
		return s.Min * math.Pow(s.Max/s.Min, t)
	}
	return s.Min + t*(s.Max-s.Min)
}

// position is the one nearest to v.
func (s Slider) position(v float64) int {
	t := (v - s.Min) / (s.Max - s.Min)
	if s.Log {
		t = math.Log(v/s.Min) / math.Log(s.Max/s.Min)
	}
	return int(math.Round(t * float64(s.steps())))
}

// caption names the values: "α = 0.0035, β = 0.83".
func (s Sliders) caption(v []float64) string {
	parts := make([]string, len(v))
	for i, x := range v {
		parts[i] = s.Sliders[i].Label + " = " + strings.Replace(strconv.FormatFloat(x, 'g', 3, 64), "-", "−", 1)
	}
	return strings.Join(parts, ", ")
}

// settings are the values of the static sheet's panels.
func (s Sliders) settings() [][]float64 {
	if len(s.Panels) > 0 {
		return s.Panels
	}
	base := make([]float64, len(s.Sliders))
	for i, sl := range s.Sliders {
		base[i] = sl.Value
	}
	with := func(i int, v float64) []float64 {
		out := append([]float64(nil), base...)
		out[i] = v
		return out
	}
	var out [][]float64
	if len(s.Sliders) == 1 {
		sl := s.Sliders[0]
		for _, v := range []float64{sl.Min, (sl.Min + sl.Value) / 2, sl.Value, (sl.Value + sl.Max) / 2, sl.Max} {
			if len(out) == 0 || v != out[len(out)-1][0] {
				out = append(out, with(0, v))
			}
		}
		return out
	}
	third := func(sl Slider) []float64 { return []float64{sl.between(0.2), sl.Value, sl.between(0.9)} }
	for _, v := range third(s.Sliders[1]) {
		for _, u := range third(s.Sliders[0]) {
			row := with(0, u)
			row[1] = v
			out = append(out, row)
		}
	}
	return out
}

// Sheet is the static form: draw at each of the settings, which its title names.
func (s Sliders) Sheet(draw func(v []float64) *nbplot.Plot) (*nbplot.Sheet, error) {
	if len(s.Sliders) == 0 {
		return nil, fmt.Errorf("live: %q has no sliders", s.Title)
	}
	for _, sl := range s.Sliders {
		if err := sl.check(); err != nil {
			return nil, err
		}
	}
	sheet := nbplot.SheetOf{Title: s.Title, Alt: s.Alt, Cols: s.Cols, SameX: true, SameY: true}.Add()
	for i, v := range s.settings() {
		if len(v) != len(s.Sliders) {
			return nil, fmt.Errorf("live: panel %d has %d values for %d sliders", i, len(v), len(s.Sliders))
		}
		sheet.Add(draw(append([]float64(nil), v...)).Title(s.caption(v)))
	}
	return sheet, nil
}
