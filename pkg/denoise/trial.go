package denoise

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"

	"github.com/gradstep/gradstep/pkg/dataset"
	"github.com/gradstep/gradstep/pkg/nn"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/study"
)

// Training is one that takes seconds: 4 convolutions of 8 channels on patches of 16×16
// with noise of 0.1 that stays, one vector of 1,296 parameters. The zero of a field leaves its
// strategy off.
type Training struct {
	Patches, Batch, Steps int
	Rate                  float64
	Cosine                bool              // the rate falls to 0 along half a cosine; otherwise it is constant
	Rule                  func() optim.Rule // nil: Adam

	InOrder       bool    // no shuffling: the flattest patches first, in every epoch
	Curriculum    bool    // the flattest quarter first, and all from the 8th epoch on
	Normalize     bool    // batch normalization
	GradientNoise float64 // standard deviation of the noise of the first gradient; it falls as optim.GradientNoise does
	Patience      int     // early stopping: validations without an improvement
	Every         int     // steps between the rows of the history; 0: an epoch
	OnTrain       bool    // Validation in the history is the risk over the trained patches

	Seed uint64 // of the patches, the noise, the first parameters and the shuffling
}

const (
	trialSide, trialDepth, trialChannels = 16, 4, 8
	trialNoise                           = 0.1
	heldPatches                          = 128
)

// Outcome is what a trial leaves. Risks are mean squared errors over all patches of a set.
type Outcome struct {
	nn.Trained
	Train, Held float64 // of the trained patches, and of patches of a photograph that no training saw
	Fresh       float64 // of other patches of the photographs that were trained on
	Samples     Samples
}

// Samples are the pairs of a trial, noisy and clean.
type Samples struct {
	Train      dataset.Data
	Validation dataset.Data // other patches of the same photographs, for early stopping
	Held       dataset.Data // patches of another photograph, which is Held
}

// Photos are the photographs of the trials.
type Photos struct {
	Train []*picture.Image
	Held  *picture.Image
}

// LoadPhotos reads the repository's photographs from their folder: the astronaut and the
// retina for training, the man with the camera to be held out.
func LoadPhotos(dir string) (Photos, error) {
	images, err := picture.LoadAll(study.Photographs(dir))
	if err != nil {
		return Photos{}, err
	}
	return Photos{Train: images[1:], Held: images[0].Grey()}, nil
}

// Samples cuts a trial's pairs. Those held out are the same in every trial, and a trial with
// fewer patches has the first ones of a trial with more.
func (t Training) Samples(p Photos) Samples {
	draw := func(images []*picture.Image, n int, seed uint64) dataset.Data {
		clean := Patches(images, trialSide, n, rand.New(rand.NewPCG(seed, 2)))
		return Noise{Least: trialNoise, Most: trialNoise, Seed: seed}.Pairs(clean)
	}
	s := Samples{Train: draw(p.Train, t.Patches, 2*t.Seed+2), Validation: draw(p.Train, heldPatches, 2*t.Seed+3)}
	s.Held = draw([]*picture.Image{p.Held}, heldPatches, 1)
	return s
}

// Network returns the trial's network.
func (t Training) Network() (*nn.Network, error) {
	return Recipe{Depth: trialDepth, Channels: trialChannels, Side: trialSide, Normalize: t.Normalize}.Network()
}

// Run makes the trial.
func (t Training) Run(ctx context.Context, p Photos) (Outcome, error) {
	net, err := t.Network()
	if err != nil {
		return Outcome{}, err
	}
	if t.Patches < 1 {
		return Outcome{}, bad("a trial with %d patches", t.Patches)
	}
	samples, pass := t.Samples(p), net.NewPass(heldPatches, 0)
	s := nn.Settings{
		Samples: t.Patches, Fill: nn.FillFrom(samples.Train), Batch: min(t.Batch, t.Patches), Steps: t.Steps, Every: t.Every,
		Rate: t.schedule(), Rule: t.rule(), Patience: t.Patience, Seed: t.Seed, Context: ctx,
	}
	if t.Patience > 0 {
		s.Validate = func(m nn.Model) float64 { return pass.Risk(m, samples.Validation, nn.MSE) }
	}
	if t.OnTrain {
		s.Validate = func(m nn.Model) float64 { return pass.Risk(m, samples.Train, nn.MSE) }
	}
	score := make([]float64, t.Patches)
	for i, y := range samples.Train.Y {
		score[i] = texture(y)
	}
	switch {
	case t.InOrder:
		order := make([]int, t.Patches)
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(score[i], score[j]) })
		s.Fill, s.InOrder = nn.FillFrom(samples.Train.Subset(order)), true
	case t.Curriculum:
		if s.Curriculum, err = dataset.NewCurriculum(score, 0.25, 8); err != nil {
			return Outcome{}, err
		}
	}
	rng := rand.New(rand.NewPCG(t.Seed, 3))
	trained, err := nn.Train(nn.Model{Net: net, Theta: net.Init(rng), Stats: net.NewStats()}, s)
	o := Outcome{Trained: trained, Samples: samples}
	if err == nil {
		o.Train, o.Held = pass.Risk(o.Model, samples.Train, nn.MSE), pass.Risk(o.Model, samples.Held, nn.MSE)
		o.Fresh = pass.Risk(o.Model, samples.Validation, nn.MSE)
	}
	return o, err
}

func (t Training) schedule() optim.Schedule {
	if t.Cosine {
		return optim.Cosine{Initial: t.Rate, Steps: t.Steps}
	}
	return optim.Constant(t.Rate)
}

func (t Training) rule() (r optim.Rule) {
	r = optim.NewAdam()
	if t.Rule != nil {
		r = t.Rule()
	}
	if t.GradientNoise > 0 {
		noise := optim.GradientNoise{Eta: t.GradientNoise * t.GradientNoise, Gamma: 0.55, Source: rand.NewPCG(t.Seed, 4)}
		r = optim.Chain(r, noise)
	}
	return r
}

// texture is a patch's variance: what is flat is easy.
func texture(y []float64) (v float64) {
	mean := 0.0
	for _, a := range y {
		mean += a / float64(len(y))
	}
	for _, a := range y {
		v += (a - mean) * (a - mean) / float64(len(y))
	}
	return v
}
