// Package weights holds the parameters of a trained network, for programs that
// restore images with it.
package weights

import _ "embed"

// Denoiser is a denoise.Denoiser in JSON, as "gradstep train" makes it.
//
//go:embed denoiser.json
var Denoiser []byte
