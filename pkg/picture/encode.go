package picture

import (
	"fmt"
	"image/jpeg"
	"image/png"
	"io"
	"path/filepath"
	"strings"

	"github.com/gradstep/gradstep/pkg/internal/wholefile"
)

// DefaultQuality is the JPEG quality of [Image.Save].
const DefaultQuality = 90

// EncodePNG writes im as an 8-bit PNG, grey or RGB. Decoding it gives every
// sample as FromByte(ToByte(v)). A sample that is not finite is an error that
// wraps [ErrValue], and nothing is written.
func (im *Image) EncodePNG(w io.Writer) error {
	std, err := im.Image()
	if err != nil {
		return err
	}
	if err := png.Encode(w, std); err != nil {
		return fmt.Errorf("picture: writing PNG: %w", err)
	}
	return nil
}

// EncodeJPEG writes im as a baseline JPEG of a quality from 1, smallest, to
// 100, best; colour is stored at half the resolution in both directions
// whatever the quality. A quality outside that range is an error, and so is a
// sample that is not finite ([ErrValue]) or a side above 65535; nothing is
// written then.
func (im *Image) EncodeJPEG(w io.Writer, quality int) error {
	if quality < 1 || quality > 100 {
		return fmt.Errorf("picture: JPEG quality %d, want 1 to 100", quality)
	}
	std, err := im.Image()
	if err != nil {
		return err
	}
	if im.W > 0xffff || im.H > 0xffff {
		return fmt.Errorf("picture: %d×%d is too large for JPEG, whose sides end at 65535; save it as PNG", im.W, im.H)
	}
	if err := jpeg.Encode(w, std, &jpeg.Options{Quality: quality}); err != nil {
		return fmt.Errorf("picture: writing JPEG: %w", err)
	}
	return nil
}

// Save writes im to a file as its extension says: .png by [Image.EncodePNG];
// .jpg or .jpeg by [Image.EncodeJPEG] at [DefaultQuality].
//
// The file is written beside its place and renamed, so that it is complete or
// as it was before. Any other extension is an error, and so is a name that
// belongs to a folder or a device.
func (im *Image) Save(name string) error {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".png":
		return writeFile(name, im.EncodePNG)
	case ".jpg", ".jpeg":
		return im.SaveJPEG(name, DefaultQuality)
	}
	return fmt.Errorf("picture: %s: the name must end in .png, .jpg or .jpeg", name)
}

// SaveJPEG is [Image.Save] to a JPEG file of the given quality; see
// [Image.EncodeJPEG].
func (im *Image) SaveJPEG(name string, quality int) error {
	return writeFile(name, func(w io.Writer) error { return im.EncodeJPEG(w, quality) })
}

// writeFile writes a file whole or not at all.
func writeFile(name string, write func(io.Writer) error) error {
	var own error // of write, which names the package itself
	err := wholefile.Write(name, func(w io.Writer) error {
		own = write(w)
		return own
	})
	if err != nil && own == nil {
		return fmt.Errorf("picture: %w", err)
	}
	return err
}
