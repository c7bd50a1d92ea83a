// Package photos holds a photograph of the course, for programs that have no files: figures
// in a page.
package photos

import _ "embed"

// Camera is a grey photograph of 512 × 512 pixels, a PNG file; README.md says whose.
//
//go:embed camera.png
var Camera []byte
