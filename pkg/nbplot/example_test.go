package nbplot_test

import (
	"fmt"
	"image"
	"math"

	"github.com/gradstep/gradstep/pkg/nbplot"
)

// Outside a notebook Show prints the title and the alt text.
func Example() {
	xs := nbplot.Linspace(0, 1, 11)
	ys := make([]float64, len(xs))
	for i, x := range xs {
		ys[i] = x * x
	}
	nbplot.Figure{
		Title: "A parabola and its points", Alt: "A parabola through eleven points.",
		X: nbplot.Axis{Label: "x"}, Y: nbplot.Axis{Label: "x²"},
	}.Add(
		nbplot.Func("x²", func(x float64) float64 { return x * x }, 0, 1),
		nbplot.Scatter("samples", xs, ys),
		nbplot.HLine("½", 0.5),
	).Show()
	// Output: [figure] A parabola and its points: A parabola through eleven points.
}

// A value without a place is an error that says where it is.
func ExamplePlot_SVG() {
	_, err := nbplot.Figure{Alt: "A curve."}.Add(
		nbplot.Line("loss", []float64{0, 1, 2}, []float64{3, math.NaN(), 1}),
	).SVG()
	fmt.Println(err)
	// Output: nbplot: Line "loss": y[1] is NaN: leave it out, or call Gaps if NaN is to interrupt the curve
}

func ExampleTable() {
	t := nbplot.Table{Head: []string{"h", "error"}, Format: []string{"%.3f", "%.1e"}}
	for _, h := range []float64{0.1, 0.05, 0.025} {
		t = t.Add(h, h*h/6)
	}
	t.Show()
	// Output:
	// |     h |    error |
	// |------:|---------:|
	// | 0.100 | 1.7·10⁻³ |
	// | 0.050 | 4.2·10⁻⁴ |
	// | 0.025 | 1.0·10⁻⁴ |
}

func ExampleImages() {
	m := nbplot.Gray([]float64{0, 0.5, 0.5, 1}, 2, 2)
	nbplot.Images{Alt: "Four grey squares, twice.", Zoom: image.Rect(0, 0, 1, 1)}.Add(
		nbplot.Image("before", m), nbplot.Image("after", m),
	).Show()
	// Output: [figure] Four grey squares, twice.
}

func ExampleSheetOf() {
	sheet := nbplot.SheetOf{Alt: "Three parabolas of growing curvature.", SameY: true}.Add()
	for _, a := range []float64{1, 2, 3} {
		sheet.Add(nbplot.Figure{Title: fmt.Sprintf("a = %v", a)}.Add(
			nbplot.Func("", func(x float64) float64 { return a * x * x }, -1, 1),
		))
	}
	sheet.Show()
	// Output: [figure] Three parabolas of growing curvature.
}

func ExampleContours() {
	valley := nbplot.GridFunc(func(x, y float64) float64 { return x*x + 10*y*y }, nbplot.Linspace(-2, 2, 81), nbplot.Linspace(-1, 1, 41))
	nbplot.Figure{Title: "A ravine", Alt: "Ellipses around the origin and a path to it."}.Add(
		nbplot.Contours(valley, 0.5, 2, 8),
		nbplot.Path("descent", []float64{1.8, 1, 0.3, 0}, []float64{0.9, -0.4, 0.1, 0}),
	).Show()
	// Output: [figure] A ravine: Ellipses around the origin and a path to it.
}
