package live

import (
	"errors"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gradstep/gradstep/pkg/nbplot"
)

func ravine() Sliders {
	return Sliders{Title: "Ravine", Alt: "Paths.", Sliders: []Slider{
		{Label: "α", Min: 1e-4, Max: 1e-2, Value: 3.5e-3, Log: true},
		{Label: "β", Min: 0, Max: 0.99, Value: 0.83, Steps: 99},
	}}
}

func plot(v []float64) *nbplot.Plot {
	return nbplot.Figure{Alt: "A line."}.Add(nbplot.Line("l", []float64{0, 1}, v))
}

func TestPositions(t *testing.T) {
	for _, s := range append(ravine().Sliders, Slider{Min: -3, Max: 3, Value: 0}) {
		if s.at(0) != s.Min || s.at(s.steps()) != s.Max {
			t.Errorf("%+v runs from %v to %v", s, s.at(0), s.at(s.steps()))
		}
		for k := range s.steps() + 1 {
			if got := s.position(s.at(k)); got != k {
				t.Fatalf("%+v: position %d has value %v, whose position is %d", s, k, s.at(k), got)
			}
		}
	}
	if v := ravine().Sliders[0].at(50); math.Abs(v-1e-3) > 1e-12 {
		t.Errorf("the middle of a logarithmic slider is %v", v)
	}
}

func TestSheet(t *testing.T) {
	s := ravine()
	set := s.settings()
	if len(set) != 9 || set[4][0] != 3.5e-3 || set[4][1] != 0.83 {
		t.Errorf("settings %v", set)
	}
	if got := s.caption(set[4]); got != "α = 0.0035, β = 0.83" {
		t.Errorf("caption %q", got)
	}
	calls := 0
	sheet, err := s.Sheet(func(v []float64) *nbplot.Plot { calls++; return plot(v) })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sheet.SVG(); err != nil || calls != 9 {
		t.Errorf("%d panels, %v", calls, err)
	}
	s.Sliders = s.Sliders[1:]
	if set := s.settings(); len(set) != 5 || set[2][0] != 0.83 {
		t.Errorf("settings of one slider: %v", set)
	}
	s.Panels = [][]float64{{0.1}, {0.2, 0.3}}
	if _, err := s.Sheet(func([]float64) *nbplot.Plot { return plot([]float64{0, 1}) }); err == nil || !strings.Contains(err.Error(), "panel 1 has 2 values") {
		t.Errorf("a panel of two values for one slider: %v", err)
	}
}

func TestBadSliders(t *testing.T) {
	for want, s := range map[string]Slider{
		"Min must be below Max": {Label: "a", Min: 1, Max: 1},
		"outside of 0 to 1":     {Label: "a", Max: 1, Value: 2},
		"must be positive":      {Label: "a", Max: 1, Log: true},
		"steps":                 {Label: "a", Max: 1, Steps: -1},
	} {
		if _, err := (Sliders{Alt: "a", Sliders: []Slider{s}}).Sheet(plot); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", s, err, want)
		}
	}
	if _, err := (Sliders{}).Sheet(plot); err == nil {
		t.Error("no sliders, no error")
	}
}

func newPanel(v ...float64) *panel {
	return &panel{values: v, changed: make(chan struct{}, 1), done: make(chan struct{})}
}

// A move redraws with the new values; the button, an interrupt and a long rest
// each end it with the last figure.
func TestFollow(t *testing.T) {
	s := ravine()
	for name, stop := range map[string]func(*panel, chan os.Signal){
		"button":    func(p *panel, _ chan os.Signal) { close(p.done) },
		"interrupt": func(_ *panel, c chan os.Signal) { c <- os.Interrupt },
		"rest":      func(*panel, chan os.Signal) {},
	} {
		t.Run(name, func(t *testing.T) {
			p, signals := newPanel(1e-3, 0.5), make(chan os.Signal, 1)
			var seen []float64
			draw := func(v []float64) *nbplot.Plot { seen = append(seen, v[1]); return plot(v) }
			var pages []string
			put := func(page string) {
				pages = append(pages, page)
				if len(pages) == 1 {
					p.set(1, 0.7) // two moves at once: the first is skipped
					p.set(1, 0.9)
				} else {
					stop(p, signals)
				}
			}
			last, err := s.follow(p, draw, signals, 50*time.Millisecond, put)
			if err != nil || last == nil {
				t.Fatalf("%v, %v", last, err)
			}
			if len(seen) != 2 || seen[0] != 0.5 || seen[1] != 0.9 {
				t.Errorf("drawn for %v", seen)
			}
			if !strings.HasPrefix(pages[1], "<p>α = 0.001, β = 0.9</p><img ") {
				t.Errorf("page %.60s", pages[1])
			}
		})
	}
}

func TestFollowStopsAtAnError(t *testing.T) {
	_, err := ravine().follow(newPanel(1, 2), func([]float64) *nbplot.Plot { return nbplot.Figure{}.Add() }, nil, time.Second, func(string) {})
	if !errors.Is(err, nbplot.ErrNoAlt) {
		t.Errorf("error %v", err)
	}
}

// Outside a notebook Show draws the sheet and does not wait for a browser.
func ExampleSliders() {
	Sliders{
		Title: "Powers", Alt: "x to the power of p for five exponents.",
		Sliders: []Slider{{Label: "p", Min: 1, Max: 5, Value: 2}},
	}.Show(func(v []float64) *nbplot.Plot {
		return nbplot.Figure{Alt: "A power of x."}.Add(nbplot.Func("", func(x float64) float64 { return math.Pow(x, v[0]) }, 0, 1))
	})
	// Output: [figure] Powers: x to the power of p for five exponents.
}
