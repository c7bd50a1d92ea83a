package picture_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"log"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/picture"
)

func ExampleLoad() {
	im, err := picture.Load("../../testdata/photos/astronaut.png")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d×%d, %d channels\n", im.W, im.H, im.Channels())
	x, y := 256, 100
	for c, name := range []string{"red", "green", "blue"} {
		v := im.Planes[c][y*im.W+x]
		fmt.Printf("%-5s %.4f, stored as %d\n", name, v, picture.ToByte(v))
	}
	// Output:
	// 512×512, 3 channels
	// red   0.6157, stored as 157
	// green 0.4980, stored as 127
	// blue  0.4275, stored as 109
}

func ExampleQuantize() {
	im := picture.FromPlane([]float64{0, 0.2, 0.5, 0.99}, 4, 1)
	y := picture.Quantize(nil, im, 2.25)
	fmt.Printf("%.4f\n", y.Planes[0])

	// Stored as a file, the last sample is clipped to 1.
	var file bytes.Buffer
	if err := y.EncodePNG(&file); err != nil {
		log.Fatal(err)
	}
	stored, err := picture.Decode(&file)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.4f\n", stored.Planes[0])
	// Output:
	// [0.2222 0.2222 0.6667 1.1111]
	// [0.2235 0.2235 0.6667 1.0000]
}

func ExampleAddGaussian() {
	im, err := picture.Load("../../testdata/photos/camera.png")
	if err != nil {
		log.Fatal(err)
	}
	noisy := picture.AddGaussian(nil, im, 0.1, rand.New(rand.NewPCG(1, 2)))
	fmt.Printf("PSNR %.1f dB\n", noisy.PSNR(im))
	fmt.Printf("PSNR %v dB\n", im.PSNR(im))
	// Output:
	// PSNR 20.0 dB
	// PSNR +Inf dB
}

func ExampleImage_Crop() {
	im, err := picture.Load("../../testdata/photos/retina.jpg")
	if err != nil {
		log.Fatal(err)
	}
	part := im.Crop(800, 500, 300, 300).Grey()
	fmt.Printf("%d×%d, %d channel\n", part.W, part.H, part.Channels())
	// Output:
	// 300×300, 1 channel
}

func ExampleRaster() {
	r, err := picture.LoadRaster("../../testdata/photos/camera.png")
	if err != nil {
		log.Fatal(err)
	}
	var histogram [256]int
	row := make([]uint8, r.W*r.Channels)
	for y := range r.H {
		for _, k := range r.Row(row, y) {
			histogram[k]++
		}
	}
	fmt.Println(r.Format, "with", histogram[0], "black and", histogram[255], "white pixels")
	// Output:
	// PNG with 1 black and 271 white pixels
}

// An image that another program of Go has drawn becomes planes of floats.
func ExampleFromImage() {
	chart := image.NewGray(image.Rect(0, 0, 3, 1))
	for x, level := range []uint8{0, 51, 255} {
		chart.SetGray(x, 0, color.Gray{Y: level})
	}
	im, err := picture.FromImage(chart)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(im.Channels(), im.Planes[0])
	// Output: 1 [0 0.2 1]
}

// Ten times as many defective pixels cost 10 decibels: the mean squared error is in proportion
// to their share.
func ExampleSaltAndPepper() {
	im, err := picture.Load("../../testdata/photos/camera.png")
	if err != nil {
		log.Fatal(err)
	}
	for _, share := range []float64{0.01, 0.1} {
		noisy := picture.SaltAndPepper(nil, im, share, rand.New(rand.NewPCG(1, 1)))
		fmt.Printf("%2.0f %% defective: %.1f dB\n", 100*share, noisy.PSNR(im))
	}
	// Output:
	//  1 % defective: 25.0 dB
	// 10 % defective: 14.8 dB
}

// Of a large file the bytes are enough: a row at a time, without the floats.
func ExampleDecoder_DecodeRaster() {
	var file bytes.Buffer
	if err := picture.FromPlane([]float64{0, 0.5, 1, 0.25}, 2, 2).EncodePNG(&file); err != nil {
		fmt.Println(err)
		return
	}
	r, err := picture.Decoder{MaxPixels: 1000}.DecodeRaster(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Row(nil, 0), r.Row(nil, 1))
	// Output: [0 128] [255 64]
}
