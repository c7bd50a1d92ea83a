package picture

import (
	"errors"
	"fmt"
)

// The reasons for which a file or an image is refused. The error that wraps
// one says what was found and what to do.
var (
	// ErrFormat: not a PNG or JPEG file, or a variant of them that is not read.
	ErrFormat = errors.New("picture: unsupported image format")
	// ErrDamaged: the file is truncated or contradicts its own format.
	ErrDamaged = errors.New("picture: damaged image")
	// ErrTooLarge: the file announces more pixels than the decoder allows.
	ErrTooLarge = errors.New("picture: image too large")
	// ErrTranslucent: a pixel is not opaque, so it has no colour of its own.
	ErrTranslucent = errors.New("picture: translucent image")
	// ErrDepth: 16 bits a sample where 8 are required.
	ErrDepth = errors.New("picture: 16-bit image")
	// ErrValue: a sample is NaN or infinite and has no byte, or a quality is out of its range.
	ErrValue = errors.New("picture: value out of range")
)

// A refusal is one of these reasons, with the file and the details.
type refusal struct {
	reason        error
	file, details string
}

func (r *refusal) Unwrap() error { return r.reason }

func (r *refusal) Error() string {
	if r.file == "" {
		return fmt.Sprintf("%v: %s", r.reason, r.details)
	}
	return fmt.Sprintf("%v: %s: %s", r.reason, r.file, r.details)
}

func refuse(reason error, format string, args ...any) error {
	return &refusal{reason: reason, details: fmt.Sprintf(format, args...)}
}

// named is err with the package's name, and with that of the file, if there is one.
func named(err error, file string) error {
	if r, ok := errors.AsType[*refusal](err); ok {
		return &refusal{r.reason, file, r.details}
	}
	if file == "" {
		return fmt.Errorf("picture: %w", err)
	}
	return fmt.Errorf("picture: %s: %w", file, err)
}
