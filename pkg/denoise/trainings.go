package denoise

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/optim"
)

// Seeds is how often what depends on chance is repeated.
const Seeds = 5

// GapPatches are the numbers of patches of the table gap.
var GapPatches = []int{2, 8, 32, 128, 512, 2048}

// GapTrial is a trial of the table gap: the same number of steps, whatever the patches.
func GapTrial(patches int, seed uint64) Training {
	return Training{Patches: patches, Batch: 16, Steps: 400, Rate: 0.01, Seed: seed}
}

// BatchSizes are those of the table batches: all patches, a mini-batch, one.
var BatchSizes = []int{256, 16, 1}

// BatchRate is the middle of the rates that are tried first with each size.
var BatchRate = map[int]float64{256: 0.3, 16: 0.3, 1: 0.1}

// BatchSeeds is how many runs of each size the table batches shows: more than elsewhere, as some come to nothing.
const BatchSeeds = 10

// BatchEpochs is the length of each run of the table batches.
const BatchEpochs = 20

// BatchTrial is a trial of the table batches: plain descent, the history's validation
// being the risk over the training patches after each epoch. It panics when the batch is
// not from 1 to the 256 patches, or epochs negative.
func BatchTrial(batch int, rate float64, epochs int, seed uint64) Training {
	const patches = 256
	if batch < 1 || batch > patches || epochs < 0 {
		panic(fmt.Sprintf("denoise: BatchTrial: a batch of %d and %d epochs, want 1 to %d patches and no fewer than 0 epochs", batch, epochs, patches))
	}
	return Training{
		Patches: patches, Batch: batch, Steps: epochs * patches / batch, Rate: rate, Seed: seed, OnTrain: true,
		Rule: func() optim.Rule { return optim.NewSGD() },
	}
}

// Strategy is a way to train, and the same training without it. Their rates are the middle of those that are
// tried first: the study has each with its own best one, and the noise of gradients with its best size.
type Strategy struct {
	Name     string
	With     Training
	Without  Training
	Question string
}

// Strategies are the lecture's four, and shuffling alone.
func Strategies() []Strategy {
	plain := Training{Patches: 256, Batch: 16, Steps: 320, Rate: 0.01}
	inOrder, curriculum, normalized, noisy := plain, plain, plain, plain
	inOrder.InOrder = true
	curriculum.Curriculum = true
	normalized.Normalize = true
	noisy.GradientNoise = NoiseSizes[0]
	long := Training{Patches: 4, Batch: 4, Steps: 2000, Rate: 0.005}
	early := long
	early.Patience, early.Every = 10, 20
	return []Strategy{
		{"shuffling", plain, inOrder, "a new order in each epoch, or the flattest patches first"},
		{"curriculum", curriculum, plain, "the flattest patches alone at first, or all"},
		{"batch normalization", normalized, plain, "channels normalized, or not"},
		{"early stopping", early, long, "the best model on other patches, or the last; 4 patches"},
		{"gradient noise", noisy, plain, "noise in the gradients, or not"},
	}
}

// NoiseSizes are the standard deviations of the first gradient's noise that are tried; the last is the least of
// Neelakantan and others (2015).
var NoiseSizes = []float64{1e-4, 1e-3, 1e-2, 1e-1}

// Minimizers are the two trials around which the table landscape looks: many patches, and
// 4 that are learnt by heart.
var Minimizers = [2]Training{
	{Patches: 256, Batch: 16, Steps: 400, Rate: 0.01},
	{Patches: 4, Batch: 4, Steps: 2000, Rate: 0.005},
}

// LandscapeAt are the places of the table landscape along either direction.
var LandscapeAt = func() (at []float64) {
	for i := -12; i <= 12; i++ {
		at = append(at, float64(i)/24)
	}
	return at
}()
