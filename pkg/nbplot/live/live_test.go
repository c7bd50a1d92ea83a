package live

import (
	"bytes"
	"encoding/base64"
	"errors"
	"image/gif"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/nbplot"
)

func ravine() Figure {
	return Figure{
		Name: "ravine", Title: "Ravine", Alt: "Paths.",
		Sliders: []Slider{
			{Label: "α", Min: 1e-4, Max: 1e-2, Value: 3.5e-3, Log: true},
			{Label: "β", Min: 0, Max: 0.99, Value: 0.83, Steps: 99},
		},
		Draw: func(v []float64) []nbplot.Drawing { return One(plot(v)) },
	}
}

func plot(v []float64) *nbplot.Plot {
	return nbplot.Figure{Alt: "A line.", Y: nbplot.Axis{Min: 0, Max: 1}}.Add(nbplot.Line("l", []float64{0, 1}, []float64{v[0], v[len(v)-1]}))
}

func TestPositions(t *testing.T) {
	for _, s := range append(ravine().Sliders, Slider{Min: -3, Max: 3, Value: 0}) {
		if s.at(0) != s.Min || s.at(s.steps()) != s.Max {
			t.Errorf("%+v runs from %v to %v", s, s.at(0), s.at(s.steps()))
		}
		for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e300} {
			if c := s.clamped(v); !(c >= s.Min && c <= s.Max) {
				t.Errorf("%+v takes %v as %v", s, v, c)
			}
		}
	}
	if v := ravine().Sliders[0].at(50); math.Abs(v-1e-3) > 1e-12 {
		t.Errorf("the middle of a logarithmic slider is %v", v)
	}
}

func TestStill(t *testing.T) {
	f := ravine()
	set := f.settings()
	if len(set) != 9 || set[4][0] != 3.5e-3 || set[4][1] != 0.83 {
		t.Errorf("settings %v", set)
	}
	whole := Figure{Sliders: []Slider{{Label: "m", Min: 1, Max: 40960, Whole: true}}}
	if got := whole.caption([]float64{2000}) + ", " + whole.caption([]float64{40960}); got != "m = 2000, m = 40960" {
		t.Errorf("whole numbers: %q", got)
	}
	if got := f.caption(set[4]); got != "α = 0.0035, β = 0.83" {
		t.Errorf("caption %q", got)
	}
	if page, err := f.Still(); err != nil || strings.Count(page, "<img ") != 1 {
		t.Errorf("a sheet is %d images, %v", strings.Count(page, "<img "), err)
	}
	f.Sliders = f.Sliders[1:]
	if set := f.settings(); len(set) != 5 || set[2][0] != 0.83 {
		t.Errorf("settings of one slider: %v", set)
	}
	f.Draw = func(v []float64) []nbplot.Drawing { return []nbplot.Drawing{plot(v), plot(v)} }
	if page, err := f.Still(); err != nil || strings.Count(page, "<img ") != 10 || !strings.Contains(page, "β = 0.83") {
		t.Errorf("five pairs are %d images, %v", strings.Count(page, "<img "), err)
	}
}

func TestBadFigures(t *testing.T) {
	one := func(s Slider) Figure {
		return Figure{Name: "n", Alt: "a", Sliders: []Slider{s}, Draw: ravine().Draw}
	}
	short := ravine()
	short.Panels = [][]float64{{0.1, 0.2}, {0.2}}
	for want, f := range map[string]Figure{
		"Min must be below Max": one(Slider{Label: "a", Min: 1, Max: 1}),
		"outside of 0 to 1":     one(Slider{Label: "a", Max: 1, Value: 2}),
		"must be positive":      one(Slider{Label: "a", Max: 1, Log: true}),
		"steps":                 one(Slider{Label: "a", Max: 1, Steps: -1}),
		"has no sliders":        {Name: "n", Alt: "a", Draw: ravine().Draw},
		"needs a Name":          {Alt: "a"},
		"panel 1 has 1 values":  short,
	} {
		if _, err := f.Still(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
		if _, err := f.Paint([]float64{0}); err == nil {
			t.Errorf("%q: it is drawn all the same", want)
		}
	}
	if _, err := (Figure{Name: "n", Sliders: ravine().Sliders, Draw: ravine().Draw}).Still(); !errors.Is(err, nbplot.ErrNoAlt) {
		t.Errorf("no Alt: %v", err)
	}
}

// What goes wrong while a page draws is a sentence, and the page lives on.
func TestPaint(t *testing.T) {
	f := ravine()
	page, err := f.Paint([]float64{1e-3, 0.5})
	if err != nil || !strings.HasPrefix(page, "<img ") {
		t.Fatalf("%.40s, %v", page, err)
	}
	if _, err := f.Paint([]float64{1}); err == nil || !strings.Contains(err.Error(), "1 values for 2 sliders") {
		t.Errorf("too few values: %v", err)
	}
	f.Draw = func([]float64) []nbplot.Drawing { panic("no such ravine") }
	if _, err := f.Paint([]float64{1e-3, 0.5}); err == nil || !strings.Contains(err.Error(), "α = 0.001, β = 0.5: no such ravine") {
		t.Errorf("a panic: %v", err)
	}
}

func TestMotion(t *testing.T) {
	f := ravine()
	f.Play, f.Frames = true, 7
	page, err := f.Still()
	if err != nil {
		t.Fatal(err)
	}
	data, err := base64.StdEncoding.DecodeString(regexp.MustCompile(`base64,([^"]*)`).FindStringSubmatch(page)[1])
	if err != nil {
		t.Fatal(err)
	}
	g, err := gif.DecodeAll(bytes.NewReader(data))
	if err != nil || len(g.Image) != 7 || g.LoopCount != rounds-1 {
		t.Fatalf("%d frames, %v", len(g.Image), err)
	}
	if full, part := g.Image[0].Rect, g.Image[3].Rect; full.Dx() != g.Config.Width || part.Dx()*part.Dy() >= full.Dx()*full.Dy() {
		t.Errorf("the first frame is %v, a later one %v", full, part)
	}
	if again, _ := f.Still(); again != page {
		t.Error("the animation differs when it is made again")
	}
}

func ExampleFigure() {
	Figure{
		Name: "powers", Title: "Powers", Alt: "x to the power of p for five exponents.",
		Sliders: []Slider{{Label: "p", Min: 1, Max: 5, Value: 2}},
		Draw: func(v []float64) []nbplot.Drawing {
			return One(nbplot.Figure{Alt: "A power of x."}.Add(nbplot.Func("", func(x float64) float64 { return math.Pow(x, v[0]) }, 0, 1)))
		},
	}.Show()
	// Output: [figure] Powers: x to the power of p for five exponents.
}

func ExampleNumber() {
	Number{Question: "How many steps until half is left, if each step leaves 0.9?", Answer: math.Log(0.5) / math.Log(0.9), Unit: "steps"}.Show()
	Choice{Question: "And does 0.99 need ten times as many?", Answers: []string{"fewer", "about", "more"}, Right: 1}.Show()
	// Output:
	// Predict: How many steps until half is left, if each step leaves 0.9?
	// Predict: And does 0.99 need ten times as many?
}

func ExampleCurve() {
	Curve{
		Question: "Draw the distance against the step.",
		X:        Range{Label: "step", Max: 10}, Y: Range{Label: "distance", Max: 1},
		At: []float64{0, 5, 10}, Is: []float64{1, 0.5, 0.25},
	}.Show()
	// Output: Predict: Draw the distance against the step.
}
