package fd

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

// sided counts what Certify says at points where f has two slopes.
type sided struct{ points, silent, other, confident, sides, held int }

func (s sided) percent(n, of int) float64 { return 100 * float64(n) / float64(of) }

// Kinks and jumps of sizes 0.01 to 100 on waves and peaks, near 0 and far from it, exact and noisy: Certify
// says what is there, the bounds of the two slopes hold, and where it sees nothing its bound reaches one of
// them.
func TestTwoSlopesAndTheirBounds(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 4))
	shapes := []func(b, w, x float64) (value, slope float64){
		func(b, w, x float64) (float64, float64) { return b * math.Sin(w*x), b * w * math.Cos(w*x) },
		func(b, w, x float64) (float64, float64) {
			d := 1 + w*x*x
			return b / d, -2 * b * w * x / (d * d)
		},
	}
	points := 16000
	if testing.Short() {
		points = 3200
	}
	for _, level := range []float64{0, 1e-9} {
		var kinks, jumps sided
		for i := range points {
			x0 := []float64{0, 1, -2, 0.3, 100, 1e6, 1e-6, -3e4}[i%8]
			a, b := math.Pow(10, 4*rng.Float64()-2), math.Pow(10, 3*rng.Float64()-2)
			w, shape, jump := math.Pow(10, 1.5*rng.Float64()-1), shapes[i/8%2], i/16%2 == 1
			_, slope := shape(b, w, x0)
			f := func(x float64) float64 {
				v, _ := shape(b, w, x)
				v += level * noise(x)
				switch {
				case !jump:
					return v + a*math.Abs(x-x0)
				case x >= x0:
					return v + a
				}
				return v
			}
			if e, err := Certify(f, x0); jump {
				jumps.add(e, err, ErrJump, slope, slope)
			} else {
				kinks.add(e, err, ErrKink, slope-a, slope+a)
			}
		}
		for name, s := range map[string]sided{"kinks": kinks, "jumps": jumps} {
			said, held := s.percent(s.points-s.silent-s.other, s.points), s.percent(s.held, s.sides)
			t.Logf("%s with noise %g: said at %.2f %% of %d points, the bounds hold for %.2f %% of %d slopes; %d numbers that are too confident",
				name, level, said, s.points, held, s.sides, s.confident)
			if said < 97 || held < 99 || s.confident > s.points/1000 || s.other > 0 {
				t.Errorf("%s with noise %g: %+v", name, level, s)
			}
		}
	}
}

func (s *sided) add(e Estimate, err, want error, left, right float64) {
	s.points++
	switch {
	case err == nil:
		s.silent++
		if math.Abs(e.Value-left) > e.Err && math.Abs(e.Value-right) > e.Err {
			s.confident++
		}
		return
	case !errors.Is(err, want):
		s.other++
		return
	}
	s.sides += 2
	if math.Abs(e.Left-left) <= e.LeftErr {
		s.held++
	}
	if math.Abs(e.Right-right) <= e.RightErr {
		s.held++
	}
}

// A small difference of large numbers: its values lie on plateaus, of the spacing of floats at x, and are no
// staircase.
func TestCertifyAPlateauOfRounding(t *testing.T) {
	misses := 0
	for i := range 200 {
		x := 1e3 * math.Pow(1000, float64(i)/200)
		root := math.Sqrt(x*x + 1)
		e, err := Certify(func(x float64) float64 { return math.Sqrt(x*x+1) - x }, x)
		if err != nil || math.Abs(e.Value+1/(root*(root+x))) > e.Err {
			misses++
		}
	}
	if misses > 10 {
		t.Errorf("the bound fails at %d of 200 points", misses)
	}
}

// A wave that the fine grid is too coarse for looks like noise; a jump in it does not look like more of it.
func TestCertifyJumpsOnAFastWave(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 4))
	missed := 0
	for range 500 {
		b, w, a := math.Pow(10, 3*rng.Float64()-2), math.Pow(10, 1+rng.Float64()), math.Pow(10, 2*rng.Float64()-2)
		e, err := Certify(func(x float64) float64 {
			v := b * math.Sin(w*x)
			if x >= 1e6 {
				v += a * b
			}
			return v
		}, 1e6)
		if !errors.Is(err, ErrJump) || math.Abs(e.Jump-a*b) > 1e-3*a*b {
			missed++
		}
	}
	if missed > 10 {
		t.Errorf("%d of 500 jumps were missed", missed)
	}
}

// No grid is begun that could, with the one that may follow it, take the evaluations beyond 200.
func TestCertifyStopsAt200(t *testing.T) {
	if c := (search{evals: 184}); !c.affords() {
		t.Error("two grids of 8 more do not fit after 184")
	}
	if c := (search{evals: 185}); c.affords() {
		t.Error("two grids of 8 more are begun after 185")
	}
}
