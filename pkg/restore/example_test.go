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
