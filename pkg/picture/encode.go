package picture

import (
	"fmt"
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
