// Command poster makes the picture of the README, from this folder:
//
//	go run . ../../testdata/photos/astronaut.png ../poster.jpg
//
// From left to right the photograph itself, then b = 30, 8.5 and 5.
package main

import (
	"fmt"
	"os"

	"github.com/gradstep/gradstep/pkg/picture"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: go run . PHOTOGRAPH POSTER.jpg")
		os.Exit(2)
	}
	if err := poster(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func poster(from, to string) error {
	photo, err := picture.Load(from)
	if err != nil {
		return err
	}
	out := photo.Clone()
	bs := []float64{30, 8.5, 5}
	for i, b := range bs {
		strip := picture.Quantize(nil, photo, b)
		left := photo.W * (i + 1) / (len(bs) + 1)
		right := photo.W * (i + 2) / (len(bs) + 1)
		for c, plane := range out.Planes {
			for y := range photo.H {
				row := y * photo.W
				copy(plane[row+left:row+right], strip.Planes[c][row+left:row+right])
			}
		}
	}
	return out.SaveJPEG(to, 85)
}
