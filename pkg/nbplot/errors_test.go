package nbplot

import (
	"errors"
	"image"
	"math"
	"strings"
	"testing"
)

var one = []float64{1}

// figureOf is a figure that lacks nothing but what a test breaks.
func figureOf(f Figure, marks ...Mark) *Plot {
	if f.Alt == "" {
		f.Alt = "an alt text"
	}
	return f.Add(marks...)
}

func TestErrorsNameTheValue(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	grid := func(z ...float64) Grid { return Grid{[]float64{0, 1}, []float64{0, 1}, z} }
	log := Axis{Log: true}
	for _, c := range []struct {
		name string
		d    Drawing
		want []string
	}{
		{"NaN", figureOf(Figure{}, Line("loss", []float64{1, 2, 3}, []float64{1, nan, 3})), []string{`"loss"`, "y[1]", "NaN", "Gaps"}},
		{"Inf", figureOf(Figure{}, Scatter("loss", []float64{1, -inf}, []float64{1, 2})), []string{"x[1]", "-Inf"}},
		{"Inf with gaps", figureOf(Figure{}, Line("loss", one, []float64{inf}).Gaps()), []string{"y[0]", "+Inf"}},
		{"NaN of a function", figureOf(Figure{}, Func("root", math.Sqrt, -1, 1)), []string{`"root"`, "y[0]", "NaN"}},
		{"log", figureOf(Figure{Y: log}, Line("loss", one, []float64{0})), []string{`"loss"`, "y[0] is 0", "logarithmic"}},
		{"log function", figureOf(Figure{X: log}, Func("f", math.Sin, 0, 1)), []string{"starts at 0"}},
		{"reversed function", figureOf(Figure{}, Func("f", math.Sin, 1, 0)), []string{"[1, 0]"}},
		{"no points", figureOf(Figure{}, Line("none", nil, nil)), []string{`"none"`, "no points"}},
		{"steps", figureOf(Figure{}, Steps("s", []float64{0, 2, 1}, []float64{1, 2})), []string{"x[2] = 1", "ascend"}},
		{"band", figureOf(Figure{}, Band("quartiles", one, []float64{2}, one)), []string{"lo[0] = 2", "hi[0] = 1"}},
		{"bars", figureOf(Figure{}, ErrorBars("e", one, one, one, []float64{nan})), []string{"hi[0]", "NaN"}},
		{"bars on log", figureOf(Figure{Y: log}, Bars("b", one)), []string{"logarithmic"}},
		{"histogram", figureOf(Figure{}, Histogram("h", []float64{1, nan}, 3)), []string{"value[1]", "NaN"}},
		{"histogram range", figureOf(Figure{}, Histogram("h", []float64{1, 5}, 3).Range(0, 2)), []string{"value[1] is 5"}},
		{"reference", figureOf(Figure{}, HLine("bound", nan)), []string{`"bound"`, "NaN"}},
		{"arrow", figureOf(Figure{}, Arrow("g", 0, 0, inf, 1)), []string{`"g"`, "+Inf"}},
		{"note", figureOf(Figure{}, Note(0, nan, "here")), []string{`"here"`, "NaN"}},
		{"heat", figureOf(Figure{}, Heat("z", grid(1, 2, nan, 4))), []string{"x[0] = 0, y[1] = 1", "NaN"}},
		{"heat log", figureOf(Figure{}, Heat("z", grid(1, 2, 0, 4)).Log()), []string{"value 0"}},
		{"heat range", figureOf(Figure{}, Heat("z", grid(1, 2, 0, 4)).Range(2, 1)), []string{"Range(2, 1)"}},
		{"regions", figureOf(Figure{}, Regions([]string{"a", "b"}, grid(0, 1, 2, 0))), []string{"value 2 is 2"}},
		{"regions, half", figureOf(Figure{}, Regions([]string{"a", "b"}, grid(0, 0.5, 1, 0))), []string{"value 1 is 0.5"}},
		{"contours", figureOf(Figure{}, Contours(Grid{[]float64{1, 1}, []float64{0, 1}, []float64{1, 2, 3, 4}})), []string{"x[1] = 1"}},
		{"level", figureOf(Figure{}, Contours(grid(1, 2, 3, 4), nan)), []string{"level[0]", "NaN"}},
		{"limits", figureOf(Figure{X: Axis{Min: 2, Max: 1}}, Line("l", one, one)), []string{"2 to 1"}},
		{"log limits", figureOf(Figure{X: Axis{Min: -2, Max: 1, Log: true}}, Line("l", one, one)), []string{"-2"}},
		{"size", figureOf(Figure{Width: 20}, Line("l", one, one)), []string{"20 × 400"}},
		{"no room", figureOf(Figure{Height: 120, Title: strings.Repeat("long title ", 40)}, Line("l", one, one)), []string{"make the figure larger"}},
		{"rune", figureOf(Figure{Title: "快"}, Line("l", one, one)), []string{"'快'", "U+5FEB", "no glyph"}},
		{"rune in a name", figureOf(Figure{}, Line("α\n", one, one)), []string{"control character", "U+000A"}},
		{"sheet", SheetOf{Alt: "a"}.Add(Figure{}.Add(Line("l", one, []float64{nan}))), []string{"panel 0", "NaN"}},
		{"empty sheet", SheetOf{Alt: "a"}.Add(), []string{"no panels"}},
		{"mixed sheet", SheetOf{Alt: "a", SameX: true}.Add(Figure{}.Add(Line("l", one, one)), Figure{X: log}.Add(Line("l", one, one))), []string{"panels 0 and 1"}},
		{"empty gallery", Images{Alt: "a"}.Add(), []string{"without pictures"}},
		{"image", Images{Alt: "a"}.Add(Image("noisy", Gray([]float64{0, nan}, 2, 1))), []string{`"noisy"`, "column 1, row 0"}},
		{"zoom", Images{Alt: "a", Zoom: image.Rect(0, 0, 3, 1)}.Add(Image("small", Gray([]float64{0, 1}, 2, 1))), []string{`"small"`, "zoom"}},
		{"no pixels", Images{Alt: "a"}.Add(Image("none", image.NewGray(image.Rectangle{}))), []string{"no pixels"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := c.d.HTML()
			if err == nil {
				t.Fatal("no error")
			}
			if !strings.Contains(err.Error(), "nbplot: ") {
				t.Errorf("error %q does not name the package", err)
			}
			for _, w := range c.want {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("error %q does not say %q", err, w)
				}
			}
		})
	}
}

