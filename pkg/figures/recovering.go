package figures

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
)

// facePairs are the face of the poster and what b = truth makes of it: exactly, and stored in 8 bits.
type facePairs struct {
	exact, stored *stair.Pairs
	curve         *stair.Curve // of the exact pairs
	bs, loss      []float64    // the misfit on [5, 30]
	sums          []pieceSums
}

// pieceSums are a piece of the misfit, [from, to), and its parabola in 1/b: alpha/b² - 2 beta/b + gamma.
type pieceSums struct{ from, to, alpha, beta, gamma float64 }

func (p pieceSums) loss(b float64) float64 { return (p.alpha/b-2*p.beta)/b + p.gamma }

// lowest is the b of the piece at which the misfit is least.
func (p pieceSums) lowest() float64 { return min(max(p.alpha/p.beta, p.from), p.to) }

var faces = sync.OnceValue(func() *facePairs {
	face := poster().face.Planes[0]
	y := stair.QuantizeTo(nil, face, truth)
	f := &facePairs{exact: must(stair.NewPairs(face, y)), stored: must(stair.NewPairs(face, picture.Stored(nil, y)))}
	f.curve = must(f.exact.Curve(4, 31))
	for _, b := range nbplot.Linspace(5, 30, 1001) { // some lie on a jump, which processors round to either side
		f.bs, f.loss = append(f.bs, b), append(f.loss, f.curve.Loss(b+1e-7))
	}
	starts := f.curve.Starts()
	for i, from := range starts {
		to := 31.0
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		if to-from < 1e-9 || to <= stair.DefaultLo || from >= stair.DefaultHi {
			continue // two jumps that only rounding tells apart, or outside of the domain
		}
		p := pieceSums{from: from, to: to}
		f.exact.Each(func(x, y float64, n int64) {
			k, w := math.Floor(x*(from+to)/2)+0.5, float64(n)/float64(f.exact.Total())
			p.alpha, p.beta, p.gamma = p.alpha+w*k*k, p.beta+w*k*y, p.gamma+w*y*y
		})
		f.sums = append(f.sums, p)
	}
	return f
})

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // what it is made of is part of the program
	}
	return v
}

// at is the piece that holds b.
func (f *facePairs) at(b float64) pieceSums {
	i, found := slices.BinarySearchFunc(f.sums, b, func(p pieceSums, b float64) int {
		switch {
		case p.to <= b:
			return -1
		case p.from > b:
			return 1
		}
		return 0
	})
	if !found {
		i = min(i, len(f.sums)-1)
	}
	return f.sums[i]
}

// Parabola is the misfit of a poster and the parabola in 1/b that it follows for a tiny stretch.
func Parabola() live.Figure {
	return live.Figure{
		Name: "parabola", Title: "The misfit, and the parabola that it follows at one b",
		Alt: "Three panels for b = 8, 12.34 and 20. The jagged misfit in grey, and a smooth valley through one of its points. " +
			"Only the valley of 12.34 touches zero, at that b.",
		Sliders: []live.Slider{{Label: "b", Min: 5.5, Max: 29.5, Value: 10, Steps: 2400}},
		Panels:  [][]float64{{8}, {truth}, {20}},
		Draw: func(v []float64) []nbplot.Drawing {
			f := faces()
			p := f.at(v[0])
			vertex := p.alpha / p.beta
			inside := "not in its piece"
			if vertex >= p.from && vertex < p.to {
				inside = "in its piece"
			}
			return live.One(nbplot.Figure{
				Alt: "The jagged misfit, and a smooth curve through one of its points.", Height: 340,
				X: nbplot.Axis{Label: "b", Min: 5, Max: 30}, Y: nbplot.Axis{Label: "misfit L(b)", Min: -0.0002, Max: 0.005},
			}.Add(
				nbplot.Line("the misfit", f.bs, f.loss).Gray(),
				nbplot.Func("the parabola of this piece", p.loss, 5, 30).Color(0).Solid(),
				nbplot.Scatter("b", v[:1], []float64{f.curve.Loss(v[0])}).Color(0),
				nbplot.Scatter(fmt.Sprintf("vertex: b = %.2f, %s", vertex, inside), []float64{vertex}, []float64{p.loss(vertex)}).Open().Color(1),
			))
		},
	}
}

// Sweep walks from piece to piece and keeps the best.
func Sweep() live.Figure {
	return live.Figure{
		Name: "sweep", Title: "One sweep over all pieces, and the best so far",
		Alt: "The misfit is drawn from left to right, each piece at its lowest. A dot marks the best so far: it hops to ever " +
			"lower pieces, until it lies at 12.34, where it stays to the end.",
		Sliders: []live.Slider{{Label: "up to b", Min: 5.25, Max: 30, Value: 5.25, Steps: 99}},
		Play:    true, Frames: 24,
		Draw: func(v []float64) []nbplot.Drawing {
			f := faces()
			best, least, seen := 5.0, math.Inf(1), 0
			var bs, ls []float64
			for _, p := range f.sums {
				if p.from > v[0] {
					break
				}
				b := p.lowest()
				l := p.loss(b)
				if seen++; l < least {
					best, least = b, l
				}
				bs, ls = append(bs, (p.from+p.to)/2), append(ls, l)
			}
			return live.One(nbplot.Figure{
				Alt: "The least misfit of each piece, from the left up to b, and the best so far.", Height: 340,
				X: nbplot.Axis{Label: "b", Min: 5, Max: 30}, Y: nbplot.Axis{Label: "least misfit of a piece", Min: -0.0002, Max: 0.005},
			}.Add(
				nbplot.VLine("here", min(v[0], 29.9)), nbplot.Line("pieces", bs, ls).Gray(),
				nbplot.Scatter(fmt.Sprintf("best of %d pieces: b = %.4f", seen, best), []float64{best}, []float64{max(0, least)}).Color(0),
			))
		},
	}
}

// Votes lets pixels vote, one after the other, for the b's that they allow.
func Votes() live.Figure {
	pixels := []float64{128, 200, 61, 163, 240, 94, 33, 180, 148, 215, 75, 111}
	return live.Figure{
		Name: "votes", Title: "How many pixels allow b?",
		Alt: "Four panels. One pixel allows nine short stretches of b. Of three pixels two stretches hold all of them; of twelve " +
			"only one, a needle at 12.34.",
		Sliders: []live.Slider{{Label: "pixels", Min: 1, Max: 12, Value: 3, Steps: 11}},
		Panels:  [][]float64{{1}, {2}, {4}, {12}}, Cols: 2,
		Draw: func(v []float64) []nbplot.Drawing {
			n := int(math.Round(v[0]))
			bs := nbplot.Linspace(5, 30, 2001)
			count := make([]float64, len(bs))
			for _, level := range pixels[:n] {
				x := level / stair.MaxLevel
				y := picture.FromByte(picture.ToByte(stair.Quantize(x, truth)))
				for i, b := range bs {
					if math.Abs(stair.Quantize(x, b)-y) <= stair.HalfLevel {
						count[i]++
					}
				}
			}
			return live.One(nbplot.Figure{
				Alt: "The number of pixels that allow b, against b.", Height: 300,
				X: nbplot.Axis{Label: "b", Min: 5, Max: 30}, Y: nbplot.Axis{Label: "pixels that allow b", Min: 0, Max: 12.5},
			}.Add(nbplot.HLine("all", float64(n)), nbplot.Line("", bs, count).Color(0)))
		},
	}
}
