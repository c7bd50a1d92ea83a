package optim_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/gradstep/gradstep/pkg/internal/allocs"
	"github.com/gradstep/gradstep/pkg/optim"
)

// set is a convex set with its projection and a way to draw its points.
type set struct {
	project optim.Projection
	inside  func(x []float64, slack float64) bool
	draw    func(r *rand.Rand) []float64
}

func sets(t testing.TB) map[string]set {
	t.Helper()
	lo, hi := []float64{-1, 0, 0.5}, []float64{1, 0, math.Inf(1)}
	center := []float64{1, -1, 0.5}
	normal := []float64{1, 2, -2}
	dot := func(x []float64) float64 { return x[0] + 2*x[1] - 2*x[2] }
	cube := func(r *rand.Rand) []float64 {
		return []float64{2*r.Float64() - 1, 2*r.Float64() - 1, 2*r.Float64() - 1}
	}
	return map[string]set{
		"box": {
			optim.Must(optim.Box(lo, hi)),
			func(x []float64, s float64) bool {
				for i := range x {
					if x[i] < lo[i]-s || x[i] > hi[i]+s {
						return false
					}
				}
				return true
			},
			func(r *rand.Rand) []float64 {
				return []float64{2*r.Float64() - 1, 0, 0.5 + 3*r.Float64()}
			},
		},
		"ball": {
			optim.Must(optim.Ball(center, 0.7)),
			func(x []float64, s float64) bool {
				return math.Hypot(math.Hypot(x[0]-1, x[1]+1), x[2]-0.5) <= 0.7+s
			},
			func(r *rand.Rand) []float64 {
				d := cube(r)
				k := 0.7 * r.Float64() / math.Hypot(math.Hypot(d[0], d[1]), d[2])
				return []float64{1 + k*d[0], -1 + k*d[1], 0.5 + k*d[2]}
			},
		},
		"half-space": {
			optim.Must(optim.HalfSpace(normal, 0.3)),
			func(x []float64, s float64) bool { return dot(x) <= 0.3+3*s },
			func(r *rand.Rand) []float64 {
				for {
					if x := cube(r); dot(x) <= 0.3 {
						return x
					}
				}
			},
		},
		"simplex": {
			optim.Must(optim.Simplex(1.5)),
			func(x []float64, s float64) bool {
				return x[0] >= 0 && x[1] >= 0 && x[2] >= 0 && math.Abs(x[0]+x[1]+x[2]-1.5) <= s
			},
			func(r *rand.Rand) []float64 {
				a, b := r.Float64(), r.Float64()
				if a > b {
					a, b = b, a
				}
				return []float64{1.5 * a, 1.5 * (b - a), 1.5 * (1 - b)}
			},
		},
	}
}

// TestProjections: Π(x) lies in the set, x of the set stay, and Π(x) is the nearest point:
// (x - Πx)·(y - Πx) <= 0 for every y of the set, which characterizes it.
func TestProjections(t *testing.T) {
	all := sets(t)
	rapid.Check(t, func(rt *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		x := []float64{
			rapid.Float64Range(-4, 4).Draw(rt, "x"),
			rapid.Float64Range(-4, 4).Draw(rt, "y"), rapid.Float64Range(-4, 4).Draw(rt, "z"),
		}
		checkProjections(rt, all, r, x)
	})
	x := make([]float64, 3)
	for name, s := range all {
		if n := allocs.PerRun(20, func() { x[0], x[1], x[2] = 3, 2, 1; s.project(x) }); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
		mustPanicUnlessSimplex(t, name, s)
	}
}

// TestProjectionsOfACorner: x and y beyond a bound, z on one.
func TestProjectionsOfACorner(t *testing.T) {
	checkProjections(t, sets(t), rand.New(rand.NewPCG(0, 1)), []float64{1, 1, -1})
}

func checkProjections(rt rapid.TB, all map[string]set, r *rand.Rand, x []float64) {
	rt.Helper()
	for name, s := range all {
		p := append([]float64(nil), x...)
		s.project(p)
		if !s.inside(p, 1e-12) {
			rt.Fatalf("%s: %v is projected to %v, outside", name, x, p)
		}
		for range 20 {
			y := s.draw(r)
			if !s.inside(y, 1e-12) {
				rt.Fatalf("%s: the draw %v is outside", name, y)
			}
			angle := 0.0
			for i := range x {
				angle += (x[i] - p[i]) * (y[i] - p[i])
			}
			if angle > 1e-9 {
				rt.Fatalf("%s: %v lies nearer to %v than its projection %v does", name, y, x, p)
			}
		}
		y := s.draw(r)
		kept := append([]float64(nil), y...)
		s.project(kept)
		for i := range y {
			if math.Abs(y[i]-kept[i]) > 1e-12 {
				rt.Fatalf("%s: the point %v of the set moved to %v", name, y, kept)
			}
		}
	}
}

func mustPanicUnlessSimplex(t *testing.T, name string, s set) {
	t.Helper()
	if name != "simplex" {
		mustPanic(t, name+" of another length", func() { s.project(make([]float64, 4)) })
	}
}

