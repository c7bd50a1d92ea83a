package figures

import (
	"bytes"
	"fmt"
	"math"
	"sync"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/testdata/photos"
)

// Misfit is the course in one figure: a poster whose b nobody told, the same photograph with
// the b of the slider, and the mean squared difference of the two with a dot that moves.
func Misfit() live.Figure {
	return live.Figure{
		Name: "misfit", Title: "Which b made the poster?",
		Alt: "Three rows. In each the poster, the photograph with another number of steps, and a jagged curve of their " +
			"difference against b with a dot on it. At b = 8.5 the two pictures are equal and the dot is at the bottom.",
		Sliders: []live.Slider{{Label: "b", Min: 5, Max: 30, Value: 14, Steps: 250}},
		Panels:  [][]float64{{6}, {8.5}, {20}},
		Draw: func(v []float64) []nbplot.Drawing {
			b := v[0]
			p := poster()
			yours := picture.Quantize(nil, p.face, b)
			grey := func(caption string, m *picture.Image) nbplot.Picture {
				return nbplot.Image(caption, nbplot.Gray(m.Planes[0], m.W, m.H))
			}
			at := misfit(p.face.Planes[0], p.poster.Planes[0], b)
			return []nbplot.Drawing{
				nbplot.Images{Width: 340, Alt: "A man with a camera as a poster, twice."}.Add(
					grey("the poster", p.poster), grey(fmt.Sprintf("yours: b = %.3g", b), yours)),
				nbplot.Figure{
					Alt: "The difference against b, with a dot where the slider stands.", Width: 400, Height: 260,
					X: nbplot.Axis{Label: "b"}, Y: nbplot.Axis{Label: "mean squared difference", Min: 0},
				}.Add(
					nbplot.Line("", p.bs, p.loss).Color(-1),
					nbplot.Scatter("", []float64{b}, []float64{at}).Color(0),
				),
			}
		},
	}
}

type posterParts struct {
	face, poster *picture.Image
	bs, loss     []float64
}

// poster is made once: the misfit of every b takes longer than one redraw may.
var poster = sync.OnceValue(func() posterParts {
	const truth = 8.5
	photo, err := picture.Decode(bytes.NewReader(photos.Camera))
	if err != nil {
		panic(err) // it is part of the program
	}
	face := photo.Crop(150, 50, 160, 160)
	p := posterParts{face: face, poster: picture.Quantize(nil, face, truth)}
	for k := range 501 {
		b := 5 + float64(k)/20
		p.bs = append(p.bs, b)
		p.loss = append(p.loss, misfit(face.Planes[0], p.poster.Planes[0], b))
	}
	return p
})

// misfit is the mean of (y(x; b) - y)².
func misfit(x, y []float64, b float64) (sum float64) {
	for i := range x {
		sum += math.Pow(stair.Quantize(x[i], b)-y[i], 2)
	}
	return sum / float64(len(x))
}
