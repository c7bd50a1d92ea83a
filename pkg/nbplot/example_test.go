package nbplot_test

import (
	"fmt"
	"image"
	"math"
	"strings"

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

// Where a measurement is missing, the curve is interrupted.
func ExampleCurve_Gaps() {
	_, err := nbplot.Figure{Alt: "A curve in two pieces."}.Add(
		nbplot.Line("loss", []float64{0, 1, 2, 3, 4}, []float64{4, 3, math.NaN(), 2, 1}).Gaps(),
	).SVG()
	fmt.Println(err)
	// Output: <nil>
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

func ExampleHistogram() {
	nbplot.Figure{Title: "Where the rounds end", Alt: "Most rounds end between 9 and 10."}.Add(
		nbplot.Histogram("ends", []float64{8.2, 9.1, 9.4, 9.5, 9.8, 10.3}, 3).Range(8, 11),
	).Show()
	// Output: [figure] Where the rounds end: Most rounds end between 9 and 10.
}

// Two series stand beside each other, with names in the place of numbers.
func ExampleBars() {
	nbplot.Figure{
		Title: "Evaluations, by rule", Alt: "Two bars for each of two rules.",
		X: nbplot.Axis{Names: []string{"SGD", "Adam"}},
	}.Add(
		nbplot.Bars("smooth", []float64{120, 90}).Offset(0, 2),
		nbplot.Bars("kinks", []float64{400, 260}).Offset(1, 2),
	).Show()
	// Output: [figure] Evaluations, by rule: Two bars for each of two rules.
}

// A performance profile is a staircase whose risers are drawn.
func ExampleCurve_Risers() {
	plot := nbplot.Figure{Alt: "A profile that rises to 1."}.Add(
		nbplot.Steps("solved", []float64{1, 2, 4, 8}, []float64{0.2, 0.7, 1}).Risers(),
	)
	_, err := plot.SVG()
	fmt.Println(err)
	// Output: <nil>
}

// What differs from 0 to either side is blue or red.
func ExampleHeatMap_Diverging() {
	xs := nbplot.Linspace(-1, 1, 21)
	saddle := nbplot.GridFunc(func(x, y float64) float64 { return x*x - y*y }, xs, xs)
	page, err := nbplot.Figure{Alt: "A saddle, blue below and red above 0."}.Add(nbplot.Heat("", saddle).Diverging(0)).HTML()
	fmt.Println(strings.Contains(page, "A saddle"), err)
	// Output: true <nil>
}

// What stands in a notebook's output can be had as text, for a page of one's own.
func ExampleGallery_HTML() {
	m := nbplot.Gray([]float64{0, 1}, 2, 1)
	page, err := nbplot.Images{Alt: "Black and white."}.Add(nbplot.Image("two pixels", m)).HTML()
	fmt.Println(strings.Contains(page, `alt="Black and white."`), err)
	// Output: true <nil>
}

// The line stands in the notebook, or below the command in a terminal, and is gone in the end; a file gets nothing of it.
func ExampleProgress() {
	p := nbplot.NewProgress("training", 3)
	for step := range 3 {
		p.Set(step+1, fmt.Sprintf("loss %.2f", 1/float64(step+2)))
	}
	p.Done()
	// Output:
}
