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
			return []nbplot.Drawing{
				nbplot.Images{Width: 310, Alt: "A man with a camera as a poster, twice."}.Add(
					grey("the poster", p.poster), grey(fmt.Sprintf("yours: b = %.3g", b), yours)),
				nbplot.Figure{
					Alt: "The difference against b, with a dot where the slider stands.", Width: 360, Height: 260,
					X: nbplot.Axis{Label: "b"}, Y: nbplot.Axis{Label: "mean squared difference", Min: 0},
				}.Add(
					nbplot.Line("", p.bs, p.loss).Color(-1),
					nbplot.Scatter("", []float64{b}, []float64{p.misfit(b)}).Color(0),
				),
			}
		},
	}
}

// A pair of images as its distinct pairs of values: a grey photograph has few.
type posterParts struct {
	face, poster *picture.Image
	x, y, share  []float64 // x became y in this share of the pixels
	bs, loss     []float64 // the misfit of many b
}

// poster is made once: the misfit of every b takes longer than one redraw may.
var poster = sync.OnceValue(func() *posterParts {
	const truth = 8.5
	photo, err := picture.Decode(bytes.NewReader(photos.Camera))
	if err != nil {
		panic(err) // it is part of the program
	}
	face := photo.Crop(150, 50, 160, 160)
	p := &posterParts{face: face, poster: picture.Quantize(nil, face, truth)}
	var count [256]float64
	for _, v := range face.Planes[0] {
		count[int(math.Round(stair.MaxLevel*v))]++
	}
	for level, n := range count {
		if n > 0 {
			x := float64(level) / stair.MaxLevel
			p.x, p.y, p.share = append(p.x, x), append(p.y, stair.Quantize(x, truth)), append(p.share, n/float64(len(face.Planes[0])))
		}
	}
	for k := range 501 {
		b := 5 + float64(k)/20
		p.bs, p.loss = append(p.bs, b), append(p.loss, p.misfit(b))
	}
	return p
})

// misfit is the mean of (y(x; b) - y)².
func (p *posterParts) misfit(b float64) (sum float64) {
	for i, x := range p.x {
		d := stair.Quantize(x, b) - p.y[i]
		sum += p.share[i] * d * d
	}
	return sum
}

// slope is the derivative of the misfit in b between two jumps, where the floors stand still.
func (p *posterParts) slope(b float64) (sum float64) {
	for i, x := range p.x {
		y := stair.Quantize(x, b)
		sum += p.share[i] * 2 * (y - p.y[i]) * (-y / b)
	}
	return sum
}
