package restore_test

import (
	"fmt"
	"log"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/restore"
)

// An edge with a wrong pixel on its dark side.
var step = []float64{
	0, 0, 0, 1, 1, 1,
	0, 0.6, 0, 1, 1, 1,
	0, 0, 0, 1, 1, 1,
}

func print(u []float64, w int) {
	for ; len(u) > 0; u = u[w:] {
		fmt.Printf("%.2f\n", u[:w])
	}
}

// The quadratic energy smooths everything, the edge too.
func ExampleTikhonov() {
	print(restore.Tikhonov(nil, step, 6, 3, 1), 6)
	// Output:
	// [0.10 0.17 0.31 0.74 0.89 0.95]
	// [0.12 0.28 0.33 0.74 0.89 0.95]
	// [0.10 0.17 0.31 0.74 0.89 0.95]
}

// Total variation takes the pixel away and keeps the edge, a little lower.
func ExampleTV() {
	r, err := restore.TV(step, 6, 3, 2, 1e-9, 0)
	if err != nil {
		log.Fatal(err)
	}
	print(r.U, 6)
	fmt.Printf("energy %.4f, proved to within 1e-9: %v\n", r.Energy, r.Gap <= 1e-9)
	// Output:
	// [0.23 0.23 0.23 0.83 0.83 0.83]
	// [0.23 0.23 0.23 0.83 0.83 0.83]
	// [0.23 0.23 0.23 0.83 0.83 0.83]
	// energy 2.6200, proved to within 1e-9: true
}

// Gradient descent on the same energy comes to the same image.
func ExampleQuadratic() {
	q, err := restore.NewQuadratic(step, 6, 3, 1, nil)
	if err != nil {
		log.Fatal(err)
	}
	s := optim.Settings{Rate: optim.Constant(0.2), Stop: optim.StopGrad(1e-9)}
	r, err := optim.Minimize(optim.Problem{Func: q.Value, Grad: q.Grad}, step, optim.NewSGD(), s)
	if err != nil {
		log.Fatal(err)
	}
	print(r.X, 6)
	// Output:
	// [0.10 0.17 0.31 0.74 0.89 0.95]
	// [0.12 0.28 0.33 0.74 0.89 0.95]
	// [0.10 0.17 0.31 0.74 0.89 0.95]
}

