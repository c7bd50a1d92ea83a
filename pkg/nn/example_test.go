package nn_test

import (
	"fmt"
	"math/rand/v2"

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
