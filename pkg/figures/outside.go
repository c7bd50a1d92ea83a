package figures

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sync"

	"github.com/gradstep/gradstep/pkg/denoise"
	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
)

// Outside is the trained network on a photograph that it never saw, as the noise grows from less than it was
// trained on to more.
func Outside() live.Figure {
	return live.Figure{
		Name: "outside", Title: "A network, inside and outside what it was trained on",
		Alt: "A man with a camera with noise, and as the network returns it, as the noise grows from 3 to 70 grey levels. With the least " +
			"noise detail is lost and the picture is worse than before; from 10 levels on it is better, also beyond 40.",
		Sliders: []live.Slider{{Label: "noise in grey levels", Min: 3, Max: 70, Value: 25, Log: true, Whole: true}},
		Play:    true, Frames: 5,
		Draw: func(v []float64) []nbplot.Drawing {
			levels := v[0]
			noisy, restored, gain := denoised(levels)
			grey := func(caption string, plane []float64) nbplot.Picture {
				return nbplot.Image(caption, nbplot.Gray(plane, outsideSide, outsideSide))
			}
			c := gains()
			return []nbplot.Drawing{
				nbplot.Images{Width: 300, Alt: "The photograph with noise, and from the network."}.Add(
					grey(fmt.Sprintf("noise of %.0f", levels), noisy), grey(fmt.Sprintf("network, %+.1f dB", gain), restored)),
				nbplot.Figure{
					Alt: "The gain in decibels against the noise, with a dot.", Width: 340, Height: 220, Legend: nbplot.LegendNone,
					X: nbplot.Axis{Label: "noise, grey levels", Log: true}, Y: nbplot.Axis{Label: "gain in dB", Min: -12, Max: 12},
				}.Add(
					nbplot.Line("gain", c[0], c[1]).Color(0).Solid(), nbplot.Scatter("", []float64{levels}, []float64{max(-12, gain)}).Color(0),
					nbplot.HLine("no gain", 0), nbplot.VLine("trained from", 10), nbplot.VLine("to", 40),
				),
			}
		},
	}
}

const outsideSide = 48

// outsideScene is the photograph, and noise of deviation 1.
var outsideScene = sync.OnceValues(func() (clean, noise []float64) {
	rng := rand.New(rand.NewPCG(13, 2))
	for range outsideSide * outsideSide {
		noise = append(noise, rng.NormFloat64())
	}
	return halved(200, 70, outsideSide), noise
})

var trained = sync.OnceValue(denoise.Trained)

func denoised(levels float64) (noisy, restored []float64, gain float64) {
	clean, noise := outsideScene()
	noisy = make([]float64, len(clean))
	for i, v := range clean {
		noisy[i] = v + levels/stair.MaxLevel*noise[i]
	}
	restored, err := trained().Plane(nil, noisy, outsideSide, outsideSide)
	if err != nil {
		panic(err) // the samples are finite
	}
	return noisy, restored, 10 * math.Log10(picture.MSE(noisy, clean)/picture.MSE(restored, clean))
}

// gains are levels of noise and the decibels that the network gains there.
var gains = sync.OnceValue(func() (c [2][]float64) {
	for _, levels := range nbplot.Logspace(3, 70, 8) {
		_, _, gain := denoised(levels)
		c[0], c[1] = append(c[0], levels), append(c[1], max(-12, gain))
	}
	return c
})