// A colour image is restored channel by channel.
func ExampleByChannel() {
	im := picture.New(2, 1, 3)
	im.Planes[0] = []float64{0, 1}
	out, err := restore.ByChannel(im, func(dst, f []float64, w, h int) error {
		restore.Tikhonov(dst, f, w, h, 2)
		return nil
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.2f\n", out.Planes)
	// Output:
	// [[0.25 0.75] [0.00 0.00] [0.00 0.00]]
}

// The middle of a row is missing: the operator says what is known, and the energy
// fills in the rest.
func ExampleTVInverse() {
	known := []bool{true, true, false, false, true, true}
	mask, err := restore.NewMask(6, 1, known)
	if err != nil {
		log.Fatal(err)
	}
	f := make([]float64, 4)
	mask.Apply(f, []float64{0.1, 0.1, math.NaN(), math.NaN(), 0.9, 0.9})
	r, err := restore.TVInverse(mask, f, 50, 1e-9, 0)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.2f\n", []float64{r.U[0], r.U[1], r.U[4], r.U[5]})
	fmt.Println("between them anything that rises:", r.U[1] <= r.U[2] && r.U[2] <= r.U[3] && r.U[3] <= r.U[4])
	// Output:
	// [0.11 0.11 0.89 0.89]
	// between them anything that rises: true
}

// The weight that the noise allows.
func ExampleDiscrepancy() {
	rng := rand.New(rand.NewPCG(1, 2))
	f := make([]float64, 32*32)
	for i := range f {
		f[i] = math.Sin(float64(i%32)/10) + 0.1*rng.NormFloat64()
	}
	u := make([]float64, len(f))
	plan := restore.NewPlan(32, 32)
	c, err := restore.Discrepancy(func(lambda float64) (float64, error) {
		return picture.MSE(plan.Tikhonov(u, f, lambda), f), nil
	}, 0.1, 0.001, 100)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("λ = %.2f leaves a misfit of %.2f σ²\n", c.Lambda, c.Value/0.01)
	// Output:
	// λ = 0.29 leaves a misfit of 1.01 σ²
}

// The cosines are the eigenvectors of the Laplacian with Neumann edges.
func ExampleEigenvalue() {
	const w, h, k, l = 4, 3, 1, 2
	v := make([]float64, w*h)
	for y := range h {
		for x := range w {
			v[y*w+x] = math.Cos(math.Pi*k*(float64(x)+0.5)/w) * math.Cos(math.Pi*l*(float64(y)+0.5)/h)
		}
	}
	fmt.Printf("%.4f %.4f\n", restore.Laplacian(nil, v, w, h)[0]/v[0], -restore.Eigenvalue(k, l, w, h))
	// Output: -3.5858 -3.5858
}

// How much to smooth is read off the noisy image.
func ExampleAutoTV() {
	const w, h, sigma = 64, 64, 0.1
	clean, noisy := square(w, h), make([]float64, w*h)
	rng := rand.New(rand.NewPCG(1, 2))
	for i, v := range clean {
		noisy[i] = v + sigma*rng.NormFloat64()
	}
	r, c, err := restore.AutoTV(noisy, w, h, restore.NoiseLevel(noisy, w, h), 0.001, 0, rng)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("λ = %.1f, found with %d restorations\n", c.Lambda, c.Evals)
	fmt.Printf("%.1f dB, before %.1f\n", picture.PSNR(r.U, clean), picture.PSNR(noisy, clean))
	// Output:
	// λ = 10.2, found with 4 restorations
	// 35.2 dB, before 20.0
}

// Any method can be judged by two of its results: here means over three pixels of a row, with the weight of
// the middle one to choose. What the estimates are off by is nearly common to all weights.
func ExampleStein() {
	const w, h, sigma = 64, 64, 0.1
	clean, noisy := square(w, h), make([]float64, w*h)
	rng := rand.New(rand.NewPCG(1, 2))
	for i, v := range clean {
		noisy[i] = v + sigma*rng.NormFloat64()
	}
	smooth := func(f []float64, lambda float64) []float64 {
		u := make([]float64, len(f))
		for i := range f {
			left, right := f[max(i-1, 0)], f[min(i+1, len(f)-1)]
			u[i] = (left + lambda*f[i] + right) / (2 + lambda)
		}
		return u
	}
	s, err := restore.NewStein(noisy, w, h, sigma, rng)
	if err != nil {
		log.Fatal(err)
	}
	for _, lambda := range []float64{0.5, 1, 2, 4} {
		u := smooth(noisy, lambda)
		fmt.Printf("weight %.1f: estimated %.5f, in truth %.5f\n", lambda, s.Risk(u, smooth(s.Probed(), lambda)), picture.MSE(u, clean))
	}
	c, err := restore.LeastRisk(func(lambda float64) (float64, error) {
		return s.Risk(smooth(noisy, lambda), smooth(s.Probed(), lambda)), nil
	}, 1, 0.1, 10)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("best: %.2f\n", c.Lambda)
	// Output:
	// weight 0.5: estimated 0.00595, in truth 0.00515
	// weight 1.0: estimated 0.00502, in truth 0.00434
	// weight 2.0: estimated 0.00476, in truth 0.00423
	// weight 4.0: estimated 0.00551, in truth 0.00512
	// best: 1.70
}

// square is a bright square on a dark ground.
func square(w, h int) []float64 {
	u := make([]float64, w*h)
	for i := range u {
		u[i] = 0.2
		if x, y := i%w, i/w; x > w/4 && x < 3*w/4 && y > h/4 && y < 3*h/4 {
			u[i] = 0.8
		}
	}
	return u
}
