package restore

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/pagetest"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/study"
)

// page is the text that derives what this package computes.
var page = pagetest.Open("../../docs/restoration.md")

func TestPageRates(t *testing.T) {
	for _, lambda := range []float64{0.1, 1, 10} {
		high := lambda + Eigenvalue(511, 511, 512, 512)
		rate, factor := 2/(lambda+high), (high-lambda)/(high+lambda)
		page.Says(t, fmt.Sprintf("| %g | %.4f | %.4f | %.0f |", lambda, rate, factor, math.Ceil(math.Log(1e-6)/math.Log(factor))))
	}
	page.Says(t, fmt.Sprintf("the largest is $8 - %.1f\\cdot 10^{-5}$", 1e5*(8-Eigenvalue(511, 511, 512, 512))))
}

func TestPageStepsToAGap(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const w, h = 128, 128
	_, f := noisy(t, w, h)
	for _, lambda := range []float64{5, 10, 20, 40} {
		d := newPrimalDual(f, w, h, lambda)
		row := fmt.Sprintf("| %g |", lambda)
		energy, gap := d.certificate()
		steps := 0
		for _, goal := range []float64{1, 1e-2, 1e-4, 1e-6} {
			for gap > goal {
				d.advance(stepsPerCheck)
				steps += stepsPerCheck
				energy, gap = d.certificate()
			}
			row += fmt.Sprintf(" %d |", steps)
		}
		page.Says(t, fmt.Sprintf("%s %.4f |", row, energy))
	}
	rms := math.Sqrt(2 * 1.0 / (10 * w * h))
	page.Says(t, fmt.Sprintf("distance of $%.4f$ from the minimizer, %.2f grey levels", rms, 255*rms))
}

func TestPageRace(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const w, h, lambda = 128, 128, 10.0
	_, f := noisy(t, w, h)
	exact, err := TV(f, w, h, lambda, 1e-4, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, eps := range []float64{0.1, 0.03, 0.01, 0.003, 0.001} {
		s, err := NewSmoothTV(f, w, h, lambda, eps, nil)
		if err != nil {
			t.Fatal(err)
		}
		row := fmt.Sprintf("| descent, ε = %g |", eps)
		x := append([]float64(nil), f...)
		for range 2 {
			settings := optim.Settings{Rate: optim.Constant(1 / s.Lipschitz()), MaxSteps: 500, Stop: optim.StopNone(), FuncEvery: -1}
			r, err := optim.Minimize(optim.Problem{Func: s.Value, Grad: s.Grad}, x, optim.NewSGD(), settings)
			if err != nil {
				t.Fatal(err)
			}
			x = r.X
			row += fmt.Sprintf(" %.2f |", s.Energy(x)-exact.Energy)
		}
		page.Says(t, row)
	}
	row := "| primal-dual |"
	for _, steps := range []int{50, 100} {
		r, err := TV(f, w, h, lambda, 0, steps)
		if err != nil {
			t.Fatal(err)
		}
		row += fmt.Sprintf(" %.2f (%d steps) |", r.Energy-exact.Energy, steps)
	}
	page.Says(t, row)
}

func TestPageChoices(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const w, h, sigma = 128, 128, 0.1
	clean, f := noisy(t, w, h)
	page.Says(t, fmt.Sprintf("estimates $\\sigma = %.3f$", NoiseLevel(f, w, h)))
	plan, u, ratio := NewPlan(w, h), make([]float64, w*h), map[string]float64{}
	for name, method := range map[string]struct {
		run  func(lambda float64) ([]float64, error)
		auto func() (Choice, error)
	}{
		"Tikhonov": {
			func(lambda float64) ([]float64, error) { return plan.Tikhonov(u, f, lambda), nil },
			func() (Choice, error) { _, c, err := AutoTikhonov(nil, f, w, h, sigma); return c, err },
		},
		"TV": {
			func(lambda float64) ([]float64, error) {
				r, err := TV(f, w, h, lambda, 0.1, 0)
				return r.U, err
			},
			func() (Choice, error) {
				_, c, err := AutoTV(f, w, h, sigma, 0.001, 0, rand.New(rand.NewPCG(1, 1)))
				return c, err
			},
		},
	} {
		psnr := func(lambda float64) (float64, error) {
			u, err := method.run(lambda)
			return picture.PSNR(u, clean), err
		}
		best, err := BestLambda(psnr, 0.1, 100)
		if err != nil {
			t.Fatal(err)
		}
		honest, err := Discrepancy(func(lambda float64) (float64, error) {
			u, err := method.run(lambda)
			return picture.MSE(u, f), err
		}, sigma, 0.1, 100)
		if err != nil {
			t.Fatal(err)
		}
		auto, err := method.auto()
		if err != nil {
			t.Fatal(err)
		}
		reached, _ := psnr(honest.Lambda)
		nearly, _ := psnr(auto.Lambda)
		ratio[name] = best.Lambda / honest.Lambda
		page.Says(t, fmt.Sprintf("| %s | %.1f | %.2f dB | %.1f | %.2f dB | %.1f | %.2f dB |", name, best.Lambda, best.Value, honest.Lambda, reached, auto.Lambda, nearly))
	}
	page.Says(t, fmt.Sprintf("by factors of %.1f and %.1f", ratio["Tikhonov"], ratio["TV"]))
	page.Says(t, fmt.Sprintf("the noisy image has %.2f dB", picture.PSNR(f, clean)))
}

func TestPageDegradations(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const w, h, sigma = 128, 128, 0.01
	clean, _ := noisy(t, w, h)
	rng := rand.New(rand.NewPCG(7, 1))
	known := make([]bool, w*h)
	for i := range known {
		known[i] = rng.Float64() < 0.3
	}
	mask, err := NewMask(w, h, known)
	if err != nil {
		t.Fatal(err)
	}
	blur, err := NewBlur(w, h, GaussianKernel(1.5))
	if err != nil {
		t.Fatal(err)
	}
	motion, err := NewBlur(w, h, MotionKernel(9))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name          string
		a             Operator
		quadratic, tv float64 // weights near the best
	}{
		{"blur, Gaussian of 1.5", blur, 150, 1500},
		{"blur, motion over 9", motion, 120, 900},
		{"7 of 10 pixels missing", mask, 4000, 10000},
		{"a quarter of the pixels", NewDownsample(w, h, 2), 600, 700},
	} {
		_, _, m := c.a.Size()
		f := make([]float64, m)
		c.a.Apply(f, clean)
		for i := range f {
			f[i] += sigma * rng.NormFloat64()
		}
		q, err := NewQuadratic(f, w, h, c.quadratic, c.a)
		if err != nil {
			t.Fatal(err)
		}
		s, err := q.Solve(1e-6, 0)
		if err != nil {
			t.Fatal(err)
		}
		r, err := TVInverse(c.a, f, c.tv, 0, 300)
		if err != nil {
			t.Fatal(err)
		}
		page.Says(t, fmt.Sprintf("| %s | %.2f dB | %.2f dB |", c.name, picture.PSNR(s.U, clean), picture.PSNR(r.U, clean)))
	}
}

// The page shows what the script in testdata/peers measured.
func TestPageSpeeds(t *testing.T) {
	table, err := study.Load("../../testdata/peers", "restoration")
	if err != nil {
		t.Fatal(err)
	}
	for i, ms := range table.Floats("ms") {
		r := table.Rows[i]
		page.Says(t, fmt.Sprintf("| %s | %s | %s | %.0f | %s |", r[0], r[1], r[2], ms, r[4]))
	}
}
