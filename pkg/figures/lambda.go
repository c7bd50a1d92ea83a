package figures

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"sync"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/restore"
	"github.com/gradstep/gradstep/testdata/photos"
)

// Lambda is a noisy photograph restored by total variation as λ grows, and beside it two curves with a dot on
// each: the true error, which needs the clean photograph, and Stein's estimate, which does not.
func Lambda() live.Figure {
	return live.Figure{
		Name: "lambda", Title: "How much to smooth, without knowing the truth",
		Alt: "A man with a camera, with noise and restored: at λ = 2 in flat patches, at 13 with clean edges, at 60 " +
			"still noisy. The true error and its estimate fall together, are least at the same λ, and rise again.",
		Sliders: []live.Slider{{Label: "λ", Min: lowestLambda, Max: highestLambda, Value: 13, Log: true}},
		Play:    true, Frames: 5,
		Draw: func(v []float64) []nbplot.Drawing {
			s := noisyScene()
			u := s.restored(s.noisy, v[0])
			grey := func(caption string, plane []float64) nbplot.Picture {
				return nbplot.Image(caption, nbplot.Gray(plane, sceneSide, sceneSide))
			}
			// Where the curves are in between is of no importance to the eye.
			x := math.Log(v[0]/lowestLambda) / math.Log(highestLambda/lowestLambda) * float64(len(s.lambda)-1)
			k := min(len(s.lambda)-2, max(0, int(x)))
			at := func(curve []float64) []float64 { return []float64{curve[k] + (x-float64(k))*(curve[k+1]-curve[k])} }
			return []nbplot.Drawing{
				nbplot.Images{Width: 300, Alt: "The photograph with noise, and restored."}.Add(
					grey("noisy", s.noisy), grey(fmt.Sprintf("λ = %.3g", v[0]), u)),
				nbplot.Figure{
					Alt: "The true error and its estimate against λ, with a dot on each.", Width: 340, Height: 220,
					X: nbplot.Axis{Label: "λ", Log: true}, Y: nbplot.Axis{Label: "mean squared error", Min: 0, Max: 0.008},
				}.Add(
					nbplot.Line("true", s.lambda, s.truth).Color(0).Solid(), nbplot.Line("estimated from the noisy one", s.lambda, s.risk).Color(1).Dashed(),
					nbplot.Scatter("", []float64{v[0]}, at(s.truth)).Color(0), nbplot.Scatter("", []float64{v[0]}, at(s.risk)).Color(1),
				),
			}
		},
	}
}

const (
	sceneSide                   = 80
	lowestLambda, highestLambda = 2.0, 60.0
)

type scene struct {
	clean, noisy        []float64
	lambda, truth, risk []float64
}

// noisyScene is made once: two images for each of the λ take longer than one redraw may.
var noisyScene = sync.OnceValue(func() *scene {
	const sigma = 0.1
	photo, err := picture.Decode(bytes.NewReader(photos.Camera))
	if err != nil {
		panic(err) // it is part of the program
	}
	rng := rand.New(rand.NewPCG(7, 2))
	half := picture.New(sceneSide, sceneSide, 1)
	restore.NewDownsample(2*sceneSide, 2*sceneSide, 2).Apply(half.Planes[0], photo.Crop(150, 50, 2*sceneSide, 2*sceneSide).Planes[0])
	s := &scene{clean: half.Planes[0], noisy: picture.AddGaussian(nil, half, sigma, rng).Planes[0]}
	stein, err := restore.NewStein(s.noisy, sceneSide, sceneSide, sigma, rng)
	if err != nil {
		panic(err) // the samples are finite
	}
	const points = 16
	for k := range points {
		lambda := lowestLambda * math.Pow(highestLambda/lowestLambda, float64(k)/(points-1))
		u := s.restored(s.noisy, lambda)
		s.lambda, s.truth = append(s.lambda, lambda), append(s.truth, picture.MSE(u, s.clean))
		s.risk = append(s.risk, stein.Risk(u, s.restored(stein.Probed(), lambda)))
	}
	return s
})

// restored is the image after so many steps as show it.
func (s *scene) restored(f []float64, lambda float64) []float64 {
	r, err := restore.TV(f, sceneSide, sceneSide, lambda, 0, 60)
	if err != nil {
		panic(err) // the samples are finite and λ is positive
	}
	return r.U
}