// TestBallAtOrigin: a nil center is 0, in any dimension, with any radius.
func TestBallAtOrigin(t *testing.T) {
	for _, unit := range [][]float64{{0.6, -0.8}, {0, 0, 1}} {
		for _, radius := range []float64{0, 0.5, 3} {
			x, want := make([]float64, len(unit)), make([]float64, len(unit))
			for i, v := range unit {
				x[i], want[i] = 50*v, radius*v
			}
			optim.Must(optim.Ball(nil, radius))(x)
			near(t, "projection", x, want)
		}
	}
}

func TestBadSets(t *testing.T) {
	nan := math.NaN()
	for name, f := range map[string]func() (optim.Projection, error){
		"lo > hi":         func() (optim.Projection, error) { return optim.Box([]float64{1}, []float64{0}) },
		"NaN bound":       func() (optim.Projection, error) { return optim.Box([]float64{nan}, nil) },
		"negative radius": func() (optim.Projection, error) { return optim.Ball(nil, -1) },
		"NaN center":      func() (optim.Projection, error) { return optim.Ball([]float64{nan}, 1) },
		"zero normal":     func() (optim.Projection, error) { return optim.HalfSpace([]float64{0, 0}, 1) },
		"NaN offset":      func() (optim.Projection, error) { return optim.HalfSpace([]float64{1}, nan) },
		"sum 0":           func() (optim.Projection, error) { return optim.Simplex(0) },
	} {
		if p, err := f(); p != nil || !errors.Is(err, optim.ErrValue) {
			t.Errorf("%s: %v", name, err)
		}
	}
	mustPanic(t, "lengths", func() { _, _ = optim.Box([]float64{1}, []float64{2, 3}) })
	defer func() {
		if recover() == nil {
			t.Error("Must did not panic")
		}
	}()
	optim.Must(optim.Ball(nil, -1))
}

// TestIntersection: of the triangle x >= 0, y >= 0, x + y <= 1 the nearest point to (2, 1.4) is
// (0.8, 0.2). Dykstra finds it; alternating projections end elsewhere in the set.
func TestIntersection(t *testing.T) {
	sets := []optim.Projection{
		optim.Must(optim.Box([]float64{0, 0}, nil)),
		optim.Must(optim.Ball([]float64{0, 0}, 1)),
		optim.Must(optim.HalfSpace([]float64{1, 1}, 1)),
	}
	x := []float64{2, 1.4}
	optim.Dykstra(10000, 1e-14, sets...)(x)
	if math.Abs(x[0]-0.8) > 1e-6 || math.Abs(x[1]-0.2) > 1e-6 {
		t.Errorf("Dykstra: %v, want (0.8, 0.2)", x)
	}
	y := []float64{2, 1.4}
	optim.Alternating(10000, 1e-14, sets...)(y)
	if y[0] < -1e-9 || y[1] < -1e-9 || y[0]+y[1] > 1+1e-9 {
		t.Errorf("alternating: %v is not in the set", y)
	}
	if math.Hypot(y[0]-0.8, y[1]-0.2) < 1e-3 {
		t.Errorf("alternating found the nearest point %v: the example shows nothing", y)
	}
	// On two lines through 0 both find the nearest common point, which is 0.
	lines := []optim.Projection{
		func(x []float64) { x[1] = 0 },
		func(x []float64) { m := (x[0] + x[1]) / 2; x[0], x[1] = m, m },
	}
	for name, p := range map[string]optim.Projection{"alternating": optim.Alternating(200, 0, lines...), "Dykstra": optim.Dykstra(200, 0, lines...)} {
		z := []float64{3, -2}
		if p(z); math.Hypot(z[0], z[1]) > 1e-12 {
			t.Errorf("%s: %v", name, z)
		}
		if n := allocs.PerRun(10, func() { p(z) }); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

// TestProjectedDescent: the start and every iterate are feasible, and the end is the
// constrained minimizer: of ½‖x - (2, 1)‖² on the unit ball, (2, 1)/√5.
func TestProjectedDescent(t *testing.T) {
	p := optim.Problem{
		Func: func(x []float64) float64 { return ((x[0]-2)*(x[0]-2) + (x[1]-1)*(x[1]-1)) / 2 },
		Grad: func(dst, x []float64) { dst[0], dst[1] = x[0]-2, x[1]-1 },
	}
	tr := &optim.Trace{}
	r := run(t, p, []float64{3, 3}, optim.NewSGD(), optim.Settings{
		Rate: optim.Constant(0.2), MaxSteps: 200, Trace: tr, Stop: optim.StopArgs(1e-12),
		Project: optim.Must(optim.Ball(nil, 1)),
	})
	for _, x := range tr.X {
		if math.Hypot(x[0], x[1]) > 1+1e-15 {
			t.Fatalf("iterate %v is outside", x)
		}
	}
	if r.Status != optim.SmallStep || math.Abs(r.X[0]-2/math.Sqrt(5)) > 1e-11 || math.Abs(r.X[1]-1/math.Sqrt(5)) > 1e-11 {
		t.Errorf("%v: %v", r.Message, r.X)
	}
}
