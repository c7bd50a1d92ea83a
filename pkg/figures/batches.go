package figures

import (
	_ "embed"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"sync"

	"github.com/gradstep/gradstep/pkg/dataset"
	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
)

// pixelRows are the 1,024 samples of lesson 09, to three digits: a pixel's left and upper neighbour
// and itself. A page has no photograph to read.
//
//go:embed pixels.csv
var pixelRows string

// A regression is ½(θ₁u + θ₂v - y)², its mean over samples, and where that is lowest.
type regression struct {
	rows    [][]float64
	a, b, c float64 // the Hessian (a b; b c)
	t1, t2  float64 // the minimizer
	sigma2  float64 // mean squared length of a sample's gradient there
}

// pixels is the regression of lesson 09, read once.
var pixels = sync.OnceValue(func() *regression {
	r := &regression{}
	for row, err := range dataset.ReadCSV(strings.NewReader(pixelRows), false) {
		if err != nil {
			panic(err) // it is part of the program
		}
		r.rows = append(r.rows, row)
	}
	m, r1, r2 := float64(len(r.rows)), 0.0, 0.0
	for _, s := range r.rows {
		u, v, y := s[0], s[1], s[2]
		r.a, r.b, r.c, r1, r2 = r.a+u*u/m, r.b+u*v/m, r.c+v*v/m, r1+u*y/m, r2+v*y/m
	}
	det := r.a*r.c - r.b*r.b
	r.t1, r.t2 = (r.c*r1-r.b*r2)/det, (r.a*r2-r.b*r1)/det
	for i := range r.rows {
		g1, g2 := r.grad(r.t1, r.t2, i)
		r.sigma2 += (g1*g1 + g2*g2) / m
	}
	return r
})

// grad is the gradient of one sample.
func (r *regression) grad(t1, t2 float64, i int) (g1, g2 float64) {
	s := r.rows[i]
	e := t1*s[0] + t2*s[1] - s[2]
	return e * s[0], e * s[1]
}

// excess is the risk at θ less the lowest.
func (r *regression) excess(t1, t2 float64) float64 {
	p, q := t1-r.t1, t2-r.t2
	return (r.a*p*p + 2*r.b*p*q + r.c*q*q) / 2
}

// level is the excess risk on a grid.
func (r *regression) level(x0, x1, y0, y1 float64) nbplot.Grid {
	return nbplot.GridFunc(r.excess, nbplot.Linspace(x0, x1, 101), nbplot.Linspace(y0, y1, 101))
}

// A batchRun is a descent with batches of b: where it stands at some of its steps, after how many samples.
type batchRun struct {
	read, t1, t2, excess []float64
	diverged             bool
}

// descend runs from (-0.8, 0.6) until budget samples are read or the risk explodes. It keeps each
// of the first steps, then fewer.
func (r *regression) descend(b int, rate float64, budget int, seed uint64) (run batchRun) {
	rng := rand.New(rand.NewPCG(9, seed))
	s := must(dataset.NewSampler(len(r.rows), dataset.Settings{Size: b, Rand: rng}))
	t1, t2, next := -0.8, 0.6, 0.0
	keep := func(read int) {
		run.read, run.excess = append(run.read, float64(read)), append(run.excess, r.excess(t1, t2))
		run.t1, run.t2 = append(run.t1, t1), append(run.t2, t2)
	}
	for step := 0; ; step++ {
		if e := r.excess(t1, t2); !(e < 20) {
			run.diverged = true
			return run
		}
		if float64(step) >= next {
			keep(step * b)
			next = max(float64(step)+1, float64(step)*1.04)
		}
		if (step+1)*b > budget {
			return run
		}
		g1, g2, batch := 0.0, 0.0, s.Next()
		for _, i := range batch {
			p, q := r.grad(t1, t2, i)
			g1, g2 = g1+p, g2+q
		}
		n := float64(len(batch))
		t1, t2 = t1-rate*g1/n, t2-rate*g2/n
	}
}

