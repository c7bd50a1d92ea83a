package stylize_test

import (
	"fmt"
	"log"
	"slices"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/stylize"
	"github.com/gradstep/gradstep/pkg/surrogate"
)

// A photograph in the style of a warm, soft poster.
func ExampleChain() {
	photo, err := picture.Load("../../testdata/photos/astronaut.png")
	if err != nil {
		log.Fatal(err)
	}
	src, size := stylize.Flatten(photo.Crop(180, 60, 64, 64))
	chain := stylize.NewChain(size,
		stylize.Tone{}, stylize.NewWhiteBalance(size), stylize.NewBlur(size, 0), stylize.Contrast{},
		&stylize.Quantize{Surrogate: surrogate.Exact{}})
	for _, p := range chain.Params() {
		fmt.Print(" ", p.Name)
	}
	out := chain.Forward(src, []float64{1, 0.9, 1.1, 0.9, 1, 4, 0.5, 6})
	values := slices.Compact(slices.Sorted(slices.Values(out)))
	fmt.Printf("\n%d values: %.3f\n", len(values), values)
	// Output:
	//  gain gamma red blue width strength pivot b
	// 7 values: [0.083 0.250 0.417 0.583 0.750 0.917 1.083]
}

// The tone and the blur of an image, found again by descent.
func ExampleMatch() {
	photo, err := picture.Load("../../testdata/photos/camera.png")
	if err != nil {
		log.Fatal(err)
	}
	src, size := stylize.Flatten(photo.Crop(200, 100, 48, 48))
	chain := stylize.NewChain(size, stylize.Tone{}, stylize.NewBlur(size, 0))
	match := stylize.Match{Chain: chain, Src: src, Target: slices.Clone(chain.Forward(src, []float64{0.9, 1.4, 1.1}))}
	res, err := optim.Minimize(match.Problem(), chain.Neutral(), optim.NewAdam(), optim.Settings{
		Rate: optim.Cosine{Initial: 0.05, Steps: 300}, MaxSteps: 300, Project: chain.Projection(),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("gain %.2f, gamma %.2f, width %.2f\n", res.X[0], res.X[1], res.X[2])
	// Output:
	// gain 0.90, gamma 1.40, width 1.10
}

// A style with its staircase, found again from the photograph before and after. The b
// that made it is 12.34; the descent ends within 0.02 of it.
func ExampleRecover() {
	photo, err := picture.Load("../../testdata/photos/camera.png")
	if err != nil {
		log.Fatal(err)
	}
	src, size := stylize.Flatten(photo.Crop(200, 100, 160, 160))
	chain := stylize.NewChain(size, stylize.Tone{})
	target := stair.QuantizeTo(nil, chain.Forward(src, []float64{0.9, 1.4}), 12.34)
	r, err := stylize.Recover(chain, src, target, []float64{1, 1, 20}, stylize.Joint)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("gain %.2f, gamma %.2f, b %.2f\n", r.Params[0], r.Params[1], r.Params[2])
	// Output:
	// gain 0.90, gamma 1.40, b 12.35
}
