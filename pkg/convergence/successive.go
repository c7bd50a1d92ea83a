package convergence

import (
	"fmt"
	"math"
	"sync"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/steklov"
	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// hilly is a problem of many minima, with what is known of them. Its f may be called from several goroutines.
type hilly struct {
	f      func(x []float64) float64
	lo, hi []float64    // the box of the starts
	fence  [2][]float64 // the box that is not left
	best   []float64
	near   float64 // how near each coordinate is to be
	radius float64 // the first and largest
}

// hills are Ackley's and Rastrigin's functions, from anywhere in their boxes, and the staircase's loss for an
// image of n channels, from anywhere within 0.7 of each b: wider than its valley, 0.715, it knows nothing of b.
//
// No minimum is in the middle of its box: steps that are longer than the box lead from corner to corner, and along
// the diagonal into the middle.
func hills(size study.Size) (all []climb) {
	for _, n := range study.Pick(size, []int{2, 5, 10}, []int{2}) {
		for _, p := range []testfunc.Problem{testfunc.Ackley(n), testfunc.Rastrigin(n)} {
			all = append(all, climb{problem: p.Name, n: n, hill: func() hilly { return moved(p) }})
		}
		all = append(all, climb{problem: "staircase", n: n, hill: sync.OnceValue(func() hilly { // it takes a while to make
			t, rng := staircase(n), study.Generator("fence", n)
			h := hilly{f: t.f, near: 0.05, radius: 0.7}
			for _, v := range t.x0 {
				b := v - 0.4
				h.best, h.lo, h.hi = append(h.best, b), append(h.lo, b-0.7), append(h.hi, b+0.7)
				h.fence[0] = append(h.fence[0], b-0.7-0.7*rng.Float64())
				h.fence[1] = append(h.fence[1], b+0.7+0.7*rng.Float64())
			}
			return h
		})})
	}
	return all
}

// moved is a problem whose minimum lies anywhere within 2 of where it was, in each coordinate.
func moved(p testfunc.Problem) hilly {
	h := hilly{lo: p.Lo, hi: p.Hi, fence: [2][]float64{p.Lo, p.Hi}, near: 0.1, radius: 2}
	rng, by := study.Generator("moved "+p.Name, p.Dim()), make([]float64, p.Dim())
	for i, v := range p.Minima[0].X {
		by[i] = 4*rng.Float64() - 2
		h.best = append(h.best, v+by[i])
	}
	h.f = func(x []float64) float64 {
		z := make([]float64, len(x))
		for i, v := range x {
			z[i] = v - by[i]
		}
		return p.Func(z)
	}
	return h
}

const (
	successiveStages = 8
	successiveSteps  = 100 // of each stage; a run at one radius has all of them
	lastRadius       = 0.01
)

// smoothings are the ways to smooth: with radii that fall, and with one of them all the time, as a share of the first.
var smoothings = []string{"successive", "h = first", "h = first/4", "h = last", "random search"}

// climb is a configuration: a problem, a way to smooth.
type climb struct {
	problem string
	n       int
	hill    func() hilly
	smooth  string
}

func (c climb) key(seed int) string {
	return fmt.Sprintf("%s-%d %s seed=%d", c.problem, c.n, c.smooth, seed)
}

// radii fall at equal ratios.
func (c climb) radii(h hilly) (radii []float64) {
	switch c.smooth {
	case "h = first":
		return []float64{h.radius}
	case "h = first/4":
		return []float64{h.radius / 4}
	case "h = last":
		return []float64{lastRadius * h.radius}
	}
	for k := range successiveStages {
		radii = append(radii, h.radius*math.Pow(lastRadius, float64(k)/(successiveStages-1)))
	}
	return radii
}

// run makes one run: is the global minimum found? The rule is plain descent along normalized estimates, n directions
// each, and the rate a share of the radius, falling to 0 where there is one radius.
func (c climb) run(rate float64, seed int) (study.Result, error) {
	h := c.hill()
	start, rng := study.Generator(fmt.Sprintf("start %s-%d", c.problem, c.n), seed), study.Generator(c.key(seed), seed)
	x0 := make([]float64, c.n)
	for i := range x0 {
		x0[i] = h.lo[i] + start.Float64()*(h.hi[i]-h.lo[i])
	}
	if c.smooth == "random search" {
		best, least, x := x0, h.f(x0), make([]float64, c.n)
		for range successiveStages*successiveSteps*2*c.n - 1 {
			for i := range x {
				x[i] = h.lo[i] + rng.Float64()*(h.hi[i]-h.lo[i])
			}
			if v := h.f(x); v < least {
				best, least = append([]float64(nil), x...), v
			}
		}
		return h.judge(best), nil
	}
	radii := c.radii(h)
	steps := successiveStages * successiveSteps / len(radii)
	e := &steklov.Estimator{Directions: c.n, Kind: steklov.Sphere, Rand: rng}
	smoothed := func(radius float64) optim.Problem {
		e.Radius = radius
		return optim.Problem{Grad: func(dst, x []float64) {
			e.Gradient(dst, h.f, x)
			if size := length(dst); size > 0 {
				for i := range dst {
					dst[i] /= size
				}
			}
		}}
	}
	var fall optim.Schedule = optim.Constant(rate)
	if len(radii) == 1 {
		fall = optim.Polynomial{Initial: rate, Power: 1, Steps: steps}
	}
	r, err := optim.Successive(smoothed, radii, x0, optim.NewSGD(), optim.Settings{
		Rate: fall, MaxSteps: steps, Project: optim.Must(optim.Box(h.fence[0], h.fence[1])),
	})
	if err != nil {
		return nil, err
	}
	return h.judge(r.X), nil
}

func (h hilly) judge(x []float64) study.Result {
	far := 0.0
	for i, v := range x {
		far = max(far, math.Abs(v-h.best[i]))
	}
	r := study.Result{"far": far, "found": 0}
	if far <= h.near {
		r["found"] = 1
	}
	return r
}

// successive asks whether radii that fall find global minima, at equal cost with one radius and with random search.
func successive(size study.Size) study.Part {
	var all []climb
	for _, c := range hills(size) {
		for _, c.smooth = range smoothings {
			all = append(all, c)
		}
	}
	rates := study.Pick(size, grid(1e-3, 100), []float64{0.1})
	plan := study.Plan[climb]{
		Configs: all, Key: climb.key, Seeds: func(climb) int { return study.Pick(size, 100, 4) },
		Cost: func(c climb) float64 { n := float64(c.n); return 60 * n * n },
		Run:  climb.run, Widen: halfDecade, Tries: []int{-1, -2, -3, -4, -5, -6, -7, -8, -9, -10},
		Rates: func(c climb) []float64 {
			if c.smooth == "random search" {
				return []float64{1}
			}
			return rates
		},
		Score: func(runs study.Runs) (sum float64) { // found by most, and of these the nearest on average
			for i, far := range runs.Values("far") {
				sum += math.Log10(max(far, 1e-6)) - 1000*runs.Values("found")[i]
			}
			return sum
		},
	}
	return study.Part{
		Name: "successive", About: "global minima by smoothing less and less, at equal cost with one radius and with random search", Jobs: plan.Jobs(),
		Tables: []study.Table{{Name: "successive", Columns: []string{
			"problem", "n", "smoothing", "rate", "evals", "found", "lo", "hi", "far_q25", "far", "far_q75",
		}}},
		Fill: func(done study.Results, t []*study.Table) {
			for _, c := range all {
				runs := plan.Runs(done, c)
				found := 0
				for _, v := range runs.Values("found") {
					found += int(v)
				}
				lo, hi := study.Wilson(found, len(runs))
				far := study.Summarize(runs.Values("far"))
				t[0].Add(c.problem, c.n, c.smooth, plan.Rate(done, c), successiveStages*successiveSteps*2*c.n,
					float64(found)/float64(len(runs)), lo, hi, far.Q25, far.Median, far.Q75)
			}
		},
	}
}