// Batches races single samples, batches of 32 and the whole set: at an equal number of samples read.
func Batches() live.Figure {
	const budget = 40 * 1024
	type key struct{ rate, draw float64 }
	var mu sync.Mutex
	known := map[key][]batchRun{}
	sizes := []int{1, 32, 1024} // the coarsest path lies below
	runs := func(k key) []batchRun {
		mu.Lock()
		defer mu.Unlock()
		if known[k] == nil {
			for _, b := range sizes {
				known[k] = append(known[k], pixels().descend(b, k.rate, budget, uint64(k.draw)))
			}
		}
		return known[k]
	}
	return live.Figure{
		Name: "batches", Title: "Three ways down, by samples read",
		Alt: "A map of a tilted valley and, beside it, the excess risk against samples read. Single samples stray, and are near the " +
			"minimum before the whole set has taken one step; then they tremble, and the smooth path of the whole set passes them.",
		Sliders: []live.Slider{
			{Label: "samples read", Min: 1, Max: budget, Value: budget, Log: true, Whole: true},
			{Label: "η", Min: 0.003, Max: 1.3, Value: 0.1, Log: true},
			{Label: "another draw", Min: 1, Max: 20, Value: 1, Steps: 19},
		},
		Play: true, Frames: 18,
		Draw: func(v []float64) []nbplot.Drawing {
			p, read := pixels(), v[0]
			ground := nbplot.Figure{
				Alt: "Level lines of the excess risk and three paths.", Equal: true, Width: 400, Height: 360, Legend: nbplot.LegendNone,
				X: nbplot.Axis{Label: "θ₁", Min: -1, Max: 1}, Y: nbplot.Axis{Label: "θ₂", Min: -0.1, Max: 1.7},
			}.Add(nbplot.Contours(valleyOfPixels(), 0.01, 0.1, 0.3, 0.6, 1.2).Plain())
			race := nbplot.Figure{
				Alt: "Excess risk against samples read, for three sizes of a batch.", Width: 400, Height: 360,
				X: nbplot.Axis{Label: "samples read", Log: true, Min: 1, Max: budget}, Y: nbplot.Axis{Label: "excess risk", Log: true, Min: 1e-6, Max: 30},
			}.Add()
			for i, run := range runs(key{coarse(v[1]), math.Round(v[2])}) {
				n := 0
				for n < len(run.read) && run.read[n] <= read {
					n++
				}
				name := fmt.Sprintf("b = %d", sizes[i])
				if run.diverged && n == len(run.read) {
					name += ": diverges"
				}
				way := nbplot.Line("", run.t1[:n], run.t2[:n]).Color(2 - i).Solid()
				if sizes[i] == 1 {
					way.Thin()
				}
				ground.Add(
					way,
					nbplot.Scatter("", run.t1[n-1:n], run.t2[n-1:n]).Color(2-i),
				)
				xs, ys := []float64{1}, []float64{run.excess[0]}
				for k := 1; k < n; k++ {
					xs, ys = append(xs, run.read[k]), append(ys, max(1e-6, run.excess[k]))
				}
				race.Add(nbplot.Line(name, append(xs, read), append(ys, ys[len(ys)-1])).Color(2 - i).Solid())
			}
			ground.Add(nbplot.Scatter("", []float64{p.t1}, []float64{p.t2}).Open().Gray())
			return []nbplot.Drawing{ground, race}
		},
	}
}

// valleyOfPixels is the excess risk on the ground of the race.
var valleyOfPixels = sync.OnceValue(func() nbplot.Grid { return pixels().level(-1.2, 1.2, -0.3, 1.9) })

// Cloud is where descent with batches of b and a constant rate ends: not at the minimum, but in a
// cloud around it.
func Cloud() live.Figure {
	const settle, stay = 2000, 2000
	cloud := func(b int, rate float64) (xs, ys []float64, mean float64) {
		p, rng := pixels(), rand.New(rand.NewPCG(10, uint64(b)))
		t1, t2 := p.t1, p.t2
		for step := range settle + stay {
			g1, g2 := 0.0, 0.0
			for range b {
				d1, d2 := p.grad(t1, t2, rng.IntN(len(p.rows)))
				g1, g2 = g1+d1, g2+d2
			}
			t1, t2 = t1-rate*g1/float64(b), t2-rate*g2/float64(b)
			if step < settle {
				continue
			}
			mean += p.excess(t1, t2) / stay
			if step%5 == 0 {
				xs, ys = append(xs, t1), append(ys, t2)
			}
		}
		return xs, ys, mean
	}
	return live.Figure{
		Name: "cloud", Title: "Every fifth of 2,000 steps, long after the descent",
		Alt: "Four panels of dots around a minimum. With single samples and η = 0.1 the cloud is wide, a tilted ellipse; with batches of 8, " +
			"or an eighth of the rate, it is about as small as each other's; with both it is smallest.",
		Sliders: []live.Slider{
			{Label: "b", Min: 1, Max: 64, Value: 1, Steps: 63},
			{Label: "η", Min: 0.003, Max: 0.2, Value: 0.1, Log: true},
		},
		Panels: [][]float64{{1, 0.1}, {1, 0.0125}, {8, 0.1}, {8, 0.0125}}, Cols: 2,
		Draw: func(v []float64) []nbplot.Drawing {
			p, b, rate := pixels(), int(math.Round(v[0])), coarse(v[1])
			xs, ys, mean := cloud(b, rate)
			return live.One(nbplot.Figure{
				Alt: "A cloud of dots around the minimum.", Equal: true, Height: 340, Legend: nbplot.LegendNone,
				X: nbplot.Axis{Label: "θ₁", Min: -0.35, Max: 1.05}, Y: nbplot.Axis{Label: "θ₂", Min: 0.1, Max: 1.1},
			}.Add(
				nbplot.Contours(floorOfPixels(), 0.01, 0.1).Plain(), nbplot.Scatter("", xs, ys).Color(0),
				nbplot.Scatter("", []float64{p.t1}, []float64{p.t2}).Open().Color(1),
				nbplot.Note(0.48, 1.02, fmt.Sprintf("mean excess risk %.2g", mean)),
			))
		},
	}
}

// floorOfPixels is the excess risk near the minimum.
var floorOfPixels = sync.OnceValue(func() nbplot.Grid { return pixels().level(-0.6, 1.3, -0.1, 1.3) })
