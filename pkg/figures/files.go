package figures

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"sync"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
)

// allowance is the share of the pixels that allow b, in per cent, against b.
func allowance(x, y []float64, tol float64) *nbplot.Plot {
	p := must(stair.NewPairs(x, y))
	bs, votes := []float64{}, []float64{}
	for i := range 201 {
		b := 5 + float64(i)/8
		bs = append(bs, b)
		votes = append(votes, 100*float64(p.Agree(b, tol))/float64(p.Total()))
		if b < truth && truth < b+1.0/8 {
			bs, votes = append(bs, truth), append(votes, 100*float64(p.Agree(truth, tol))/float64(p.Total()))
		}
	}
	return nbplot.Figure{
		Alt: "The share of pixels that allow b.", Width: 440, Height: 260,
		X: nbplot.Axis{Label: "b", Min: 5, Max: 30}, Y: nbplot.Axis{Label: "% of the pixels allow b", Min: 0, Max: 103},
	}.Add(nbplot.VLine("true b", truth), nbplot.Line("", bs, votes).Color(0))
}

// small is a part of the face, for figures that look at each pixel for many b.
var small = sync.OnceValue(func() *picture.Image { return poster().face.Crop(40, 10, 112, 112) })

// saved is an image as an 8-bit file has it.
func saved(m *picture.Image) *picture.Image {
	out := picture.New(m.W, m.H, 1)
	picture.Stored(out.Planes[0], m.Planes[0])
	return out
}

// Scribbles paints over a poster, more and more, while its pixels vote.
func Scribbles() live.Figure {
	return live.Figure{
		Name: "scribbles", Title: "A poster with b = 12.34, painted over, and the votes of its pixels",
		Alt: "A poster that vanishes under grey rectangles, and a curve of votes against b: a needle at 12.34 that sinks from " +
			"100 % as the rectangles cover more, and still stands out when they cover nine tenths.",
		Sliders: []live.Slider{{Label: "% painted over", Max: 90, Value: 30, Steps: 90}},
		Play:    true, Frames: 10,
		Draw: func(v []float64) []nbplot.Drawing {
			face := small()
			made := saved(picture.Quantize(nil, face, truth))
			over := picture.Overpaint(nil, made, v[0]/100, rand.New(rand.NewPCG(1, 3)))
			return []nbplot.Drawing{
				nbplot.Images{Width: 224, Alt: "A poster, partly painted over."}.Add(
					nbplot.Image(fmt.Sprintf("%.0f %% painted over", v[0]), nbplot.Gray(over.Planes[0], over.W, over.H))),
				allowance(face.Planes[0], over.Planes[0], stair.HalfLevel),
			}
		},
	}
}

// Compression saves a poster as a JPEG, while its pixels vote with a tolerance of the reader's choice.
func Compression() live.Figure {
	return live.Figure{
		Name: "compression", Title: "The same poster as a JPEG, and the votes within a tolerance",
		Alt: "Three rows. At quality 90 and half a level few pixels allow any b; at three levels a needle stands at 12.34. At " +
			"quality 10 there is no needle at any tolerance.",
		Sliders: []live.Slider{
			{Label: "quality", Min: 5, Max: 100, Value: 90, Steps: 95},
			{Label: "tolerance in levels", Min: 0.5, Max: 10, Value: 0.5, Steps: 19},
		},
		Panels: [][]float64{{90, 0.5}, {90, 3}, {10, 3}},
		Draw: func(v []float64) []nbplot.Drawing {
			face := small()
			var file bytes.Buffer
			if err := picture.Quantize(nil, face, truth).EncodeJPEG(&file, int(v[0])); err != nil {
				panic(err) // a buffer takes everything
			}
			bytes := file.Len()
			jpeg := must(picture.Decode(&file))
			return []nbplot.Drawing{
				nbplot.Images{Width: 224, Alt: "The poster as a JPEG."}.Add(
					nbplot.Image(fmt.Sprintf("quality %d: %d kB", int(v[0]), (bytes+512)/1024), nbplot.Gray(jpeg.Planes[0], jpeg.W, jpeg.H))),
				allowance(face.Planes[0], jpeg.Planes[0], v[1]/stair.MaxLevel),
			}
		},
	}
}
