package picture

import (
	"bufio"
	"bytes"
	"errors"
	"image"
	"io"
	"path/filepath"
	"slices"
	"strings"
)

// A format is a kind of image file. A new one is a file like png.go with such a
// value, and its row in formats.
type format struct {
	name  string
	at    int    // where in the file its magic stands
	magic string // the bytes that tell it from others

	decode      func(io.Reader) (image.Image, error) // nil: it is known by name and refused
	config      func(io.Reader) (image.Config, error)
	unsupported func(error) bool                       // the decoder's error for a variant that it does not read; nil: there is none
	scan        func(h *header, r *bufio.Reader) error // reads what the decoder does not hand on; nil: nothing
	advice      string                                 // on an unsupported variant
	lossy       bool                                   // levels come back changed

	extensions []string                           // of its files, lower case, in one of its rows
	encode     func(im *Image, w io.Writer) error // as Save does; nil: it is read alone
}

// formats are those that are read, then those that people try.
var formats = []format{
	formatPNG,
	formatJPEG,
	{name: "GIF", magic: "GIF8", extensions: []string{".gif"}},
	{name: "WebP", at: 8, magic: "WEBP", extensions: []string{".webp"}},
	{name: "HEIC", at: 4, magic: "ftypheic", extensions: []string{".heic", ".heif"}},
	{name: "HEIC", at: 4, magic: "ftypheix"},
	{name: "HEIC", at: 4, magic: "ftypmif1"},
	{name: "AVIF", at: 4, magic: "ftypavif", extensions: []string{".avif"}},
	{name: "TIFF or raw camera", magic: "II*\x00", extensions: []string{".tif", ".tiff"}},
	{name: "TIFF or raw camera", magic: "MM\x00*"},
	{name: "BMP", magic: "BM", extensions: []string{".bmp"}},
	{name: "PDF", magic: "%PDF"},
	{name: "PGM", magic: "P5", extensions: []string{".pgm"}},
	{name: "PPM", magic: "P6", extensions: []string{".ppm"}},
	{name: "JPEG XL", magic: "\xff\x0a", extensions: []string{".jxl"}},
	{name: "JPEG XL", at: 4, magic: "JXL "},
	{name: "JPEG 2000", at: 4, magic: "jP  ", extensions: []string{".jp2"}},
	{name: "SVG", magic: "<svg"},
	{name: "SVG or other XML", magic: "<?xml"},
}

// byMagic returns the format of a file by its first bytes.
func byMagic(first []byte) (format, error) {
	for _, f := range formats {
		if len(first) < f.at || !bytes.HasPrefix(first[f.at:], []byte(f.magic)) {
			continue
		}
		if f.decode == nil {
			return f, refuse(ErrFormat, "this is a %s file; convert it to PNG", f.name)
		}
		return f, nil
	}
	var read []string
	for _, f := range formats {
		if f.decode != nil {
			read = append(read, "a "+f.name)
		}
	}
	return format{}, refuse(ErrFormat, "neither %s file (it starts with %q)", strings.Join(read, " nor "), first[:min(8, len(first))])
}

// byExtension returns the format in which a file of this name is saved.
func byExtension(name string) (format, error) {
	var known []string
	for _, f := range formats {
		if f.encode == nil {
			continue
		}
		known = append(known, f.extensions...)
		if slices.Contains(f.extensions, strings.ToLower(filepath.Ext(name))) {
			return f, nil
		}
	}
	last := len(known) - 1
	err := refuse(ErrFormat, "the name must end in %s or %s", strings.Join(known[:last], ", "), known[last])
	return format{}, named(err, name)
}

// HasExtension reports whether a file of this name would be a picture: of a format that is read, or of one that is
// refused by name, with what to do.
func HasExtension(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return slices.ContainsFunc(formats, func(f format) bool { return slices.Contains(f.extensions, ext) })
}

// isA reports whether err is, or wraps, an error of type T.
func isA[T error](err error) bool {
	var t T
	return errors.As(err, &t)
}
