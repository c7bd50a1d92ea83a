package picture

import (
	"fmt"
	"image/jpeg"
	"io"

	"github.com/gradstep/gradstep/pkg/internal/wholefile"
)

// Save writes im to a file as its extension says: .png by [Image.EncodePNG];
// .jpg or .jpeg by [Image.EncodeJPEG] at [DefaultQuality].
//
// The file is written beside its place and renamed, so that it is complete or
// as it was before. Any other extension is an error, and so is a name that
// belongs to a folder or a device.
func (im *Image) Save(name string) error {
	f, err := byExtension(name)
	if err != nil {
		return err
	}
	return writeFile(name, func(w io.Writer) error { return f.encode(im, w) })
}

// CheckName returns the error with which [Image.Save] refuses a name for its
// extension: a program asks before its work rather than after it.
func CheckName(name string) error {
	_, err := byExtension(name)
	return err
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

// EncodeJPEG writes im as a baseline JPEG of a quality from 1, smallest, to
// 100, best; colour is stored at half the resolution in both directions
// whatever the quality. A quality outside that range is an error, and so is a
// sample that is not finite ([ErrValue]) or a side above 65535; nothing is
// written then.
func (im *Image) EncodeJPEG(w io.Writer, quality int) error {
	if quality < 1 || quality > 100 {
		return refuse(ErrValue, "JPEG quality %d, want 1 to 100", quality)
	}
	std, err := im.Image()
	if err != nil {
		return err
	}
	if im.W > 0xffff || im.H > 0xffff {
		return refuse(ErrTooLarge, "the sides of a JPEG end at 65535, this is %d×%d; save it as PNG", im.W, im.H)
	}
	if err := jpeg.Encode(&behindSOI{w: w, profile: im.profile()}, std, &jpeg.Options{Quality: quality}); err != nil {
		return fmt.Errorf("picture: writing JPEG: %w", err)
	}
	return nil
}

// SaveJPEG is [Image.Save] to a JPEG file of the given quality; see
// [Image.EncodeJPEG].
func (im *Image) SaveJPEG(name string, quality int) error {
	return writeFile(name, func(w io.Writer) error { return im.EncodeJPEG(w, quality) })
}
