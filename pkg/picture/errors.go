package picture

import "errors"

// The reasons for which a file or an image is refused. The error that wraps
// one says what was found and what to do.
var (
	// ErrFormat: not a PNG or JPEG file, or a variant of them that is not read.
	ErrFormat = errors.New("unsupported image format")
	// ErrDamaged: the file is truncated or contradicts its own format.
	ErrDamaged = errors.New("damaged image")
	// ErrTooLarge: the file announces more pixels than the decoder allows.
	ErrTooLarge = errors.New("image too large")
	// ErrTranslucent: a pixel is not opaque, so it has no colour of its own.
	ErrTranslucent = errors.New("translucent image")
	// ErrDepth: 16 bits a sample where 8 are required.
	ErrDepth = errors.New("16-bit image")
	// ErrValue: a sample is NaN or infinite and has no byte.
	ErrValue = errors.New("sample is not finite")
)
