package restore

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/picture"
)

func TestLeastRisk(t *testing.T) {
	for _, best := range []float64{0.2, 0.9, 1, 1.1, 7, 40} {
		bowl := func(lambda float64) (float64, error) { d := math.Log(lambda / best); return d*d - 3, nil }
		c, err := LeastRisk(bowl, 1, 0.01, 100)
		if err != nil || math.Abs(math.Log(c.Lambda/best)) > 1e-9 || math.Abs(c.Value+3) > 1e-9 {
			t.Errorf("%+v, want %v (%v)", c, best, err)
		}
		if most := 4 + int(math.Ceil(math.Abs(math.Log(best))/math.Log(1.5))); c.Evals > most {
			t.Errorf("%v: %d restorations, want at most %d", best, c.Evals, most)
		}
		skew := func(lambda float64) (float64, error) { d := math.Log(lambda / best); return math.Expm1(2*d) - 2*d, nil }
		if c, err := LeastRisk(skew, 1, 0.01, 100); err != nil || math.Abs(math.Log(c.Lambda/best)) > 0.035 {
			t.Errorf("askew: %+v, want %v (%v)", c, best, err)
		}
	}
	rise := func(lambda float64) (float64, error) { return lambda, nil }
	fall := func(lambda float64) (float64, error) { return -lambda, nil }
	for _, start := range []float64{2, 3, 5} {
		if c, err := LeastRisk(rise, start, 2, 5); err != nil || c.Lambda != 2 || c.Value != 2 {
			t.Errorf("from %v: %+v, %v", start, c, err)
		}
		if c, err := LeastRisk(fall, start, 2, 5); err != nil || c.Lambda != 5 || c.Value != -5 {
			t.Errorf("from %v: %+v, %v", start, c, err)
		}
		if c, err := LeastRisk(func(float64) (float64, error) { return 1, nil }, start, 2, 5); err != nil || math.Abs(c.Lambda-start) > 1e-12 {
			t.Errorf("level, from %v: %+v, %v", start, c, err)
		}
	}
	sour := errors.New("sour")
	for n := range 6 {
		evals := 0
		_, err := LeastRisk(func(lambda float64) (float64, error) {
			if evals++; evals > n {
				return 0, sour
			}
			return math.Abs(math.Log(lambda / 3)), nil
		}, 1, 0.1, 10)
		if !errors.Is(err, sour) || evals != n+1 {
			t.Errorf("%d restorations, %v", evals, err)
		}
	}
	if _, err := LeastRisk(func(float64) (float64, error) { return math.NaN(), nil }, 1, 0.1, 10); !errors.Is(err, ErrValue) {
		t.Errorf("%v", err)
	}
	for _, v := range [][3]float64{{0, 0, 1}, {1, 2, 2}, {1, 2, 5}, {6, 2, 5}, {math.NaN(), 2, 5}, {1, 1, math.Inf(1)}} {
		panics(t, fmt.Sprint(v), func() { _, _ = LeastRisk(rise, v[0], v[1], v[2]) })
	}
	panics(t, "no risk", func() { _, _ = LeastRisk(nil, 1, 0.1, 10) })
}

// autoCases are parts of the photographs on which the settings of this package were tried.
func autoCases(t *testing.T) map[string]*picture.Image {
	t.Helper()
	cases := map[string]*picture.Image{}
	for name, corner := range map[string][2]int{"camera.png": {150, 60}, "china.jpg": {250, 100}, "retina.jpg": {500, 640}} {
		im, err := picture.Load("../../testdata/photos/" + name)
		if err != nil {
			t.Fatal(err)
		}
		cases[name] = im.Grey().Crop(corner[0], corner[1], 128, 120)
	}
	return cases
}

// Without the clean image the weight is nearly as good as the best, with the noise told and estimated, whole
// and stored, for a few times the steps of one restoration.
func TestAutoIsNearlyTheBest(t *testing.T) {
	const distance = 0.25 / 255
	for name, im := range autoCases(t) {
		clean, w, h := im.Planes[0], im.W, im.H
		for _, sigma := range []float64{10. / 255, 40. / 255} {
			for _, stored := range []bool{false, true} {
				f := addNoise(clean, sigma, stored, 1)
				level := NoiseLevel(f, w, h)
				if math.Abs(level/sigma-1) > 0.12 {
					t.Errorf("%s: noise of %.3f estimated as %.3f", name, sigma, level)
				}
				var fixed TVResult
				tv, err := BestLambda(func(lambda float64) (v float64, err error) {
					fixed, err = TV(f, w, h, lambda, gapOf(distance, lambda, len(f)), 0)
					return picture.PSNR(fixed.U, clean), err
				}, 0.3/sigma, 6/sigma)
				if err != nil {
					t.Fatal(err)
				}
				tikhonov, err := BestLambda(func(lambda float64) (float64, error) {
					return picture.PSNR(Tikhonov(nil, f, w, h, lambda), clean), nil
				}, 1e-3, 1e2)
				if err != nil {
					t.Fatal(err)
				}
				for _, s := range []float64{sigma, level} {
					r, c, err := AutoTV(f, w, h, s, distance, 0, rand.New(rand.NewPCG(3, 4)))
					if err != nil {
						t.Fatal(err)
					}
					u, d, err := AutoTikhonov(nil, f, w, h, s)
					if err != nil {
						t.Fatal(err)
					}
					lostTV, lost := tv.Value-picture.PSNR(r.U, clean), tikhonov.Value-picture.PSNR(u, clean)
					t.Logf("%s, σ %.3f as %.3f, stored %v: TV λ %.2f for %.2f, %.2f dB less, %d steps for %d; Tikhonov %.2f for %.2f, %.2f dB less",
						name, sigma, s, stored, c.Lambda, tv.Lambda, lostTV, r.Steps, fixed.Steps, d.Lambda, tikhonov.Lambda, lost)
					if lostTV > 0.3 || lost > 0.3 {
						t.Errorf("%s, σ %v, stored %v: %.2f and %.2f dB below the best", name, s, stored, lostTV, lost)
					}
					if r.Steps > 5*fixed.Steps {
						t.Errorf("%s, σ %v, stored %v: %d steps, at a given weight %d", name, s, stored, r.Steps, fixed.Steps)
					}
					if proved := math.Sqrt(2 * r.Gap / c.Lambda / float64(len(f))); proved > distance {
						t.Errorf("%s: %v is proved, want %v", name, proved, distance)
					}
				}
			}
		}
	}
}

