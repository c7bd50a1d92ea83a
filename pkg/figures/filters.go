package figures

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/filter"
	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
)

// Filters asks which filter posterized a photograph: the reader chooses one and its number of levels, and sees what
// [filter.Data.Fit] says of the pair.
func Filters() live.Figure {
	return live.Figure{
		Name: "filters", Title: "Which filter was it?",
		Alt: "Two rows. In each a photograph of a man with a camera, posterized in another way, and its levels against those of the " +
			"original. Round with 5 levels is named, with all samples on its steps; with dither one x has two levels, and the answer " +
			"is none.",
		Sliders: []live.Slider{
			{Label: "filter", Min: 0, Max: float64(len(posterizers) - 1), Value: 0, Steps: len(posterizers) - 1},
			{Label: "levels", Min: 2, Max: 16, Value: 5.5, Steps: 28},
		},
		Panels: [][]float64{{1, 5}, {6, 5}},
		Draw: func(v []float64) []nbplot.Drawing {
			f := posterizers[int(min(float64(len(posterizers)-1), max(0, math.Round(v[0]))))]
			face := poster().face
			made, counts := f.apply(face, v[1])
			return []nbplot.Drawing{
				nbplot.Images{Width: 250, Alt: "A man with a camera, " + f.name + "."}.Add(
					nbplot.Image(fmt.Sprintf("%s, %v levels", f.name, f.number(v[1])), nbplot.Gray(made, face.W, face.H))),
				verdict(counts),
			}
		},
	}
}

// posterizer is something that leaves an image few levels. value maps a level of [0, 1]; pixels vary with the place.
type posterizer struct {
	name  string
	whole bool
	value func(x, n float64, pixel, width int) float64
}

var posterizers = []posterizer{
	{"staircase", false, func(x, n float64, _, _ int) float64 { return stair.Quantize(x, n) }},
	{"round", true, func(x, n float64, _, _ int) float64 { return math.Floor(x*(n-1)+0.5) / (n - 1) }},
	{"floor", true, func(x, n float64, _, _ int) float64 { return math.Floor(x*n) / n }},
	{"stretch", true, func(x, n float64, _, _ int) float64 { return min(math.Floor(x*n), n-1) / (n - 1) }},
	{"round behind gamma 1/2.2", true, func(x, n float64, _, _ int) float64 {
		return math.Pow(math.Floor(math.Pow(x, 1/2.2)*(n-1)+0.5)/(n-1), 2.2)
	}},
	{"staircase, a fifth painted over", false, func(x, n float64, pixel, _ int) float64 {
		if pixel*7919%1000 < 200 {
			return float64(pixel*104729%256) / stair.MaxLevel
		}
		return stair.Quantize(x, n)
	}},
	{"dither", true, func(x, n float64, pixel, width int) float64 {
		bayer := [16]float64{0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5}
		at := bayer[pixel/width%4*4+pixel%width%4]
		return min(n-1, math.Floor(x*(n-1)+(at+0.5)/16)) / (n - 1)
	}},
}

// number is that of the slider, as the filter takes it.
func (f posterizer) number(n float64) float64 {
	n = min(16, max(2, math.Round(2*n)/2))
	if f.whole {
		n = math.Floor(n)
	}
	return n
}

// apply posterizes an image, and counts its pairs of levels.
func (f posterizer) apply(face *picture.Image, n float64) ([]float64, *stair.Histogram) {
	n = f.number(n)
	made, counts := make([]float64, len(face.Planes[0])), new(stair.Histogram)
	for i, x := range face.Planes[0] {
		y := picture.ToByte(f.value(x, n, i, face.W))
		made[i] = picture.FromByte(y)
		counts.AddCount(picture.ToByte(x), y, 1)
	}
	return made, counts
}

// verdict draws y against x, what the fitted filter says, and its name.
func verdict(counts *stair.Histogram) nbplot.Drawing {
	d, err := filter.FromHistogram(counts)
	if err != nil {
		panic(err) // the photograph has pixels
	}
	a, err := d.Fit(filter.Settings{Lo: 2, Hi: 32})
	words, share := "none", 0.0
	if err == nil {
		share = float64(a.Agree()) / float64(d.Total())
		if words = a.Best.Filter.String(); a.Name == filter.Curve || a.Name == filter.None {
			words = a.Name
		}
	}
	var x, y []float64
	k := 0
	d.Pairs().Each(func(u, v float64, _ int64) { // every third point is enough to see them
		if k++; k%3 == 0 {
			x, y = append(x, u), append(y, v)
		}
	})
	marks := []nbplot.Mark{nbplot.Scatter("samples", x, y).Gray()}
	if words != filter.None {
		distance := d.Distance(a, filter.DefaultTol)
		var sx, sy []float64
		for k := range 256 {
			for v := range 256 {
				if distance(float64(k)/stair.MaxLevel, float64(v)/stair.MaxLevel) == 0 {
					if n := len(sy); n > 0 && sy[n-1] != float64(v)/stair.MaxLevel {
						sx, sy = append(sx, float64(k)/stair.MaxLevel), append(sy, sy[n-1])
					}
					sx, sy = append(sx, float64(k)/stair.MaxLevel), append(sy, float64(v)/stair.MaxLevel)
				}
			}
		}
		marks = append(marks, nbplot.Line("the filter that was named", sx, sy).Color(0).Solid())
	}
	return nbplot.Figure{
		Title: fmt.Sprintf("%s; %.1f %% of the samples agree", words, 100*share), Width: 430, Height: 290,
		Alt: "Levels of the posterized image against those of the original, and the steps of the filter that was named: " + words + ".",
		X:   nbplot.Axis{Label: "x, the original", Min: 0, Max: 1}, Y: nbplot.Axis{Label: "y, posterized", Min: 0, Max: 1},
	}.Add(marks...)
}
