package live

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A Slider is one number that the reader changes.
type Slider struct {
	Label string  `json:"label"`
	Min   float64 `json:"min"`
	Max   float64 `json:"max"`
	Value float64 `json:"value"` // where it starts
	Steps int     `json:"steps"` // positions from Min to Max less one; 0: 100
	Log   bool    `json:"log"`   // positions are evenly spaced in the logarithm
	Whole bool    `json:"whole"` // values are whole numbers
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
	v := s.Min + t*(s.Max-s.Min)
	if s.Log {
		v = s.Min * math.Pow(s.Max/s.Min, t)
	}
	if s.Whole {
		v = math.Round(v)
	}
	return v
}

// clamped is v, or the end of the slider that is nearer; the start for NaN.
func (s Slider) clamped(v float64) float64 {
	if math.IsNaN(v) {
		return s.Value
	}
	return min(max(v, s.Min), s.Max)
}

// caption names the values: "α = 0.0035, β = 0.83".
func (f Figure) caption(v []float64) string {
	parts := make([]string, len(v))
	for i, x := range v {
		text := strconv.FormatFloat(x, 'g', 3, 64)
		if f.Sliders[i].Whole { // 2000, not 2e+03
			text = strconv.FormatFloat(x, 'f', -1, 64)
		}
		parts[i] = f.Sliders[i].Label + " = " + strings.Replace(text, "-", "−", 1)
	}
	return strings.Join(parts, ", ")
}
