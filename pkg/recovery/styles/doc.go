// Package styles measures how often a style is found from a pair of images: the parameters of a chain
// of filters, and b of the staircase that comes last.
//
// What comes out is in docs/recovering-b.md, and stored in testdata/study/style as CSV, made by
//
//	go run ./pkg/cmd/gradstep study style
//
// # Map
//
//   - [Case], [Cases]: which images, and how the style is sought
//   - [Outcome], [Found]: one recovery, and whether it counts
//   - [Study]: all of them for the engine of package study
package styles
