// Package stylize chains the filters of an image style, each with parameters, and
// carries gradients back through the chain to all of them.
//
// The staircase of the course is one stage of such a chain:
//
//	tone ──► white balance ──► blur ──► contrast ──► quantize
//	g, γ     k_red, k_blue     σ        s, m         b
//
// # Map
//
//   - [Stage]: a filter, forward and backward; [Param] names and bounds a parameter
//   - [Tone], [WhiteBalance], [Blur], [Contrast], [Quantize]: the stages
//   - [Chain]: stages in a row; Forward, Backward, Bounds and the projection onto them
//   - [Match]: the mean squared distance of a chain's output to an image, a problem for optim
//   - [Recover]: all parameters of a style, b included, from one pair of images, by
//     descent along [Relaxed] and [Smoothed]; package styles below recovery counts how often
//   - [Style], [ParseStyle], [Kinds]: a chain as a text file, with what is known of its parameters
//   - [Fit]: the unknown parameters of a style from pairs of images, robustly, with intervals
//   - [Hold]: a stage with one parameter less
//   - [Size], [Flatten]: images as one slice, plane after plane
//
// A chain keeps what its stages need for the way back, and neither direction
// allocates. Gradients are those of the formulas, by the chain rule; Quantize takes
// the slope of a stand-in for floor.
//
// A new filter is a file with a Stage, and a row of [Kinds].
package stylize
