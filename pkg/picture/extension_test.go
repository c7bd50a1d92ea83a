package picture_test

import (
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

// Files that are read count as pictures, and those that people have and are told to convert; documents and files without
// an ending do not.
func TestHasExtension(t *testing.T) {
	for name, want := range map[string]bool{
		"a.png": true, "dir/a.JPG": true, "a.jpeg": true, "a.gif": true, "a.webp": true, "a.heic": true, "a.heif": true, "a.avif": true, "a.tif": true,
		"a.TIFF": true, "a.bmp": true, "a.pgm": true, "a.ppm": true, "a.jxl": true, "a.jp2": true,
		"a.txt": false, "a.pdf": false, "a.svg": false, "png": false, "": false, "a.": false, "Makefile": false, ".png": true,
	} {
		if got := picture.HasExtension(name); got != want {
			t.Errorf("%q: %t", name, got)
		}
	}
}
