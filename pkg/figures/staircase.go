package figures

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
)

// Posterize shows what b does: to a photograph, and to a single value x.
func Posterize() live.Figure {
	return live.Figure{
		Name: "posterize", Title: "A photograph, and what happens to each of its values",
		Alt: "Two rows, b = 5 and 30. In each the photograph, its poster, and a staircase around the diagonal. The " +
			"patches are coarse at b = 5 and hard to see at 30, where the staircase is close to the line.",
		Sliders: []live.Slider{{Label: "b", Min: 2, Max: 30, Value: 8.5, Steps: 280}},
		Panels:  [][]float64{{5}, {30}},
		Draw: func(v []float64) []nbplot.Drawing {
			b := v[0]
			face := poster().face
			yours := picture.Quantize(nil, face, b)
			grey := func(caption string, m *picture.Image) nbplot.Picture {
				return nbplot.Image(caption, nbplot.Gray(m.Planes[0], m.W, m.H))
			}
			edges, values := []float64{}, []float64{}
			for n := 0.0; n < b; n++ {
				edges, values = append(edges, n/b), append(values, (n+0.5)/b)
			}
			plot := nbplot.Figure{
				Alt: "The staircase y(x; b) around the line y = x.", Width: 360, Height: 300,
				X: nbplot.Axis{Label: "x", Min: 0, Max: 1.02}, Y: nbplot.Axis{Label: "y(x; b)", Min: 0, Max: 1.3},
			}.Add(
				nbplot.Func("y = x", func(x float64) float64 { return x }, 0, 1).Gray(),
				nbplot.Steps("y(x; b)", append(edges, 1), values).Color(0),
				nbplot.Scatter("y(1; b)", []float64{1}, []float64{stair.Quantize(1, b)}).Color(1),
			)
			return []nbplot.Drawing{
				nbplot.Images{Width: 310, Alt: "A man with a camera, and the same as a poster."}.Add(
					grey("the photograph", face), grey(fmt.Sprintf("b = %.3g", b), yours)), plot,
			}
		},
	}
}

// Sawtooth is y against b for one pixel, with the slope at a b that its reader chooses.
func Sawtooth() live.Figure {
	return live.Figure{
		Name: "sawtooth", Title: "One pixel: y(x; b) against b",
		Alt: "Three panels at x = 0.5, for b = 5.9, 6 and 20. A sawtooth whose every piece falls and ends in an open circle; it jumps up " +
			"to a filled one. A dot on a piece has a tangent that points down and to the right.",
		Sliders: []live.Slider{
			{Label: "x", Min: 0.1, Max: 1, Value: 0.5, Steps: 90},
			{Label: "b", Min: 5, Max: 30, Value: 7, Steps: 250},
		},
		Panels: [][]float64{{0.5, 5.9}, {0.5, 6}, {0.5, 20}},
		Draw: func(v []float64) []nbplot.Drawing {
			x, b := v[0], v[1]
			y := stair.Quantize(x, b)
			slope, _ := stair.Derivative(x, b)
			p := teeth(x, nbplot.Figure{
				Alt: "A sawtooth around a level line, and its tangent at the chosen b.", Height: 340, Width: 760,
				X: nbplot.Axis{Label: "b, number of steps", Min: 4.5, Max: 30.5}, Y: nbplot.Axis{Label: "y(x; b)", Min: 0.45 * x, Max: 1.65 * x},
			})
			tangent := func(t float64) float64 { return y + slope*(t-b) }
			return live.One(p.Add(
				nbplot.HLine(fmt.Sprintf("x = %.3g", x), x),
				nbplot.Func("tangent", tangent, max(4.5, b-1), min(30.5, b+1)).Color(2).Solid(),
				nbplot.Scatter("", []float64{b}, []float64{y}).Color(2),
				nbplot.Note(5.2, 1.57*x, fmt.Sprintf("y = %.3f, slope −%.4f", y, -slope)),
			))
		},
	}
}

// teeth draws y(x; b) for b in [5, 30], with what belongs to it at a jump and what does not.
func teeth(x float64, f nbplot.Figure) *nbplot.Plot {
	p := f.Add()
	y := func(b float64) float64 { return stair.Quantize(x, b) }
	from := stair.DefaultLo
	var at, low, high []float64
	for _, b := range append(stair.Jumps(nil, x, math.Nextafter(from, 31), stair.DefaultHi), stair.DefaultHi) {
		if b-from > 1e-9 {
			p.Add(nbplot.Func("", y, from, math.Nextafter(b, 0)).Samples(40).Color(0).Solid())
		}
		left, right := stair.Limits(x, b)
		if from = b; left < right {
			at, low, high = append(at, b), append(low, left), append(high, right)
		}
	}
	if len(at) == 0 {
		return p
	}
	return p.Add(
		nbplot.Scatter("limit from the left, not attained", at, low).Open().Color(1),
		nbplot.Scatter("value at the jump", at, high).Color(0),
	)
}

// Climb is descent on the y of one pixel, step by step: past every jump, to the end of the domain.
func Climb() live.Figure {
	const x, steps = 0.5, 60
	return live.Figure{
		Name: "climb", Title: "Descent on y(½; b), step by step",
		Alt: "A sawtooth in b. A dot starts at b = 5.9 and goes down piece after piece to the right, past the lowest point at " +
			"b = 6, until b = 30.",
		Sliders: []live.Slider{
			{Label: "step", Max: steps, Steps: steps},
			{Label: "start", Min: 5, Max: 30, Value: 5.9, Steps: 250},
			{Label: "η", Min: 0.1, Max: 1000, Value: 20, Steps: 160, Log: true},
		},
		Play: true, Frames: 24,
		Draw: func(v []float64) []nbplot.Drawing {
			b, eta := v[1], v[2]
			bs, ys := []float64{b}, []float64{stair.Quantize(x, b)}
			for range int(v[0]) {
				slope, _ := stair.Derivative(x, b)
				b = min(stair.DefaultHi, b-eta*slope)
				bs, ys = append(bs, b), append(ys, stair.Quantize(x, b))
			}
			last := len(bs) - 1
			return live.One(teeth(x, nbplot.Figure{
				Alt: "A sawtooth and the steps of a descent on it.", Height: 340,
				X: nbplot.Axis{Label: "b, number of steps", Min: 4.5, Max: 30.5}, Y: nbplot.Axis{Label: "y(½; b)", Min: 0.4, Max: 0.62},
			}).Add(
				nbplot.Scatter("steps", bs[:last+1], ys[:last+1]).Gray(),
				nbplot.Scatter("now", bs[last:], ys[last:]).Color(2),
				nbplot.Note(15, 0.6, fmt.Sprintf("after step %d: b = %.2f, y = %.3f", int(v[0]), b, ys[last])),
			))
		},
	}
}
