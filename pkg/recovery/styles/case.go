package styles

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/recovery/trials"
	"github.com/gradstep/gradstep/pkg/restore"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/stylize"
)

// Case is the recovery of random styles from one photograph: a row of the table in docs/recovering-b.md.
type Case struct {
	Name    string
	Trials  int
	Side    int  // of the images, in pixels
	Cropped bool // they are cut out at random places, a new one for each trial; otherwise the whole photograph is reduced
	Stored  bool // the stylized image is saved in 8 bits, which clips it
	Method  stylize.Method
}

// Cases are the rows of the table.
func Cases() []Case {
	reduced := Case{Name: "joint, 8 bits", Trials: 100, Side: 64, Stored: true}
	alternating, exact, crops, unturned := reduced, reduced, reduced, reduced
	alternating.Name, alternating.Trials, alternating.Method = "alternating, 8 bits", 50, stylize.Alternating
	exact.Name, exact.Trials, exact.Stored = "joint, exact values", 50, false
	crops.Name, crops.Trials, crops.Cropped = "joint, 8 bits, crops", 12, true
	unturned.Name, unturned.Trials, unturned.Method = "unturned, 8 bits", 12, stylize.Unturned
	return []Case{reduced, alternating, exact, crops, unturned}
}

// Outcome is one recovery of a style.
type Outcome struct {
	Truth, Start []float64
	stylize.Recovery
}

// Worst returns the greatest relative error of the chain's parameters, and the error of b.
func (o Outcome) Worst() (share, b float64) { return Worst(o.Params, o.Truth) }

// Worst returns the greatest relative error of the parameters but the last, and the error of that, b.
func Worst(params, truth []float64) (share, b float64) {
	if len(truth) == 0 || len(params) != len(truth) {
		panic(fmt.Sprintf("styles: Worst: %d parameters of %d", len(params), len(truth)))
	}
	last := len(truth) - 1
	for i, want := range truth[:last] {
		share = max(share, math.Abs(params[i]/want-1))
	}
	return share, math.Abs(params[last] - truth[last])
}

// Share is how near to the truth, relative to it, every parameter of the chain has to end.
const Share = 0.02

// Found says whether errors as those of [Outcome.Worst] count as found: within [Share], and within
// trials.Tolerance of b.
func Found(share, b float64) bool { return share <= Share && b <= trials.Tolerance }

// Run makes the trial of that number: equal numbers have equal styles and starts. An
// image that does not determine its style, a black one for instance, leaves the
// parameters at the start, and counts as not found.
func (c Case) Run(photo *picture.Image, trial uint64) (Outcome, error) {
	rng := rand.New(rand.NewPCG(trial, 0x57ac))
	var o Outcome
	for _, r := range stylize.StackRanges {
		o.Truth = append(o.Truth, r[0]+(r[1]-r[0])*rng.Float64())
		o.Start = append(o.Start, r[0]+(r[1]-r[0])*rng.Float64())
	}
	src, size := c.image(photo, rng)
	chain := stylize.Stack(size)
	r, err := stylize.Recover(chain, src, c.stylized(chain, src, o.Truth), o.Start, c.Method)
	if errors.Is(err, stylize.ErrFlat) {
		r, err = stylize.Recovery{Params: o.Start}, nil
	}
	if err != nil {
		return o, fmt.Errorf("styles: %s, trial %d: %w", c.Name, trial, err)
	}
	o.Recovery = r
	return o, nil
}

// image returns the original.
func (c Case) image(photo *picture.Image, rng *rand.Rand) ([]float64, stylize.Size) {
	if photo == nil || c.Side < 1 || photo.W < c.Side || photo.H < c.Side {
		panic(fmt.Sprintf("styles: Case: the photograph is nil, or has no square of side %d", c.Side))
	}
	if c.Cropped {
		return stylize.Flatten(photo.Crop(rng.IntN(photo.W-c.Side+1), rng.IntN(photo.H-c.Side+1), c.Side, c.Side))
	}
	return stylize.Flatten(restore.Shrink(photo, max(1, photo.W/c.Side)))
}

// stylized returns the original in the style of a chain's parameters and b.
func (c Case) stylized(chain *stylize.Chain, src, p []float64) []float64 {
	last := len(p) - 1
	out := stair.QuantizeTo(nil, chain.Forward(src, p[:last]), p[last])
	if c.Stored {
		picture.Stored(out, out)
	}
	return out
}
