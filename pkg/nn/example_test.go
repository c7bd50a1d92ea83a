package nn_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/dataset"
	"github.com/gradstep/gradstep/pkg/nn"
	"github.com/gradstep/gradstep/pkg/optim"
)

// A network is a function of its flat parameters, and any rule drives it.
func Example() {
	net, err := nn.New(nn.Shape{C: 1, H: 1, W: 1}, nn.Dense{Out: 8}, nn.ReLU{}, nn.Dense{Out: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	x, target := make([]float64, 21), make([]float64, 21)
	for i := range x { // the absolute value on [-1, 1]
		x[i] = float64(i-10) / 10
		target[i] = max(x[i], -x[i])
	}
	p, rng := net.NewPass(len(x), 0), rand.New(rand.NewPCG(1, 2))
	grad := func(dst, theta []float64) { p.Gradient(dst, theta, nil, x, target, nn.MSE) }
	res, err := optim.Minimize(optim.Problem{Grad: grad}, net.Init(rng), optim.NewAdam(),
		optim.Settings{Rate: optim.Constant(0.01), MaxSteps: 2000})
	if err != nil {
		fmt.Println(err)
		return
	}
	y := p.Forward(res.X, nil, []float64{-0.75, 0.2, 0.4}, nn.Inference)
	fmt.Printf("%d parameters; |x| at -0.75, 0.2 and 0.4: %.2f %.2f %.2f\n", net.Params(), y[0], y[1], y[2])
	// Output: 25 parameters; |x| at -0.75, 0.2 and 0.4: 0.75 0.20 0.40
}

// Mini-batches, early stopping on other samples, and the best model back.
func ExampleTrain() {
	net, err := nn.New(nn.Shape{C: 2, H: 1, W: 1}, nn.Dense{Out: 16}, nn.ReLU{}, nn.Dense{Out: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	rng := rand.New(rand.NewPCG(1, 2))
	draw := func(n int) (d dataset.Data) { // the larger of two numbers
		for range n {
			a, b := rng.Float64(), rng.Float64()
			d.X, d.Y = append(d.X, []float64{a, b}), append(d.Y, []float64{max(a, b)})
		}
		return d
	}
	train, other, p := draw(300), draw(100), net.NewPass(100, 0)
	r, err := nn.Train(nn.Model{Net: net, Theta: net.Init(rng), Stats: net.NewStats()}, nn.Settings{
		Samples: train.Len(), Fill: nn.FillFrom(train), Batch: 20,
		Rate: optim.Constant(0.01), Steps: 100_000,
		Validate: func(m nn.Model) float64 { return p.Risk(m, other, nn.MSE) }, Patience: 50,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	y, err := r.Model.Apply(nil, []float64{0.3, 0.8}, net.In)
	fmt.Printf("%v before step 100000: %v\n", r.Status, r.Steps < 100_000)
	fmt.Printf("the larger of 0.3 and 0.8: %.2f %v\n", y[0], err)
	// Output:
	// plateau before step 100000: true
	// the larger of 0.3 and 0.8: 0.80 <nil>
}

// One output is far off. The mean squared error is nearly all about it; the mean absolute
// error pulls at every output alike.
func ExampleL1() {
	y, t, dy := []float64{1.1, 2.1, 5}, []float64{1, 2, 3}, make([]float64, 3)
	fmt.Printf("MSE %.2f", nn.MSE(dy, y, t))
	fmt.Printf(", derivatives %.2f\n", dy)
	fmt.Printf("L1  %.2f", nn.L1(dy, y, t))
	fmt.Printf(", derivatives %.2f\n", dy)
	// Output:
	// MSE 1.34, derivatives [0.07 0.07 1.33]
	// L1  0.73, derivatives [0.33 0.33 0.33]
}

// All parameters are one vector; each layer has a part of it.
func ExampleNetwork_ParamsOf() {
	net, err := nn.New(nn.Shape{C: 1, H: 8, W: 8}, nn.Conv{Out: 4}, nn.BatchNorm{}, nn.ReLU{}, nn.Conv{Out: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	lo, hi := net.ParamsOf(3)
	fmt.Println(net.Params(), "parameters, the last layer's from", lo, "to", hi)
	fmt.Println(net.Stats(), "statistics of the normalization")
	// Output:
	// 85 parameters, the last layer's from 48 to 85
	// 8 statistics of the normalization
}

func ExampleCrossEntropy() {
	loss := nn.CrossEntropy(3)
	target, dy := []float64{0, 1, 0}, make([]float64, 3)
	fmt.Printf("undecided %.3f\n", loss(nil, []float64{1, 1, 1}, target))
	fmt.Printf("right     %.3f\n", loss(dy, []float64{1, 4, 1}, target))
	fmt.Printf("wrong     %.3f\n", loss(nil, []float64{4, 1, 1}, target))
	fmt.Printf("p - t     %.3f\n", dy)
	// Output:
	// undecided 1.099
	// right     0.095
	// wrong     3.095
	// p - t     [0.045 -0.091 0.045]
}