func TestAltRequired(t *testing.T) {
	for _, d := range []Drawing{
		Figure{Title: "loss"}.Add(Line("l", one, one)),
		SheetOf{Title: "loss"}.Add(Figure{}.Add(Line("l", one, one))),
		Images{Title: "loss"}.Add(Image("i", Gray(one, 1, 1))),
	} {
		_, svg := d.SVG()
		_, png := d.PNG()
		_, page := d.HTML()
		for _, err := range []error{svg, png, page} {
			if !errors.Is(err, ErrNoAlt) || !strings.Contains(err.Error(), "loss") {
				t.Errorf("%T without Alt: %v", d, err)
			}
		}
	}
}

func TestMisusePanics(t *testing.T) {
	two := []float64{1, 2}
	for name, f := range map[string]func(){
		"Line":       func() { Line("l", one, two) },
		"Scatter":    func() { Scatter("l", two, one) },
		"Path":       func() { Path("l", two, one) },
		"Steps":      func() { Steps("l", one, one) },
		"Band":       func() { Band("l", one, one, two) },
		"ErrorBars":  func() { ErrorBars("l", one, two, one, one) },
		"Heat":       func() { Heat("l", Grid{one, one, two}) },
		"Regions":    func() { Regions([]string{"a"}, Grid{one, one, two}) },
		"Contours":   func() { Contours(Grid{one, one, two}) },
		"Histogram":  func() { Histogram("l", one, 0) },
		"Offset":     func() { Bars("l", one).Offset(2, 2) },
		"Range":      func() { Bars("l", one).Range(0, 1) },
		"Linspace":   func() { Linspace(0, 1, 1) },
		"Logspace":   func() { Logspace(0, 1, 3) },
		"Gray":       func() { Gray(two, 1, 1) },
		"RGB":        func() { RGB(one, one, two, 1, 1) },
		"nil mark":   func() { Figure{}.Add(nil) },
		"nil panel":  func() { SheetOf{}.Add(nil) },
		"nil image":  func() { Images{}.Add(Image("i", nil)) },
		"table row":  func() { Table{Head: []string{"a"}}.Add(1, 2) },
		"table rows": func() { _ = Table{Head: []string{"a"}, Rows: [][]any{{1, 2}}}.HTML() },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if s, ok := recover().(string); !ok || !strings.HasPrefix(s, "nbplot: ") {
					t.Errorf("panic value %v, want a sentence of nbplot", s)
				}
			}()
			f()
		})
	}
}

func TestGapsInterrupt(t *testing.T) {
	c := Line("l", []float64{0, 1, 2, 3, 4}, []float64{1, 2, math.NaN(), 2, 1}).Gaps()
	f := &frame{x: scale{hi: 4, to: 400}, y: scale{hi: 4, from: 400}, area: box{0, 0, 400, 400}}
	if runs := c.runs(f); len(runs) != 2 || len(runs[0]) != 2 || len(runs[1]) != 2 {
		t.Errorf("a gap makes the runs %v", runs)
	}
	if _, err := figureOf(Figure{}, c).SVG(); err != nil {
		t.Error(err)
	}
}

func TestSlicesAreCopied(t *testing.T) {
	xs, ys := []float64{1, 2}, []float64{3, 4}
	p := figureOf(Figure{}, Line("l", xs, ys), Band("", xs, ys, ys), Histogram("", ys, 2), Steps("", []float64{1, 2, 3}, ys))
	before, err := p.SVG()
	if err != nil {
		t.Fatal(err)
	}
	xs[0], ys[1] = 100, 200
	if after, _ := p.SVG(); string(after) != string(before) {
		t.Error("the figure changed with the caller's slice")
	}
	if xs[0] != 100 || ys[0] != 3 || ys[1] != 200 {
		t.Error("the caller's slice was changed")
	}
}
