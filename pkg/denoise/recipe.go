package denoise

import (
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/nn"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/picture"
)

// Recipe says which network is trained, on what and how long.
type Recipe struct {
	Depth, Channels int     // of the convolutions, the last of which has one channel
	Normalize       bool    // batch normalization between them
	Side            int     // of the patches
	Patches         int     // number of patches
	Least, Most     float64 // range of the noise's standard deviation, in units of the full range
	Batch, Steps    int
	Rate            float64 // of the first step; it falls along half a cosine to a hundredth
	Seed            uint64
}

// Published is the recipe of the weights in testdata/weights.
var Published = Recipe{
	Depth: 5, Channels: 16, Side: 20, Patches: 8192, Least: picture.FromByte(10), Most: picture.FromByte(40),
	Batch: 16, Steps: 5000, Rate: 0.003, Seed: 1,
}

// Network returns the recipe's network for patches: u = x + F(x), F being Depth convolutions
// with reflecting edges and rectifiers between them, so that F learns the noise with the sign
// changed: source [1]. The last convolution starts small, and u near x.
func (r Recipe) Network() (*nn.Network, error) {
	if r.Depth < 2 || r.Depth > 1000 {
		return nil, bad("a depth of %d, must be 2 to 1000", r.Depth)
	}
	body := []nn.Layer{nn.Conv{Out: r.Channels, Edge: nn.Reflect, NoBias: true}, nn.ReLU{}}
	for range r.Depth - 2 {
		body = append(body, nn.Conv{Out: r.Channels, Edge: nn.Reflect, NoBias: true})
		if r.Normalize {
			body = append(body, nn.BatchNorm{})
		}
		body = append(body, nn.ReLU{})
	}
	body = append(body, nn.Conv{Out: 1, Edge: nn.Reflect, NoBias: true, Gain: 0.1})
	return nn.New(nn.Shape{C: 1, H: r.Side, W: r.Side}, nn.Residual{Body: body})
}

// validationPatches is how many patches, cut from the same photographs and not trained on,
// judge a training.
const validationPatches = 64

// Settings returns the recipe's model before training and the settings for nn.Train: fresh
// noise for every patch in every epoch, Adam, and the best of the models at every tenth of
// the training by their loss on other patches with noise that stays. Settings that watch or
// save the training may be added.
func (r Recipe) Settings(images []*picture.Image) (nn.Model, nn.Settings, error) {
	net, err := r.Network()
	if err != nil {
		return nn.Model{}, nn.Settings{}, err
	}
	for _, im := range images {
		if im == nil {
			return nn.Model{}, nn.Settings{}, bad("an image is nil")
		}
		if im.W < r.Side || im.H < r.Side {
			return nn.Model{}, nn.Settings{}, bad("an image of %d×%d has no patches of %d×%d", im.W, im.H, r.Side, r.Side)
		}
	}
	switch {
	case len(images) == 0 || r.Patches < 1:
		return nn.Model{}, nn.Settings{}, bad("%d patches from %d images", r.Patches, len(images))
	case !(0 < r.Least && r.Least <= r.Most):
		return nn.Model{}, nn.Settings{}, bad("noise from %v to %v, want 0 < Least <= Most", r.Least, r.Most)
	}
	rng := rand.New(rand.NewPCG(r.Seed, 1))
	noise := Noise{Least: r.Least, Most: r.Most, Seed: r.Seed}
	clean := Patches(images, r.Side, r.Patches, rng)
	held := Noise{Least: r.Least, Most: r.Most, Seed: r.Seed + 1}.Pairs(Patches(images, r.Side, validationPatches, rng))
	pass := net.NewPass(r.Batch, 0)
	return nn.Model{Net: net, Theta: net.Init(rng), Stats: net.NewStats()}, nn.Settings{
		Samples: r.Patches, Fill: noise.Fresh(clean), Batch: r.Batch, Seed: r.Seed,
		Rate: optim.Cosine{Initial: r.Rate, End: r.Rate / 100, Steps: r.Steps}, Steps: r.Steps,
		Validate: func(m nn.Model) float64 { return pass.Risk(m, held, nn.MSE) }, Every: max(1, r.Steps/10),
	}, nil
}
