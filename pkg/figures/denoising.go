package figures

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"sync"

	"gonum.org/v1/gonum/mat"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/restore"
	"github.com/gradstep/gradstep/testdata/photos"
)

// Learned is a filter of k×k weights that least squares learns from m noisy pixels and their true values: the
// errors on these and on others against m, and what the filter does to pixels that it never saw.
func Learned() live.Figure {
	return live.Figure{
		Name: "learned", Title: "A filter learnt from examples",
		Alt: "Rows for three numbers of pixels. With few, the error on the pixels learnt from is near 0 and that on others is large: the " +
			"picture is worse than before. With many, both errors meet, and the picture has less noise.",
		Sliders: []live.Slider{
			{Label: "pixels m", Min: 12, Max: mostPixels, Value: 60, Log: true, Whole: true},
			{Label: "width k", Min: 3, Max: 7, Value: 7, Steps: 2},
		},
		Panels: [][]float64{{55, 7}, {120, 7}, {2000, 7}}, Cols: 1,
		Draw: func(v []float64) []nbplot.Drawing {
			m, k := int(math.Round(v[0])), 2*int(math.Round((v[1]-1)/2))+1
			s := lessonScene()
			w := s.filter(m, k)
			c := s.curves(k)
			at := []float64{float64(m)}
			own, other := 1000*s.own.error(w, m, k), 1000*s.other.error(w, 0, k)
			grey := func(caption string, plane []float64) nbplot.Picture {
				return nbplot.Image(caption, nbplot.Gray(plane, filterSide, filterSide))
			}
			return []nbplot.Drawing{
				nbplot.Images{Width: 300, Alt: "Another part of the photograph with noise, and filtered."}.Add(
					grey("not learnt from", s.other.noisy), grey(fmt.Sprintf("filtered, %d weights", k*k), s.other.filtered(w, k))),
				nbplot.Figure{
					Alt: "Two errors against the number of pixels, with a dot on each.", Width: 360, Height: 230,
					X: nbplot.Axis{Label: "pixels m", Log: true}, Y: nbplot.Axis{Label: "1000·squared error", Log: true, Min: 0.3, Max: 200},
				}.Add(
					nbplot.Line("on the m pixels", c[0], c[1]).Color(0).Solid(), nbplot.Line("on others", c[0], c[2]).Color(1).Dashed(),
					nbplot.Scatter("", at, []float64{min(200, max(0.3, own))}).Color(0), nbplot.Scatter("", at, []float64{min(200, other)}).Color(1),
					nbplot.HLine("the noise", 10),
				),
			}
		},
	}
}

const (
	filterSide = 48
	mostPixels = 2000
	curveSteps = 24
)

// A part of a photograph with noise of 0.1, and the order in which its pixels are learnt from.
type part struct {
	clean, noisy []float64
	order        []int
}

type examples struct {
	own, other part // of the same photograph
	curve      map[int][3][]float64
	lock       sync.Mutex
}

var lessonScene = sync.OnceValue(func() *examples {
	rng := rand.New(rand.NewPCG(13, 1))
	cut := func(x, y int) part {
		p := part{clean: halved(x, y, filterSide), noisy: make([]float64, filterSide*filterSide), order: rng.Perm(filterSide * filterSide)}
		for i, v := range p.clean {
			p.noisy[i] = v + 0.1*rng.NormFloat64()
		}
		return p
	}
	return &examples{own: cut(200, 280), other: cut(200, 70), curve: map[int][3][]float64{}}
})

// halved is a part of the man with the camera, at half the resolution.
func halved(x, y, side int) []float64 {
	photo := must(picture.Decode(bytes.NewReader(photos.Camera)))
	out := make([]float64, side*side)
	restore.NewDownsample(2*side, 2*side, 2).Apply(out, photo.Crop(x, y, 2*side, 2*side).Planes[0])
	return out
}

// under returns the k×k samples around a pixel, mirrored at the edges.
func (p part) under(dst []float64, pixel, k int) {
	mirror := func(i int) int { return min(max(i, -i-1), 2*filterSide-1-i) }
	x, y := pixel%filterSide, pixel/filterSide
	for j := range k {
		row := mirror(y+j-k/2) * filterSide
		for i := range k {
			dst[j*k+i] = p.noisy[row+mirror(x+i-k/2)]
		}
	}
}

func (p part) at(w []float64, pixel, k int) (sum float64) {
	var z [49]float64
	p.under(z[:], pixel, k)
	for i, v := range w {
		sum += v * z[i]
	}
	return sum
}

func (p part) filtered(w []float64, k int) []float64 {
	u := make([]float64, len(p.noisy))
	for i := range u {
		u[i] = p.at(w, i, k)
	}
	return u
}

// error is the mean squared one over the first m pixels, of all where m = 0.
func (p part) error(w []float64, m, k int) (sum float64) {
	if m == 0 {
		m = len(p.order)
	}
	for _, pixel := range p.order[:m] {
		d := p.at(w, pixel, k) - p.clean[pixel]
		sum += d * d / float64(m)
	}
	return sum
}

// filter solves the normal equations of the first m pixels. With fewer pixels than weights a tiny term chooses the
// shortest of all solutions.
func (s *examples) filter(m, k int) []float64 {
	n := k * k
	a, b, z := mat.NewSymDense(n, nil), mat.NewVecDense(n, nil), make([]float64, n)
	gram, right := a.RawSymmetric().Data, b.RawVector().Data
	for _, pixel := range s.own.order[:m] {
		s.own.under(z, pixel, k)
		for i, v := range z {
			right[i] += v * s.own.clean[pixel]
			for j := i; j < n; j++ {
				gram[i*n+j] += v * z[j]
			}
		}
	}
	for i := range n {
		gram[i*n+i] += 1e-6
	}
	var c mat.Cholesky
	if !c.Factorize(a) {
		panic("figures: a matrix with a positive diagonal term is not positive definite")
	}
	w := mat.NewVecDense(n, nil)
	_ = c.SolveVecTo(w, b) // the only error is a large condition number
	return w.RawVector().Data
}

// curves are the numbers of pixels, and 1000 times both errors.
func (s *examples) curves(k int) [3][]float64 {
	s.lock.Lock()
	defer s.lock.Unlock()
	if c, ok := s.curve[k]; ok {
		return c
	}
	var c [3][]float64
	for i := range curveSteps {
		m := int(math.Round(12 * math.Pow(mostPixels/12.0, float64(i)/(curveSteps-1))))
		w := s.filter(m, k)
		c[0] = append(c[0], float64(m))
		c[1] = append(c[1], min(200, max(0.3, 1000*s.own.error(w, m, k))))
		c[2] = append(c[2], min(200, 1000*s.other.error(w, 0, k)))
	}
	s.curve[k] = c
	return c
}