// Equal generators give equal bits, at any number of cores.
func TestAutoIsDeterministic(t *testing.T) {
	_, f := noisy(t, 64, 50)
	var first TVResult
	for _, n := range []int{1, 2, 3, 8} {
		old := runtime.GOMAXPROCS(n)
		r, _, err := AutoTV(f, 64, 50, 0.1, 1e-3, 0, rand.New(rand.NewPCG(3, 4)))
		runtime.GOMAXPROCS(old)
		if err != nil {
			t.Fatal(err)
		}
		if n == 1 {
			first = r
		}
		for i, v := range r.U {
			if v != first.U[i] {
				t.Fatalf("%d cores: sample %d is %v, not %v", n, i, v, first.U[i])
			}
		}
	}
}

// Nothing but noise becomes nearly level; a row and a column are images too.
func TestAutoOfNoise(t *testing.T) {
	for _, size := range [][2]int{{64, 64}, {300, 1}, {1, 300}, {2, 2}, {1, 1}} {
		w, h := size[0], size[1]
		f := make([]float64, w*h)
		fill(f, 0.5)
		f = addNoise(f, 0.1, false, 2)
		r, _, err := AutoTV(f, w, h, 0.1, 1e-3, 0, rand.New(rand.NewPCG(3, 4)))
		if err != nil {
			t.Fatal(err)
		}
		u, _, err := AutoTikhonov(nil, f, w, h, 0.1)
		if err != nil {
			t.Fatal(err)
		}
		if w*h < 100 {
			continue
		}
		for name, u := range map[string][]float64{"TV": r.U, "Tikhonov": u} {
			sum := 0.0
			for _, v := range u {
				sum += (v - 0.5) * (v - 0.5) / float64(len(u))
			}
			if math.Sqrt(sum) > 0.035 {
				t.Errorf("%d×%d: %s leaves %.3f of noise of 0.1", w, h, name, math.Sqrt(sum))
			}
		}
	}
}

// The trace is that of the filter, and the risk of the cosine basis that of the image.
func TestSpectralRisk(t *testing.T) {
	for _, size := range [][2]int{{16, 8}, {7, 5}, {12, 32}} {
		w, h := size[0], size[1]
		const sigma, lambda = 0.2, 0.7
		_, f := noisy(t, w, h)
		p := NewPlan(w, h)
		s, err := newStein(f, w, h, sigma)
		if err != nil {
			t.Fatal(err)
		}
		trace, unit := 0.0, make([]float64, w*h)
		for i := range unit {
			clear(unit)
			unit[i] = 1
			trace += p.Tikhonov(nil, unit, lambda)[i]
		}
		n := float64(w * h)
		want := picture.MSE(p.Tikhonov(nil, f, lambda), f) + 2*sigma*sigma*trace/n - sigma*sigma
		if got := newSpectral(p, s).risk(lambda); math.Abs(got-want) > 1e-13 {
			t.Errorf("%d×%d: the risk is %v, want %v", w, h, got, want)
		}
	}
}

// A method of one's own: smooth total variation by descent, both images alike.
func TestLeastRiskOfSmoothTV(t *testing.T) {
	const w, h, sigma, eps = 64, 64, 0.1, 0.01
	clean, f := noisy(t, w, h)
	s, err := NewStein(f, w, h, sigma, rand.New(rand.NewPCG(5, 6)))
	if err != nil {
		t.Fatal(err)
	}
	descend := func(f []float64, lambda float64) ([]float64, error) {
		e, err := NewSmoothTV(f, w, h, lambda, eps, nil)
		if err != nil {
			return nil, err
		}
		r, err := optim.Minimize(optim.Problem{Func: e.Value, Grad: e.Grad}, f, optim.NewNesterov(),
			optim.Settings{Rate: optim.Constant(1 / e.Lipschitz()), MaxSteps: 60, Stop: optim.StopNone(), FuncEvery: -1})
		return r.X, err
	}
	c, err := LeastRisk(func(lambda float64) (float64, error) {
		u, err := descend(f, lambda)
		if err != nil {
			return 0, err
		}
		v, err := descend(s.Probed(), lambda)
		return s.Risk(u, v), err
	}, 10, 1, 100)
	if err != nil {
		t.Fatal(err)
	}
	psnr := func(lambda float64) (float64, error) {
		u, err := descend(f, lambda)
		return picture.PSNR(u, clean), err
	}
	best, err := BestLambda(psnr, 1, 100)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := psnr(c.Lambda)
	t.Logf("λ = %.2f with %.2f dB, best %.2f with %.2f dB", c.Lambda, got, best.Lambda, best.Value)
	if got < best.Value-0.3 {
		t.Errorf("%.2f dB at λ = %v, %.2f dB at %v", got, c.Lambda, best.Value, best.Lambda)
	}
}
