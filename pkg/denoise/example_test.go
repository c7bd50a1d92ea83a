package denoise_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/denoise"
	"github.com/gradstep/gradstep/pkg/picture"
)

// The published network takes noise out of a photograph that it has never seen.
func ExampleDenoiser_Image() {
	d := denoise.Trained()
	p, err := denoise.LoadPhotos("../../testdata/photos")
	if err != nil {
		fmt.Println(err)
		return
	}
	clean := p.Held.Crop(180, 60, 128, 128)
	noisy := picture.AddGaussian(nil, clean, 25.0/255, rand.New(rand.NewPCG(1, 1)))
	restored, err := d.Image(noisy)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("noisy %.1f dB, restored %.1f dB\n", noisy.PSNR(clean), restored.PSNR(clean))
	// Output: noisy 20.2 dB, restored 28.4 dB
}
