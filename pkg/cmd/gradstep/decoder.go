package main

import (
	"errors"
	"fmt"

	"github.com/gradstep/gradstep/pkg/picture"
)

// bytesPerPixel is more than any file needs.
const bytesPerPixel = 8

// decoder reads files of at most so many pixels.
func decoder(maxPixels int) picture.Decoder {
	return picture.Decoder{MaxPixels: maxPixels, MaxBytes: max(picture.DefaultMaxBytes, bytesPerPixel*int64(maxPixels))}
}

// byFlag adds to the error about a large file which flag allows more.
func byFlag(err error) error {
	if errors.Is(err, picture.ErrTooLarge) {
		return fmt.Errorf("%w (by -max-pixels)", err)
	}
	return err
}
