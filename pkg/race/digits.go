package race

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/gradstep/gradstep/pkg/dataset"
	"github.com/gradstep/gradstep/pkg/nn"
	"github.com/gradstep/gradstep/pkg/optim"
)

const (
	hidden    = 32 // units between the 64 pixels and the 10 digits: 2,410 parameters
	Epochs    = 20 // of a training on digits
	digitsIn  = 1000
	validated = 297
	perBatch  = 32
	perEpoch  = (digitsIn + perBatch - 1) / perBatch
)

// DigitSets are the 1,797 images of [dataset.Digits], shared out at random, the same way in every trial: 1,000 to
// train, 297 by which rates are chosen, and 500 that are held out, on which nothing is chosen.
type DigitSets struct{ Train, Validation, Held dataset.Data }

// Digits shares the images out.
var Digits = sync.OnceValue(func() DigitSets {
	all := dataset.Digits()
	order := rand.New(rand.NewPCG(9, 64)).Perm(all.Len())
	return DigitSets{all.Subset(order[:digitsIn]), all.Subset(order[digitsIn:][:validated]), all.Subset(order[digitsIn+validated:])}
})

// mostEpochs is far more than such a training takes; a number beyond it is a mistake.
const mostEpochs = 10_000

// DigitCurve is how a training on digits went: after every so many epochs the mean cross-entropy over the three
// sets, and the share of the images held out that it reads wrongly.
type DigitCurve struct{ Train, Validation, Held, Wrong []float64 }

// ReadDigits trains a network of 64, 32 and 10 values, a rectifier between them, in batches of 32, by
// cross-entropy, and looks at it every so many epochs. The seed is that of the first weights and of the shuffling.
// After a training has diverged, and where a loss is above 10, it counts as 10; after it has diverged all images
// count as read wrongly. It panics unless the rate is positive and finite and 1 <= every <= epochs <= 10,000.
func ReadDigits(ctx context.Context, c optim.Named, fall string, rate float64, epochs, every int, seed uint64) (DigitCurve, error) {
	if c.New == nil {
		panic("race: ReadDigits: the rule has no New")
	}
	if every < 1 || epochs < every || epochs > mostEpochs || !(rate > 0) || math.IsInf(rate, 1) {
		panic(fmt.Sprintf("race: ReadDigits: a look every %d of %d epochs at a rate of %v; want 1 <= every <= epochs <= %d and a positive rate", every, epochs, rate, mostEpochs))
	}
	net, err := nn.New(nn.Shape{C: 1, H: dataset.DigitSide, W: dataset.DigitSide}, nn.Dense{Out: hidden}, nn.ReLU{}, nn.Dense{Out: 10, Gain: 1})
	if err != nil {
		return DigitCurve{}, err
	}
	sets, loss, pass := Digits(), nn.CrossEntropy(10), net.NewPass(100, 1)
	var curve DigitCurve
	s := nn.Settings{
		Samples: sets.Train.Len(), Fill: nn.FillFrom(sets.Train), Batch: perBatch, Loss: loss, Rule: c.New(), Steps: epochs * perEpoch,
		Rate: schedule(fall, rate, epochs*perEpoch), Seed: seed, Context: ctx, Workers: 1, Every: every * perEpoch,
		Validate: func(m nn.Model) float64 {
			curve.Train = append(curve.Train, pass.Risk(m, sets.Train, loss))
			curve.Validation = append(curve.Validation, pass.Risk(m, sets.Validation, loss))
			curve.Held = append(curve.Held, pass.Risk(m, sets.Held, loss))
			curve.Wrong = append(curve.Wrong, wrong(pass, m, sets.Held))
			return curve.Validation[len(curve.Validation)-1]
		},
	}
	first := nn.Model{Net: net, Theta: net.Init(rand.New(rand.NewPCG(seed, 3))), Stats: net.NewStats()}
	_, err = nn.Train(first, s)
	if errors.Is(err, optim.ErrDiverged) || errors.Is(err, optim.ErrNotFinite) {
		err = nil
	}
	for _, v := range []*[]float64{&curve.Train, &curve.Validation, &curve.Held, &curve.Wrong} {
		worst := float64(diverged)
		if v == &curve.Wrong {
			worst = 1
		}
		for i, a := range *v {
			if !(a <= worst) {
				(*v)[i] = worst
			}
		}
		for len(*v) < epochs/every {
			*v = append(*v, worst)
		}
	}
	return curve, err
}

// wrong is the share of samples whose largest output is not that of the digit.
func wrong(pass *nn.Pass, m nn.Model, d dataset.Data) float64 {
	count := 0
	for i, x := range d.X {
		y := pass.Forward(m.Theta, m.Stats, x, nn.Inference)
		if d.Y[i][slices.Index(y, slices.Max(y))] != 1 {
			count++
		}
	}
	return float64(count) / float64(d.Len())
}
