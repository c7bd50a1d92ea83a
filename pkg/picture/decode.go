package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image/color"
	"io"
	"io/fs"
	"os"
)

// Limits of a Decoder whose fields are zero.
const (
	DefaultMaxPixels = 1 << 26 // 67 megapixels
	DefaultMaxBytes  = 1 << 28 // 268 megabytes
)

// Decoder reads PNG and JPEG files. Its zero value is ready for use.
//
// The size is read from the header and compared with the limits before
// anything is decoded, so that a small file cannot ask for much memory:
// decoding takes at most 16 bytes a pixel, and an [Image] 8 a sample. A JPEG of
// more than 100 scans, each of which costs the time of all pixels, is refused.
// Compressed text is skipped unread, and so are colour profiles of more than 4 megabytes.
type Decoder struct {
	// MaxPixels is the largest number of pixels that is decoded; 0 stands for
	// [DefaultMaxPixels].
	MaxPixels int
	// MaxBytes is the largest size of a file; 0 stands for [DefaultMaxBytes].
	MaxBytes int64
	// Translucent lets a [Raster] have translucent pixels: [Raster.Opaque] tells which are not.
	Translucent bool
}

// Load reads an image from a PNG or JPEG file within the default limits; see
// [Decoder.Load].
func Load(name string) (*Image, error) { return Decoder{}.Load(name) }

// LoadAll is [Load] for several files, up to the first that cannot be read.
func LoadAll(names []string) (images []*Image, err error) {
	for _, name := range names {
		im, err := Load(name)
		if err != nil {
			return nil, err
		}
		images = append(images, im)
	}
	return images, nil
}

// Decode reads a PNG or JPEG image within the default limits; see [Decoder.Load].
func Decode(r io.Reader) (*Image, error) { return Decoder{}.Decode(r) }

// Load reads an image from a PNG or JPEG file, whichever the name says.
//
// The number of channels is the file's own: 1 for grey (with or without
// alpha, and for palettes of greys alone), otherwise 3, even where the three
// agree everywhere. Samples of 1, 2, 4, 8 and 16 bits, palettes and interlaced
// files are read, and baseline and progressive JPEG files of any sampling; an
// Exif orientation is applied, so that the image stands upright. An alpha
// channel is dropped when every pixel is opaque, and refused otherwise
// ([ErrTranslucent]); so are CMYK, JPEG files of 12 bits and other formats ([ErrFormat]),
// broken files ([ErrDamaged]) and files beyond the limits ([ErrTooLarge]).
// Of an animation the still image is read.
func (d Decoder) Load(name string) (*Image, error) {
	return fromFile(name, d.image)
}

// Decode reads a PNG or JPEG image; see [Decoder.Load]. It may read r beyond
// the end of the image.
func (d Decoder) Decode(r io.Reader) (*Image, error) {
	im, err := d.image(r)
	if err != nil {
		return nil, named(err, "")
	}
	return im, nil
}

func (d Decoder) image(r io.Reader) (*Image, error) {
	s, head, err := d.open(r, false)
	if err != nil {
		return nil, err
	}
	im := s.image()
	im.Profile = head.profile
	return im, nil
}

// fromFile hands the file to decode and puts its name into the error.
func fromFile[T any](name string, decode func(io.Reader) (*T, error)) (*T, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("picture: %w", err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, named(refuse(ErrFormat, "this is a folder"), name)
	}
	out, err := decode(f)
	if err == nil || isA[*fs.PathError](err) { // that names the file already
		return out, err
	}
	return nil, named(err, name)
}

// open decodes r to the pixels of an upright image and its header.
func (d Decoder) open(r io.Reader, shallow bool) (source, header, error) {
	rs, err := d.seekable(r)
	if err != nil {
		return source{}, header{}, err
	}
	head, err := scan(rs)
	if err != nil {
		return source{}, header{}, err
	}
	if err := d.allow(rs, head, shallow); err != nil {
		return source{}, header{}, err
	}
	img, err := head.format.decode(rs)
	if err != nil {
		return source{}, header{}, head.broken(err)
	}
	s, err := newSource(img, d.Translucent && shallow)
	if err != nil {
		return source{}, header{}, err
	}
	if head.grey {
		s.channels = 1
	}
	if head.lumaTable != nil {
		s.coded = codedOf(img, *head.lumaTable)
		if s.coded != nil && head.chromaTable != nil {
			s.coded.ColourSteps = *head.chromaTable
		}
	}
	return s.turned(head.orientation), head, nil
}

// allow reads the header that the decoder will see, refuses what is not to be
// decoded, and leaves rs at its start.
func (d Decoder) allow(rs io.ReadSeeker, head header, shallow bool) error {
	config, err := head.format.config(rs)
	if err != nil {
		return head.broken(err)
	}
	if config.Width <= 0 || config.Height <= 0 {
		return refuse(ErrDamaged, "its header gives the size %d×%d", config.Width, config.Height)
	}
	limit := d.MaxPixels
	if limit <= 0 {
		limit = DefaultMaxPixels
	}
	if config.Width > limit/config.Height {
		return refuse(ErrTooLarge, "%d×%d is %d pixels, the limit is %d; crop or shrink it, or raise the limit of pixels", config.Width, config.Height, int64(config.Width)*int64(config.Height), limit)
	}
	switch config.ColorModel {
	case color.CMYKModel:
		return errCMYK
	case color.Gray16Model, color.RGBA64Model, color.NRGBA64Model:
		if shallow {
			return refuse(ErrDepth, "8 bits a sample are required; convert it to 8 bits")
		}
	}
	_, err = rs.Seek(0, io.SeekStart)
	return err
}

// seekable returns r from its start, or a copy of it in memory where it cannot seek.
func (d Decoder) seekable(r io.Reader) (io.ReadSeeker, error) {
	limit := d.MaxBytes
	if limit <= 0 {
		limit = DefaultMaxBytes
	}
	tooLong := refuse(ErrTooLarge, "the file has more bytes than the limit of %d; crop or shrink the image, or raise the limit of bytes", limit)
	if rs, ok := r.(io.ReadSeeker); ok {
		here, err := rs.Seek(0, io.SeekCurrent)
		if err == nil {
			var end int64
			if end, err = rs.Seek(0, io.SeekEnd); err == nil && end-here > limit {
				return nil, tooLong
			}
			if err == nil {
				return io.NewSectionReader(readerAt{rs}, here, end-here), nil
			}
		}
	}
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, tooLong
	}
	return bytes.NewReader(data), nil
}

// readerAt reads at an offset by seeking, which is safe for one reader alone.
type readerAt struct{ rs io.ReadSeeker }

func (r readerAt) ReadAt(p []byte, off int64) (int, error) {
	if _, err := r.rs.Seek(off, io.SeekStart); err != nil {
		return 0, err
	}
	return io.ReadFull(r.rs, p)
}

// broken turns an error of the decoder into one that says what to do.
func (h header) broken(err error) error {
	switch {
	case isA[*fs.PathError](err):
		return err
	case h.format.unsupported != nil && h.format.unsupported(err):
		return refuse(ErrFormat, "this kind of %s is not read (%v); %s", h.format.name, err, h.format.advice)
	case !h.ended, errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return refuse(ErrDamaged, "the %s data end too early; the file is truncated, get it again", h.format.name)
	}
	return refuse(ErrDamaged, "%v; get the file again", err)
}
